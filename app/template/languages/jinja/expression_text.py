"""An expression written out again, for messages and for the columns of an export."""

from app.template.tree import (
    Attr,
    Binary,
    Choice,
    Compare,
    Const,
    Expr,
    Filter,
    Item,
    Items,
    Name,
    Not,
    Sign,
    Slice,
    Test,
)

_WORDS = frozenset("and or not in is if else true false none True False None".split())
_SIMPLE = (Const, Name, Attr, Item, Slice, Filter, Items)


def source_of(expr: Expr) -> str:
    """The expression as template source; parsing it again gives an equal tree."""
    match expr:
        case Const(value):
            return _literal(value)
        case Name(name):
            return _name(name)
        case Attr(of, name):
            return f"{_tight(of)}.{name}" if name.isidentifier() else f"{_tight(of)}[{_literal(name)}]"
        case Item(of, index):
            return f"{_tight(of)}[{source_of(index)}]"
        case Slice(of, start, stop):
            return f"{_tight(of)}[{_maybe(start)}:{_maybe(stop)}]"
        case Filter():
            return _filter(expr)
        case Items(items):
            return f"[{', '.join(map(source_of, items))}]"
    return _operator(expr)


def _operator(expr: Expr) -> str:
    match expr:
        case Test(of, name, args):
            return f"{_tight(of)} is {name}{_arguments(args, ())}"
        case Not(of):
            return f"not {_tight(of)}"
        case Sign(op, of):
            return f"{op}{_tight(of)}"
        case Binary(op, left, right):
            return f"{_tight(left)} {op} {_tight(right)}"
        case Compare(first, rest):
            return _tight(first) + "".join(f" {op.replace('-', ' ')} {_tight(right)}" for op, right in rest)
        case Choice(test, yes, no):
            tail = f" else {_tight(no)}" if no is not None else ""
            return f"{_tight(yes)} if {_tight(test)}{tail}"
    raise TypeError(f"not an expression: {expr!r}")


def _filter(expr: Filter) -> str:
    return f"{_tight(expr.of)} | {expr.name}{_arguments(expr.args, expr.named)}"


def _arguments(args: tuple[Expr, ...], named: tuple[tuple[str, Expr], ...]) -> str:
    parts = [source_of(arg) for arg in args] + [f"{key}={source_of(value)}" for key, value in named]
    return f"({', '.join(parts)})" if parts else ""


def _name(name: str) -> str:
    kind, colon, own = name.partition(":")
    if colon:
        return f"{kind}[{_literal(own)}]"
    # What Jinja reads as no name is a part of the person, as which it is the same field.
    return name if name.isidentifier() and name not in _WORDS else f"customer[{_literal(name)}]"


def _maybe(expr: Expr | None) -> str:
    return source_of(expr) if expr is not None else ""


def _tight(expr: Expr) -> str:
    # `-1 | abs` is read as -(1 | abs).
    negative = isinstance(expr, Const) and isinstance(expr.value, (int, float)) and expr.value < 0
    return source_of(expr) if isinstance(expr, _SIMPLE) and not negative else f"({source_of(expr)})"


def _literal(value: str | int | float | bool | None) -> str:
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
        return f"'{escaped}'"
    return {True: "true", False: "false", None: "none"}[value] if isinstance(value, bool | None) else repr(value)
