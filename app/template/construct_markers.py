"""A tree as one text in which each construct is a single private character, and back again.

HTML tools (inliner, MJML, the text part) then see whole text and carry the constructs along unharmed: a private
character survives in text, attributes, styles and between table rows, where `{{ … }}` would be escaped or moved.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from app.domain.background import tick
from app.domain.problems import TemplateProblem
from app.template import problems
from app.template.tree import Branch, For, If, Node, Text, Tree

# The last two planes of Unicode, for private use: a source that holds such a character itself is refused.
FIRST = 0xF0000
_LAST = 0x10FFFF
SLOT = "[\U000f0000-\U0010ffff]"
"""A regular expression for one construct."""

Kind = Literal["leaf", "open", "next", "close"]


@dataclass(frozen=True, slots=True)
class Slot:
    """What a private character stands for: a whole node, or the start of a branch, or the end of a block."""

    kind: Kind
    node: Node
    branch: int = 0


@dataclass
class Skeleton:
    """The text of a tree, its slots in the order of their characters, and the lines that its texts began on."""

    text: str = ""
    slots: list[Slot] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)
    _breaks: list[int] | None = None

    def add(self, slot: Slot) -> str:
        """A new private character for the slot; raises TemplateProblem when there are none left."""
        if FIRST + len(self.slots) > _LAST:
            raise problems.TOO_MANY_CONSTRUCTS()
        self.slots.append(slot)
        return chr(FIRST + len(self.slots) - 1)

    def slot(self, character: str) -> Slot | None:
        """The slot that the character stands for, or None for ordinary text."""
        index = ord(character) - FIRST
        return self.slots[index] if 0 <= index < len(self.slots) else None

    def put(self, character: str, node: Node) -> None:
        """Another node for a construct that is whole."""
        self.slots[ord(character) - FIRST] = Slot("leaf", node)

    def leaves(self) -> Iterator[tuple[str, Node]]:
        """Each construct that is whole, with its character."""
        for index, slot in enumerate(self.slots):
            if slot.kind == "leaf":
                yield chr(FIRST + index), slot.node

    def line_at(self, offset: int) -> int:
        """The line of the source that the offset of the untouched text came from."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return 1
        start = self._starts[index]
        if self._breaks is None:
            self._breaks = [found.start() for found in re.finditer("\n", self.text)]
        return self._lines[index] + bisect_left(self._breaks, offset) - bisect_left(self._breaks, start)

    def note(self, offset: int, line: int) -> None:
        """Remember that the text from here on began on that line."""
        self._starts.append(offset)
        self._lines.append(line)


def skeleton_of(tree: Tree) -> Skeleton:
    """The tree as text with slots."""
    made = Skeleton()
    pieces: list[str] = []
    _flatten(tree.body, made, pieces, 0)
    made.text = "".join(pieces)
    return made


def _flatten(nodes: tuple[Node, ...], made: Skeleton, pieces: list[str], at: int) -> int:
    for node in nodes:
        tick()
        made.note(at, node.line)
        if isinstance(node, Text):
            pieces.append(node.data)
            at += len(node.data)
        elif isinstance(node, (If, For)):
            at = _flatten_block(node, made, pieces, at)
        else:
            pieces.append(made.add(Slot("leaf", node)))
            at += 1
    return at


def _flatten_block(node: If | For, made: Skeleton, pieces: list[str], at: int) -> int:
    for index, body in enumerate(_bodies(node)):
        pieces.append(made.add(Slot("next" if index else "open", node, index)))
        at = _flatten(body, made, pieces, at + 1)
    pieces.append(made.add(Slot("close", node)))
    return at + 1


def _bodies(node: If | For) -> list[tuple[Node, ...]]:
    if isinstance(node, If):
        return [branch.body for branch in node.branches]
    return [node.body, node.otherwise] if node.otherwise else [node.body]


@dataclass
class _Open:
    """A block that is being put together again."""

    node: If | For | None
    bodies: list[list[Node]]
    next: int = 1

    @property
    def body(self) -> list[Node]:
        """The body that is being filled."""
        return self.bodies[-1]


def rebuild(text: str, skeleton: Skeleton) -> Tree:
    """The tree of a text in which the slots have been kept; raises TemplateProblem where a block came apart."""
    stack = [_Open(None, [[]])]
    start = line = 0
    for at, character in enumerate(text):
        if character < "\U000f0000":
            continue
        slot = skeleton.slot(character)
        if slot is not None:
            tick()
            _put_text(stack[-1].body, text[start:at], line)
            start, line = at + 1, slot.node.line
            _put_slot(stack, slot)
    if len(stack) > 1:
        raise _came_apart(stack[-1].node)
    _put_text(stack[0].body, text[start:], line)
    return Tree(tuple(stack[0].body))


def _put_text(body: list[Node], data: str, line: int) -> None:
    if data:
        body.append(Text(data, line))


def _put_slot(stack: list[_Open], slot: Slot) -> None:
    top = stack[-1]
    match slot.kind:
        case "leaf":
            top.body.append(slot.node)
        case "open" if isinstance(slot.node, (If, For)):
            stack.append(_Open(slot.node, [[]]))
        # By identity: two conditions that are equal are two blocks.
        case "next" if top.node is slot.node and top.next == slot.branch:
            top.bodies.append([])
            top.next += 1
        case "close" if top.node is slot.node and top.next == len(_bodies(top.node)):
            stack.pop()
            stack[-1].body.append(_closed(top.node, top.bodies))
        case _:
            raise _came_apart(slot.node)


def _closed(node: If | For, bodies: list[list[Node]]) -> Node:
    if isinstance(node, If):
        pairs = zip(node.branches, bodies, strict=True)
        return If(tuple(Branch(branch.test, tuple(body), branch.line) for branch, body in pairs), node.line)
    otherwise = tuple(bodies[1]) if len(bodies) > 1 else ()
    return For(node.target, node.over, node.keep, tuple(bodies[0]), otherwise, node.line)


def _came_apart(node: Node | None) -> TemplateProblem:
    return problems.CAME_APART(line=node.line if node is not None else 0)
