"""Klaviyo: Django's template language with autoescape on; see the ESP reference, section 1.2.

Only what means the same in Django and here is said in it: text fields, a default, upper and lower, and conditions
of text fields (those with a default or in one case too) by `==`, `!=`, `and`, `or`, `not`. Django's default acts on
0, its title, capfirst and date differ from Jinja's, None prints, and a number that came in as text does not compare:
all that is computed.
"""

import re

from app.template import tree as t
from app.template.dialects.base import CannotSay, Column, Columns, Dialect
from app.template.engine import Mode
from app.template.links import PART

_OPENING = re.compile(r"\{(?=[{%#]|\Z)")
_QUOTABLE = re.compile(r"[^'\"\\{}%&<>*|\x00-\x1f\x7f-\x9f\u2028\u2029\u2060]*\Z")

_HEADERS = {
    "email": ("Email", "email"),
    "first_name": ("First Name", "first_name"),
    "last_name": ("Last Name", "last_name"),
}
_RESERVED = frozenset(dir(dict)) | {"email", "first_name", "last_name", "phone_number", "location", "organization"}
_LINKS = {
    "unsubscribe_url": "{% unsubscribe_link %}",
    "preferences_url": "{% manage_preferences_link %}",
    "view_in_browser_url": "{% web_view_link %}",
}
_SENDER = {
    "name": "{{ organization.name }}",
    "from_name": "{{ organization.name }}",
    "address": "{{ organization.full_address }}",
    "postal_address": "{{ organization.full_address }}",
}


class Klaviyo(Dialect):
    """Klaviyo's templates."""

    name = "klaviyo"
    title = "Klaviyo"
    unrolls = True

    def literal(self, data: str, mode: Mode) -> str:
        """Text; a brace that would begin a tag becomes one that is printed."""
        return _OPENING.sub("{{ '{' }}", data)

    def header_of(self, name: str) -> tuple[str, str]:
        """Klaviyo's own header for its own properties; any other field is a custom property of its name."""
        return _HEADERS[name] if name in _HEADERS else self.computed_header(name)

    def computed_header(self, wish: str) -> tuple[str, str]:
        """A custom property, read from the person: by a point where its name allows it."""
        plain = re.fullmatch(r"[a-z][a-z0-9_]*", wish) and wish not in _RESERVED
        return wish, f"person.{wish}" if plain else f"person|lookup:'{wish}'"

    def cell(self, column: Column, mode: Mode) -> str:
        """A computed property; `safe` where it is HTML already, or where nothing is to be escaped."""
        return f"{{{{ {column.tag}{_safe(mode, column.kind == 'html')} }}}}"

    def value(self, expr: t.Expr, columns: Columns, mode: Mode) -> str:
        """A text field, with default, upper and lower."""
        return f"{{{{ {self._chain(expr, columns)}{_safe(mode)} }}}}"

    def encoded(self, expr: t.Expr, encode: str, columns: Columns, mode: Mode) -> str:
        """The same with `urlencode`, which keeps the signs that `PART` keeps, and no others."""
        if encode != PART:
            raise CannotSay("Klaviyo would encode more of it in a link, or less")
        return f"{{{{ {self._chain(expr, columns)}|urlencode{_safe(mode)} }}}}"

    def _chain(self, expr: t.Expr, columns: Columns) -> str:
        match expr:
            case t.Filter(of, ("upper" | "lower") as name, (), ()):
                return f"{self._chain(of, columns)}|{name}"
            case t.Filter(of, "default" | "d", (t.Const(str(stand_in)),), ()):
                return f"{self._chain(of, columns)}|default:{_quoted(stand_in)}"
            case t.Filter(of, "urlencode", (), ()):
                return f"{self._chain(of, columns)}|urlencode"
            case t.Filter(_, name):
                raise CannotSay(f"Klaviyo's “{name}” is missing or works otherwise")
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
                return f"{self._compared(of, literal, columns)} {op} {_quoted(literal)}"
            case t.Name():
                return columns.field(expr).tag
        raise CannotSay("Klaviyo compares otherwise, or not at all")

    def _compared(self, of: t.Expr, literal: str, columns: Columns) -> str:
        """A field, with upper, lower or a default; Django makes text of a missing field where a filter follows."""
        match of:
            case t.Filter(t.Name() as field, "upper" | "lower" as name, (), ()) if literal.casefold() != "none":
                return f"{columns.field(field).tag}|{name}"
            case t.Filter(t.Name() as field, "default", (t.Const(str(stand_in)),), ()):
                return f"{columns.field(field).tag}|default:{_quoted(stand_in)}"
        return columns.field(of).tag

    def _operand(self, expr: t.Expr, columns: Columns, within: str) -> str:
        loose = isinstance(expr, t.Binary) and expr.op in ("and", "or") and (expr.op == "or" or within == "not")
        if loose and (within != "or"):
            raise CannotSay("Klaviyo has no brackets in conditions")
        return self.test(expr, columns)

    def is_label(self, column: Column, label: str) -> str:
        """The branch column compared with its letter."""
        return f"{column.tag} == '{label}'"

    def choose(self, branches: list[tuple[str | None, str]]) -> str:
        """if, elif, else."""
        made = []
        for index, (test, text) in enumerate(branches):
            made.append("{% else %}" if test is None else f"{{% {'elif' if index else 'if'} {test} %}}")
            made.append(text)
        return "".join([*made, "{% endif %}"])

    def system(self, name: str) -> str:
        """Klaviyo's tags for its links."""
        return _LINKS[name]

    def sender(self, part: str) -> str:
        """The organization's name and address, as the account has them."""
        return _SENDER[part] if part in _SENDER else super().sender(part)


def _quoted(text: str) -> str:
    if not _QUOTABLE.match(text):
        raise CannotSay("Klaviyo cannot hold such characters in quotes")
    return f"'{text}'"


def _safe(mode: Mode, is_html: bool = False) -> str:
    return "|safe" if is_html or mode == "text" else ""
