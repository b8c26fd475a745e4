"""Handlebars, as SendGrid, Iterable, Postmark and SES have it; see the ESP reference, section 3.2.

Said in it are text fields, a default by `#if`, and conditions on whether a field is filled. Whether it equals a word
is asked by a helper, which each ESP calls otherwise and some have not. `{{x}}` escapes for HTML, `{{{x}}}` prints as it
stands. A nested condition stands in the else of the one before, for not every ESP knows `else if`.
"""

import re

from app.template import tree as t
from app.template.compiling.dialect import CannotSay, Column, Columns, Dialect
from app.template.runnable import Mode
from app.template.values import html

# A brace, or a backslash that would take a tag's meaning away, before a brace that is or may come to stand there.
_EDGES = re.compile(r"[{\\](?=\{|\Z)")
_QUOTABLE = re.compile(r"[^'\"\\{}%&<>*|\x00-\x1f\x7f-\x9f\u2028\u2029\u2060]*\Z")


class Handlebars(Dialect):
    """An ESP whose templates are Handlebars; it adds its links and its helper for equality."""

    equals = ""
    """The block helper that compares two values; without one, whole conditions are columns."""
    negates = False

    def __init__(self) -> None:
        # A branch column's letter can only be asked for by comparing it.
        self.chooses = bool(self.equals)

    def literal(self, data: str, mode: Mode) -> str:
        """Text; a sign at the edge of a tag is an entity, or has a word joiner beside it."""
        if mode == "html":
            return _EDGES.sub(lambda found: f"&#{ord(found.group())};", data)
        return _EDGES.sub(lambda found: f"{found.group()}\u2060", data)

    def cell(self, column: Column, mode: Mode) -> str:
        """A computed property, escaped where it is text in HTML."""
        return _printed(column.tag, mode, as_it_is=column.kind == "html")

    def value(self, expr: t.Expr, columns: Columns, mode: Mode) -> str:
        """A text field, or one with a default."""
        match expr:
            case t.Filter(of, "default" | "d", (t.Const(str(stand_in)),), ()):
                tag = columns.field(of).tag
                shown = self.literal(html(stand_in) if mode == "html" else stand_in, mode)
                return f"{{{{#if {tag}}}}}{_printed(tag, mode)}{{{{else}}}}{shown}{{{{/if}}}}"
            case t.Filter(_, name):
                raise CannotSay(f"{self.title}'s “{name}” is missing or works otherwise")
        return _printed(columns.field(expr).tag, mode)

    def test(self, expr: t.Expr, columns: Columns) -> str:
        """The helper with what it is given: whether a field is filled, or equals a word."""
        match expr:
            case t.Name():
                return f"if {columns.field(expr).tag}"
            case t.Compare(of, (("==", t.Const(str(literal))),)) if self.equals and _QUOTABLE.match(literal):
                return f'{self.equals} {columns.field(of).tag} "{literal}"'
        raise CannotSay(f"{self.title} cannot ask for it")

    def is_label(self, column: Column, label: str) -> str:
        """The branch column compared with its letter."""
        return f'{self.equals} {column.tag} "{label}"'

    def choose(self, branches: list[tuple[str | None, str]]) -> str:
        """A block for the first, the others in its else."""
        (test, text), *others = branches
        if test is None:
            return text
        otherwise = f"{{{{else}}}}{self.choose(others)}" if others else ""
        # A block is closed by its helper's name alone.
        return f"{{{{#{test}}}}}{text}{otherwise}{{{{/{test.split()[0]}}}}}"


def _printed(tag: str, mode: Mode, *, as_it_is: bool = False) -> str:
    return f"{{{{{{{tag}}}}}}}" if as_it_is or mode == "text" else f"{{{{{tag}}}}}"
