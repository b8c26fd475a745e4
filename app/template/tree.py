"""The template tree: what every front-end parses into, and every renderer, lint and dialect reads.

Nodes are frozen; `line` counts from 1 in the source that the marketer wrote and takes no part in equality,
so that the same expression written twice is one expression.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass


def _line() -> int:
    return field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Const:
    """A literal: text, a number, true, false or none (as None)."""

    value: str | int | float | bool | None
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Name:
    """A merge field or a variable of the template; `written` is how the marketer spelled an alias."""

    name: str
    line: int = _line()
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Attr:
    """`of.name`, a part of a record; never an attribute of a Python object."""

    of: "Expr"
    name: str
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Item:
    """`of[index]`, an entry of a list (from 0, negative from the end) or a part of a record."""

    of: "Expr"
    index: "Expr"
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Slice:
    """`of[start:stop]`, a piece of a list or text."""

    of: "Expr"
    start: "Expr | None"
    stop: "Expr | None"
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Filter:
    """`of|name(args, key=value)`; `named` holds the keyword arguments in the order written."""

    of: "Expr"
    name: str
    args: tuple["Expr", ...] = ()
    named: tuple[tuple[str, "Expr"], ...] = ()
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Test:
    """`of is name(args)`."""

    of: "Expr"
    name: str
    args: tuple["Expr", ...] = ()
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Not:
    """`not of`."""

    of: "Expr"
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Sign:
    """`-of` or `+of`."""

    op: str
    of: "Expr"
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Binary:
    """`left op right`; op is one of `and or + - * / // % ~`. `and` and `or` give the side that settled it."""

    op: str
    left: "Expr"
    right: "Expr"
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Compare:
    """`first op right op right …`; op is one of `== != < <= > >= in not-in`."""

    first: "Expr"
    rest: tuple[tuple[str, "Expr"], ...]
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Choice:
    """`yes if test else no`."""

    test: "Expr"
    yes: "Expr"
    no: "Expr | None"
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Items:
    """A list written in the template: `[a, b]` or `(a, b)`."""

    items: tuple["Expr", ...]
    line: int = _line()


Expr = Const | Name | Attr | Item | Slice | Filter | Test | Not | Sign | Binary | Compare | Choice | Items


@dataclass(frozen=True, slots=True)
class Text:
    """Literal text, sent as it stands."""

    data: str
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Output:
    """Prints the value; escaped where the target is HTML. `encode` is how the value is encoded first, as it stands in a
    link (see `links`); only we set it."""

    expr: Expr
    line: int = _line()
    encode: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """One way through an If; `test` is None for the else."""

    test: Expr | None
    body: tuple["Node", ...]
    line: int = _line()


@dataclass(frozen=True, slots=True)
class If:
    """The first branch whose test holds; at most one branch without a test, which is the last.

    A test holds unless its value is missing, false, 0, or a text or list with nothing in it. A language of another
    mind says so in its tree (`truth`).
    """

    branches: tuple[Branch, ...]
    line: int = _line()


@dataclass(frozen=True, slots=True)
class For:
    """The body once per entry; `keep` filters the entries, `otherwise` stands where there are none."""

    target: str
    over: Expr
    keep: Expr | None
    body: tuple["Node", ...]
    otherwise: tuple["Node", ...] = ()
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Set:
    """Gives a name a value from here on; one that is given inside a loop ends with the round."""

    name: str
    expr: Expr
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Mark:
    """Prints nothing; notes that the rendering came by here, under `key`, with `label`. Only we insert it."""

    key: str
    label: str
    line: int = _line()


@dataclass(frozen=True, slots=True)
class Keep:
    """Prints its body, and keeps what it printed under `key`. Only we insert it."""

    key: str
    body: tuple["Node", ...]
    line: int = _line()


@dataclass(frozen=True, slots=True)
class KeepText:
    """Prints like an Output, and keeps the plain text of the value under `key`. Only we insert it."""

    key: str
    expr: Expr
    line: int = _line()
    encode: str = ""


Node = Text | Output | If | For | Set | Mark | Keep | KeepText


LOOP_PARTS = frozenset({"index", "index0", "first", "last", "length", "revindex", "revindex0"})
"""What `loop` tells inside a For of the round, from 1 (or 0), and of how many there are or are still to come."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed template: one part (subject, preheader, HTML or text) of what a recipient gets."""

    body: tuple[Node, ...]


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every node in the order of the source, parents before their children."""
    for node in nodes:
        yield node
        if isinstance(node, If):
            for branch in node.branches:
                yield from walk(branch.body)
        elif isinstance(node, For):
            yield from walk(node.body)
            yield from walk(node.otherwise)
        elif isinstance(node, Keep):
            yield from walk(node.body)


def own_expressions(node: Node) -> tuple[Expr, ...]:
    """The expressions that stand in this node itself, not in its children."""
    match node:
        case Output() | Set() | KeepText():
            return (node.expr,)
        case If():
            return tuple(branch.test for branch in node.branches if branch.test is not None)
        case For():
            return (node.over,) if node.keep is None else (node.over, node.keep)
    return ()


def subexpressions(expr: Expr) -> Iterator[Expr]:
    """The expression and everything inside it, parents first."""
    yield expr
    for child in _children(expr):
        yield from subexpressions(child)


def expressions(nodes: tuple[Node, ...]) -> Iterator[Expr]:
    """Every expression of the nodes, with everything inside each."""
    for node in walk(nodes):
        for expr in own_expressions(node):
            yield from subexpressions(expr)


def _children(expr: Expr) -> Iterator[Expr]:
    for slot in fields(expr):
        yield from _exprs_in(getattr(expr, slot.name))


def _exprs_in(value: object) -> Iterator[Expr]:
    if isinstance(value, tuple):
        # Named arguments and comparisons are pairs of a word and an expression; the word is passed over.
        for entry in value:
            yield from _exprs_in(entry)
    elif is_dataclass(value):
        yield value  # type: ignore[misc]  # the only dataclasses inside an expression are expressions


def assigned(nodes: tuple[Node, ...]) -> frozenset[str]:
    """The names that the template gives a value itself: set variables and loop variables."""
    names = {node.name for node in walk(nodes) if isinstance(node, Set)}
    return frozenset(names | {node.target for node in walk(nodes) if isinstance(node, For)} | {"loop"})


def path_of(expr: Expr) -> str | None:
    """`a.b` for a plain field or a part of one, else None."""
    if isinstance(expr, Name):
        return expr.name
    if isinstance(expr, Attr):
        head = path_of(expr.of)
        return f"{head}.{expr.name}" if head else None
    return None
