"""Merge tags: a field's short name between two signs, as `*|FNAME|*` or `%FNAME%`, and nothing worked out.

A tag that would begin by accident is broken: in HTML its sign becomes an entity, in plain text it gets a word joiner
beside it.
"""

import re
from functools import cached_property

from app.template import tree as t
from app.template.compiling.dialect import CannotSay, Column, Columns, Dialect
from app.template.runnable import Mode

_ENTRY = re.compile(r"\A[a-z]\w*?_(\d+)_([a-z]\w*)\Z")
"""A part of an entry, as `recommendations_2_name`, of which few bytes hold the part and the number."""
_LONGEST = 50
"""Bytes of a tag where the profile states no limit: as long as a person would read."""


class MergeTags(Dialect):
    """An ESP that puts fields into the text by their tags; `opens` and `closes` are the signs around them."""

    opens = ""
    closes = ""
    chooses = False
    reserved: frozenset[str] = frozenset()
    """Words that are no field's tag."""

    @cached_property
    def _edges(self) -> re.Pattern[str]:
        """A sign of text beside which the rest of a tag's sign stands, or could stand: at either end of the text."""
        parts = []
        for sign in (self.opens, self.closes):
            first, rest, last = re.escape(sign[0]), re.escape(sign[1:]), re.escape(sign[-1])
            parts += [f"{first}(?={rest})", rf"{first}\Z", rf"\A{last}"]
        return re.compile("|".join(parts))

    def literal(self, data: str, mode: Mode) -> str:
        """Text; where a tag would begin or end, the sign is an entity, or has a word joiner beside it."""
        if mode == "html":
            return self._edges.sub(lambda found: f"&#{ord(found.group())};", data)
        return self._edges.sub(lambda found: f"\u2060{found.group()}\u2060", data)

    def tagged(self, what: str) -> str:
        """The tag that holds it."""
        return f"{self.opens}{what}{self.closes}"

    def computed_header(self, wish: str) -> tuple[str, str]:
        """A tag of no more bytes than the ESP takes, which is the label too; a number at the end is kept."""
        most = self.limits.tag_bytes or _LONGEST
        wish = _ENTRY.sub(r"\2_\1", wish)
        base, _, number = wish.rpartition("_") if re.search(r"_\d+\Z", wish) else (wish, "", "")
        tail = f"_{number}" if number else ""
        letters = re.sub(r"[^A-Z0-9]+", "_", base.upper()).strip("_") or "FIELD"
        tag = letters[: most - len(tail)].strip("_") + tail
        # No reserved word begins with a Q.
        tag = f"Q{tag}"[:most] if tag in self.reserved or tag[0].isdigit() else tag
        return tag, tag

    def cell(self, column: Column, mode: Mode) -> str:
        """A computed field."""
        return self.tagged(column.tag)

    def value(self, expr: t.Expr, columns: Columns, mode: Mode) -> str:
        """A text field."""
        if isinstance(expr, t.Filter):
            raise CannotSay(f"{self.title} has no “{expr.name}”")
        return self.tagged(columns.field(expr).tag)
