"""Liquid's filters in the tree's terms: what each takes, and what it comes to with ours.

In Liquid's arithmetic what is missing is 0, and a number that is written with a point stays one: 10 divided by 2.0 is
5.0. Where Liquid and ours mean different things by one name, ours goes by another here (`OURS`).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.counts import counted
from app.domain.problems import TemplateProblem
from app.domain.spelling import nearest
from app.template import tree as t
from app.template.dates import CODES
from app.template.filters import FILTERS, TESTS, check_call
from app.template.languages.liquid import problems

if TYPE_CHECKING:
    from app.template.languages.liquid.expressions import Reader

OURS = {
    "absolute": "abs",
    "divide_down": "divided_by",
    "what_remains": "modulo",
    "fallback": "default",
    "join_filled": "join",
    "rounded": "round",
    "turned": "reverse",
    "sorted": "sort",
    "shortened": "truncate",
    "in_words": "date",
    "unique": "unique",
    "slice_of": "slice",
}
"""Our filters whose names mean something else in Liquid, by what they are called here."""


@dataclass(frozen=True, slots=True)
class Call:
    """A filter as it is written: what it is put on, its arguments, and who reads it."""

    reader: "Reader"
    of: t.Expr
    name: str
    at: int
    args: Sequence[t.Expr]

    @property
    def line(self) -> int:
        """Its line."""
        return self.reader.source.line(self.at)

    def made(
        self, name: str, *args: t.Expr, of: t.Expr | None = None, named: Sequence[tuple[str, t.Expr]] = ()
    ) -> t.Filter:
        """A filter of ours on that value."""
        return t.Filter(self.of if of is None else of, name, tuple(args), tuple(named), self.line)

    def const(self, value: str | float | bool | None) -> t.Const:
        """A literal in its line."""
        return t.Const(value, self.line)

    def number(self, expr: t.Expr) -> t.Expr:
        """The value as Liquid reckons with it."""
        whole = isinstance(expr, t.Const) and isinstance(expr.value, int) and not isinstance(expr.value, bool)
        return expr if whole else self.made("to_number", of=expr)

    def written(self, index: int, otherwise: int, example: str) -> int:
        """A whole number among the arguments, which has to be written in the template."""
        if index >= len(self.args):
            return otherwise
        found = self.args[index]
        value = found.value if isinstance(found, t.Const) else None
        if isinstance(value, str) and value.lstrip("-").isdecimal() and len(value) < 10:
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.literal("a whole number", example)
        return value

    def literal(self, what: str, example: str) -> TemplateProblem:
        """The problem that an argument is none that is written in the template."""
        return self.reader.source.problem(problems.LITERAL, self.at, name=self.name, what=what, example=example)


def applied(
    reader: "Reader", of: t.Expr, name: str, at: int, args: list[t.Expr], named: list[tuple[str, t.Expr]]
) -> t.Expr:
    """The value with that filter of Liquid's, or one of ours by its own name, put on it; raises TemplateProblem."""
    known = _KNOWN.get(name)
    if known is None:
        return _own(reader, of, name, at, args, named)
    least, most, make = known
    call = Call(reader, of, name, at, args)
    if name == "default":
        return _default(call, dict(named))
    if named or not least <= len(args) <= most:
        takes = counted(most, "value") if most else "nothing"
        raise reader.source.problem(problems.TAKES, at, name=name, takes=f"at most {takes}" if most > least else takes)
    return make(call)


def _own(
    reader: "Reader", of: t.Expr, name: str, at: int, args: list[t.Expr], named: list[tuple[str, t.Expr]]
) -> t.Expr:
    line = reader.source.line(at)
    if name in _REFUSED:
        raise reader.refuse(at, f"the filter “{name}”", _REFUSED[name])
    plain = _plain(Call(reader, of, name, at, args), named)
    if plain is not None:
        return plain
    own = OURS.get(name, name)
    if own not in FILTERS:
        meant = nearest(name, _names())
        remedy = f"Did you mean “{meant}”?" if meant else f"There are {', '.join(sorted(_KNOWN))}."
        raise reader.source.problem(problems.NO_FILTER, at, name=name, remedy=remedy)
    try:
        check_call("filter", FILTERS, own, args, named, line)
    except TemplateProblem as problem:
        raise problem.in_column(reader.source.column(at)) from None
    return t.Filter(of, own, tuple(args), tuple(named), line)


