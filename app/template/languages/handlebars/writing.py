"""An expression of the tree in Handlebars' words: paths, literals, and helpers with their values."""

import re
from collections.abc import Callable, Sequence

from app.template import tree as t
from app.template.languages.handlebars.helpers import ASKS, COMPARING, RECKONING
from app.template.reading.composing import CannotSay

_PLAIN = re.compile(r"[^\s!\"#%-,./;->@\[-^`{-~\d-][^\s!\"#%-,./;->@\[-^`{-~]*\Z")
_RESERVED = frozenset("true false null undefined this else as".split())
_COMPARED = {op: name for name, op in COMPARING.items()}
_RECKONED = {op: name for name, op in RECKONING.items()} | {"and": "and", "or": "or", "~": "concat"}
_PLACES = {"index0": "@index", "first": "@first", "last": "@last"}
MOST = 20_000
"""Characters of one expression; where a variable stands for much, it grows each time that it is put in."""

Field = Callable[[t.Name], str]


def _as_it_is(name: t.Name) -> str:
    return segment(name.name)


class Words:
    """Writes expressions; `field` says how a merge field or variable is called where the expression stands."""

    def __init__(self, field: Field = _as_it_is, places: Callable[[t.Attr], str] | None = None) -> None:
        self._field, self._places = field, places

    def call(self, expr: t.Expr) -> str:
        """The expression as a mustache holds it: a path, or a helper without brackets."""
        said = self.value(expr)
        if isinstance(expr, t.Const):
            return f"string {said}"
        return said[1:-1] if said.startswith("(") else said

    def value(self, expr: t.Expr) -> str:
        """The expression as a value: a literal, a path, or a helper in brackets."""
        made = self._value(expr)
        if len(made) > MOST:
            raise CannotSay("a value that is so long", expr.line)
        return made

    def _value(self, expr: t.Expr) -> str:
        match expr:
            case t.Const(value):
                return literal(value, expr.line)
            case t.Name():
                return self._named(expr)
            case t.Attr(t.Name(name)) if name == "loop" or name.startswith("loop#"):
                return self._place(expr)
            case t.Attr(of, part):
                return self._dotted(of, part) or self._helper("part", of, t.Const(part))
            case t.Item(of, index):
                counted = isinstance(index, t.Const) and type(index.value) is int and 0 <= index.value < 10**6
                said = self._path(of) if counted else None
                return f"{said}.[{index.value}]" if said else self._helper("lookup", of, index)  # type: ignore[union-attr]
            case t.Filter(of, "entry", (t.Const("length"),)):
                said = self._path(of)
                return f"{said}.length" if said else self._helper("lookup", of, t.Const("length"))
            case t.Filter(of, name, args, named):
                pairs = "".join(f" {key}={self.value(value)}" for key, value in named)
                return self._helper(name, of, *args)[:-1] + f"{pairs})"
        return self._operation(expr)

    def _operation(self, expr: t.Expr) -> str:
        match expr:
            case t.Test(of, name, args):
                return self._helper(f"{ASKS}{name}", of, *args)
            case t.Not(of):
                return self._helper("not", of)
            case t.Sign(op, of):
                return self._helper("subtract" if op == "-" else "add", t.Const(0), of)
            case t.Binary(op, left, right):
                return self._helper(_RECKONED[op], left, right)
            case t.Compare(first, rest):
                return self._compared(first, rest)
            case t.Choice(test, yes, no):
                return self._helper("choose", test, yes, *([] if no is None else [no]))
            case t.Slice(of, start, stop):
                return self._helper("piece", of, start or t.Const(None), *([stop] if stop else []))
            case t.Items(items) if items:
                return self._helper("list", *items)
        raise CannotSay("an empty list", expr.line)

    def _helper(self, name: str, *given: t.Expr) -> str:
        return f"({name} {' '.join(map(self.value, given))})"

    def _compared(self, first: t.Expr, rest: Sequence[tuple[str, t.Expr]]) -> str:
        said, left = [], first
        for op, right in rest:
            one = self._helper(_COMPARED["in" if op == "not-in" else op], left, right)
            said.append(f"(not {one})" if op == "not-in" else one)
            left = right
        made = said[0]
        for one in said[1:]:
            made = f"(and {made} {one})"
        return made

    def _named(self, expr: t.Name) -> str:
        return self._field(expr)

    def _place(self, expr: t.Attr) -> str:
        if self._places is not None:
            return self._places(expr)
        if expr.name in _PLACES:
            return _PLACES[expr.name]
        return "(add @index 1)" if expr.name == "index" else f"(part loop {literal(expr.name, expr.line)})"

    def _path(self, expr: t.Expr) -> str | None:
        """The expression as a path, if it is one."""
        said = self.value(expr) if isinstance(expr, (t.Name, t.Attr, t.Item)) else None
        return None if said is None or said.startswith(("(", "@index", "@first", "@last", "@..")) else said

    def _dotted(self, of: t.Expr, part: str) -> str | None:
        said = self._path(of)
        if said is None or part == "length" or part.isdecimal() or part.startswith("_") or not part:
            return None
        return f"{said}.{segment(part)}"


def segment(name: str) -> str:
    """A name as a part of a path, in square brackets where it has to be."""
    kind, colon, own = name.partition(":")
    if colon:
        return f"{kind}.{segment(own)}"
    if _PLAIN.match(name) and name not in _RESERVED:
        return name
    if "\\" in name or not name or name.startswith("_"):
        raise CannotSay(f"the name “{name}”")
    return f"[{name.replace(']', chr(92) + ']')}]"


def literal(value: str | float | bool | None, line: int = 0) -> str:
    """A literal; raises CannotSay for the few that Handlebars has none for."""
    if isinstance(value, str):
        if value.endswith("\\") or '\\"' in value or "\\'" in value:
            raise CannotSay("a text with a backslash before its quote", line)
        if '"' not in value:
            return f'"{value}"'
        return f"'{value}'" if "'" not in value else '"' + value.replace('"', '\\"') + '"'
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if "e" in repr(value):
        raise CannotSay("a number with an exponent", line)
    return repr(value)
