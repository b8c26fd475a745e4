"""Three readings of the same rules agree: the compiled expression, the explanation, and a plain one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from app import audience, conditions
from app.conditions import Evaluation, all_leaves, load
from app.conditions.kinds import KINDS as CONDITIONS
from app.conditions.kinds import MEASURES
from app.conditions.kinds import QUESTIONS as OF_EVENTS
from app.project import Project
from app.query import compile as compiling
from app.rules import of_type
from app.rules.tree import Group, Node
from tests.app.audience.plain_memberships import record
from tests.app.audience.plain_reading import Plain
from tests.app.audience.random_rules import drawn, moved, signs
from tests.app.audience.random_shop import CLOCKS, random_shop
from tests.app.audience.shop_data import NOW, Shop, fill

pytestmark = pytest.mark.early


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The shop with a record of two segments; nobody may change it."""
    path = tmp_path_factory.mktemp("recorded") / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as project:
        filled = fill(project)
        record(project)
        yield filled


def every_node(rule, node):
    """The rule's groups and conditions as JSON, beside the parsed nodes."""
    yield rule, node
    if isinstance(node.what, Group):
        for part, child in zip(rule[node.what.kind], node.what.children, strict=True):
            yield from every_node(part, child)


def engine_answers(question, nodes):
    """For each profile's number, whether each node holds, from one query."""
    people = question.people
    # Null is a no.
    held = {f"n{i}": compiling.predicate(Node(node.what), question) for i, node in enumerate(nodes)}
    columns = {name: said.fill_null(False) for name, said in held.items()}
    return {row["id"]: row for row in question.mirror.to_pyarrow(people.select("id", **columns)).to_pylist()}


def agree(shop: Shop, parts: list, someone: int) -> None:
    """Ask the engine once for every group and condition of these rules, and both others about the same."""
    rule = {"any": parts}
    with audience.asking(shop.project) as question:
        root = conditions.parse(rule, question.names).root
        pairs = list(every_node(rule, root))
        found = engine_answers(question, [node for _, node in pairs])
        for person in shop.people:
            plain = Plain(shop, person)
            for number, (part, _) in enumerate(pairs):
                assert found[person["id"]][f"n{number}"] is plain.holds(part), (part, person["id"])
        person = shop.people[someone]
        asked = Evaluation(load(person["id"], all_leaves(root, question), question), question)
        for number, (part, node) in enumerate(pairs):
            assert asked.holds(Node(node.what)) is found[person["id"]][f"n{number}"], (part, person["id"])


# A failing rule is small as it is; making it smaller would ask the engine hundreds of questions more.
random = settings(
    max_examples=10, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
)
IN_CI = 200
AT_ONCE = 5


def all_agree(shop: Shop, rules: list) -> None:
    """All of these rules, a few at once, on a shop at any time: dates in them are moved to its day."""
    for number, at in enumerate(range(0, len(rules), AT_ONCE)):
        parts = rules[at : at + AT_ONCE]
        agree(shop, [moved(part, shop.facts.clock.today) for part in parts], number % len(shop.people))


@pytest.mark.parametrize("number", range(len(CLOCKS)), ids=lambda number: "-".join(CLOCKS[number]).replace("/", "-"))
def test_random_rules_on_random_shops(tmp_path: Path, number: int) -> None:
    shop = random_shop(tmp_path / "random.quill", number)
    with shop.project:
        all_agree(shop, drawn(IN_CI)[number :: len(CLOCKS)])


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("number", range(1, 1 + 5 * len(CLOCKS)))
def test_thousands_of_random_rules_on_random_shops(tmp_path: Path, number: int) -> None:
    shop = random_shop(tmp_path / "random.quill", number)
    with shop.project:
        all_agree(shop, drawn(100, number))


def test_no_kind_of_condition_or_measure_is_left_out_of_them() -> None:
    rules = drawn(IN_CI)
    found = {sign for rule in rules for sign in signs(rule)}
    assert len(rules) == IN_CI
    assert {"all", "any", "none", *CONDITIONS, *OF_EVENTS} <= found
    assert {("measure", name) for name in MEASURES if name != "count"} <= found
    assert {"where", "case", "for", "was", "same", "not", "so_far", "within_after", "topic"} <= found
    types = ("text", "number", "date", "datetime", "boolean", "list")
    assert {("op", name) for kind in types for name in of_type(kind)} <= found


ORDERS = {"event": "placed_order"}
BAGS = {"property": "product.category", "op": "is", "value": "BAGS"}


@pytest.mark.parametrize("someone", [0, 1, 7])
def test_each_kind_of_condition(shop: Shop, someone: int) -> None:
    agree(shop, KINDS, someone)


