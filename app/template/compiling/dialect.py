"""What a merge language is to the compiler, and the columns that stand in where it is mute.

A dialect says how it writes a literal, a field, a test and a choice, and raises `CannotSay` for what it cannot; then
a column of the export says it. What the ESP calls its own fields, and how much it takes, stands in its profile.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from app.template import tree as t
from app.template.esp_profile import Limits, Profile, profile_of
from app.template.fields import SYSTEM
from app.template.runnable import Mode

Kind = Literal["field", "text", "html", "branch"]


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


class CannotSay(Exception):
    """Raised by a dialect for what its language cannot express; the text is the reason, for people."""


class Dialect:
    """One ESP's merge language. The base raises CannotSay for everything, so that a subclass adds what it can.

    `name` is that of its module and of its profile, `resources/esp/<name>.json`. Reasons name the ESP by `title`, for
    what a family cannot say is said of each ESP that is of it.
    """

    name = ""
    chooses = True
    """Whether it has conditions at all; without, a whole condition is a column."""
    negates = True
    """Whether it can say `not`; without, the branches are turned round."""
    unrolls = False
    """Whether loops over a few entries are written out, with a column for each value."""
    links: Mapping[str, str] = {}
    """The tags for the links that only the ESP can make."""
    sender_tags: Mapping[str, str] = {}
    """The tags for what the account knows of the sender, where the project does not."""

    @cached_property
    def profile(self) -> Profile:
        """What the ESP's import asks for."""
        return profile_of(self.name)

    @property
    def title(self) -> str:
        """The ESP as a sentence begins with it."""
        return self.profile.title[:1].upper() + self.profile.title[1:]

    @property
    def limits(self) -> Limits:
        """What the ESP can take."""
        return self.profile.limits

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
        """The tag for a link that only the ESP can make; raises CannotSay."""
        if name not in self.links:
            raise CannotSay(f"{self.title} has no {name}")
        return self.links[name]

    def sender(self, part: str) -> str:
        """The tag for a part of the sender that the project does not know; raises CannotSay."""
        if part not in self.sender_tags:
            raise CannotSay(f"The project's sender has no {part}")
        return self.sender_tags[part]

    def header_of(self, name: str) -> tuple[str, str]:
        """Header and tag of a merge field: the ESP's own, where it has such a field from the start."""
        return self.profile.headers.get(name) or self.computed_header(name)

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
        # What each column took when it was made, so that an attempt can be taken back.
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
            # Numbers may be free again.
            self._next.clear()

    def all(self) -> tuple[Column, ...]:
        """Every column in the order of its first use."""
        return tuple(self._made.values())

    def is_own(self, expr: t.Expr) -> bool:
        """Whether the expression reads a variable that the template sets itself."""
        return any(isinstance(each, t.Name) and each.name in self._own for each in t.subexpressions(expr))
