"""Django's template language with autoescape on, as Klaviyo has it, and Brevo less exactly; see the ESP reference.

Only what means the same in Django and here is said in it: text fields, a default, upper and lower, and conditions
of text fields (those with a default or in one case too) by `==`, `!=`, `and`, `or`, `not`. Django's default acts on
0, its title, capfirst and date differ from ours, None prints, and a number that came in as text does not compare:
all that is computed.
"""

import re

from app.template import tree as t
from app.template.compiling.dialect import CannotSay, Column, Columns
from app.template.families.curly import Curly, chosen
from app.template.links import PART
from app.template.runnable import Mode

_QUOTABLE = re.compile(r"[^'\"\\{}%&<>*|\x00-\x1f\x7f-\x9f\u2028\u2029\u2060]*\Z")


class Django(Curly):
    """An ESP whose templates are Django's; it adds its links and how it names a property."""

    def cell(self, column: Column, mode: Mode) -> str:
        """A computed property; `safe` where it is HTML already, or where nothing is to be escaped."""
        return f"{{{{ {column.tag}{_safe(mode, column.kind == 'html')} }}}}"

    def value(self, expr: t.Expr, columns: Columns, mode: Mode) -> str:
        """A text field, with default, upper and lower."""
        return f"{{{{ {self._chain(expr, columns)}{_safe(mode)} }}}}"

    def encoded(self, expr: t.Expr, encode: str, columns: Columns, mode: Mode) -> str:
        """The same with `urlencode`, which keeps the signs that `PART` keeps, and no others."""
        if encode != PART:
            raise CannotSay(f"{self.title} would encode more of it in a link, or less")
        return f"{{{{ {self._chain(expr, columns)}|urlencode{_safe(mode)} }}}}"

    def _chain(self, expr: t.Expr, columns: Columns) -> str:
        match expr:
            case t.Filter(of, ("upper" | "lower") as name, (), ()):
                return f"{self._chain(of, columns)}|{name}"
            case t.Filter(of, "default" | "d", (t.Const(str(stand_in)),), ()):
                return f"{self._chain(of, columns)}|default:{self._quoted(stand_in)}"
            case t.Filter(of, "urlencode", (), ()):
                return f"{self._chain(of, columns)}|urlencode"
            case t.Filter(_, name):
                raise CannotSay(f"{self.title}'s “{name}” is missing or works otherwise")
        return columns.field(expr).tag

    def test(self, expr: t.Expr, columns: Columns) -> str:
        """A condition of text fields, without brackets, which Django does not know."""
        match expr:
            case t.Binary("and", left, right):
                return f"{self._operand(left, columns, 'and')} and {self._operand(right, columns, 'and')}"
            case t.Binary("or", left, right):
                return f"{self._operand(left, columns, 'or')} or {self._operand(right, columns, 'or')}"
            case t.Not(of):
                return f"not {self._operand(of, columns, 'not')}"
            case t.Compare(of, ((("==" | "!=") as op, t.Const(str(literal))),)):
                return f"{self._compared(of, literal, columns)} {op} {self._quoted(literal)}"
            case t.Name():
                return columns.field(expr).tag
        raise CannotSay(f"{self.title} compares otherwise, or not at all")

    def _compared(self, of: t.Expr, literal: str, columns: Columns) -> str:
        """A field, with upper, lower or a default; Django makes text of a missing field where a filter follows."""
        match of:
            # In capitals a missing field is NONE to Django, as a word is that a customer may have.
            case t.Filter(t.Name() as field, "upper" | "lower" as name, (), ()) if literal.casefold() != "none":
                return f"{columns.field(field).tag}|{name}"
            case t.Filter(t.Name() as field, "default", (t.Const(str(stand_in)),), ()):
                return f"{columns.field(field).tag}|default:{self._quoted(stand_in)}"
        return columns.field(of).tag

    def _operand(self, expr: t.Expr, columns: Columns, within: str) -> str:
        # `and` binds closer than `or`, and `not` closer than both: anything else would need brackets.
        loose = isinstance(expr, t.Binary) and expr.op in ("and", "or") and (expr.op == "or" or within == "not")
        if loose and (within != "or"):
            raise CannotSay(f"{self.title} has no brackets in conditions")
        return self.test(expr, columns)

    def is_label(self, column: Column, label: str) -> str:
        """The branch column compared with its letter."""
        return f"{column.tag} == '{label}'"

    def choose(self, branches: list[tuple[str | None, str]]) -> str:
        """if, elif, else."""
        return chosen(branches, "elif")

    def _quoted(self, text: str) -> str:
        if not _QUOTABLE.match(text):
            raise CannotSay(f"{self.title} cannot hold such characters in quotes")
        return f"'{text}'"


def _safe(mode: Mode, is_html: bool = False) -> str:
    return "|safe" if is_html or mode == "text" else ""
