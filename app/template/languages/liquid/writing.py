"""An expression of the tree in Liquid's words: values with filters, and conditions, which know no brackets.

What Liquid has no words for is raised as `CannotSay`; whoever composes a whole source may give such a part a name of
its own with an assign, and ask again.
"""

import re
from collections.abc import Callable, Collection

from app.template import tree as t
from app.template.dates import CODES
from app.template.languages.liquid.expressions import MAX_RANGE
from app.template.languages.liquid.filters import ASKS, BINARY, OURS, has_point
from app.template.reading.composing import CannotSay

_PLAIN_NAME = re.compile(r"[^\W\d_][\w-]*\Z")
_RESERVED = frozenset("true false nil null blank empty forloop and or contains".split())
_ENTRY = ("size", "first", "last")
_LOOP = {"revindex": "rindex", "revindex0": "rindex0"}
_ARITHMETIC = {"+": "plus", "-": "minus", "*": "times"}
_OWN_ARITHMETIC = {sign: name for name, sign in BINARY.items()}
_OUR_NAMES = {name: said for said, name in OURS.items()} | {"abs": "absolute", "d": "fallback"}
_SAME = {
    "upper": "upcase",
    "lower": "downcase",
    "capitalize": "capitalize",
    "trim": "strip",
    "lstrip": "lstrip",
    "rstrip": "rstrip",
    "escape": "escape",
    "e": "escape",
    "first": "first",
    "last": "last",
    "length": "size",
    "count": "size",
    "joined": "join",
    "map": "map",
    "sum": "sum",
    "split": "split",
    "replace": "replace",
    "replace_first": "replace_first",
    "replace_last": "replace_last",
    "strip_html": "strip_html",
    "url_encode": "url_encode",
    "url_decode": "url_decode",
    "truncatewords": "truncatewords",
    "where": "where",
    "reject": "reject",
    "backwards": "reverse",
    "sort_as_text": "sort_natural",
}
"""Filters that are one in both, whatever they are given, by our name."""
_NAMED_PARTS = frozenset({"map", "sum", "where", "reject", "sort_natural"})

Named = Callable[[t.Expr], str]
"""Gives an expression a name of its own, that can stand where only a value can."""


def _no_names(expr: t.Expr) -> str:
    raise CannotSay("what has to be worked out there", expr.line)


