"""Which way each recipient's rendering went: through the branches of the conditions, and into the loops or past them.

The programs of a template note it by a mark in each branch, `part.number.branch`; the numbers are given in the order
in which `tree.walk` meets conditions and loops.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.template import PARTS, Language, Prepared, Program
from app.template import tree as t

_ROUNDS, _EMPTY = 0, 1
"""The branches of a loop: that there was an entry, and that there was none."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way through a condition or a loop: its mark, and how it is told of; `of` is which of them in its part."""

    key: str
    part: str
    of: int
    line: int
    words: str
    is_loop: bool


def ways(prepared: Prepared, parts: Sequence[str] = PARTS) -> list[Way]:
    """Every way through the conditions and loops of these parts, in the order of the source."""
    return [way for part in parts for way in _ways(prepared, part)]


def _ways(prepared: Prepared, part: str) -> Iterator[Way]:
    language = prepared.language
    for number, node in enumerate(_parting(prepared.trees[part])):
        if isinstance(node, t.If):
            for index, branch in enumerate(node.branches):
                words = _of_branch(node, branch, language)
                yield Way(f"{part}.{number}.{index}", part, number, branch.line, words, is_loop=False)
        else:
            for index, words in ((_ROUNDS, "something of"), (_EMPTY, "nothing of")):
                said = f"{words} “{language.write(node.over)}”"
                yield Way(f"{part}.{number}.{index}", part, number, node.line, said, is_loop=True)


def _of_branch(node: t.If, branch: t.Branch, language: Language) -> str:
    if branch.test is not None:
        return f"“{language.write(branch.test)}”"
    first = node.branches[0].test
    return f"the “else” of “{language.write(first)}”" if first is not None else "the “else”"


def _parting(tree: t.Tree) -> Iterator[t.If | t.For]:
    return (node for node in t.walk(tree.body) if isinstance(node, (t.If, t.For)))


def marked(prepared: Prepared) -> Prepared:
    """The same, its programs noting every way that is taken."""
    programs = dict(prepared.programs)
    for part in PARTS:
        if any(_parting(prepared.trees[part])):
            body = _Marker(part).body(prepared.trees[part].body)
            programs[part] = Program(t.Tree(body), "html" if part == "html" else "text", prepared.language)
    return Prepared(prepared.template, prepared.trees, programs, prepared.fields, prepared.css_problem)


class _Marker:
    """Puts a mark into each way, numbered as `tree.walk` meets them."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._count = 0

    def body(self, nodes: tuple[t.Node, ...]) -> tuple[t.Node, ...]:
        """The nodes with marks in them."""
        return tuple(self._node(node) for node in nodes)

    def _node(self, node: t.Node) -> t.Node:
        if not isinstance(node, (t.If, t.For)):
            return node
        number = self._count
        self._count += 1
        if isinstance(node, t.For):
            body = (self._mark(number, _ROUNDS), *self.body(node.body))
            otherwise = (self._mark(number, _EMPTY), *self.body(node.otherwise))
            return t.For(node.target, node.over, node.keep, body, otherwise, node.line)
        branches = [
            t.Branch(branch.test, (self._mark(number, index), *self.body(branch.body)), branch.line)
            for index, branch in enumerate(node.branches)
        ]
        return t.If(tuple(branches), node.line)

    def _mark(self, number: int, index: int) -> t.Mark:
        return t.Mark(f"{self._part}.{number}.{index}", "")
