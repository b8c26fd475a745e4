"""A tolerant scanner for HTML and MJML: what stands where in the source, changing nothing.

Unlike a parser it builds no document, so whatever is spliced in leaves every other byte as the marketer wrote it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.domain.background import tick

Kind = Literal["text", "tag", "comment", "raw"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute as written: its name in small letters, its value without quotes, and both spans."""

    name: str
    value: str
    start: int
    end: int
    value_start: int
    quote: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the source: `text`, a `tag`, a `comment` or declaration, or the `raw` inside of style and script.

    `name` is the element's, in small letters, for tags and raw text.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    closing: bool = False
    empty: bool = False
    attributes: tuple[Attribute, ...] = ()

    def get(self, name: str) -> Attribute | None:
        """The first attribute of that name."""
        return next((each for each in self.attributes if each.name == name), None)


VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Elements without an end tag."""

# Inside of these HTML knows no tags.
_RAW = frozenset({"style", "script", "title", "textarea", "mj-style"})
# Possessive (`*+`): a tag that is never closed is given up at once, and not tried again in every shorter way.
_PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][^>]*+>|<(/?)([A-Za-z][^\s/>]*+)((?:\"[^\"]*+\"|'[^']*+'|[^\"'>])*+)>", re.DOTALL
)
# What stands for a construct (see `construct_markers`) is no part of an attribute's name.
_ATTRIBUTE = re.compile(
    r"([^\s\"'<>/=\U000f0000-\U0010ffff]+)(?:\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`][^\s\"'<>`]*+)))?"
)


_OPENING = re.compile(r"<(?:[!?]|/?[A-Za-z])")
_MOST_BROKEN = 20
"""Tags that are never closed, after which the rest is text: looking for the end of each would take forever."""


def scan(source: str) -> Iterator[Piece]:
    """The pieces of the source, in order and without gaps."""
    at = done = broken = 0
    while broken < _MOST_BROKEN and (opened := _OPENING.search(source, at)):
        tick()
        at = opened.start()
        found = _PIECE.match(source, at)
        if found is None:
            broken += 1
            at += 1
            continue
        if at > done:
            yield Piece("text", done, at)
        piece = _piece(found)
        yield piece
        at = done = piece.end
        if piece.kind == "tag" and not piece.closing and not piece.empty and piece.name in _RAW:
            at = done = _raw_end(source, at, piece.name)
            if at > piece.end:
                yield Piece("raw", piece.end, at, piece.name)
    if done < len(source):
        yield Piece("text", done, len(source))


def _piece(found: re.Match[str]) -> Piece:
    if found.group(2) is None:
        return Piece("comment", found.start(), found.end())
    inside = found.group(3)
    return Piece(
        "tag",
        found.start(),
        found.end(),
        found.group(2).lower(),
        bool(found.group(1)),
        inside.endswith("/"),
        tuple(_attribute(each) for each in _ATTRIBUTE.finditer(found.string, found.start(3), found.end(3))),
    )


def _attribute(found: re.Match[str]) -> Attribute:
    group = next((index for index in (2, 3, 4) if found.group(index) is not None), 0)
    value, start = (found.group(group), found.start(group)) if group else ("", found.end())
    quote = {2: '"', 3: "'"}.get(group, "")
    return Attribute(found.group(1).lower(), value, found.start(), found.end(), start, quote)


def _raw_end(source: str, at: int, name: str) -> int:
    found = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(source, at)
    return found.start() if found else len(source)
