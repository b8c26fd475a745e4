"""Who came, who went and why, against asking at both moments by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from app import audience
from app.audience import moved
from app.audience.moved import Moved
from app.domain.problems import Problem
from app.project import Project
from app.rules import Group, leaves, live
from tests.app.audience.plain_memberships import record
from tests.app.audience.random_rules import rules
from tests.app.audience.shop_data import NOW, Shop, fill

PARIS = {"trait": "city", "op": "contains", "value": "paris"}
RECENT = {"event": "placed_order", "within": {"last": {"days": 20}}}
VIEWED = {"event": "viewed_product", "within": {"last": {"days": 10}}}
BEGIN, END = "2011-11-10", "2011-12-08"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The shop with a record of two segments; nobody may change it."""
    path: Path = tmp_path_factory.mktemp("moved") / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as project:
        filled = fill(project)
        record(project)
        yield filled


def between(shop: Shop, rule: Any) -> Moved:
    return moved.find(shop.project, rule, shop.project.moment(BEGIN), shop.project.moment(END))


def who(shop: Shop, rule: Any, moment: str) -> set[int]:
    return set(audience.member_ids(shop.project, rule, moment).tolist())


def agree(shop: Shop, rule: Any) -> None:
    """The figures are those of two questions; each reason's conditions turned for each of its people."""
    found = between(shop, rule)
    before, after = who(shop, rule, BEGIN), who(shop, rule, END)
    assert (found.before, found.after) == (len(before), len(after))
    assert (found.came, found.went, found.stayed) == (len(after - before), len(before - after), len(before & after))
    assert sum(one.people for one in found.reasons if one.came) == found.came
    assert sum(one.people for one in found.reasons if not one.came) == found.went
    names = audience.names(shop.project)
    root = live(audience.parse(rule, names).root)
    nodes = (
        {} if root is None else {node.path: node for node in (leaves(root) if isinstance(root.what, Group) else [root])}
    )
    assert all(part.path in nodes for one in found.reasons for part in one.conditions)
    assert all(one.conditions for one in found.reasons)
    begin, end = shop.project.moment(BEGIN), shop.project.moment(END)
    for one in found.reasons:
        people = moved.some(shop.project, rule, begin, end, one)
        assert len(people) == min(5, one.people)
        for part in one.conditions:
            alone = _at(rule, part.path)
            held, holds = who(shop, alone, BEGIN), who(shop, alone, END)
            for person in people:
                assert (person["id"] in holds, person["id"] in held) == (part.holds, not part.holds), (part, rule)


def _at(rule: Any, path: str) -> Any:
    """The condition at a path."""
    for step in path.split(".") if path else ():
        kind, _, at = step.partition("[")
        rule = rule[kind][int(at.rstrip("]"))]
    return {name: value for name, value in rule.items() if name not in ("muted", "note", "locked")}


@pytest.mark.parametrize(
    "rule",
    [
        RECENT,
        {"all": [RECENT, VIEWED]},
        {"any": [RECENT, VIEWED, PARIS]},
        {"none": [RECENT, VIEWED]},
        {"all": [PARIS, {"none": [RECENT, {"all": [VIEWED, {"none": [PARIS]}]}]}]},
        {"all": [RECENT, VIEWED | {"muted": True}]},
        {"all": []},
        {"any": []},
    ],
)
def test_what_moved_people(shop: Shop, rule: Any) -> None:
    agree(shop, rule)


@settings(max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(rule=rules)
def test_what_moved_people_under_random_rules(shop: Shop, rule: Any) -> None:
    agree(shop, rule)


def test_a_condition_moves_nobody_where_another_held_all_along(shop: Shop) -> None:
    # Whoever is in Paris stays in by that, however the rest turns.
    found = between(shop, {"any": [PARIS, RECENT]})
    moved_by = {part.path for one in found.reasons for part in one.conditions}
    assert "any[1]" in moved_by
    both = who(shop, PARIS, BEGIN) & who(shop, PARIS, END)
    assert both <= who(shop, {"any": [PARIS, RECENT]}, BEGIN) & who(shop, {"any": [PARIS, RECENT]}, END)


def test_reasons_come_with_the_most_people_first_and_say_which_way(shop: Shop) -> None:
    found = between(shop, {"all": [{"none": [RECENT]}, {"any": [VIEWED, PARIS]}]})
    assert [one.people for one in found.reasons] == sorted((one.people for one in found.reasons), reverse=True)
    turned = {(one.came, part.path): part.holds for one in found.reasons for part in one.conditions}
    for (came, path), holds in turned.items():
        assert holds == (came != path.startswith("all[0]")), path


def test_keys_are_those_who_came_and_went(shop: Shop) -> None:
    begin, end = shop.project.moment(BEGIN), shop.project.moment(END)
    keys = {person["id"]: person["key"] for person in shop.people}
    for came in (True, False):
        wanted = (
            who(shop, RECENT, END) - who(shop, RECENT, BEGIN)
            if came
            else who(shop, RECENT, BEGIN) - who(shop, RECENT, END)
        )
        found = moved.keys(shop.project, RECENT, begin, end, came=came, limit=100)
        assert wanted
        assert found == sorted(keys[one] for one in wanted)
        assert moved.keys(shop.project, RECENT, begin, end, came=came, limit=1) == found[:1]


def test_very_long_rules_are_told_by_their_outermost_parts(shop: Shop) -> None:
    rule = {"all": [{"any": [RECENT | {"within": {"last": {"days": 20 + n}}} for n in range(70)]}, VIEWED]}
    found = between(shop, rule)
    assert found.came + found.went > 0
    assert {part.path for one in found.reasons for part in one.conditions} <= {"all[0]", "all[1]"}


def test_the_later_moment_comes_last(shop: Shop) -> None:
    with pytest.raises(Problem, match="no time between"):
        moved.find(shop.project, RECENT, shop.project.moment(END), shop.project.moment(BEGIN))
