"""The sum and the mean, exact to the place."""

import duckdb
import ibis
import pyarrow as pa

from app.conditions.measures import sums
from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import about, texts

SUM = {"event": "placed_order", "measure": "sum", "of": "amount", "op": "="}


def test_a_sum_is_exact(shop: Shop) -> None:
    # 85.7686 + 78.8780 + 30.2216
    assert about(shop, 2, SUM | {"value": 194.8682})[0]
    assert not about(shop, 2, SUM | {"value": 194.87})[0]
    assert about(shop, 2, SUM | {"value": 1})[1].startswith("the sum of the amount is 194.87 among 3 orders")


def test_a_mean_is_compared_without_division(shop: Shop) -> None:
    mean = SUM | {"measure": "mean"}
    assert about(shop, 2, mean | {"op": "between", "value": [64.956, 64.957]})[0]
    assert about(shop, 2, mean | {"op": "!=", "value": 64.956_066_666_667})[0] is not False
    assert about(shop, 2, mean | {"op": ">", "value": 99})[2].endswith("; now it is 64.96")


def test_of_no_events_both_are_missing(shop: Shop) -> None:
    for measure in ("sum", "mean"):
        held, because, _ = about(shop, 12, SUM | {"measure": measure, "op": "<", "value": 1})
        assert (held, because) == (False, "no orders")


def test_its_fields_name_the_property() -> None:
    assert texts(SUM | {"value": 3})[1] == "the sum of amount"


def test_a_number_beyond_64_bits_ends_no_question() -> None:
    rows = pa.table({"value": [1e300, -1e300, 2.5e-7, 5e-7, None]})
    column = ibis.table({"value": "float64"}, name="rows").value
    found = duckdb.from_arrow(rows).query("rows", ibis.to_sql(sums._whole_column(column, "number"), dialect="duckdb"))
    assert [row[0] for row in found.fetchall()] == [int(9e18), -int(9e18), 0, 1, None]
    assert [sums._whole(value) for value in (1e300, -1e300, 2.5e-7, 5e-7)] == [int(9e18), -int(9e18), 0, 1]
