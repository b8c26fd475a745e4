"""A span of days of birth is what whole years come to, one by one."""

import datetime as dt

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.names import FIRST_KNOWN_DAY
from app.query.ages import born_between
from app.query.trait_families import whole_years
from app.rules import Inside

EPOCH = dt.date(1970, 1, 1)
days = st.dates(dt.date(1600, 1, 1), dt.date(2300, 1, 1)).map(lambda day: (day - EPOCH).days)
ends = st.none() | st.integers(-2, 130) | st.floats(-2, 130) | st.sampled_from([24.5, 400, 10**9, -(2**62), 2**62])


def day(text: str) -> int:
    return (dt.date.fromisoformat(text) - EPOCH).days


@settings(max_examples=300, deadline=None)
@given(
    born=days, off=st.integers(-3, 3), today=days, low=ends, high=ends, open_low=st.booleans(), open_high=st.booleans()
)
@example(born=day("2024-02-29"), off=0, today=day("2027-02-28"), low=3, high=3, open_low=False, open_high=False)
@example(born=day("2024-02-29"), off=0, today=day("2028-02-28"), low=4, high=None, open_low=False, open_high=False)
@example(born=FIRST_KNOWN_DAY, off=-1, today=20_000, low=None, high=500, open_low=False, open_high=True)
def test_each_day_of_birth_is_in_it_as_its_years_are(
    born: int, off: int, today: int, low: float | None, high: float | None, open_low: bool, open_high: bool
) -> None:
    ages = Inside(low, high, open_low and low is not None, open_high and high is not None)
    span = born_between(ages, today)
    # Beside its ends above all, where a day early or late would show.
    for one in (born, (span.low or 0) + off, (span.high or 0) + off):
        years = whole_years(one, today)
        assert span.holds(one) is (years is not None and ages.holds(years)), (one, years)
