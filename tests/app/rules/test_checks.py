"""The calendar's arithmetic, for all days that anybody was born on."""

import datetime as dt

from app.query.trait_families import whole_years
from app.rules.checks import month_day, year_of
from app.rules.operator_checks import anniversaries
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
