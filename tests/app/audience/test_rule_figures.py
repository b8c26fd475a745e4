"""The figures beside a rule's rows, against each question asked by itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from app import audience
from app.audience import rule_figures
from app.project import Project
from app.rules import Group
from tests.app.audience.plain_memberships import record
from tests.app.audience.random_rules import rules
from tests.app.audience.shop_data import NOW, Shop, fill

PARIS = {"trait": "city", "op": "is", "value": "paris"}
ORDERED = {"event": "placed_order", "op": ">=", "value": 2}
VIEWED = {"event": "viewed_product"}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The shop with a record of the segments that random rules name."""
    path: Path = tmp_path_factory.mktemp("recorded") / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as project:
        filled = fill(project)
        record(project)
        yield filled


def _paths(rule: Any, path: str = "") -> dict[str, tuple[Any, ...]]:
    """Every row and group below a rule by its path, with the way to it."""
    found = {}
    for kind in ("all", "any", "none"):
        for at, child in enumerate(rule.get(kind, [])):
            here = f"{path}.{kind}[{at}]".lstrip(".")
            found[here] = (kind, at)
            found |= {inner: (kind, at, *way) for inner, way in _paths(child, here).items()}
    return found


def _muted(rule: Any, way: tuple[Any, ...]) -> Any:
    kind, at, *rest = way
    child = rule[kind][at]
    inner = _muted(child, tuple(rest)) if rest else child | {"muted": True}
    return rule | {kind: [*rule[kind][:at], inner, *rule[kind][at + 1 :]]}


def agree(shop: Shop, rule: Any) -> None:
    """Whatever stands beside the rows is what comes of asking with each of them switched off."""
    matched = audience.count(shop.project, rule).count
    with audience.asking(shop.project) as question:
        figures = rule_figures.find(audience.parse(rule, question.names).root, matched, question)
    for path, more in figures.takes.items():
        without = audience.count(shop.project, _muted(rule, _paths(rule)[path])).count
        assert more == without - matched, (path, rule)
    if figures.funnel:
        assert figures.funnel[-1].people == matched


@pytest.mark.parametrize(
    "rule",
    [
        {"all": [PARIS, ORDERED, {"any": [VIEWED, {"suppressed": True}]}]},
        {"any": [PARIS, ORDERED]},
        {"none": [PARIS, ORDERED]},
        {"all": [PARIS, {"none": [ORDERED]}]},
        {"all": [PARIS]},
        {"all": [PARIS, ORDERED | {"muted": True}]},
        {"all": []},
        PARIS,
    ],
)
def test_each_figure_is_what_asking_without_it_gives(shop: Shop, rule: Any) -> None:
    agree(shop, rule)


@settings(max_examples=4, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(rule=rules)
def test_random_rules(recorded: Shop, rule: Any) -> None:
    agree(recorded, {"all": [rule, PARIS]})


def test_the_funnel_is_the_rule_up_to_each_condition(shop: Shop) -> None:
    parts = [VIEWED, ORDERED, PARIS]
    figures = audience.look(shop.project, {"all": parts}).figures
    counts = [audience.count(shop.project, {"all": parts[: at + 1]}).count for at in range(3)]
    assert [rung.people for rung in figures.funnel] == counts
    assert [rung.path for rung in figures.funnel] == ["all[0]", "all[1]", "all[2]"]


def test_of_very_many_rows_only_the_outermost_are_asked(shop: Shop) -> None:
    rule = {"all": [{"any": [PARIS | {"value": f"c{at}"} for at in range(30)]}, ORDERED]}
    with audience.asking(shop.project) as question:
        root = audience.parse(rule, question.names).root
        assert isinstance(root.what, Group)
        assert set(rule_figures.find(root, 0, question).takes) == {"all[0]", "all[1]"}


def test_whatever_keeps_most_people_out_comes_first(shop: Shop) -> None:
    rule = {"all": [VIEWED, {"any": [PARIS, {"tag": "Sale"}]}]}
    found = audience.funnel(shop.project, rule)
    assert (found.of, found.matched) == (12, audience.count(shop.project, rule).count)
    assert found.rows[0].path == "all[1]"
    assert "Paris" in found.rows[0].sentence.title()
    takes = [one.takes for one in found.rows]
    assert takes == sorted(takes, key=lambda one: -(one or 0))
    assert found.rows[0].takes == audience.count(shop.project, VIEWED).count - found.matched
