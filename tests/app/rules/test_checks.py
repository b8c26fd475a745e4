"""The calendar's arithmetic, for all days that anybody was born on."""

import datetime as dt

from app.domain.names import TYPES
from app.query.trait_families import whole_years
from app.rules.checks import month_day, year_of
from app.rules.operator_checks import anniversaries
from app.rules.operators import TABLE, of_type
from app.rules.windows import day_number


def test_month_and_year_of_every_day() -> None:
    day = dt.date(1600, 1, 1)
    while day.year < 2201:
        number = day_number(day)
        assert month_day(number) == day.month * 100 + day.day
        assert year_of(number) == day.year
        day += dt.timedelta(days=7 if day.year not in (1900, 2000, 2011, 2012) else 1)


def test_leap_days_are_kept_on_the_28th_of_common_years() -> None:
    assert anniversaries(day_number(dt.date(2011, 2, 28))) == {228, 229}
    assert anniversaries(day_number(dt.date(2012, 2, 28))) == {228}
    assert anniversaries(day_number(dt.date(2012, 2, 29))) == {229}
    leapling = day_number(dt.date(2000, 2, 29))
    assert whole_years(leapling, day_number(dt.date(2011, 2, 28))) == 11
    assert whole_years(leapling, day_number(dt.date(2012, 2, 28))) == 11
    assert whole_years(leapling, day_number(dt.date(1999, 2, 28))) is None


def test_the_table_is_whole() -> None:
    assert len({(key, kind) for row in TABLE for key in [row.key] for kind in row.types}) == sum(
        len(row.types) for row in TABLE
    )
    for kind in TYPES:
        assert {"is_set", "is_not_set"} <= of_type(kind).keys()
    for row in TABLE:
        assert row.help.endswith(".")
        assert row.label
        assert ("{value}" in str(row.english)) is row.needs_value
        assert row.missing is (row.key in ("is_not_set", "is_not", "not_contains", "is_none_of", "has_none_of"))
