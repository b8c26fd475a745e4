"""Columns of cells say to the sign what single values say, by any value that a column can hold."""

from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.clock import Moment
from app.domain.csv_injection import guarded
from app.query import traits
from app.query.shown_columns import cells

ZONES = ("UTC", "Europe/London", "America/St_Johns", "Asia/Kathmandu", "Africa/Monrovia", "Pacific/Apia")
LEAST, MOST = -(2**63), 2**63 - 1
# About the changes of clocks too: of London in 2011, of Monrovia in 1972, and the day that Samoa left out.
TIMES = st.one_of(
    st.integers(LEAST, MOST),
    st.integers(-62_135_596_800_000_000 - 10**12, 253_402_300_800_000_000 + 10**12),
    *(
        st.integers(at - 10**11, at + 10**11)
        for at in (1_301_187_600_000_000, 63_593_070_000_000, 1_325_239_200_000_000)
    ),
)
AMOUNTS = st.one_of(st.integers(LEAST, MOST), st.integers(-(10**7), 10**7), st.integers(10**15 - 9, 10**15 + 9))
NUMBERS = st.one_of(
    st.floats(),
    st.integers(-(10**19), 10**19).map(float),
    st.floats(0, 1e-3),
    st.decimals(-999, 999, places=3).map(float),
)
TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["=1+1", "\0@x", "+44 20 7946 0958"])
)
COLUMNS = {
    "amount": (pa.int64(), AMOUNTS),
    "datetime": (pa.int64(), TIMES),
    "date": (pa.int32(), st.one_of(st.integers(-719_162, 2_932_896), st.integers(-133_700, -133_300))),
    "number": (pa.float64(), NUMBERS),
    "boolean": (pa.bool_(), st.booleans()),
    "text": (pa.string(), TEXT),
    "list": (pa.list_(pa.string()), st.lists(TEXT, max_size=3)),
}


def _alone(kind: str, value: object, moment: Moment) -> str | None:
    """One value as a list of people had it before there were columns: shown, its list joined, guarded."""
    shown = traits.shown(kind, value, moment)
    if shown is None:
        return None
    return str(guarded(", ".join(shown) if isinstance(shown, list) else shown))


@settings(deadline=None)
@pytest.mark.parametrize("kind", COLUMNS)
@given(st.data(), st.sampled_from(ZONES), st.integers(0, 2))
def test_a_column_says_what_each_value_says(kind: str, data: st.DataObject, zone: str, cut: int) -> None:
    held, values = COLUMNS[kind]
    moment = Moment(0, ZoneInfo(zone))
    given_values = data.draw(st.lists(st.one_of(st.none(), values), max_size=12))
    column = pa.array(given_values, held).slice(cut)
    assert cells(kind, column, moment).to_pylist() == [_alone(kind, one, moment) for one in given_values[cut:]]


@pytest.mark.parametrize(("kind", "values"), [("number", [3, None, -2]), ("text", [7, 8]), ("text", [True, None])])
def test_what_is_counted_or_known_of_everyone_is_written_too(kind: str, values: list[object]) -> None:
    moment = Moment(0, ZoneInfo("UTC"))
    assert cells(kind, pa.array(values), moment).to_pylist() == [_alone(kind, one, moment) for one in values]


def test_of_whom_nothing_is_known_there_is_an_empty_cell() -> None:
    assert cells("number", pa.nulls(2), Moment(0, ZoneInfo("UTC"))).to_pylist() == [None, None]
