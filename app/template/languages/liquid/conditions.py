"""A condition of the tree in Liquid's words: what counts as true in the tree, asked of Liquid, which knows no brackets.

Both `and` and `or` bind from the right there, so `a and (b or c)` needs none; what does need them is given a name.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from app.template import tree as t
from app.template.reading.composing import CannotSay


@dataclass(frozen=True, slots=True)
class Leaf:
    """One comparison in Liquid's words."""

    said: str


@dataclass(frozen=True, slots=True)
class Both:
    """Two conditions joined by `and` or by `or`."""

    word: str
    left: "Leaf | Both"
    right: "Leaf | Both"


Asked = Leaf | Both


class Scribe(Protocol):
    """What writes values, and gives conditions names."""

    @property
    def texts(self) -> Collection[str]:
        """Merge fields that are known to hold text."""

    @property
    def own(self) -> Collection[str]:
        """The template's variables."""

    def value(self, expr: t.Expr) -> str:
        """The value where only a field or a literal can stand."""

    def may_be_blank_text(self, name: str) -> bool:
        """Whether a variable may be a text with nothing in it where the tree has nothing at all."""


class Conditions:
    """Writes conditions; `flag` gives one a name of its own, that is true or false."""

    def __init__(self, scribe: Scribe, flag: Callable[[str], str]) -> None:
        self._scribe, self._flag = scribe, flag

    def said(self, expr: t.Expr, *, holds: bool = True) -> str:
        """The condition that the expression holds, or that it does not."""
        return self._line(self._asked(expr, holds))

    def _line(self, asked: Asked) -> str:
        if isinstance(asked, Leaf):
            return asked.said
        left, right = asked.left, asked.right
        if isinstance(left, Both) and isinstance(right, Leaf):
            left, right = right, left
        if isinstance(left, Both):
            left = Leaf(self._flag(self._line(left)))
        return f"{left.said} {asked.word} {self._line(right)}"

    def _asked(self, expr: t.Expr, holds: bool) -> Asked:
        match expr:
            case t.Not(of):
                return self._asked(of, not holds)
            case t.Binary("and", t.Test(of, "defined"), t.Compare(same, (("!=", t.Const(False)),))) if of == same:
                said = self._scribe.value(of)
                return Leaf(said) if holds else Both("or", Leaf(f"{said} == nil"), Leaf(f"{said} == false"))
            case t.Binary("and" | "or" as op, left, right):
                word = op if holds else ("or" if op == "and" else "and")
                return Both(word, self._asked(left, holds), self._asked(right, holds))
            case t.Compare(first, rest):
                return self._compared(first, rest, holds)
            case t.Test():
                return self._tested(expr, holds)
            case t.Const(value):
                return Leaf("true" if bool(value) == holds else "false")
        return self._true(expr, holds)

    def _true(self, expr: t.Expr, holds: bool) -> Asked:
        """That a value is true in the tree: neither missing nor false, 0, or with nothing in it."""
        said = self._scribe.value(expr)
        if isinstance(expr, t.Name) and expr.name in self._scribe.texts and expr.name not in self._scribe.own:
            return Leaf(said if holds else f"{said} == nil")
        field = t.path_of(expr) is not None and said.split(".")[0] not in self._scribe.own
        nothing = ("blank", "0") if field and isinstance(expr, (t.Name, t.Attr)) else ("nil", "false", "empty", "0")
        return _joined("and" if holds else "or", [f"{said} {'!=' if holds else '=='} {each}" for each in nothing])

    def _compared(self, first: t.Expr, rest: tuple[tuple[str, t.Expr], ...], holds: bool) -> Asked:
        (op, right), *others = rest
        one = self._pair(first, op, right, holds)
        if not others:
            return one
        return Both("and" if holds else "or", one, self._compared(right, tuple(others), holds))

    def _pair(self, left: t.Expr, op: str, right: t.Expr, holds: bool) -> Asked:
        if op in ("!=", "not-in"):
            op, holds = ("==" if op == "!=" else "in"), not holds
        if op == "in":
            return self._among(left, right, holds)
        for one, other in ((left, right), (right, left)):
            if op == "==" and isinstance(other, t.Const) and other.value in (None, ""):
                return self._missing(one, holds)
        if op == "==":
            return Leaf(f"{self._scribe.value(left)} {'==' if holds else '!='} {self._scribe.value(right)}")
        kinds = {
            str if isinstance(each.value, str) else type(each.value)
            for each in (left, right)
            if isinstance(each, t.Const)
        }
        if bool in kinds or (str in kinds and len(kinds) > 1):
            raise CannotSay(f"{op} between these", left.line)
        said = f"{self._scribe.value(left)} {op} {self._scribe.value(right)}"
        return Leaf(said) if holds else Leaf(f"{self._flag(said)} == false")

    def _missing(self, of: t.Expr, holds: bool) -> Asked:
        """In the tree a missing value and a blank text are one to whoever compares."""
        said = self._scribe.value(of)
        op, word = ("==", "or") if holds else ("!=", "and")
        if t.path_of(of) is not None and not (isinstance(of, t.Name) and of.name in self._scribe.own):
            return Leaf(f"{said} {op} nil")
        return Both(word, Leaf(f"{said} {op} nil"), Leaf(f"{said} {op} ''"))

    def _among(self, what: t.Expr, whole: t.Expr, holds: bool) -> Asked:
        if isinstance(whole, t.Items):
            if not whole.items:
                return Leaf("false" if holds else "true")
            pairs = [self._pair(what, "==", each, holds) for each in whole.items]
            made = pairs[-1]
            for each in reversed(pairs[:-1]):
                made = Both("or" if holds else "and", each, made)
            return made
        if not isinstance(what, t.Const) or not isinstance(what.value, str):
            raise CannotSay("“in” of what is no text in quotes", what.line)
        said = f"{self._scribe.value(whole)} contains {self._scribe.value(what)}"
        return Leaf(said) if holds else Leaf(f"{self._flag(said)} == false")

    def _tested(self, expr: t.Test, holds: bool) -> Asked:
        said = self._scribe.value(expr.of)
        same, other = ("==", "!=") if holds else ("!=", "==")
        match expr.name:
            case "defined" | "none" | "undefined":
                if isinstance(expr.of, t.Name) and self._scribe.may_be_blank_text(expr.of.name):
                    raise CannotSay("whether a text that was made is missing", expr.line)
                return Leaf(f"{said} {other if expr.name == 'defined' else same} nil")
            case "blank" if isinstance(expr.of, t.Name) and expr.of.name in self._scribe.texts:
                return Leaf(f"{said} {same} blank")
            case "blank":
                return Both("and" if holds else "or", Leaf(f"{said} {same} blank"), Leaf(f"{said} {other} false"))
            case "empty":
                return Leaf(f"{said} {same} empty")
        return Leaf(f"{self._scribe.value(expr)} == {'true' if holds else 'false'}")


def _joined(word: str, said: list[str]) -> Asked:
    made: Asked = Leaf(said[-1])
    for each in reversed(said[:-1]):
        made = Both(word, Leaf(each), made)
    return made
