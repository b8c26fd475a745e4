"""The pages of the help: their text from the panes' folders and `resources/help`, their tables, and the search.

A page is Markdown. A line `[[operators]]` stands for a table that `ui.help.tables` makes; a link names another
page's file (`rules.md`).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from app.domain.names import fold
from ui.panes import panes

GENERAL: Final = ("privacy", "keys")
"""The pages that are no pane's; they come last."""

Tables = Mapping[str, Callable[[], str]]
"""Makes the Markdown of each table that pages ask for, by its name."""

_TABLE = re.compile(r"^\[\[(\w+)\]\]$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\((\w+)\.md\)")
_SIGNS = re.compile(r"[*`]|^\|[-: |]+\|$|^#+ |^- |^\d+\. ", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One page: its key, its title, and its Markdown with every table filled in."""

    key: str
    title: str
    source: str

    @property
    def links(self) -> list[str]:
        """The keys of the pages that it leads to."""
        return [key for _, key in _LINK.findall(self.source)]

    @property
    def sections(self) -> list[tuple[str, str]]:
        """Its headings (the first is the title) with the plain text below each."""
        parts = re.split(r"^#+ (.+)$", self.source, flags=re.MULTILINE)[1:]
        return [(title.strip(), plain(text)) for title, text in zip(parts[::2], parts[1::2], strict=True)]


@dataclass(frozen=True)
class Hit:
    """A place that answers a search: the page, the heading it stands under, and words around the match."""

    page: Page
    heading: str
    words: str


def page(key: str, tables: Tables) -> Page:
    """The page with its tables as they are now; raises KeyError for a key that is no page."""
    # Made at each reading: panes add their commands, and with them their shortcuts, as they are shown.
    source = _TABLE.sub(lambda found: tables[found[1]](), _text(key))
    return Page(key, title(key), source)


def order() -> tuple[str, ...]:
    """The pages as the contents list them: of each pane its own, which bears its key, and the further ones."""
    return tuple(_homes())


def title(key: str) -> str:
    """The title of a page."""
    return _text(key).partition("\n")[0].removeprefix("# ")


def search(asked: str, tables: Tables) -> list[Hit]:
    """The sections that hold every word that is asked for, those that say so in their heading first."""
    wanted = fold(asked).split()
    if not wanted:
        return []
    found = []
    for place, key in enumerate(order()):
        one = page(key, tables)
        for heading, text in one.sections:
            head = fold(f"{one.title} {heading}")
            if all(word in head or word in fold(text) for word in wanted):
                # Headings before texts, and among equals the order of the contents.
                rank = sum(word not in head for word in wanted)
                found.append((rank, place, Hit(one, heading, _around(text, wanted))))
    return [hit for _, _, hit in sorted(found, key=lambda each: each[:2])]


def plain(markdown: str) -> str:
    """The words of Markdown without its marks, on one line."""
    return " ".join(_SIGNS.sub("", _LINK.sub(r"\1", markdown)).replace("|", " ").split())


def _around(text: str, wanted: list[str], room: int = 110) -> str:
    at = min((place for word in wanted if (place := text.casefold().find(word)) >= 0), default=0)
    # A third of the room before the match, cut between words.
    start = text.rfind(" ", 0, max(0, at - room // 3)) + 1
    cut = text[start : start + room].rpartition(" ")[0] if len(text) > start + room else text[start:]
    return f"{'… ' if start else ''}{cut}{' …' if len(text) > start + room else ''}"


@cache
def _text(key: str) -> str:
    return files(_homes()[key]).joinpath("help", f"{key}.md").read_text("utf-8")


def _homes() -> dict[str, str]:
    """By page, in the order of the contents, the package in whose folder it lies."""
    homes = {key: pane.package for pane in panes() for key in pane.pages}
    return homes | dict.fromkeys(GENERAL, "resources")