def _names() -> list[str]:
    return [*_KNOWN, *OURS, *BINARY, *(name for name in FILTERS if name not in _KNOWN)]


_REFUSED = {
    "base64_encode": "Keep the encoded text in a field.",
    "base64_decode": "Keep the decoded text in a field.",
    "base64_url_safe_encode": "Keep the encoded text in a field.",
    "base64_url_safe_decode": "Keep the decoded text in a field.",
    "compact": "Leave out what is missing with {% if %} in the loop.",
    "concat": "Loop over one list after the other.",
    "escape_once": "Leave it out: every value is escaped where it must be.",
    "find": "Use where and first.",
    "find_index": "Count with forloop.index.",
    "has": "Use where and size.",
}

Make = Callable[[Call], t.Expr]

BINARY = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "divide_whole": "//", "remainder": "%"}
"""What reckons as the tree does, where what is missing stays missing, by what it is called here."""
ASKS = "is_"
"""What stands before the name of a test of ours, as in `{{ orders | is_even }}`."""


def _plain(call: Call, named: list[tuple[str, t.Expr]]) -> t.Expr | None:
    """What is a filter in Liquid alone: our arithmetic, tests, parts and pieces; None for anything else."""
    args = list(call.args)
    if named or len(args) > 2:
        return None
    if call.name in BINARY and len(args) == 1:
        return t.Binary(BINARY[call.name], call.of, args[0], call.line)
    if call.name == "piece" and args:
        start, stop = ([None if each == t.Const(None) else each for each in args] + [None])[:2]
        return t.Slice(call.of, start, stop, call.line)
    if call.name == "part" and len(args) == 1 and isinstance(args[0], t.Const) and isinstance(args[0].value, str):
        return None if args[0].value.startswith("_") else t.Attr(call.of, args[0].value, call.line)
    asked = call.name.removeprefix(ASKS)
    if asked != call.name and asked in TESTS and TESTS[asked].needs <= len(args) <= len(TESTS[asked].takes):
        return t.Test(call.of, asked, tuple(args), call.line)
    return None


def _named(make: Make) -> Make:
    """That filter, whose first argument is the name of a part and has to be written in the template."""

    def checked(call: Call) -> t.Expr:
        """The filter; raises TemplateProblem."""
        found = call.args[0] if call.args else None
        if found is not None and not (isinstance(found, t.Const) and isinstance(found.value, str) and found.value):
            raise call.literal("a part’s name", f"recommendations | {call.name}: 'name'")
        return make(call)

    return checked


def _default(call: Call, named: dict[str, t.Expr]) -> t.Expr:
    keep = named.pop("allow_false", call.const(False))
    if named or len(call.args) > 1:
        takes = "a value, and allow_false: true or false"
        raise call.reader.source.problem(problems.TAKES, call.at, name=call.name, takes=takes)
    if not isinstance(keep, t.Const) or not isinstance(keep.value, bool):
        raise call.literal("true or false for allow_false", "vip | default: 'no', allow_false: true")
    stand_in = call.args[0] if call.args else call.const("")
    return call.made("default", stand_in, *(() if keep.value else (call.const("false"),)))


def _ours(name: str, *fixed: str | float | bool | None, named: dict[str, bool | int] | None = None) -> Make:
    """Our filter of that name, with the arguments that are written and these."""

    def make(call: Call) -> t.Expr:
        """The filter."""
        pairs = [(key, call.const(value)) for key, value in (named or {}).items()]
        return call.made(name, *call.args, *map(call.const, fixed), named=pairs)

    return make


