"""A shop asked of the embedded engine and of another one, which are held to the same answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app import audience, conditions
from app.project import Engine, Project, push
from tests.app.audience.plain_memberships import record
from tests.app.audience.random_rules import drawn, moved
from tests.app.audience.random_shop import random_shop
from tests.app.audience.shop_data import NOW, Shop, fill
from tests.app.audience.test_meaning import agree, engine_answers, every_node

Both = tuple[Shop, Shop]


@contextmanager
def shop_on_both(path: Path, engine: Engine | None) -> Iterator[Both]:
    """The shop with its record, put there."""
    assert engine is not None
    with Project.create(path, timezone="Europe/London", clock=NOW) as project:
        ours = fill(project)
        record(project)
        push(project, engine)
        with Project.open(path, engine) as there:
            yield ours, ours.seen_by(there)


def asked(both: Both, ask: Callable[[Project], Any]) -> Any:
    """What both answer."""
    ours, theirs = (ask(shop.project) for shop in both)
    assert theirs == ours
    return ours


def same(both: Both, parts: list[Any], someone: int) -> None:
    """Every group and condition has the same members on both, the plain reading and the explanation agree."""
    rule = {"any": parts}
    agree(both[1], parts, someone)

    def answers(project: Project) -> Any:
        with audience.asking(project) as question:
            root = conditions.parse(rule, question.names).root
            return engine_answers(question, [node for _, node in every_node(rule, root)])

    asked(both, answers)
    asked(both, lambda project: audience.members(project, rule, ["key"]).column("key").to_pylist())


def random_rules_are_the_same(path: Path, engine: Engine | None, number: int, count: int, at_once: int = 5) -> None:
    """So many random rules about the random shop of a number have the same members there."""
    assert engine is not None
    shop = random_shop(path, number)
    with shop.project:
        push(shop.project, engine)
        rules = [moved(rule, shop.facts.clock.today) for rule in drawn(100, number)[:count]]
        with Project.open(path, engine) as there:
            for at in range(0, count, at_once):
                same((shop, shop.seen_by(there)), rules[at : at + at_once], at % len(shop.people))


ORDERS = {"event": "placed_order"}
OF_RETAIL = [
    ORDERS | {"op": ">=", "value": 3, "within": {"last": {"days": 365}}},
    {"none": [{"event": "*", "within": {"last": {"days": 60}}}]},
    ORDERS | {"measure": "sum", "of": "amount", "op": ">", "value": 200},
    ORDERS | {"measure": "mean", "of": "amount", "op": "between", "value": [100, 300]},
    ORDERS | {"measure": "distinct", "of": "day", "op": ">", "value": 4},
    ORDERS | {"trend": "falling", "by_at_least": 0.5, "within": {"last": {"weeks": 26}}},
    ORDERS | {"where": [{"property": "order_id", "op": "matches", "value": "^5[3-5][0-9]{3}7$"}]},
    ORDERS | {"where": [{"property": "order_id", "op": "ends_with", "value": "99"}]},
    {"sequence": [ORDERS, ORDERS | {"not": True, "within_after": {"days": 90}}]},
    {"sequence": [ORDERS, ORDERS | {"within_after": {"months": 1}}], "within": {"last": {"days": 180}}},
    {"trait": "average_order_value", "op": ">", "value": 250},
    {"trait": "net_revenue", "op": "<", "value": 0},
    {"sample": 0.2, "seed": "autumn"},
]


def customers_are_the_same(retail: Project, engine: Engine | None) -> None:
    """The customers of a real shop are, by rules of many kinds."""
    assert engine is not None
    push(retail, engine)
    with Project.open(retail.path, engine) as there:
        for rule in OF_RETAIL:
            ours, theirs = (audience.member_ids(project, rule).tolist() for project in (retail, there))
            assert theirs == ours, rule
            assert ours or "net_revenue" in str(rule), rule
