"""The rule that the builder edits: its JSON is the truth, each edit is one step that can be undone."""

import copy
import json
from collections.abc import Callable
from typing import Any
from weakref import WeakMethod

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoStack

from ui.core.undo import Step, let_go_with

Rule = dict[str, Any]
Path = tuple[int, ...]
"""The way from the root to a rule, by the places among the children of its groups."""

GROUPS = ("all", "any", "none")


def kind_of(rule: Rule) -> str | None:
    """`all`, `any` or `none` for a group, None for a condition."""
    return next((kind for kind in GROUPS if kind in rule), None)


def children(rule: Rule) -> list[Rule]:
    """The rules in a group; none of a condition."""
    kind = kind_of(rule)
    found: list[Rule] = rule[kind] if kind else []
    return found


def negated(rule: Rule) -> Rule | None:
    """The condition that a rule turns around, where it is nothing but “not” before one condition."""
    if set(rule) - {"muted", "locked", "note"} == {"none"} and len(rule["none"]) == 1:
        only: Rule = rule["none"][0]
        return None if kind_of(only) else only
    return None


def place(root: Rule, path: Path) -> str:
    """The place of a rule as the grammar writes it: `all[1].any[0]`, empty for the root."""
    parts = []
    for index in path:
        parts.append(f"{kind_of(root)}[{index}]")
        root = children(root)[index]
    return ".".join(parts)


class _Edit(Step):
    """One edit of the rule: from what it was to what it became, both whole."""

    def __init__(self, words: str, before: Rule, after: Rule, merge: str, show: Callable[[Rule], None]) -> None:
        super().__init__(words)
        self.before, self.after = before, after
        self._merge = merge
        # The stack is Qt's and holds the edits: an edit that held the model, which holds the stack, would be a circle
        # that goes through Qt, which Python's collector cannot take apart in order.
        self._show = WeakMethod(show)

    def back(self) -> None:
        # What is typed after an edit was taken back and done again is a step of its own.
        self._merge = ""
        self._tell(self.before)

    def again(self) -> None:
        self._tell(self.after)

    def _tell(self, rule: Rule) -> None:
        if (show := self._show()) is not None:
            show(rule)

    def id(self) -> int:
        # Qt asks only commands of one number, other than -1, whether they are one step.
        return 1 if self._merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Edit) or other._merge != self._merge:
            return False
        self.after = other.after
        return True


