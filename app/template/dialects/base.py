"""What every merge language has in common: the walk over the tree, and the columns that stand in where it is mute.

A dialect says how it writes a literal, a field, a test and a choice, and raises `CannotSay` for what it cannot.
Then the walk lets a column of the export say it: the text of an expression, the letter of the branch that a
person takes, or a whole rendered block. A second copy of the tree, in which those places are marked, is what
`computed_values` renders, so a column holds exactly what our own rendering printed there.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from app.domain.background import tick
from app.template import tree as t
from app.template.dialects.naming import head, named, wish_for_test
from app.template.engine import Mode
from app.template.expression_text import source_of
from app.template.fields import SYSTEM
from app.template.links import in_link
from app.template.text_conditions import plain_test, plain_value
from app.template.unroll import unroll
from app.template.values import display, html, inert

Kind = Literal["field", "text", "html", "branch"]

LABELS = "abcdefghijklmnopqrstuvwxyz"
"""What a branch column holds: the letter of the branch that the person takes, or nothing."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the contacts file that the compiled template refers to.

    `tag` is how the template refers to it; `source` the field or expression; `computed_because` is empty for a
    field as it is. `kind`: a `field`, the `text` or `html` of an expression or block, or a `branch` letter.
    """

    header: str
    source: str
    computed_because: str
    tag: str
    kind: Kind = "field"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an ESP can take; 0 is no known limit. A header is measured in bytes, so is a cell.

    `columns` are fields beside the address, of which `there` are the headers of those that are there from the start,
    used or not.
    """

    columns: int = 0
    tag_bytes: int = 0
    cell_bytes: int = 0
    there: frozenset[str] = frozenset()

    @property
    def room(self) -> int:
        """How many fields of one's own there is room for."""
        return self.columns - len(self.there)


class CannotSay(Exception):
    """Raised by a dialect for what its language cannot express; the text is the reason, for people."""


class Dialect:
    """One ESP's merge language. The base raises CannotSay for everything, so that a subclass adds what it can."""

    name = ""
    title = ""
    limits = Limits()
    chooses = True
    negates = True
    unrolls = False

    def literal(self, data: str, mode: Mode) -> str:
        """Literal text, so written that the ESP sees no tag in it."""
        raise NotImplementedError

    def cell(self, column: Column, mode: Mode) -> str:
        """The tag that prints a computed column: text escaped in HTML, a block as it is."""
        raise NotImplementedError

    def value(self, expr: t.Expr, columns: "Columns", mode: Mode) -> str:
        """The tag that prints the expression; raises CannotSay."""
        raise CannotSay(f"{self.title} cannot print it")

    def encoded(self, expr: t.Expr, encode: str, columns: "Columns", mode: Mode) -> str:
        """The tag that prints the expression as it stands in a link (see `links.in_link`); raises CannotSay."""
        raise CannotSay(f"{self.title} does not encode what stands in a link")

    def test(self, expr: t.Expr, columns: "Columns") -> str:
        """The condition; raises CannotSay."""
        raise CannotSay(f"{self.title} cannot ask for it")

    def is_label(self, column: Column, label: str) -> str:
        """The condition that the branch column holds the letter."""
        raise CannotSay(f"{self.title} has no conditions")

    def choose(self, branches: list[tuple[str | None, str]]) -> str:
        """The conditional block of (condition, text) pairs; a condition of None is the else."""
        raise CannotSay(f"{self.title} has no conditions")

    def system(self, name: str) -> str:
        """The tag for a link that only the ESP can make."""
        raise CannotSay(f"{self.title} has no {name}")

    def sender(self, part: str) -> str:
        """The tag for a part of the sender that the project does not know."""
        raise CannotSay(f"The project's sender has no {part}")

    def header_of(self, name: str) -> tuple[str, str]:
        """Header and tag of a merge field."""
        return name, name

    def own_fields(self, headers: Iterable[str]) -> list[str]:
        """Those of the headers that need a field of their own, beside the address and what is there from the start."""
        return [each for each in dict.fromkeys(headers) if each not in {self.header_of("email")[0], *self.limits.there}]

    def computed_header(self, wish: str) -> tuple[str, str]:
        """Header and tag of a computed column, from a readable wish."""
        return wish, wish


