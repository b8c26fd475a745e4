"""Checks on orders: products that no catalogue knows, and amounts that stand far out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.project import Json, Project
from app.quality.checks import ORDERS, Check

if TYPE_CHECKING:
    from ibis.expr.types import Table

    from app.query import Question

OUTLIERS = "order_outliers"
_SKUS = 500
"""So many unknown products stand in a rule, those of most lines first."""


def of(project: Project, question: "Question") -> Iterator[Check]:
    """Those of orders; none where there are none."""
    orders = question.events.filter(question.events["name"] == "placed_order")
    lines = question.events.filter((question.events["name"] == "ordered_product") & question.events.p_sku.notnull())
    many = int(question.mirror.scalar(orders.count()))
    if many:
        yield _without_amount(question, orders, many)
        yield from _standing_out(project, question, many)
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


def _standing_out(project: Project, question: "Question", many: int) -> Iterator[Check]:
    from app.quality import outliers

    known = outliers.fences(question)
    found = outliers.beyond(outliers.orders(question), known)
    if found is None:
        return
    wait = int(question.mirror.scalar(found.count())) - outliers.settled(project, question, found)
    yield Check(
        OUTLIERS, ORDERS, "Orders that stand out", outliers.rule_of(known),
        found=wait, of=many, things="orders",
        remedy="A missing decimal sign, another currency, or a wholesaler: decide on each. None is left out by itself.",
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
