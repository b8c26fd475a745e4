"""A Liquid source in pieces: texts, outputs and tags, with spaces taken away where a hyphen asks for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.template.languages.liquid import problems
from app.template.reading.source import Source

_OPENS = re.compile(r"\{\{|\{%")
_TAG = re.compile(r"\s*(#|\w*)\s*", re.ASCII)
_ANY_TAG = re.compile(r"\{%(-?)\s*(\w*).*?(-?)%\}", re.ASCII | re.DOTALL)
_ENDRAW = re.compile(r"\{%(-?)\s*(endraw)\s*(-?)%\}", re.ASCII)
_VERBATIM = {"raw": "raw", "comment": "comment", "doc": "doc"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: its `kind` (text, output or tag), a tag's `name`, what stands in it, and where that begins."""

    kind: str
    inside: str
    at: int
    start: int
    name: str = ""


def pieces(source: Source) -> Iterator[Piece]:
    """The pieces in order; comments are gone, and what stands raw is text."""
    text, at, trim = source.text, 0, False
    while True:
        found = _OPENS.search(text, at)
        end = found.start() if found else len(text)
        piece = text[at:end]
        shown = piece.lstrip() if trim else piece
        left = bool(found) and text.startswith("-", end + 2)
        shown = shown.rstrip() if left else shown
        if shown:
            yield Piece("text", shown, at, at)
        if found is None:
            return
        made, after, trim = _construct(source, end)
        if made.kind == "tag" and made.name in _VERBATIM:
            body, after, inner, trim = _verbatim(source, made, after)
            if made.name == "raw":
                body = body.lstrip() if _trims(text, made) else body
                body = body.rstrip() if inner else body
                if body:
                    yield Piece("text", body, after, made.start, "raw")
        elif made.name == "#":
            _check_comment(source, made)
        else:
            yield made
        at = after


def _check_comment(source: Source, piece: Piece) -> None:
    if any(line.strip() and not line.strip().startswith("#") for line in piece.inside.splitlines()[1:]):
        what = "A line of a comment does not begin with #"
        raise source.problem(problems.SYNTAX, piece.start, what=what, remedy="Begin each of its lines with #.")


def _trims(text: str, piece: Piece) -> bool:
    return text.startswith("-%}", piece.at + len(piece.inside))


def _construct(source: Source, start: int) -> tuple[Piece, int, bool]:
    """The output or tag that begins there, where it ends, and whether it trims what follows."""
    text, output = source.text, source.text.startswith("{{", start)
    closes = "}}" if output else "%}"
    end = text.find(closes, start + 2)
    if end < 0:
        what = "A merge field is opened and not closed" if output else "A tag is opened and not closed"
        raise source.problem(problems.SYNTAX, start, what=what, remedy=f"Close it with {closes}.")
    begin = start + 2 + text.startswith("-", start + 2)
    stop = end - (end > begin and text[end - 1] == "-")
    trim = stop < end
    if output:
        return Piece("output", text[begin:stop], begin, start), end + 2, trim
    found = _TAG.match(text, begin, stop)
    assert found is not None  # it may be empty
    return Piece("tag", text[found.end() : stop], found.end(), start, found.group(1)), end + 2, trim


def _verbatim(source: Source, opened: Piece, at: int) -> tuple[str, int, bool, bool]:
    """What stands up to the end of a raw or comment, where that ends, and whether its end tag trims before and after.

    A comment may hold another one.
    """
    name, text, depth = opened.name, source.text, 1
    if opened.inside.strip():
        remedy = f"Write {{% {name} %}} alone."
        raise source.problem(problems.SYNTAX, opened.start, what=f"The tag “{name}” takes nothing", remedy=remedy)
    for found in (_ENDRAW if name == "raw" else _ANY_TAG).finditer(text, at):
        if found[2] == name and name == "comment":
            depth += 1
        if found[2] != f"end{name}":
            continue
        depth -= 1
        if depth == 0:
            return text[at : found.start()], found.end(), bool(found[1]), bool(found[3])
    what = f"The {name} that begins there is not closed"
    raise source.problem(problems.SYNTAX, opened.start, what=what, remedy=f"Close it with {{% end{name} %}}.")
