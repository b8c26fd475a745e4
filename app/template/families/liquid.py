"""Liquid, as Braze, Customer.io and others have it; see the ESP reference, section 3.2.

Said in it is only what all its implementations agree on: text fields, a default, and conditions of text fields by
`==` and `!=`. It escapes nothing by itself; `and` and `or` bind from the right and know no brackets, so one condition
holds one of them alone; "" is true, so whether a field is filled is asked by what it is not (`== blank` differs from
one implementation to the next).
"""

import re

from app.template import tree as t
from app.template.compiling.dialect import CannotSay, Column, Columns
from app.template.families.curly import Curly, chosen
from app.template.runnable import Mode

_QUOTABLE = re.compile(r"[^'\"\\{}%&<>*|\x00-\x1f\x7f-\x9f\u2028\u2029\u2060]*\Z")


class Liquid(Curly):
    """An ESP whose templates are Liquid; it adds its links and how a field is read."""

    def cell(self, column: Column, mode: Mode) -> str:
        """A computed property; HTML is not escaped again."""
        return f"{{{{ {column.tag}{'' if column.kind == 'html' else _escaped(mode)} }}}}"

    def value(self, expr: t.Expr, columns: Columns, mode: Mode) -> str:
        """A text field, or one with a default, which acts on blank and missing ones alike."""
        match expr:
            case t.Filter(of, "default" | "d", (t.Const(str(stand_in)),), ()):
                return f"{{{{ {columns.field(of).tag} | default: {self._quoted(stand_in)}{_escaped(mode)} }}}}"
            case t.Filter(_, name):
                raise CannotSay(f"{self.title}'s “{name}” is missing or works otherwise")
        return f"{{{{ {columns.field(expr).tag}{_escaped(mode)} }}}}"

    def test(self, expr: t.Expr, columns: Columns) -> str:
        """Conditions joined by `and` alone, or by `or` alone."""
        joined = f" {expr.op} " if isinstance(expr, t.Binary) else ""
        asked = [self._asked(one, columns) for one in _operands(expr)]
        joints = {joint for _, joint in asked if joint} | ({joined} if joined else set())
        if len(joints) > 1:
            raise CannotSay(f"{self.title} has no brackets in conditions")
        return joined.join(said for said, _ in asked)

    def _asked(self, expr: t.Expr, columns: Columns) -> tuple[str, str]:
        """One condition, and the word that joins its own halves, if it has any."""
        match expr:
            case t.Binary("and" | "or"):
                raise CannotSay(f"{self.title} has no brackets in conditions")
            case t.Name():
                tag = columns.field(expr).tag
                return f"{tag} != nil and {tag} != ''", " and "
            case t.Not(t.Name() as of):
                tag = columns.field(of).tag
                return f"{tag} == nil or {tag} == ''", " or "
            case t.Compare(of, ((("==" | "!=") as op, t.Const(str(literal))),)):
                return f"{columns.field(of).tag} {op} {self._quoted(literal)}", ""
        raise CannotSay(f"{self.title} compares otherwise, or not at all")

    def is_label(self, column: Column, label: str) -> str:
        """The branch column compared with its letter."""
        return f"{column.tag} == '{label}'"

    def choose(self, branches: list[tuple[str | None, str]]) -> str:
        """if, elsif, else."""
        return chosen(branches, "elsif")

    def _quoted(self, text: str) -> str:
        if not _QUOTABLE.match(text):
            raise CannotSay(f"{self.title} cannot hold such characters in quotes")
        return f"'{text}'"


def _operands(expr: t.Expr) -> list[t.Expr]:
    """What one word joins; a condition that another word joins is an operand of its own, which nothing can say."""
    if not isinstance(expr, t.Binary) or expr.op not in ("and", "or"):
        return [expr]
    sides = (expr.left, expr.right)
    return [
        each
        for side in sides
        for each in (_operands(side) if isinstance(side, t.Binary) and side.op == expr.op else [side])
    ]


def _escaped(mode: Mode) -> str:
    return " | escape" if mode == "html" else ""
