"""Mailchimp's merge tags; see the ESP reference, section 1.1.

It says text fields, a default by IF, and conditions on whether a field is filled or equals a word. Loops over
a few entries are written out. A tag has at most 10 bytes, a cell 255, an audience 30 fields beside the address, five
of them from the start.
"""

import re

from app.template import tree as t
from app.template.dialects.base import CannotSay, Column, Columns, Dialect, Limits
from app.template.engine import Mode
from app.template.values import html

_TAG_EDGE = re.compile(r"\*(?=\|)|\|(?=\*)|\*\Z|\|\Z|\A\*|\A\|")
_ENTRY = re.compile(r"\A[a-z]\w*?_(\d+)_([a-z]\w*)\Z")
"""A part of an entry, as `recommendations_2_name`, of which ten bytes hold the part and the number."""
_WORD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .-]*[A-Za-z0-9])?\Z")

_TAGS = {
    "email": ("Email Address", "EMAIL"),
    "first_name": ("First Name", "FNAME"),
    "last_name": ("Last Name", "LNAME"),
}
_LINKS = {
    "unsubscribe_url": "*|UNSUB|*",
    "preferences_url": "*|UPDATE_PROFILE|*",
    "view_in_browser_url": "*|ARCHIVE|*",
}
_SENDER = {
    "name": "*|LIST:COMPANY|*",
    "from_name": "*|LIST:COMPANY|*",
    "address": "*|LIST:ADDRESSLINE|*",
    "postal_address": "*|LIST:ADDRESSLINE|*",
}
_RESERVED = frozenset(
    "ADDRESS ARCHIVE BIRTHDAY DATE ELSE ELSEIF EMAIL END FNAME FORWARD GROUPINGS HTML IF IFNOT INTERESTED INTERESTS"
    " LIST LNAME LOWER MC PHONE REWARDS SUBJECT TITLE UNSUB UPDATE UPPER USER".split()
)


class Mailchimp(Dialect):
    """Mailchimp's campaigns."""

    name = "mailchimp"
    title = "Mailchimp"
    negates = False
    unrolls = True
    limits = Limits(30, 10, 255, frozenset({"First Name", "Last Name", "Address", "Phone Number", "Birthday"}))

    def literal(self, data: str, mode: Mode) -> str:
        """Text; where a tag would begin or end, the sign is an entity, or has a word joiner beside it."""
        if mode == "html":
            return _TAG_EDGE.sub(lambda found: f"&#{ord(found.group())};", data)
        return _TAG_EDGE.sub(lambda found: f"\u2060{found.group()}\u2060", data)

    def header_of(self, name: str) -> tuple[str, str]:
        """Mailchimp's own label for its own fields; any other field is labelled by its tag."""
        return _TAGS[name] if name in _TAGS else self.computed_header(name)

    def computed_header(self, wish: str) -> tuple[str, str]:
        """A tag of at most ten bytes, which is the label too; a number at the end is kept."""
        wish = _ENTRY.sub(r"\2_\1", wish)
        base, _, number = wish.rpartition("_") if re.search(r"_\d+\Z", wish) else (wish, "", "")
        tail = f"_{number}" if number else ""
        letters = re.sub(r"[^A-Z0-9]+", "_", base.upper()).strip("_") or "FIELD"
        tag = letters[: 10 - len(tail)].strip("_") + tail
        tag = f"Q{tag}"[:10] if tag in _RESERVED or tag[0].isdigit() else tag
        return tag, tag

    def cell(self, column: Column, mode: Mode) -> str:
        """A computed field; HTML is inserted as HTML."""
        return f"*|HTML:{column.tag}|*" if column.kind == "html" else f"*|{column.tag}|*"

    def value(self, expr: t.Expr, columns: Columns, mode: Mode) -> str:
        """A text field, or one with a default, which is an IF."""
        match expr:
            case t.Filter(of, "default" | "d", (t.Const(str(stand_in)),), ()):
                tag = columns.field(of).tag
                shown = self.literal(html(stand_in) if mode == "html" else stand_in, mode)
                return f"*|IF:{tag}|**|{tag}|**|ELSE:|*{shown}*|END:IF|*"
            case t.Filter(_, name):
                raise CannotSay(f"Mailchimp has no “{name}”")
        return f"*|{columns.field(expr).tag}|*"

    def test(self, expr: t.Expr, columns: Columns) -> str:
        """Whether a text field is filled, or equals a plain word."""
        match expr:
            case t.Name():
                return columns.field(expr).tag
            case t.Compare(of, (("==", t.Const(str(literal))),)) if _WORD.match(literal):
                return f"{columns.field(of).tag}={literal}"
            case t.Compare(of, (("!=", t.Const(str(literal))),)) if _WORD.match(literal):
                return f"{columns.field(of).tag}!={literal}"
        raise CannotSay("Mailchimp cannot ask for it")

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

    def system(self, name: str) -> str:
        """Mailchimp's tags for its links."""
        return _LINKS[name]

    def sender(self, part: str) -> str:
        """The audience's company and address, as the account has them."""
        return _SENDER[part] if part in _SENDER else super().sender(part)
