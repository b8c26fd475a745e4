"""The rule that the builder edits: its JSON is the truth, each edit is one step that can be undone."""

import copy
import json
from collections.abc import Callable
from typing import Any

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


class RuleModel:
    """One rule in the making. `changed` is called after each edit, undo and redo.

    The root is always a group; a saved rule that is a single condition is shown as a group of one, and given back
    as it was while nothing is added to it.
    """

    def __init__(self, rule: Rule | None = None, changed: Callable[[], None] = lambda: None) -> None:
        self._changed = changed
        self._undo: list[tuple[str, str, Rule]] = []
        self._redo: list[tuple[str, str, Rule]] = []
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
        rule = self._root
        for index in path:
            rule = children(rule)[index]
        return rule

    @property
    def is_empty(self) -> bool:
        """Whether it has no condition yet, and so holds for everyone."""
        return not children(self._root)

    @property
    def can_undo(self) -> str:
        """What undoing takes back, in words; empty where there is nothing."""
        return self._undo[-1][0] if self._undo else ""

    @property
    def can_redo(self) -> str:
        """What redoing does again, in words; empty where there is nothing."""
        return self._redo[-1][0] if self._redo else ""

    # Changing

    def load(self, rule: Rule | None) -> None:
        """Begin anew with another rule: its past is not this one's."""
        self._root = self._as_group(rule)
        self._undo.clear()
        self._redo.clear()

    def past(self) -> Any:
        """What can be undone and redone, for `recall`."""
        return list(self._undo), list(self._redo)

    def recall(self, past: Any) -> None:
        """Let that be undone and redone which could be."""
        self._undo, self._redo = past

    def undo(self) -> None:
        """Take the last edit back."""
        self._step(self._undo, self._redo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(self._redo, self._undo)

    def _step(self, source: list[tuple[str, str, Rule]], target: list[tuple[str, str, Rule]]) -> None:
        if source:
            label, _, rule = source.pop()
            target.append((label, "", self._root))
            self._root = rule
            self._changed()

    def edit(self, label: str, change: Callable[[Rule], Rule | None], merge: str = "") -> None:
        """Change a copy of the whole rule as one step; equal `merge` keys in a row become one step."""
        draft = copy.deepcopy(self._root)
        made = change(draft)
        after = self._as_group(draft if made is None else made)
        if json.dumps(after) == json.dumps(self._root):
            return
        if not (merge and self._undo and self._undo[-1][1] == merge):
            self._undo.append((label, merge, self._root))
        self._redo.clear()
        self._root = after
        self._changed()

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
            marker: Rule = {"all": []}
            kept.insert(target[-1], marker)
            # The marker may have pushed the source one place on, among its own siblings.
            shift = len(source) >= len(target) and source[: len(target) - 1] == target[:-1]
            shifted = list(source)
            if shift and source[len(target) - 1] >= target[-1]:
                shifted[len(target) - 1] += 1
            moved = _siblings(root, tuple(shifted)).pop(shifted[-1])
            kept[next(index for index, rule in enumerate(kept) if rule is marker)] = moved

        self.edit("Move the condition", change)

    def shift(self, path: Path, by: int) -> None:
        """Move a rule up (-1) or down (1) among its siblings."""
        to = path[-1] + by
        if 0 <= to < len(children(self.at(path[:-1]))):
            self.move(path, (*path[:-1], to + (1 if by > 0 else 0)))


def _siblings(root: Rule, path: Path) -> list[Rule]:
    for index in path[:-1]:
        root = children(root)[index]
    return children(root)