class Columns:
    """The columns that a compiled template refers to, each once."""

    def __init__(self, dialect: Dialect, types: Mapping[str, str], own: frozenset[str]) -> None:
        self._dialect = dialect
        self._types = types
        self._own = own
        self._made: dict[tuple[Kind, str], Column] = {}
        # A short tag may be the same for a field and for what is worked out of it: the field's own is kept for it.
        texts = (dialect.header_of(name) for name, kind in types.items() if kind == "text" and name.isidentifier())
        self._taken: set[str] = {name.casefold() for name in (*types, *(part for pair in texts for part in pair))}
        self._used: set[str] = set()
        self._next: dict[str, int] = {}
        self._log: list[tuple[tuple[Kind, str], set[str], set[str]]] = []

    def field(self, expr: t.Expr) -> Column:
        """The column of a text field; raises CannotSay for anything else."""
        if not isinstance(expr, t.Name) or expr.name in self._own:
            raise CannotSay("It is worked out from something else")
        if expr.name in SYSTEM or self._types.get(expr.name) != "text":
            raise CannotSay("Numbers, dates and lists are written out as text, so that they read as they should")
        known = self._made.get(("field", expr.name))
        return known or self._keep("field", expr.name, expr.name, "", *self._header_of(expr.name))

    def _header_of(self, name: str) -> tuple[str, str]:
        """A field's header and tag; with a number where another column has them, as two long names cut to one tag."""
        found, number = self._dialect.header_of(name), 1
        while {part.casefold() for part in found} & self._used:
            number += 1
            found = self._dialect.computed_header(f"{name}_{number}")
        return found

    def computed(self, kind: Kind, source: str, wish: str, because: str, *, shared: bool) -> Column:
        """The computed column for that source; a shared one serves every place with the same source."""
        known = self._made.get((kind, source)) if shared else None
        if known is not None:
            return known
        name = source if shared else f"{source}#{len(self._made)}"
        return self._keep(kind, name, source, because, *self._free(wish))

    def _keep(self, kind: Kind, name: str, source: str, because: str, header: str, tag: str) -> Column:
        column = Column(header, source, because, tag, kind, "" if kind == "field" else f"{kind}:{name}")
        self._made[kind, name] = column
        own = {header.casefold(), tag.casefold()}
        self._log.append(((kind, name), own - self._taken, own - self._used))
        self._taken |= own
        self._used |= own
        return column

    def _free(self, wish: str) -> tuple[str, str]:
        # Numbers that were found taken once are not tried again, for each of thousands of columns of one name.
        for number in range(self._next.get(wish, 1), 10_001):
            header, tag = self._dialect.computed_header(wish if number == 1 else f"{wish}_{number}")
            if not {header.casefold(), tag.casefold()} & self._taken:
                self._next[wish] = number
                return header, tag
        raise ValueError("over 10,000 columns of one name")

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Take back the columns that were made inside, where it turns out that the dialect cannot say it."""
        before = len(self._log)
        try:
            yield
        except CannotSay:
            self._undo(before)
            raise

    def _undo(self, before: int) -> None:
        while len(self._log) > before:
            made, taken, used = self._log.pop()
            del self._made[made]
            self._taken -= taken
            self._used -= used
            self._next.clear()

    def all(self) -> tuple[Column, ...]:
        """Every column in the order of its first use."""
        return tuple(self._made.values())

    def is_own(self, expr: t.Expr) -> bool:
        """Whether the expression reads a variable that the template sets itself."""
        return any(isinstance(each, t.Name) and each.name in self._own for each in t.subexpressions(expr))


@dataclass
class Walk:
    """Compiles the nodes of one part; `marked` holds the copy in which every computed place is marked."""

    dialect: Dialect
    columns: Columns
    sender: Mapping[str, str]
    mode: Mode
    unsupported: list[str] = field(default_factory=list)
    lists: frozenset[str] = frozenset()

    def nodes(self, nodes: tuple[t.Node, ...]) -> tuple[str, tuple[t.Node, ...]]:
        """The compiled text of the nodes and their marked copy."""
        made = [self._node(node) for node in nodes]
        return "".join(text for text, _ in made), tuple(node for _, marked in made for node in marked)

    def _node(self, node: t.Node) -> tuple[str, tuple[t.Node, ...]]:
        tick()
        match node:
            case t.Text(data):
                return self.dialect.literal(data, self.mode), (node,)
            case t.Output():
                return self._output(node)
            case t.If():
                return self._if(node)
            case t.For():
                return self._for(node)
        return "", (node,)

    def _output(self, node: t.Output) -> tuple[str, tuple[t.Node, ...]]:
        try:
            with self.columns.attempt():
                return self._said(node.expr, node.encode), (node,)
        except CannotSay as reason:
            self._refuse_system(node)
            source, wish = named(node)
            shared = not self.columns.is_own(node.expr)
            column = self.columns.computed("text", source, wish, str(reason), shared=shared)
            return self.dialect.cell(column, self.mode), (t.KeepText(column.key, node.expr, node.line, node.encode),)

    def _said(self, expr: t.Expr, encode: str = "") -> str:
        match expr:
            case t.Name(name) if name in SYSTEM:
                return self.dialect.system(name)
            case t.Const(value) if value is not None:
                return self._literal(display(value), encode)
            case t.Attr(t.Name("sender"), part):
                known = self.sender.get(part, "")
                return self._literal(known, encode) if known else self.dialect.sender(part)
            case t.Choice(test, yes, no) if self.dialect.chooses:
                otherwise = "" if no is None else self._said(no, encode)
                return self.dialect.choose([(self._asked(test), self._said(yes, encode)), (None, otherwise)])
        if encode:
            return self.dialect.encoded(plain_value(expr), encode, self.columns, self.mode)
        return self.dialect.value(plain_value(expr), self.columns, self.mode)

    def _literal(self, text: str, encode: str) -> str:
        text = str(in_link(text, encode)) if encode else text
        return self.dialect.literal(html(text) if self.mode == "html" else inert(text), self.mode)

    def _asked(self, test: t.Expr) -> str:
        return self.dialect.test(plain_test(test), self.columns)

    def _if(self, node: t.If) -> tuple[str, tuple[t.Node, ...]]:
        node = node if self.dialect.negates else self._without_not(node)
        if not self.dialect.chooses or len(node.branches) > len(LABELS):
            return self._block(node, f"{self.dialect.title} has no conditions")
        tests, marks = self._tests(node)
        bodies = [self.nodes(branch.body) for branch in node.branches]
        text = self.dialect.choose([(test, text) for test, (text, _) in zip(tests, bodies, strict=True)])
        branches = [
            t.Branch(branch.test, (*mark, *kept), branch.line)
            for branch, mark, (_, kept) in zip(node.branches, marks, bodies, strict=True)
        ]
        return text, (t.If(tuple(branches), node.line),)

    def _without_not(self, node: t.If) -> t.If:
        """The condition turned round where the ESP can ask for that; a column asks for it as it was written, since
        only of a text `x == ''` is the same as `not x`."""
        turned = _turned(node)
        test = turned.branches[0].test
        if turned is node or test is None:
            return node
        try:
            with self.columns.attempt():
                self._asked(test)
        except CannotSay:
            return node
        return turned

    def _tests(self, node: t.If) -> tuple[list[str | None], list[tuple[t.Node, ...]]]:
        """The condition of each branch, and what marks it where a column has to say which one a person takes."""
        asked = [branch.test for branch in node.branches if branch.test is not None]
        otherwise: list[str | None] = [None] * (len(node.branches) - len(asked))
        try:
            with self.columns.attempt():
                return [*map(self._asked, asked), *otherwise], [()] * len(node.branches)
        except CannotSay as reason:
            shared = not any(map(self.columns.is_own, asked))
            source = " / ".join(map(source_of, asked))
            column = self.columns.computed("branch", source, wish_for_test(asked), str(reason), shared=shared)
            tests = [self.dialect.is_label(column, label) for label in LABELS[: len(asked)]]
            return [*tests, *otherwise], [(t.Mark(column.key, label),) for label in LABELS[: len(node.branches)]]

    def _for(self, node: t.For) -> tuple[str, tuple[t.Node, ...]]:
        if self.dialect.unrolls and (rounds := unroll(node, self.lists)):
            return self.nodes(rounds)
        return self._block(node, f"{self.dialect.title} has no loops over contact data")

    def _block(self, node: t.If | t.For, because: str) -> tuple[str, tuple[t.Node, ...]]:
        if isinstance(node, t.If) and any(isinstance(each, t.Set) for each in t.walk((node,))):
            return self._split(node, because)
        self._refuse_system(node)
        kind: Kind = "html" if self.mode == "html" else "text"
        column = self.columns.computed(kind, head(node), "block", because, shared=False)
        return self.dialect.cell(column, self.mode), (t.Keep(column.key, (node,), node.line),)

    def _split(self, node: t.If, because: str) -> tuple[str, tuple[t.Node, ...]]:
        """A condition that sets variables for what follows: a column for each of its pieces instead of one."""
        texts, branches = [], []
        for branch in node.branches:
            marked: list[t.Node] = []
            for each in branch.body:
                text, kept = ("", (each,)) if isinstance(each, t.Set) else self._piece(each, because)
                texts.append(text)
                marked.extend(kept)
            branches.append(t.Branch(branch.test, tuple(marked), branch.line))
        return "".join(texts), (t.If(tuple(branches), node.line),)

    def _piece(self, node: t.Node, because: str) -> tuple[str, tuple[t.Node, ...]]:
        if isinstance(node, (t.If, t.For)):
            return self._block(node, because)
        self._refuse_system(node)
        kind: Kind = "html" if self.mode == "html" else "text"
        column = self.columns.computed(kind, head(node), "block", because, shared=False)
        return self.dialect.cell(column, self.mode), (t.Keep(column.key, (node,), node.line),)

    def _refuse_system(self, node: t.Node) -> None:
        for expr in t.expressions((node,)):
            if isinstance(expr, t.Name) and expr.name in SYSTEM:
                self.unsupported.append(
                    f"line {expr.line}: {self.dialect.title} can make {expr.name} only where it stands by itself,"
                    " outside loops and conditions that have to be worked out"
                )


def _turned(node: t.If) -> t.If:
    """`if not x: a, else: b` as `if x: b, else: a`, for a language that cannot say not."""
    first, *others = node.branches
    asked = plain_test(first.test) if first.test is not None else None
    if not isinstance(asked, t.Not) or len(others) > 1 or (others and others[0].test is not None):
        return node
    otherwise = others[0].body if others else ()
    return t.If((t.Branch(asked.of, otherwise, first.line), t.Branch(None, first.body, first.line)), node.line)
