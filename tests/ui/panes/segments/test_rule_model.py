"""Editing a rule: every edit is one step, and undoing all of them gives the rule back."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.panes.segments.rule_model import Path, Rule, RuleModel, children, kind_of, negated, place

CITY: Rule = {"trait": "city", "op": "is", "value": "Paris"}
ORDER: Rule = {"event": "placed_order"}
TAG: Rule = {"tag": "VIP"}
NESTED: Rule = {"all": [CITY, {"any": [ORDER, TAG]}, {"none": [TAG]}]}

leaf = st.sampled_from([CITY, ORDER, TAG])
groups = st.recursive(
    leaf,
    lambda inner: st.builds(
        lambda kind, rules: {kind: rules}, st.sampled_from(["all", "any", "none"]), st.lists(inner, max_size=3)
    ),
    max_leaves=8,
)


def _paths(rule: Rule, path: Path = ()) -> list[Path]:
    return [path, *[deeper for index, child in enumerate(children(rule)) for deeper in _paths(child, (*path, index))]]


def _count(rule: Rule) -> int:
    return 1 if kind_of(rule) is None else sum(map(_count, children(rule)))


def can_redo(model: RuleModel) -> str:
    """What redoing does again, in words; empty where there is nothing."""
    edits, index = model.past()
    return edits[index][0] if index < len(edits) else ""


EDITS = ["put", "append", "remove", "duplicate", "set_kind", "negate", "enclose", "dissolve", "mark", "move", "shift"]


def _do(model: RuleModel, edit: str, data: st.DataObject) -> None:
    paths = _paths(model.root)
    inner = [path for path in paths if path]
    held = [path for path in paths if kind_of(model.at(path))]
    if edit == "append":
        model.append(data.draw(st.sampled_from(held)), TAG)
    elif edit == "set_kind":
        model.set_kind(data.draw(st.sampled_from(held)), data.draw(st.sampled_from(["all", "any", "none"])))
    elif inner:
        path = data.draw(st.sampled_from(inner))
        {
            "put": lambda: model.put(path, ORDER),
            "remove": lambda: model.remove(path),
            "duplicate": lambda: model.duplicate(path),
            "negate": lambda: model.negate(path),
            "enclose": lambda: model.enclose(path),
            "dissolve": lambda: model.dissolve(path) if path in held else None,
            "mark": lambda: model.mark(path, "muted", True),
            "move": lambda: model.move(path, data.draw(st.sampled_from(inner))),
            "shift": lambda: model.shift(path, data.draw(st.sampled_from([-1, 1]))),
        }[edit]()


@given(groups, st.lists(st.sampled_from(EDITS), max_size=8), st.data())
def test_any_edits_undone_give_the_rule_back_and_redone_the_result(
    rule: Rule, edits: list[str], data: st.DataObject
) -> None:
    model = RuleModel(rule)
    before = copy.deepcopy(model.root)
    for edit in edits:
        _do(model, edit, data)
    after = copy.deepcopy(model.root)
    while model.can_undo:
        model.undo()
    assert model.root == before
    while can_redo(model):
        model.redo()
    assert model.root == after


@given(groups, st.data())
def test_moving_loses_no_condition_and_adds_none(rule: Rule, data: st.DataObject) -> None:
    model = RuleModel(rule)
    before = _count(model.root)
    inner = [path for path in _paths(model.root) if path]
    if inner:
        model.move(data.draw(st.sampled_from(inner)), data.draw(st.sampled_from(inner)))
    assert _count(model.root) == before


@pytest.mark.parametrize(
    ("source", "target", "result"),
    [
        ((0,), (2,), [ORDER, CITY, TAG]),
        ((2,), (0,), [TAG, CITY, ORDER]),
        ((0,), (3,), [ORDER, TAG, CITY]),
        ((1,), (1,), [CITY, ORDER, TAG]),
    ],
)
def test_a_moved_condition_stands_before_what_stood_there(source: Path, target: Path, result: list[Rule]) -> None:
    model = RuleModel({"all": [CITY, ORDER, TAG]})
    model.move(source, target)
    assert model.root == {"all": result}


def test_a_condition_moves_into_a_group_and_out_again() -> None:
    model = RuleModel(NESTED)
    model.move((0,), (1, 0))
    assert model.root == {"all": [{"any": [CITY, ORDER, TAG]}, {"none": [TAG]}]}
    model.move((0, 0), (0,))
    assert model.root == NESTED


def test_a_group_is_never_moved_into_itself() -> None:
    model = RuleModel(NESTED)
    model.move((1,), (1, 0))
    assert model.root == NESTED


def test_up_and_down() -> None:
    model = RuleModel({"all": [CITY, ORDER, TAG]})
    model.shift((0,), 1)
    assert model.root == {"all": [ORDER, CITY, TAG]}
    model.shift((2,), 1)
    model.shift((1,), -1)
    assert model.root == {"all": [CITY, ORDER, TAG]}


def test_typing_in_one_place_is_one_step() -> None:
    model = RuleModel({"all": [CITY]})
    for text in ("L", "Ly", "Lyon"):
        model.put((0,), CITY | {"value": text}, merge="0.value")
    model.undo()
    assert model.root == {"all": [CITY]}


def test_not_is_put_before_a_condition_and_taken_away() -> None:
    model = RuleModel({"all": [CITY]})
    model.negate((0,))
    assert negated(model.at((0,))) == CITY
    model.negate((0,))
    assert model.root == {"all": [CITY]}


def test_a_single_condition_is_shown_as_a_group_of_one() -> None:
    assert RuleModel(CITY).root == {"all": [CITY]}
    assert RuleModel(None).is_empty


def test_places_are_written_as_the_grammar_writes_them() -> None:
    assert place(NESTED, ()) == ""
    assert place(NESTED, (1, 1)) == "all[1].any[1]"


def test_the_given_rule_is_never_changed() -> None:
    rule = json.loads(json.dumps(NESTED))
    model = RuleModel(rule)
    model.remove((0,))
    assert rule == NESTED


def test_what_is_typed_in_one_go_is_one_step_until_it_was_taken_back() -> None:
    model = RuleModel({"all": [CITY]})
    for city in ("P", "Pa", "Par"):
        model.put((0,), CITY | {"value": city}, "Type", merge="value")
    model.put((0,), CITY | {"value": "Rom"}, "Type", merge="other")
    assert model.can_undo == "Type"
    model.undo()
    assert model.root == {"all": [CITY | {"value": "Par"}]}
    model.undo()
    assert (model.root, model.can_undo, can_redo(model)) == ({"all": [CITY]}, "", "Type")
    model.redo()
    model.put((0,), CITY | {"value": "Pari"}, "Type", merge="value")
    model.undo()
    assert model.root == {"all": [CITY | {"value": "Par"}]}


def test_another_model_takes_the_past_over_with_what_was_taken_back() -> None:
    told: list[int] = []
    before = RuleModel({"all": [CITY]})
    before.append((), ORDER)
    before.append((), TAG, "Add the tag")
    before.undo()
    after = RuleModel(before.root, lambda: told.append(1))
    after.recall(before.past())
    assert (told, after.can_undo, can_redo(after)) == ([], "Add a condition", "Add the tag")
    after.redo()
    assert after.root == {"all": [CITY, ORDER, TAG]}
    after.undo()
    after.undo()
    assert (after.root, after.can_undo) == ({"all": [CITY]}, "")
    assert before.root == {"all": [CITY, ORDER]}


def test_another_rule_has_no_past() -> None:
    model = RuleModel({"all": [CITY]})
    model.append((), TAG)
    model.load({"all": [ORDER]})
    model.undo()
    assert (model.root, model.can_undo) == ({"all": [ORDER]}, "")


def test_two_rows_become_a_group_that_asks_otherwise_and_an_emptied_group_goes() -> None:
    model = RuleModel({"all": [CITY, ORDER, {"any": [TAG]}]})
    model.join((1,), (0,))
    assert model.root == {"all": [{"any": [CITY, ORDER]}, {"any": [TAG]}]}
    # Into a group, as its last; the one that is left without a rule goes.
    model.join((1, 0), (0,))
    assert model.root == {"all": [{"any": [CITY, ORDER, TAG]}]}
    model.join((0, 2), (0, 0))
    assert model.root == {"all": [{"any": [{"all": [CITY, TAG]}, ORDER]}]}
    model.join((0,), (0, 1))
    assert model.can_undo == "Make a group of two"
    for _ in range(3):
        model.undo()
    assert model.root == {"all": [CITY, ORDER, {"any": [TAG]}]}


def test_what_is_turned_around_joins_as_it_is() -> None:
    model = RuleModel({"all": [{"none": [CITY]}, ORDER]})
    model.join((1,), (0,))
    assert model.root == {"all": [{"any": [{"none": [CITY]}, ORDER]}]}
    model = RuleModel({"all": [TAG, {"none": [CITY]}, ORDER]})
    model.join((1,), (2,))
    assert model.root == {"all": [TAG, {"any": [ORDER, {"none": [CITY]}]}]}


def test_a_rule_leaves_its_group_and_stands_behind_it() -> None:
    model = RuleModel({"all": [{"any": [CITY, {"all": [ORDER]}]}, TAG]})
    model.lift((0, 1, 0))
    assert model.root == {"all": [{"any": [CITY, ORDER]}, TAG]}
    model.lift((0, 0))
    assert model.root == {"all": [{"any": [ORDER]}, CITY, TAG]}
    model.lift((0, 0))
    assert model.root == {"all": [ORDER, CITY, TAG]}
    model.lift((0,))
    assert model.root == {"all": [ORDER, CITY, TAG]}


def test_a_group_that_loses_its_last_rule_by_a_move_goes_with_it() -> None:
    # An empty one of any would hold for nobody.
    model = RuleModel({"all": [CITY, {"any": [{"all": [TAG]}]}]})
    model.move((1, 0, 0), (0,))
    assert model.root == {"all": [TAG, CITY]}
