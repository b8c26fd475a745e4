"""Mailchimp's merge tags; see the ESP reference, section 1.1.

It says text fields, a default by IF, and conditions on whether a field is filled or equals a word. Loops over
a few entries are written out, for a tag, a cell and an audience hold little (see its profile).
"""

import re

from app.template import tree as t
from app.template.compiling.dialect import CannotSay, Column, Columns
from app.template.families.merge_tags import MergeTags
from app.template.runnable import Mode
from app.template.values import html

# A comparison takes its word without quotes: another sign could end it.
_WORD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .-]*[A-Za-z0-9])?\Z")


class Mailchimp(MergeTags):
    """Mailchimp's campaigns."""

    name = "mailchimp"
    opens = "*|"
    closes = "|*"
    chooses = True
    negates = False
    unrolls = True
    links = {
        "unsubscribe_url": "*|UNSUB|*",
        "preferences_url": "*|UPDATE_PROFILE|*",
        "view_in_browser_url": "*|ARCHIVE|*",
    }
    sender_tags = {
        "name": "*|LIST:COMPANY|*",
        "from_name": "*|LIST:COMPANY|*",
        "address": "*|LIST:ADDRESSLINE|*",
        "postal_address": "*|LIST:ADDRESSLINE|*",
    }
    reserved = frozenset(
        "ADDRESS ARCHIVE BIRTHDAY DATE ELSE ELSEIF EMAIL END FNAME FORWARD GROUPINGS HTML IF IFNOT INTERESTED INTERESTS"
        " LIST LNAME LOWER MC PHONE REWARDS SUBJECT TITLE UNSUB UPDATE UPPER USER".split()
    )

    def cell(self, column: Column, mode: Mode) -> str:
        """A computed field; HTML is inserted as HTML."""
        return self.tagged(f"HTML:{column.tag}" if column.kind == "html" else column.tag)

    def value(self, expr: t.Expr, columns: Columns, mode: Mode) -> str:
        """A text field, or one with a default, which is an IF."""
        match expr:
            case t.Filter(of, "default" | "d", (t.Const(str(stand_in)),), ()):
                tag = columns.field(of).tag
                shown = self.literal(html(stand_in) if mode == "html" else stand_in, mode)
                return f"*|IF:{tag}|**|{tag}|**|ELSE:|*{shown}*|END:IF|*"
        return super().value(expr, columns, mode)

    def test(self, expr: t.Expr, columns: Columns) -> str:
        """Whether a text field is filled, or equals a plain word."""
        match expr:
            case t.Name():
                return columns.field(expr).tag
            case t.Compare(of, (("==", t.Const(str(literal))),)) if _WORD.match(literal):
                return f"{columns.field(of).tag}={literal}"
            case t.Compare(of, (("!=", t.Const(str(literal))),)) if _WORD.match(literal):
                return f"{columns.field(of).tag}!={literal}"
        raise CannotSay(f"{self.title} cannot ask for it")

    def is_label(self, column: Column, label: str) -> str:
        """The branch field compared with its letter."""
        return f"{column.tag}={label}"

    def choose(self, branches: list[tuple[str | None, str]]) -> str:
        """IF, ELSEIF, ELSE."""
        made = []
        for index, (test, text) in enumerate(branches):
            made.append("*|ELSE:|*" if test is None else f"*|{'ELSEIF' if index else 'IF'}:{test}|*")
            made.append(text)
        return "".join([*made, "*|END:IF|*"])


DIALECT = Mailchimp()
