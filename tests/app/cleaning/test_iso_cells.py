"""Times and days that are read by their bytes come out as those that are read with patience."""

from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cleaning import dates, iso_cells

BERLIN = ZoneInfo("Europe/Berlin")
_PLAIN = st.datetimes().map(lambda at: at.replace(microsecond=0).isoformat())
_BENT = st.builds(
    lambda text, at, sign: text[:at] + sign + text[at + 1 :],
    _PLAIN,
    st.integers(0, 18),
    st.sampled_from([*"0123456789", " ", "T", "t", "-", ":", "/", "é", ""]),
)
_CELLS = st.lists(
    st.one_of(
        _PLAIN,
        _PLAIN.map(lambda text: f"{text}Z"),
        _PLAIN.map(lambda text: text.replace("T", " ")),
        _PLAIN.map(lambda text: f"{text}+02:00"),
        _PLAIN.map(lambda text: text[:10]),
        _PLAIN.map(lambda text: f"{text}.250"),
        _BENT,
        st.sampled_from(["", "2011-02-30T00:00:00", "2011-12-31T24:00:00", "2016-12-31T23:59:60Z", "2011-02-30"]),
    ),
    max_size=12,
)


def _nothing(text: pa.Array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    none = np.zeros(len(text), dtype=np.bool_)
    return np.zeros(len(text), dtype=np.int64), none, none.copy()


@settings(deadline=None)
@given(cells=_CELLS)
def test_times_are_those_of_the_patient_way(cells: list[str]) -> None:
    column = pa.chunked_array([pa.array(["", *cells], pa.string()).slice(1)])
    quick = dates.times(column, dates.ISO, BERLIN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(iso_cells, "moments", _nothing)
        assert quick.equals(dates.times(column, dates.ISO, BERLIN))


@settings(deadline=None)
@given(cells=_CELLS)
def test_days_are_those_of_the_patient_way(cells: list[str]) -> None:
    column = pa.chunked_array([pa.array(["", *cells], pa.string()).slice(1)])
    quick = dates.dates(column, dates.ISO)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(iso_cells, "days", lambda text: _nothing(text)[:2])
        assert quick.equals(dates.dates(column, dates.ISO))


def test_what_is_exactly_iso_needs_no_patience() -> None:
    found, local, zoned = iso_cells.moments(pa.array(["2011-12-31T23:59:59", "2011-12-31 23:59:59Z", "31.12.2011"]))
    assert found.tolist() == [1_325_375_999_000_000] * 2 + [0]
    assert (local.tolist(), zoned.tolist()) == ([True, False, False], [False, True, False])