class RuleModel:
    """One rule in the making. `changed` is called after each edit, undo and redo; the stack of edits is `owner`'s.

    The root is always a group; a saved rule that is a single condition is shown as a group of one, and given back
    as it was while nothing is added to it.
    """

    def __init__(
        self, rule: Rule | None = None, changed: Callable[[], None] = lambda: None, owner: QObject | None = None
    ) -> None:
        self._changed = changed
        self._stack = QUndoStack(owner)
        let_go_with(self, self._stack)
        self._root = self._as_group(rule)

    @staticmethod
    def _as_group(rule: Rule | None) -> Rule:
        given = copy.deepcopy(rule) if rule else {"all": []}
        return given if kind_of(given) and negated(given) is None else {"all": [given]}

    # Looking

    @property
    def root(self) -> Rule:
        """The rule as JSON; not to be changed in place."""
        return self._root

    def at(self, path: Path) -> Rule:
        """The rule at a path."""
        return _at(self._root, path)

    def is_locked(self, path: Path) -> bool:
        """Whether the rule at a path, or a group that it stands in, is locked."""
        return any(self.at(path[:length]).get("locked") for length in range(len(path) + 1))

    @property
    def is_empty(self) -> bool:
        """Whether it has no condition yet, and so holds for everyone."""
        return not children(self._root)

    @property
    def can_undo(self) -> str:
        """What undoing takes back, in words; empty where there is nothing."""
        return self._stack.undoText()

    # Changing

    def load(self, rule: Rule | None) -> None:
        """Begin anew with another rule: its past is not this one's."""
        self._root = self._as_group(rule)
        self._stack.clear()

    def past(self) -> Any:
        """What can be undone and redone, for `recall` in another model: the stack goes with its owner."""
        edits = [edit for at in range(self._stack.count()) if isinstance(edit := self._stack.command(at), _Edit)]
        return [(edit.text(), edit.before, edit.after) for edit in edits], self._stack.index()

    def recall(self, past: Any) -> None:
        """Let that be undone and redone which could be when this rule was another model's."""
        edits, at = past
        now, changed, self._changed = self._root, self._changed, lambda: None
        for words, before, after in edits:
            self._stack.push(_Edit(words, before, after, "", self._show))
        # Going back over what was taken back ends at the rule of now, which is nothing new to anybody.
        self._stack.setIndex(at)
        self._root, self._changed = now, changed

    def undo(self) -> None:
        """Take the last edit back."""
        self._stack.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self._stack.redo()

    def _show(self, rule: Rule) -> None:
        self._root = rule
        self._changed()

    def edit(self, label: str, change: Callable[[Rule], Rule | None], merge: str = "") -> None:
        """Change a copy of the whole rule as one step; equal `merge` keys in a row become one step."""
        # The steps hold rules whole, before and after, so that a rule is never changed in place.
        draft = copy.deepcopy(self._root)
        made = change(draft)
        after = self._as_group(draft if made is None else made)
        # By their JSON: to Python 1, 1.0 and true are equal, in a rule they are not.
        if json.dumps(after) == json.dumps(self._root):
            return
        self._stack.push(_Edit(label, self._root, after, merge, self._show))
        self._show(after)

    def put(self, path: Path, rule: Rule, label: str = "Change the condition", merge: str = "") -> None:
        """Let another rule stand at a path."""
        if not path:
            self.edit(label, lambda _: copy.deepcopy(rule), merge)
            return
        self.edit(label, lambda root: _siblings(root, path).__setitem__(path[-1], copy.deepcopy(rule)), merge)

    def insert(self, path: Path, rule: Rule, label: str = "Add a condition") -> None:
        """Let a rule stand at a path, before the one that stands there now."""
        self.edit(label, lambda root: _siblings(root, path).insert(path[-1], copy.deepcopy(rule)))

    def append(self, group: Path, rule: Rule, label: str = "Add a condition") -> None:
        """Add a rule as the last of a group."""
        self.insert((*group, len(children(self.at(group)))), rule, label)

    def remove(self, path: Path) -> None:
        """Take a rule out."""
        self.edit("Delete the condition", lambda root: _siblings(root, path).__delitem__(path[-1]))

    def duplicate(self, path: Path) -> None:
        """Let a copy follow a rule."""
        self.insert((*path[:-1], path[-1] + 1), self.at(path), "Duplicate the condition")

    def set_kind(self, path: Path, kind: str) -> None:
        """Make a group all, any or none."""
        rule = self.at(path)
        marks = {key: value for key, value in rule.items() if key not in GROUPS}
        self.put(path, {kind: children(rule)} | marks, f"Change the group to “{kind}”")

    def negate(self, path: Path) -> None:
        """Put “not” before a rule, or take it away."""
        rule = self.at(path)
        inner = negated(rule)
        self.put(path, inner if inner is not None else {"none": [rule]}, "Turn the condition around")

    def enclose(self, path: Path) -> None:
        """Put a rule in a group of its own."""
        self.put(path, {"any": [self.at(path)]}, "Make a group")

    def dissolve(self, path: Path) -> None:
        """Let a group's rules take its place."""
        inner = copy.deepcopy(children(self.at(path)))

        def change(root: Rule) -> None:
            _siblings(root, path)[path[-1] : path[-1] + 1] = inner

        self.edit("Dissolve the group", change)

    def mark(self, path: Path, name: str, value: object) -> None:
        """Set `muted`, `locked` or `note`; a false or empty value takes the mark away."""
        rule = {key: held for key, held in self.at(path).items() if key != name}
        words = {"muted": "Mute", "locked": "Lock", "note": "Note"}
        self.put(path, rule | ({name: value} if value else {}), words[name])

    def move(self, source: Path, target: Path) -> None:
        """Take a rule out and let it stand at a path of the rule as it was before; not into itself."""
        if target[: len(source)] == source:
            return

        def change(root: Rule) -> None:
            kept = _siblings(root, target)
            # The place is marked before the source is taken out, for that may move every path after it.
            marker: Rule = {"all": []}
            kept.insert(target[-1], marker)
            # The marker may have pushed the source one place on, among its own siblings.
            shift = len(source) >= len(target) and source[: len(target) - 1] == target[:-1]
            shifted = list(source)
            if shift and source[len(target) - 1] >= target[-1]:
                shifted[len(target) - 1] += 1
            moved = _siblings(root, tuple(shifted)).pop(shifted[-1])
            kept[next(index for index, rule in enumerate(kept) if rule is marker)] = moved
            _without_empty(root, tuple(shifted[:-1]))

        self.edit("Move the condition", change)

    def join(self, source: Path, target: Path) -> None:
        """Take a rule out and put it beside another, in a group of the two; into a group as its last. Not into itself.

        Of what must all hold the group asks for any, and the other way round: else it would say nothing new.
        """
        if target[: len(source)] == source:
            return

        def change(root: Rule) -> None:
            moved = _siblings(root, source).pop(source[-1])
            kept = _siblings(root, place := _after_removal(target, source))
            held = kept[place[-1]]
            if kind_of(held) and negated(held) is None:
                children(held).append(moved)
            else:
                around = self.at(target[:-1])
                kept[place[-1]] = {"any" if kind_of(around) == "all" else "all": [held, moved]}
            _without_empty(root, _after_removal(source[:-1], source))

        self.edit("Make a group of two", change)

    def lift(self, path: Path) -> None:
        """Take a rule out of its group, to stand behind that; nothing where it stands in none but the root."""
        if len(path) < 2:
            return

        def change(root: Rule) -> None:
            moved = _siblings(root, path).pop(path[-1])
            group = path[:-1]
            _siblings(root, group).insert(group[-1] + 1, moved)
            _without_empty(root, group)

        self.edit("Take it out of the group", change)

    def shift(self, path: Path, by: int) -> None:
        """Move a rule up (-1) or down (1) among its siblings."""
        to = path[-1] + by
        if 0 <= to < len(children(self.at(path[:-1]))):
            self.move(path, (*path[:-1], to + (1 if by > 0 else 0)))


def _siblings(root: Rule, path: Path) -> list[Rule]:
    return children(_at(root, path[:-1]))


def _after_removal(path: Path, removed: Path) -> Path:
    """Where a path leads to once the rule at another one is taken out."""
    level = len(removed) - 1
    if len(path) > level and path[:level] == removed[:level] and path[level] > removed[level]:
        return (*path[:level], path[level] - 1, *path[level + 1 :])
    return path


def _without_empty(root: Rule, group: Path) -> None:
    """Take a group away that has lost its last rule: an empty one of any holds for nobody."""
    while group and not children(_at(root, group)):
        _siblings(root, group).pop(group[-1])
        group = group[:-1]


def _at(root: Rule, path: Path) -> Rule:
    for index in path:
        root = children(root)[index]
    return root
