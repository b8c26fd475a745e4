"""A kind of condition and a measure are each one object: toys of both, added from outside, go through everything."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app import audience, conditions
from app.audience import segments
from app.conditions import KINDS, MEASURES, Evaluation, Measure, all_leaves, load
from app.conditions.evaluation import just_so_long_ago
from app.domain.problems import RuleProblem
from app.project import Project
from app.query import compile as compiling
from app.query import two_valued
from app.rules import (
    Clause,
    Condition,
    Duration,
    Group,
    Node,
    Step,
    builder,
    comparands,
    grammar,
    leaves,
    moved,
    phrases,
)
from tests.app.audience.plain_memberships import record
from tests.app.audience.random_rules import rules
from tests.app.audience.shop_data import COURSES, NOW, US, Shop, fill
from ui.help import pages, tables
from ui.panes.segments.builder import Builder
from ui.panes.segments.editing import Editing
from ui.panes.segments.row import Bench, ConditionRow
from ui.panes.segments.rule_model import RuleModel
from ui.widgets.picker import Picker
from ui.widgets.value_popups import LengthPopup


@dataclass(frozen=True, slots=True)
class KnownFor(Condition):
    """`{"known_for": {"days": 30}}`: first known at least so long ago."""

    key = "known_for"
    title = "Known for"
    help = "Whoever was first heard of at least so long ago."

    length: Duration

    @classmethod
    def parse(cls, body, names, path):
        grammar.only(body, (cls.key,), path)
        return cls(comparands.length(body[cls.key], grammar.at(path, cls.key)))

    def clause(self, names):
        return Clause("who", f"has been known for {phrases.length(self.length)}")

    def _cut(self, asked):
        return moved(asked.moment.us, self.length, -1, asked.moment.timezone)

    def predicate(self, question):
        return two_valued(question.people.since <= self._cut(question), otherwise=False)

    def holds(self, asked):
        return asked.person.since is not None and asked.person.since <= self._cut(asked)

    def because(self, asked):
        return f"was first heard of on {asked.day_of(asked.person.since)}"

    def step(self, asked):
        return Step("be heard of earlier")

    def turns(self, asked):
        return set(just_so_long_ago(asked.person.since, self.length, asked.moment.timezone))

    @classmethod
    def subjects(cls, names):
        return [builder.Offer(cls.key, cls.title, "clock", "More")]

    @classmethod
    def begun(cls, what, names, before=None):
        return {cls.key: {"days": 30}}

    @classmethod
    def fields(cls, rule, names, say):
        now = rule[cls.key]
        how_long = builder.Field(
            builder.length(now, say), builder.Length("For how long"), now, lambda given: rule | {cls.key: given}, True
        )
        return [builder.Field(cls.title, builder.Subject()), how_long]


class DaysBetween(Measure):
    """Days from the first of the events to the last."""

    key = "days_between"
    label = "days from the first to the last"

    def totals(self, rows, faces, asked, moment, where=None):
        return {"plain": rows.day.max(where=where) - rows.day.min(where=where)}

    def came_to(self, asked, events, person):
        days = [event["day"] for event in events]
        return {"plain": max(days) - min(days) if days else None}

    def reason(self, asked, test, events, person):
        return f"{self.text(asked, events, person)} days lie between {len(events)} of them"

    def clause(self, asked, said, tail, names):
        return Clause("whose", f"number of days between the first and the last {said.one}{tail} {asked.words}")

    def offers(self, names, events):
        return [builder.Offer(f"{self.key}:", self.label, "", "How long ago")]


OLD = 12 - len(COURSES)
"""So many of the shop were first heard of a hundred days ago; whose courses are told begins later."""


@pytest.fixture(autouse=True)
def toys() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(KINDS, KnownFor.key, KnownFor)
        patch.setitem(MEASURES, DaysBetween.key, DaysBetween())
        yield


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path = tmp_path_factory.mktemp("shop") / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as project:
        filled = fill(project)
        record(project)
        yield filled


def known_for(days: int) -> dict[str, Any]:
    return {"known_for": {"days": days}}


def between(op: str, value: int) -> dict[str, Any]:
    return {"event": "placed_order", "measure": "days_between", "op": op, "value": value}


def _far_apart(shop: Shop) -> set[str]:
    """Who has orders more than five days apart, from the rows themselves."""
    found = set()
    for person in shop.people:
        days = [
            dt.datetime.fromtimestamp(event["at"] / 1e6, dt.UTC).date()
            for event in shop.events
            if event["profile_id"] == person["id"] and event["name"] == "placed_order" and event["at"] <= US
        ]
        if days and (max(days) - min(days)).days > 5:
            found.add(person["key"])
    return found


def test_they_are_parsed_and_refused_with_their_place(shop: Shop) -> None:
    names = audience.names(shop.project)
    parsed = conditions.parse({"all": [known_for(3), between(">", 2)]}, names)
    assert [type(leaf.what).__name__ for leaf in leaves(parsed.root)] == ["KnownFor", "EventTest"]
    with pytest.raises(RuleProblem) as caught:
        conditions.parse({"all": [{"known_for": "long"}]}, names)
    assert caught.value.where == "all[0].known_for"
    with pytest.raises(RuleProblem, match="there is no measure called “days_betwen”") as caught:
        conditions.parse({"event": "placed_order", "measure": "days_betwen"}, names)
    assert caught.value.remedy == "Did you mean days_between?"


def test_they_are_counted_listed_and_kept(shop: Shop) -> None:
    project = shop.project
    assert audience.count(project, between(">", 5)).count == len(_far_apart(shop)) > 0
    table = audience.members(project, {"all": [between(">", 5)]}, ["key"])
    assert set(table.column("key").to_pylist()) == _far_apart(shop)
    assert audience.count(project, known_for(99)).count == OLD
    look = audience.look(project, {"all": [known_for(99), between(">", 5)]})
    assert look.figures.rows["all[0]"] == OLD
    segments.save(project, "Old", known_for(99))
    assert audience.count(project, {"segment": "Old"}).count == OLD
    segments.delete(project, "Old")


def test_they_are_said(shop: Shop) -> None:
    said = audience.sentence({"all": [known_for(30), between("<=", 9)]}, audience.names(shop.project))
    assert said == (
        "Everyone who has been known for 30 days and "
        "whose number of days between the first and the last order is at most 9."
    )


def test_they_are_explained_with_the_nearest_change_and_its_date(shop: Shop) -> None:
    far = _far_apart(shop)
    someone = next(person for person in shop.people if person["key"] in far and person["id"] not in COURSES)
    rule = {"all": [known_for(365), between(">", 5)]}
    found = audience.explain(shop.project, rule, someone["key"])
    assert not found.member
    assert [one.holds for one in found.conditions] == [False, True]
    assert found.conditions[0].sentence == "Has been known for 365 days"
    assert found.conditions[0].because.startswith("was first heard of on ")
    assert "days lie between" in found.conditions[1].because
    assert found.nearest is not None
    assert [str(change.step) for change in found.nearest.changes] == ["be heard of earlier"]
    assert found.nearest.date is not None
    ahead = dt.datetime.fromisoformat(found.nearest.date) - dt.datetime.fromisoformat(f"{NOW}+00:00")
    assert ahead == dt.timedelta(days=365 - 100)
    never = audience.explain(shop.project, between(">", 9_999), someone["key"])
    assert never.nearest is not None
    assert never.nearest.changes[0].step.document().startswith("become: Number of days between")


def test_the_help_tells_of_them() -> None:
    assert "| *Known for* | Whoever was first heard of at least so long ago. |" in tables.conditions()
    assert "| *days from the first to the last* | the events themselves |" in tables.measures()
    assert "[[conditions]]" in pages._text("rules")


def _popup(kind: type) -> Any:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found


def test_the_builder_offers_them_and_edits_their_rows(shop: Shop, qtbot: QtBot) -> None:
    shown = Builder()
    qtbot.addWidget(shown)
    model = RuleModel({"all": []}, lambda: None)
    editing = Editing(model, lambda name, text, found: None)
    editing.names = audience.names(shop.project)
    shown.resize(900, 300)
    shown.show()

    def row() -> ConditionRow:
        shown.rebuild(Bench(model, editing.names, editing))  # type: ignore[arg-type]
        assert shown.root is not None
        (only,) = shown.root.rows
        assert isinstance(only, ConditionRow)
        return only

    editing.add((), shown)
    picker = _popup(Picker)
    assert "Known for" in [choice.label for choice in picker._choices]
    picker.chosen.emit("known_for")
    picker.close()
    assert model.root == {"all": [known_for(30)]}
    assert [field.text() for field in row().fields] == ["Known for", "30 days"]
    row().fields[1].click()
    popup = _popup(LengthPopup)
    popup.first_focus().setValue(90)
    popup.done.click()
    assert model.root == {"all": [known_for(90)]}

    model.put((0,), {"event": "placed_order"})
    assert [field.text() for field in row().fields] == ["Placed order", "at least once", "over all time"]
    row().fields[1].click()
    picker = _popup(Picker)
    picker.chosen.emit("days_between:")
    picker.close()
    assert model.root == {"all": [{"event": "placed_order", "measure": "days_between", "op": ">="}]}
    model.put((0,), model.root["all"][0] | {"value": 4})
    texts = [field.text() for field in row().fields]
    assert texts == ["Placed order", DaysBetween.label, "is at least", "4", "over all time"]
    assert not [label.text() for label in row().findChildren(QLabel) if "cannot show" in label.text()]


toy_rules = st.one_of(
    st.integers(1, 130).map(known_for),
    st.builds(between, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), st.integers(0, 60)),
)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(parts=st.lists(st.one_of(toy_rules, toy_rules, rules), min_size=2, max_size=5))
def test_engine_and_judgement_agree_over_random_rules_with_them(shop: Shop, parts: list[Any]) -> None:
    with audience.asking(shop.project) as question:
        root = conditions.parse({"any": parts}, question.names).root
        assert isinstance(root.what, Group)
        nodes = [root, *root.what.children, *leaves(root)]
        held = {f"n{at}": compiling.predicate(Node(node.what), question) for at, node in enumerate(nodes)}
        columns = {name: said.fill_null(False) for name, said in held.items()}
        rows = question.mirror.to_pyarrow(question.people.select("id", **columns)).to_pylist()
        leaf_needs = all_leaves(root, question)
        for row in rows[::3]:
            asked = Evaluation(load(row["id"], leaf_needs, question), question)
            for at, node in enumerate(nodes):
                assert asked.holds(Node(node.what)) is row[f"n{at}"], (node.path, row["id"])


def test_no_file_of_the_product_knows_the_toys(checkout: Path) -> None:
    product = [path for top in ("app", "ui") for path in (checkout / top).rglob("*.py")]
    assert not [path for path in product if {KnownFor.key, DaysBetween.key} & set(path.read_text("utf-8").split('"'))]