def _reckoned(op: str) -> Make:
    return lambda call: t.Binary(op, call.number(call.of), call.number(call.args[0]), call.line)


def _dividing(name: str) -> Make:
    def make(call: Call) -> t.Expr:
        """The division; by what is written, for Liquid stops at a division by what is no number."""
        by = _divisor(call)
        exact = name == "divided_by" and (isinstance(by.value, float) or has_point(call.number(call.of)))
        return call.made("divided_exactly" if exact else name, call.number(by), of=call.number(call.of))

    return make


def _divisor(call: Call) -> t.Const:
    found = call.args[0]
    value = found.value if isinstance(found, t.Const) and not isinstance(found.value, bool) else None
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", value, re.ASCII):
        value = float(value) if "." in value else int(value)
    if not isinstance(value, (int, float)) or not value:
        raise call.literal("a number other than 0", f"orders | {call.name}: 2")
    return call.const(value)


def _extreme(name: str) -> Make:
    return lambda call: call.made(name, of=t.Items((call.number(call.of), call.number(call.args[0])), call.line))


def _whole(method: str) -> Make:
    return lambda call: call.made("round", call.const(0), call.const(method), of=call.number(call.of))


def _round(call: Call) -> t.Expr:
    places = call.written(0, 0, "revenue | round: 2")
    return call.made("round", *((call.const(places),) if places else ()), of=call.number(call.of))


def _joined(call: Call, *, before: bool) -> t.Expr:
    left, right = (call.args[0], call.of) if before else (call.of, call.args[0])
    return t.Binary("~", _said(left, call), _said(right, call), call.line)


def _said(expr: t.Expr, call: Call) -> t.Expr:
    if isinstance(expr, t.Const) and isinstance(expr.value, float):
        return call.const(repr(expr.value))
    return call.made("decimal", of=expr) if has_point(expr) else expr


def _removing(name: str) -> Make:
    return lambda call: call.made(name, call.args[0], call.const(""))


def _replacing(call: Call) -> t.Expr:
    return call.made("replace", call.args[0], call.args[1] if len(call.args) > 1 else call.const(""))


def _lines(call: Call) -> t.Expr:
    return call.made(
        "replace", call.const("\n"), call.const(""), of=call.made("replace", call.const("\r\n"), call.const(""))
    )


def _slice(call: Call) -> t.Expr:
    example = "first_name | slice: 0, 1"
    return call.made("slice", call.const(call.written(0, 0, example)), call.const(call.written(1, 1, example)))


def _truncate(call: Call) -> t.Expr:
    length = call.written(0, 50, "product.name | truncate: 40")
    end = call.args[1] if len(call.args) > 1 else call.const("...")
    return call.made("truncate", call.const(length), call.const(True), end, call.const(0))


def _truncatewords(call: Call) -> t.Expr:
    count = call.written(0, 15, "product.description | truncatewords: 12")
    return call.made("truncatewords", call.const(count), *call.args[1:])


def _sort(call: Call) -> t.Expr:
    return call.made("sort", *call.args, named=[("case_sensitive", call.const(True))])


def _uniq(call: Call) -> t.Expr:
    pairs: list[tuple[str, t.Expr]] = [("attribute", call.args[0])] if call.args else []
    return call.made("unique", call.const(True), named=pairs)


def _date(call: Call) -> t.Expr:
    form = call.args[0]
    if not isinstance(form, t.Const) or not isinstance(form.value, str):
        raise call.literal("a form of date", "birth_date | date: '%d %B'")
    signs = form.value.replace("%-", "%").replace("%#", "%").split("%%")
    odd = [piece[:1] for text in signs for piece in text.split("%")[1:] if piece[:1] not in CODES]
    if odd:
        known = ", ".join(f"%{sign}" for sign in CODES if sign != "%")
        raise call.reader.refuse(call.at, f"%{odd[0]} in a date", f"There are {known}.")
    if isinstance(call.of, t.Const):
        if call.of.value not in ("now", "today"):
            raise call.reader.refuse(call.at, "a date that is written out", "Write it as it should read.")
        return call.made("date", form, of=t.Name("today", call.line))
    return call.made("date", form, call.const(True))