class Words:
    """Writes expressions; `own` are the template's variables, `name` what gives a part a name of its own."""

    def __init__(self, own: Collection[str] = (), name: Named = _no_names) -> None:
        self._own, self._name = own, name

    def value(self, expr: t.Expr) -> str:
        """The expression where only a field or a literal can stand."""
        match expr:
            case t.Const(value):
                return self._literal(value, expr)
            case t.Name() | t.Attr() | t.Item() | t.Filter(_, "entry", (t.Const("size" | "first" | "last"),)):
                try:
                    return self._path(expr)
                except CannotSay:
                    return self._name(expr)
            case t.Items(items) if _range_of(items):
                return f"({_range_of(items)})"
        return self._name(expr)

    def chain(self, expr: t.Expr) -> str:
        """The expression as it can be printed or assigned: a value with its filters."""
        match expr:
            case t.Filter(_, "entry", (t.Const("size" | "first" | "last"),)):
                return self._path(expr)
            case t.Filter():
                return self._filter(expr)
            case t.Binary():
                return self._binary(expr)
            case t.Test(of, name, args):
                return self._call(of, f"{ASKS}{name}", args)
            case t.Sign(op, of):
                return self._call(t.Const(0), "subtract" if op == "-" else "add", [of])
            case t.Slice(of, start, stop):
                return self._call(of, "piece", [start or t.Const(None), *([stop] if stop else [])])
            case t.Attr(of, part) if not self._dotted(of, part):
                return self._call(of, "part", [t.Const(part)])
            case t.Const() | t.Name() | t.Attr() | t.Item():
                return self._path(expr) if not isinstance(expr, t.Const) else self._literal(expr.value, expr)
            case t.Items(items) if _range_of(items):
                return f"({_range_of(items)})"
        raise CannotSay("a choice, a condition or a list as a value", expr.line)

    def _call(self, of: t.Expr, name: str, args: Collection[t.Expr], named: Collection[tuple[str, t.Expr]] = ()) -> str:
        said = [*map(self.value, args), *(f"{key}: {self.value(value)}" for key, value in named)]
        return f"{self._head(of)} | {name}" + (f": {', '.join(said)}" if said else "")

    def _head(self, expr: t.Expr) -> str:
        try:
            return self.chain(expr)
        except CannotSay:
            return self._name(expr)

    # Paths and literals.

    def _dotted(self, of: t.Expr, part: str) -> bool:
        if isinstance(of, t.Name) and of.name == "loop" and "loop" not in self._own:
            return part in t.LOOP_PARTS
        return (
            part not in _ENTRY
            and not part.startswith("_")
            and "'" not in part
            and isinstance(of, (t.Name, t.Attr, t.Item))
        )

    def _path(self, expr: t.Expr) -> str:
        match expr:
            case t.Name(name):
                return self._field(name, expr)
            case t.Attr(t.Name("loop"), part) if "loop" not in self._own:
                return f"forloop.{_LOOP.get(part, part)}"
            case t.Attr(of, part) if self._dotted(of, part):
                odd = not _PLAIN_NAME.match(part)
                return f"{self._path(of)}[{self._literal(part, expr)}]" if odd else f"{self._path(of)}.{part}"
            case t.Item(of, index) if not isinstance(index, t.Const) or isinstance(index.value, int):
                return f"{self._path(of)}[{self.value(index)}]"
            case t.Filter(of, "entry", (t.Const(str(part)),)):
                return f"{self._path(of)}.{part}"
        return self._name(expr)

    def _field(self, name: str, expr: t.Expr) -> str:
        kind, colon, own = name.partition(":")
        if colon:
            return f"{kind}[{self._literal(own, expr)}]"
        if name in self._own and (name in _RESERVED or not name.isidentifier()):
            raise CannotSay(f"a variable called “{name}”", expr.line)
        if name in _RESERVED or not _PLAIN_NAME.match(name) or (name == "loop" and name not in self._own):
            return f"[{self._literal(name, expr)}]"
        return name

    def _literal(self, value: str | float | bool | None, expr: t.Expr) -> str:
        if isinstance(value, str):
            if ("'" in value and '"' in value) or re.search(r"%\}|\}\}", value):
                raise CannotSay("a text with both kinds of quotes or with closing braces", expr.line)
            return f'"{value}"' if "'" in value else f"'{value}'"
        if isinstance(value, bool) or value is None:
            return {True: "true", False: "false", None: "nil"}[value]
        if "e" in repr(value):
            raise CannotSay("a number with an exponent", expr.line)
        return repr(value)

    # Filters.

    def _filter(self, expr: t.Filter) -> str:
        of, args, named = expr.of, list(expr.args), list(expr.named)
        liquid = _liquid(expr)
        if liquid is not None:
            name, args = liquid
            return self._call((_number(of) or of) if name in _COERCING else of, name, args)
        if expr.name in _SAME and not named and _takes_parts(_SAME[expr.name], args):
            return self._call(of, _SAME[expr.name], args)
        if expr.name in ("max", "min") and isinstance(of, t.Items) and len(of.items) == 2 and not args:
            left, right = map(_number, of.items)
            if left is not None and right is not None:
                return self._call(left, "at_least" if expr.name == "max" else "at_most", [right])
        return self._call(of, _OUR_NAMES.get(expr.name, expr.name), args, named)

    def _binary(self, expr: t.Binary) -> str:
        left, right = _number(expr.left), _number(expr.right)
        if expr.op in _ARITHMETIC and left is not None and right is not None:
            return self._call(left, _ARITHMETIC[expr.op], [right])
        if expr.op == "~":
            return self._joined(expr)
        if expr.op in _OWN_ARITHMETIC:
            return self._call(expr.left, _OWN_ARITHMETIC[expr.op], [expr.right])
        raise CannotSay(f"{expr.op} in a value", expr.line)

    def _joined(self, expr: t.Binary) -> str:
        if _is_simple(expr.left) and not _is_simple(expr.right):
            return self._call(expr.right, "prepend", [expr.left])
        return self._call(expr.left, "append", [expr.right])

    # Conditions.

    def condition(self, expr: t.Expr) -> str:
        """The condition as it was written in Liquid: `and` and `or` bind from the right."""
        match expr:
            case t.Binary("and" | "or" as word, left, right):
                return f"{self._asked(left)} {word} {self.condition(right)}"
        return self._asked(expr)

    def _asked(self, expr: t.Expr) -> str:
        match expr:
            case t.Compare(first, ((op, right),)) if op not in ("in", "not-in"):
                return f"{self.value(first)} {op} {self.value(right)}"
            case t.Compare(first, (("in", right),)) if isinstance(first, t.Const) and isinstance(first.value, str):
                return f"{self.value(right)} contains {self.value(first)}"
            case t.Test(of, "containing", (what,)):
                return f"{self.value(of)} contains {self.value(what)}"
            case t.Test(of, "none" | "undefined"):
                return f"{self.value(of)} == nil"
            case t.Test(of, "defined") | t.Not(t.Test(of, "none" | "undefined")):
                return f"{self.value(of)} != nil"
            case t.Test(of, "empty"):
                return f"{self.value(of)} == empty"
            case t.Not(t.Test(of, "empty")):
                return f"{self.value(of)} != empty"
        found = _liquid_blank(expr)
        if found is not None:
            return f"{self.value(found[0])} {found[1]} blank"
        found = _liquid_text(expr)
        if found is not None:
            return f"{self.value(found[0])} {found[1]} ''"
        return self.value(expr)


