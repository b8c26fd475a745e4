"""What every merge language has in common: the walk over the tree.

Where a dialect cannot say it, the walk lets a column of the export say it: the text of an expression, the letter of
the branch that a person takes, or a whole rendered block. A second copy of the tree, in which those places are marked,
is what `computed_values` renders, so a column holds exactly what our own rendering printed there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.background import tick
from app.template import tree as t
from app.template.compiling.dialect import CannotSay, Columns, Dialect, Kind
from app.template.compiling.naming import head, named, wish_for_test
from app.template.fields import SYSTEM
from app.template.language import Language
from app.template.links import in_link
from app.template.runnable import Mode
from app.template.text_conditions import plain_test, plain_value
from app.template.unroll import unroll
from app.template.values import display, html, inert

LABELS = "abcdefghijklmnopqrstuvwxyz"
"""What a branch column holds: the letter of the branch that the person takes, or nothing."""


@dataclass
class Walk:
    """Compiles the nodes of one part; `marked` holds the copy in which every computed place is marked."""

    dialect: Dialect
    columns: Columns
    sender: Mapping[str, str]
    mode: Mode
    language: Language
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
        # A variable prints nothing, but what follows in the marked copy is worked out with it.
        return "", (node,)

    def _output(self, node: t.Output) -> tuple[str, tuple[t.Node, ...]]:
        try:
            with self.columns.attempt():
                return self._said(node.expr, node.encode), (node,)
        except CannotSay as reason:
            # A link that only the ESP can make cannot come from a column: the cell would hold our preview's.
            self._refuse_system(node)
            source, wish = named(node, self.language)
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
        if not self.dialect.chooses:
            return self._block(node, f"{self.dialect.title} has no conditions")
        if len(node.branches) > len(LABELS):
            return self._block(node, f"{len(node.branches)} branches are more than a branch column has letters for")
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
            source = " / ".join(map(self.language.write, asked))
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
        column = self.columns.computed(kind, head(node, self.language), "block", because, shared=False)
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
        column = self.columns.computed(kind, head(node, self.language), "block", because, shared=False)
        return self.dialect.cell(column, self.mode), (t.Keep(column.key, (node,), node.line),)

    def _refuse_system(self, node: t.Node) -> None:
        for expr in t.expressions((node,)):
            if isinstance(expr, t.Name) and expr.name in SYSTEM:
                self.unsupported.append(f"line {expr.line}: {self._why_no_link(expr.name)}")

    def _why_no_link(self, name: str) -> str:
        try:
            self.dialect.system(name)
        except CannotSay as reason:
            return str(reason)
        where = "where it stands by itself, outside loops and conditions that have to be worked out"
        return f"{self.dialect.title} can make {name} only {where}"


def _turned(node: t.If) -> t.If:
    """`if not x: a, else: b` as `if x: b, else: a`, for a language that cannot say not."""
    first, *others = node.branches
    asked = plain_test(first.test) if first.test is not None else None
    if not isinstance(asked, t.Not) or len(others) > 1 or (others and others[0].test is not None):
        return node
    otherwise = others[0].body if others else ()
    return t.If((t.Branch(asked.of, otherwise, first.line), t.Branch(None, first.body, first.line)), node.line)