def has_point(expr: t.Expr) -> bool:
    """Whether the expression makes a number that Liquid writes with a point, though it may be whole."""
    match expr:
        case t.Filter(t.Const(float()), "to_number"):
            return True
        case t.Filter(t.Const(str() as text), "to_number"):
            return "." in text
        case t.Filter(of, "to_number" | "abs"):
            return has_point(of)
        case t.Filter(_, "divided_exactly"):
            return True
        case t.Filter(of, "divided_by" | "modulo", args):
            return has_point(of) or any(map(has_point, args))
        case t.Filter(t.Const(value), "default"):
            return isinstance(value, float)
        case t.Binary("+" | "-" | "*", left, right):
            return has_point(left) or has_point(right)
    return False


_KNOWN: dict[str, tuple[int, int, Make]] = {
    "abs": (0, 0, lambda call: call.made("abs", of=call.number(call.of))),
    "append": (1, 1, lambda call: _joined(call, before=False)),
    "at_least": (1, 1, _extreme("max")),
    "at_most": (1, 1, _extreme("min")),
    "capitalize": (0, 0, _ours("capitalize")),
    "ceil": (0, 0, _whole("ceil")),
    "date": (1, 1, _date),
    "default": (0, 1, _ours("default")),
    "divided_by": (1, 1, _dividing("divided_by")),
    "downcase": (0, 0, _ours("lower")),
    "escape": (0, 0, _ours("escape")),
    "first": (0, 0, _ours("first")),
    "floor": (0, 0, _whole("floor")),
    "join": (0, 1, _ours("joined")),
    "last": (0, 0, _ours("last")),
    "lstrip": (0, 0, _ours("lstrip")),
    "map": (1, 1, _named(_ours("map"))),
    "minus": (1, 1, _reckoned("-")),
    "modulo": (1, 1, _dividing("modulo")),
    "newline_to_br": (0, 0, _ours("newline_to_br")),
    "plus": (1, 1, _reckoned("+")),
    "prepend": (1, 1, lambda call: _joined(call, before=True)),
    "reject": (1, 2, _named(_ours("reject"))),
    "remove": (1, 1, _removing("replace")),
    "remove_first": (1, 1, _removing("replace_first")),
    "remove_last": (1, 1, _removing("replace_last")),
    "replace": (1, 2, _replacing),
    "replace_first": (1, 2, _ours("replace_first")),
    "replace_last": (2, 2, _ours("replace_last")),
    "reverse": (0, 0, _ours("backwards")),
    "round": (0, 1, _round),
    "rstrip": (0, 0, _ours("rstrip")),
    "size": (0, 0, _ours("length")),
    "slice": (1, 2, _slice),
    "sort": (0, 1, _named(_sort)),
    "sort_natural": (0, 1, _named(_ours("sort_as_text"))),
    "split": (1, 1, _ours("split")),
    "strip": (0, 0, _ours("trim")),
    "strip_html": (0, 0, _ours("strip_html")),
    "strip_newlines": (0, 0, _lines),
    "sum": (0, 1, _named(_ours("sum"))),
    "times": (1, 1, _reckoned("*")),
    "truncate": (0, 2, _truncate),
    "truncatewords": (0, 2, _truncatewords),
    "uniq": (0, 1, _named(_uniq)),
    "upcase": (0, 0, _ours("upper")),
    "url_decode": (0, 0, _ours("url_decode")),
    "url_encode": (0, 0, _ours("url_encode")),
    "where": (1, 2, _named(_ours("where"))),
}
"""Liquid's filters: how many values each takes at least and at most, and what it comes to."""
