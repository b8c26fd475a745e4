"""A parsed rule: what `grammar.parse` makes of the JSON; its leaves are conditions, whatever their kind."""

import json
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, NoReturn

from app.rules.condition_kind import Condition
from app.rules.phrases import Clause, quoted
from app.rules.vocabulary import Names

GroupKind = Literal["all", "any", "none"]


@dataclass(frozen=True, slots=True)
class Unresolved(Condition):
    """A muted condition that names something unknown: kept as its JSON text, never asked."""

    key: ClassVar[str] = ""
    absent: ClassVar[bool] = True

    text: str

    @classmethod
    def parse(cls, body: dict[str, Any], names: Names, path: str) -> "Unresolved":
        """What is left of a condition that cannot be read, as one text."""
        return cls(json.dumps(body, sort_keys=True, ensure_ascii=False))

    def clause(self, names: Names) -> Clause:
        """Its JSON, quoted."""
        return Clause("who", f"matches the unknown condition {quoted(self.text)}")

    def predicate(self, question: Any) -> NoReturn:
        """Never asked."""
        raise AssertionError("a condition that is absent was asked")

    def holds(self, asked: Any) -> NoReturn:
        """Never judged."""
        raise AssertionError("a condition that is absent was judged")

    because = step = holds


@dataclass(frozen=True, slots=True)
class Group:
    """`{"all": […]}`, `{"any": […]}` or `{"none": […]}`."""

    kind: GroupKind
    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A rule at its place: `path` is empty for the root, else as `all[1].any[0]`."""

    what: Group | Condition
    muted: bool = False
    # Two rules are the same by what they ask, wherever they stand.
    path: str = field(default="", compare=False)
    locked: bool = field(default=False, compare=False)
    note: str = field(default="", compare=False)


def live(node: Node) -> Node | None:
    """The rule without what is muted, or None where nothing is left of it.

    A group that never had a child stays: it holds for everyone or for no one. One whose children are all
    muted is absent.
    """
    if node.muted or (isinstance(node.what, Condition) and node.what.absent):
        return None
    if not isinstance(node.what, Group) or not node.what.children:
        return node
    children = tuple(kept for kept in map(live, node.what.children) if kept is not None)
    if not children:
        return None
    return Node(Group(node.what.kind, children), path=node.path)


def leaves(node: Node) -> list[Node]:
    """The conditions under a rule, in the order in which they are written."""
    if not isinstance(node.what, Group):
        return [node]
    return [leaf for child in node.what.children for leaf in leaves(child)]


def normal(node: Node) -> Node:
    """The rule as compared with others: groups of one unwrapped, values as kept; no paths, notes, locks."""
    if not isinstance(node.what, Group):
        return Node(node.what.normal(), node.muted, node.path)
    children = tuple(normal(child) for child in node.what.children)
    # “None of” a single one turns it around: it is no mere wrapping.
    if len(children) == 1 and node.what.kind != "none":
        return Node(children[0].what, node.muted or children[0].muted, children[0].path)
    return Node(Group(node.what.kind, children), node.muted, node.path)