KINDS = [
    {"all": []},
    {"any": []},
    {"none": [{"trait": "vip", "op": "is_true"}, {"trait": "city", "op": "is_not_set"}]},
    {"trait": "city", "op": "is", "value": "strasse"},
    {"trait": "city", "op": "is", "value": "e\u0301vry", "case": True},
    {"trait": "city", "op": "matches", "value": "^p.*[d-s]$"},
    {"trait": "city", "op": "is_none_of", "value": ["paris", "Lyon"]},
    {"trait": "interests", "op": "has_none_of", "value": ["bags"]},
    {"trait": "interests", "op": "has_all_of", "value": ["BAGS", "home"]},
    {"trait": "budget", "op": "between", "value": [2.5, 8.75001]},
    {"trait": "shoe_size", "op": "!=", "value": 37},
    {"trait": "vip", "op": "is_false"},
    {"trait": "birth_date", "op": "in_month", "value": 2},
    {"trait": "birth_date", "op": "anniversary_in_next", "value": {"days": 80}},
    {"trait": "signed_up_at", "op": "not_in_last", "value": {"months": 2}},
    {"trait": "signed_up_at", "op": "after", "value": "2011-11-20T12:00:00"},
    {"trait": "city", "op": "is", "value": "évry", "for": {"days": 4}},
    {"trait": "city", "op": "is", "value": "Rome", "was": True},
    {"trait": "orders", "op": "<=", "value": 2},
    {"trait": "revenue", "op": "<", "value": 100},
    {"trait": "net_revenue", "op": ">=", "value": 100},
    {"trait": "refunded", "op": "=", "value": 0},
    {"trait": "last_order_at", "op": "before", "value": "2011-11-01"},
    ORDERS | {"op": "=", "value": 0, "within": {"last": {"days": 30}}},
    ORDERS | {"measure": "sum", "of": "amount", "op": ">=", "value": 110.6403},
    ORDERS | {"measure": "mean", "of": "amount", "op": ">", "value": 55.32015},
    ORDERS | {"measure": "mean", "of": "amount", "op": "!=", "value": 55.32015},
    ORDERS | {"measure": "max", "of": "amount", "op": "<", "value": 60},
    ORDERS | {"measure": "days_since_last", "op": ">", "value": 40},
    ORDERS | {"measure": "days_since_first", "op": "between", "value": [60, 110]},
    ORDERS | {"first_time": True, "within": {"from": "2011-09-01", "to": "2011-10-15"}},
    ORDERS | {"trend": "falling", "by_at_least": 0.5, "within": {"last": {"weeks": 6}}},
    ORDERS | {"more_often_than": {"event": "rated", "where": [{"property": "mood", "op": "is_set"}]}},
    {"event": "viewed_product", "where": [BAGS], "measure": "last", "of": "device", "op": "is", "value": "MOBILE"},
    {"event": "viewed_product", "measure": "distinct", "of": "product.category", "op": "=", "value": 2},
    {"event": "*", "measure": "distinct", "of": "day", "op": ">", "value": 12},
    {"event": "rated", "measure": "sum", "of": "stars", "op": ">=", "value": 4.5},
    {"event": "rated", "where": [{"property": "weekday", "op": "<", "value": 3}], "op": ">=", "value": 1},
    {"event": "opened_email", "where": [{"property": "machine", "op": "is_false"}]},
    {"sequence": [{"event": "viewed_product"}, {"event": "ordered_product", "within_after": {"days": 9}}]},
    {"sequence": [{"event": "viewed_product"}, {"event": "ordered_product"}], "same": "product"},
    {"sequence": [ORDERS, ORDERS | {"not": True, "within_after": {"months": 1}}], "within": {"last": {"days": 90}}},
    {"sequence": [{"event": "viewed_product"}, {"event": "rated", "not": True}, ORDERS]},
    {"sequence": [ORDERS, {"event": "*", "not": True}]},
    {"in_segment_for": "VIP", "op": ">=", "value": {"days": 14}},
    {"in_segment_for": "Regulars", "op": "between", "value": [{"hours": 2}, {"months": 1}]},
    {"entered": "VIP", "within": {"last": {"weeks": 1}}},
    {"left": "vip"},
    {"consent": "email", "is": "withdrawn"},
    {"consent": "email", "is": "unknown"},
    {"consent": "email", "topic": "NEWS", "is": "pending"},
    {"suppressed": True},
    {"tag": "OUTDOOR"},
    {"near": {"lat": 48.85, "lon": 2.35}, "km": 60},
    {"sample": 0.375, "seed": "spring"},
    {"listed": "VIP"},
]
