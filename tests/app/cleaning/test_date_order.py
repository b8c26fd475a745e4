"""Whether the day or the month stands first is told by the cells of a whole column."""

import pyarrow as pa
import pytest

from app.cleaning import date_order, dates


def column(*cells: str) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(cells, pa.string())])


def test_the_whole_column_tells_whether_the_day_stands_first() -> None:
    assert date_order.day_first(column("03/04/2011", "25/04/2011")) is True
    assert date_order.day_first(column("03/04/2011", "04/25/2011")) is False
    assert date_order.day_first(column("03/04/2011", "05/06/2011")) is None
    assert date_order.ambiguous(column("03/04/2011", "05/05/2011")) == ["03/04/2011"], (
        "the fifth of May is one either way"
    )
    assert date_order.ambiguous(column("03/04/2011", "25/04/2011")) == []


@pytest.mark.parametrize("style", ["%d/%m/%Y", "%m/%d/%Y", dates.DAY_FIRST, dates.MONTH_FIRST])
def test_a_format_takes_the_order_that_is_wanted_and_says_it(style: str) -> None:
    for first_is_day, said in ((True, "day"), (False, "month")):
        assert date_order.order_of(date_order.ordered(style, first_is_day)) == said