_COERCING = frozenset("abs ceil floor round divided_by modulo".split())


def _liquid(expr: t.Filter) -> tuple[str, list[t.Expr]] | None:
    """Liquid's own filter, and what it is given, where that is what ours does with these arguments."""
    name, args, named = expr.name, list(expr.args), expr.named
    number = _is_number(expr.of)
    if named == (("case_sensitive", t.Const(True)),) and name == "sort" and _takes_parts("sort", args):
        return "sort", args
    if name == "unique" and args == [t.Const(True)] and [key for key, _ in named] in ([], ["attribute"]):
        parts = [value for _, value in named]
        return ("uniq", parts) if _takes_parts("uniq", parts) else None
    if named:
        return None
    match name, args:
        case "default", [stand_in, t.Const("false")]:
            return "default", [stand_in]
        case "abs", [] if number:
            return "abs", []
        case "round", [t.Const(0), t.Const("floor" | "ceil" as method)] if number:
            return str(method), []
        case "round", ([] | [t.Const(int())]) if number and args != [t.Const(0)]:
            return "round", args
        case "divided_by" | "divided_exactly" | "modulo", [by] if number and _divides(name, expr.of, by):
            return ("modulo" if name == "modulo" else "divided_by"), [_number(by) or by]
        case "slice", [t.Const(int()), t.Const(int())]:
            return "slice", args
        case "truncate", [t.Const(int()) as length, t.Const(True), end, t.Const(0)]:
            return "truncate", [length, end]
        case "date", [t.Const(str(form)) as given, t.Const(True)] if _is_form(form) and not isinstance(
            expr.of, t.Const
        ):
            return "date", [given]
    return None


def _is_form(form: str) -> bool:
    pieces = form.replace("%-", "%").replace("%#", "%").split("%%")
    return all(piece[:1] in CODES for text in pieces for piece in text.split("%")[1:])


def _divides(name: str, of: t.Expr, by: t.Expr) -> bool:
    found = _number(by)
    value = found.value if isinstance(found, t.Const) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not value:
        return False
    point = isinstance(value, float) or has_point(of)
    return name == "modulo" or point == (name == "divided_exactly")


def _takes_parts(name: str, args: list[t.Expr]) -> bool:
    """Whether a part's name, where the filter takes one, is one that Liquid's reader takes."""
    if name not in _NAMED_PARTS and name not in ("sort", "uniq"):
        return True
    return not args or (isinstance(args[0], t.Const) and isinstance(args[0].value, str) and bool(args[0].value))


def _is_number(expr: t.Expr) -> bool:
    return _number(expr) is not None


def _number(expr: t.Expr) -> t.Expr | None:
    """What Liquid reckons with here as a number, as it is written there; None for what stays as it is."""
    match expr:
        case t.Filter(of, "to_number", (), ()):
            return of
        case t.Const(value) if isinstance(value, int) and not isinstance(value, bool):
            return expr
    return None


def _is_simple(expr: t.Expr) -> bool:
    return isinstance(expr, (t.Const, t.Name)) or (isinstance(expr, (t.Attr, t.Item)) and _is_simple(expr.of))


def _range_of(items: tuple[t.Expr, ...]) -> str:
    """Two numbers between which a list has all, as in a range; empty for any other list."""
    values = [each.value for each in items if isinstance(each, t.Const) and type(each.value) is int]
    if (
        len(values) != len(items)
        or not 0 < len(values) <= MAX_RANGE
        or values != list(range(values[0], values[0] + len(values)))
    ):
        return ""
    return f"{values[0]}..{values[-1]}"


def _liquid_blank(expr: t.Expr) -> tuple[t.Expr, str] | None:
    op = "!=" if isinstance(expr, t.Not) else "=="
    match expr.of if isinstance(expr, t.Not) else expr:
        case t.Binary("or", t.Test(of, "blank"), t.Compare(same, (("==", t.Const(False)),))) if of == same:
            return of, op
    return None


def _liquid_text(expr: t.Expr) -> tuple[t.Expr, str] | None:
    op = "!=" if isinstance(expr, t.Not) else "=="
    match expr.of if isinstance(expr, t.Not) else expr:
        case t.Binary("and", t.Test(of, "string"), t.Compare(same, (("==", t.Const("")),))) if of == same:
            return of, op
    return None
