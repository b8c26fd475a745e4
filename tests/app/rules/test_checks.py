"""The calendar's arithmetic, for all days that anybody was born on."""

import datetime as dt

from app.rules.checks import month_day, year_of
from app.rules.windows import day_number


def test_month_and_year_of_every_day() -> None:
    day = dt.date(1600, 1, 1)
    while day.year < 2201:
        number = day_number(day)
        assert month_day(number) == day.month * 100 + day.day
        assert year_of(number) == day.year
        day += dt.timedelta(days=7 if day.year not in (1900, 2000, 2011, 2012) else 1)
