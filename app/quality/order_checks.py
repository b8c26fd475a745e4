"""Checks on orders: products that no catalogue knows, and amounts that stand far out.

An amount stands out above exp(q3 + 3 (q3 - q1)) of the logarithms of all amounts: Tukey's outer fence, on the scale on
which amounts of orders lie alike. Source: J. W. Tukey, Exploratory Data Analysis, 1977, 2D.
"""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.project import Json
from app.quality.checks import ORDERS, Check

if TYPE_CHECKING:
    from ibis.expr.types import Table

    from app.query import Question

_LEAST = 50
"""Among fewer orders than this none stands out."""
_SKUS = 500
"""So many unknown products stand in a rule, those of most lines first."""


def of(question: "Question") -> Iterator[Check]:
    """Those of orders; none where there are none."""
    orders = question.events.filter(question.events["name"] == "placed_order")
    lines = question.events.filter((question.events["name"] == "ordered_product") & question.events.p_sku.notnull())
    many = int(question.mirror.scalar(orders.count()))
    if many:
        yield _without_amount(question, orders, many)
        yield from _standing_out(question, orders, many)
    if question.mirror.scalar(lines.count()):
        yield from _unknown(question, lines)


def _without_amount(question: "Question", orders: "Table", many: int) -> Check:
    empty = orders.filter(orders.p_amount.isnull() | (orders.p_amount <= 0))
    rule: Json = {"event": "placed_order", "where": [{"property": "amount", "op": "<=", "value": 0}]}
    none: Json = {"event": "placed_order", "where": [{"property": "amount", "op": "is_not_set"}]}
    return Check(
        "orders_without_amount", ORDERS, "Orders without an amount", {"any": [none, rule]},
        found=int(question.mirror.scalar(empty.count())), of=many, things="orders",
        remedy="They count as orders and bring no revenue: map the column that says the total.",
    )  # fmt: skip


def _standing_out(question: "Question", orders: "Table", many: int) -> Iterator[Check]:
    paid = orders.filter(orders.p_amount > 0)
    logs = paid.select(log=paid.p_amount.cast("float64").ln())
    told = logs.aggregate(count=logs.count(), low=logs.log.quantile(0.25), high=logs.log.quantile(0.75))
    row = question.mirror.to_pyarrow(told).to_pylist()[0]
    if row["count"] < _LEAST or row["high"] <= row["low"]:
        return
    fence = math.ceil(math.exp(row["high"] + 3 * (row["high"] - row["low"])) / 100) * 100
    found = int(question.mirror.scalar(paid.filter(paid.p_amount > fence).count()))
    yield Check(
        "order_outliers", ORDERS, f"Orders far above the others (over {fence / 10_000:,.2f})",
        {"event": "placed_order", "where": [{"property": "amount", "op": ">", "value": fence / 10_000}]},
        found=found, of=many, things="orders",
        remedy="A missing decimal sign, another currency, or a wholesaler: look at them. None is left out by itself.",
    )  # fmt: skip


def _unknown(question: "Question", lines: "Table") -> Iterator[Check]:
    if not question.mirror.scalar(question.products.count()):
        return
    strange = lines.anti_join(question.products, lines.p_sku == question.products.sku)
    counted = strange.group_by("p_sku").aggregate(many=strange.count())
    rows = question.mirror.to_pyarrow(counted.order_by([counted.many.desc(), counted.p_sku])).to_pylist()
    skus = [str(row["p_sku"]) for row in rows]
    where = [{"property": "sku", "op": "is_any_of", "value": skus[:_SKUS], "case": True}]
    yield Check(
        "unknown_products", ORDERS, "Order lines of products that no catalogue has",
        {"event": "ordered_product", "where": where} if skus else {"any": []},
        found=sum(int(row["many"]) for row in rows), of=int(question.mirror.scalar(lines.count())),
        examples=skus, things="order lines",
        remedy="Import the products that are missing: rules by category or brand do not see these lines.",
    )  # fmt: skip
