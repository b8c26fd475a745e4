"""What a helper with its values comes to in the tree: comparisons, arithmetic, and our filters by their names."""

from functools import reduce
from typing import TYPE_CHECKING

from app.domain.counts import counted
from app.domain.problems import TemplateProblem
from app.domain.spelling import nearest
from app.template import tree as t
from app.template.filters import FILTERS, TESTS, check_call
from app.template.languages.handlebars import problems

if TYPE_CHECKING:
    from app.template.reading.source import Source

COMPARING = {"eq": "==", "ne": "!=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">=", "in": "in"}
"""Helpers that compare two values."""
RECKONING = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "divideWhole": "//", "remainder": "%"}
"""Helpers that reckon with two numbers."""
ASKS = "is_"
"""What stands before the name of a test of ours, as in `(is_even orders)`."""
BLOCKS = {
    "equals": "eq",
    "notEquals": "ne",
    "greaterThan": "gt",
    "lessThan": "lt",
    "and": "and",
    "or": "or",
}
"""Blocks of an ESP that are a condition by a helper: `{{#equals a b}}`."""
_NAMES = ("and", "or", "not", "concat", "choose", "list", "lookup", "part", "piece", *COMPARING, *RECKONING)


def is_helper(name: str) -> bool:
    """Whether there is a helper of that name."""
    return name in FILTERS or name in _NAMES or name == "insert" or name.removeprefix(ASKS) in TESTS


def helped(source: "Source", name: str, at: int, given: list[t.Expr], named: list[tuple[str, t.Expr]]) -> t.Expr:
    """What the helper makes of its values; raises TemplateProblem."""
    line = source.line(at)
    source.count(at)
    if not given:
        raise _wrong(source, at, name, "no value")
    if named and name not in FILTERS:
        raise _wrong(source, at, name, "a value by name")
    made = _joined(name, given, line) or _paired(name, given, line) or _picked(source, name, at, given)
    if made is not None:
        return made
    asked = name.removeprefix(ASKS)
    try:
        if asked != name and asked in TESTS:
            check_call("test", TESTS, asked, given[1:], (), line)
            return t.Test(given[0], asked, tuple(given[1:]), line)
        if name in FILTERS:
            check_call("filter", FILTERS, name, given[1:], named, line)
            return t.Filter(given[0], name, tuple(given[1:]), tuple(named), line)
    except TemplateProblem as problem:
        raise problem.in_column(source.column(at)) from None
    if name in _NAMES or name == "insert":
        raise _wrong(source, at, name, counted(len(given), "value"))
    meant = nearest(name, [*_NAMES, *FILTERS])
    remedy = f"Did you mean “{meant}”?" if meant else f"There are {', '.join(_NAMES)}, and all filters."
    raise source.problem(problems.NO_HELPER, at, name=name, remedy=remedy)


def _wrong(source: "Source", at: int, name: str, what: str) -> TemplateProblem:
    said = f"the helper “{name}” with {what}"
    return source.problem(problems.NOT_ALLOWED, at, what=said, remedy="Look at how many values it takes.")


def _joined(name: str, given: list[t.Expr], line: int) -> t.Expr | None:
    if name in ("and", "or", "concat") and len(given) > 1:
        op = "~" if name == "concat" else name
        return reduce(lambda left, right: t.Binary(op, left, right, line), given)
    if name == "not" and len(given) == 1:
        return t.Not(given[0], line)
    return t.Items(tuple(given), line) if name == "list" else None


def _paired(name: str, given: list[t.Expr], line: int) -> t.Expr | None:
    if len(given) != 2:
        return t.Choice(given[0], given[1], given[2], line) if name == "choose" and len(given) == 3 else None
    if name in COMPARING:
        return t.Compare(given[0], ((COMPARING[name], given[1]),), line)
    if name in RECKONING:
        return t.Binary(RECKONING[name], given[0], given[1], line)
    return t.Choice(given[0], given[1], None, line) if name == "choose" else None


def _picked(source: "Source", name: str, at: int, given: list[t.Expr]) -> t.Expr | None:
    line = source.line(at)
    if name == "piece" and len(given) in (2, 3):
        start, stop = ([None if each == t.Const(None) else each for each in given[1:]] + [None])[:2]
        return t.Slice(given[0], start, stop, line)
    if len(given) != 2 or name not in ("lookup", "part", "insert"):
        return None
    of, key = given
    if name == "insert":
        said = key.value if isinstance(key, t.Const) else None
        if not isinstance(said, str) or not said.startswith("default="):
            remedy = 'Write {{insert first_name "default=there"}}.'
            raise source.problem(problems.NOT_ALLOWED, at, what="insert without a default", remedy=remedy)
        return t.Filter(of, "default", (t.Const(said.removeprefix("default="), line),), (), line)
    if not isinstance(key, t.Const) or not isinstance(key.value, str):
        return t.Item(of, key, line) if name == "lookup" else None
    if key.value.startswith("_"):
        remedy = "Choose another part."
        raise source.problem(problems.NOT_ALLOWED, at, what="a name that begins with an underscore", remedy=remedy)
    if key.value == "length" and name == "lookup":
        return t.Filter(of, "entry", (key,), (), line)
    return t.Attr(of, key.value, line)
