"""Dates and times in one format: moments, days and what no calendar has."""

from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from app.cleaning import dates
from app.domain.clock import parse_moment
from app.domain.names import date_text
from app.ingest.importing.preview import shown

LONDON = ZoneInfo("Europe/London")


def column(*cells: str) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(cells, pa.string())])


def test_times_are_local_unless_they_state_a_zone() -> None:
    cells = ["2011-07-01 10:00", "2011-07-01T10:00:00Z", "2011-07-01T10:00:00.5+02:00", "2011-07-01 10:00 UTC",
             "2011-07-01", "2011", "2011-02-30", "soon", ""]  # fmt: skip
    said = ["2011-07-01T10:00+01:00", "2011-07-01T10:00+00:00", "2011-07-01T08:00:00.5+00:00", "2011-07-01T10:00+00:00",
            "2011-07-01T00:00+01:00"]  # fmt: skip
    wanted = [parse_moment(text, LONDON).us for text in said] + [None] * 4
    assert dates.times(column(*cells), None, LONDON).to_pylist() == wanted


@pytest.mark.parametrize("zone", [LONDON, ZoneInfo("Pacific/Auckland"), ZoneInfo("America/Los_Angeles")])
def test_moments_that_no_calendar_has_are_none(zone: ZoneInfo) -> None:
    found = dates.times(column("9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00"), None, zone).to_pylist()
    assert [value is not None for value in found] == [True, False]
    assert dates.times(column("1e15", "-1e15", "1"), dates.UNIX, zone).to_pylist() == [None, None, 1_000_000]
    assert dates.times(column("1e15", "-1e15", "3e6", "-1e6"), dates.EXCEL, zone).null_count == 4
    assert None not in dates.times(column("9999-12-31 23:59:59", "9999-12-31"), None, ZoneInfo("UTC")).to_pylist()
    assert shown("datetime", found[0], zone)


def test_skipped_times_move_forward_and_doubled_ones_are_the_first() -> None:
    skipped, doubled = dates.times(column("27/03/2011 01:30", "30/10/2011 01:30"), "%d/%m/%Y %H:%M", LONDON).to_pylist()
    assert skipped == parse_moment("2011-03-27T02:30+01:00", LONDON).us
    assert doubled == parse_moment("2011-10-30T01:30+01:00", LONDON).us


def test_dates_are_the_day_that_they_say() -> None:
    assert dates.dates(column("1970-01-02", "1969-12-31T23:00:00Z", "x"), None).to_pylist() == [1, -1, None]
    assert dates.dates(column("02/01/1970"), "%d/%m/%Y").to_pylist() == [1]
    assert dates.times(column("86400", "x"), dates.UNIX, LONDON).to_pylist() == [86_400_000_000, None]


def test_years_of_birth_in_two_figures_are_those_from_1930_to_2029() -> None:
    first, last, long_ago = dates.dates(column("01.01.30", "31.12.29", "31.12.68"), "%d.%m.%y", past=True).to_pylist()
    assert (date_text(first), date_text(last), date_text(long_ago)) == ("1930-01-01", "2029-12-31", "1968-12-31")


def test_a_zone_behind_a_time_is_no_weekday() -> None:
    cells = ["01.11.2025 12:00 CET", "01.11.2025 12:00 CET"]
    style = dates.find_format(cells[:1])[1]
    assert dates.times(column(*cells), style, ZoneInfo("America/New_York")).to_pylist() == [1_761_994_800_000_000] * 2


def test_the_format_is_found_with_the_day_first_where_both_fit() -> None:
    assert dates.find_format(["03/04/2011", "25/04/2011"]) == (True, "%d/%m/%Y")
    assert dates.find_format(["3 apples", "4 pears"]) == (False, None)


@pytest.mark.parametrize(
    ("values", "count"),
    [
        (["1325376000", "1356998400"], dates.UNIX), (["1325376000000"], dates.UNIX_MS),
        (["1325376000000000"], dates.UNIX_US), (["40909.5", "41000"], dates.EXCEL), (["12", "17"], None), ([], None),
    ],
)  # fmt: skip
def test_numbers_that_count_from_a_day_are_told_by_their_size(values: list[str], count: str | None) -> None:
    assert dates.find_count(values) == count


def test_a_spreadsheets_day_is_the_day_that_it_shows() -> None:
    assert dates.times(column("40909.5"), dates.EXCEL, ZoneInfo("UTC")).to_pylist() == [1_325_419_200_000_000]


def test_a_stated_format_is_read_the_same_on_every_desktop() -> None:
    assert dates.in_full("%x %X") == "%m/%d/%y %H:%M:%S"
    assert [dates.is_free(style) for style in (dates.DAY_FIRST, "%d %b %Y", "%I:%M %p", "%d/%m/%Y", None)] == [
        True, True, True, False, False,
    ]  # fmt: skip
