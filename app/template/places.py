"""The places of HTML, MJML and SVG in which an address, a style or an order to the browser stands.

One list for all who ask: what encodes the merge fields there, and what says where none may stand.
"""

import re
from collections.abc import Iterator

from app.template.construct_markers import SLOT
from app.template.markup import Attribute, Piece, scan

Span = tuple[int, int]

_ONE = frozenset(
    "href src background action formaction poster cite longdesc data manifest codebase classid code lowsrc dynsrc"
    " usemap profile icon base path".split()
)
"""Attributes that hold an address, whatever is before a colon in their names (`xlink:href`)."""
_OF_MJML = re.compile(r"-(?:url|src|href|icon)\Z")
_SEVERAL = frozenset({"srcset", "imagesrcset", "ping", "archive"})
"""Attributes that hold several, parted by commas or spaces."""
_ANIMATED = frozenset({"to", "from", "by", "values"})
"""What SVG writes into another attribute, which `attributeName` names."""
_MOVING = frozenset({"animate", "set", "animatemotion", "animatetransform", "animatecolor"})
_FILMS = frozenset({"movie", "src", "url", "href", "data", "filename", "code", "codebase", "archive"})
"""Parameters of an object that hold an address."""
_TEXTS = frozenset({"alt", "title", "content", "value", "placeholder", "summary"})
"""Attributes that people read."""

_CONDITIONAL = re.compile(r"<!--\[if[^\]<>]{0,200}\]>(?!(?:<!)?-->)|<!\[endif\]-->", re.I)
_SLOT = re.compile(SLOT)
_WORD = re.compile(r"[^\s,]+")
_BETWEEN = re.compile(r"[^;]+")
_QUOTE = r"(?:&quot;|&#39;|&apos;|[\"'])"
_CSS_OPENS = re.compile(rf"(?:(url\()|@import|\b(?:src|image-set)\()\s*({_QUOTE})?", re.I)
_REFRESH = re.compile(r"[\s\d.]*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.I)


def pieces(markup: str) -> Iterator[Piece]:
    """Every piece of the markup, and what else Outlook finds in the comments that are written for it."""
    seen: set[Span] = set()
    for piece in scan(markup):
        seen.add((piece.start, piece.end))
        yield piece
    # By as many blanks, so that every place stays what it was.
    opened = _CONDITIONAL.sub(lambda found: " " * len(found.group()), markup)
    if opened != markup:
        yield from (each for each in scan(opened) if each.kind != "text" and (each.start, each.end) not in seen)


def addresses(markup: str, piece: Piece) -> Iterator[Span]:
    """Where the addresses of a piece stand, from its sign to its end, those of its styles too."""
    if piece.kind == "raw" and piece.name in ("style", "mj-style"):
        yield from _in_css(markup, piece.start, piece.end)
    for own in piece.attributes:
        start, end = own.value_start, own.value_start + len(own.value)
        name = _local(own.name)
        if is_order(piece, own) and (found := _REFRESH.match(markup, start, end)):
            yield found.span(1)
        elif name in _ONE or _OF_MJML.search(name) or (name == "value" and _is_film(piece)):
            yield start, end
        elif name in _SEVERAL:
            yield from (each.span() for each in _WORD.finditer(markup, start, end))
        elif name in _ANIMATED and piece.name in _MOVING and _animates(piece):
            yield from (each.span() for each in _BETWEEN.finditer(markup, start, end))
        elif name not in _TEXTS:
            yield from _in_css(markup, start, end)


def styles(piece: Piece) -> Iterator[Span]:
    """Where the style sheets and styles of a piece stand, their addresses in them."""
    if piece.kind == "raw" and piece.name in ("style", "mj-style"):
        yield piece.start, piece.end
    if own := piece.get("style"):
        yield own.value_start, own.value_start + len(own.value)


def is_order(piece: Piece, own: Attribute) -> bool:
    """Whether the attribute tells the browser what to do with the page, as `http-equiv="refresh"` does."""
    return piece.name == "meta" and own.name == "content" and piece.get("http-equiv") is not None


def names_what_runs(piece: Piece, own: Attribute) -> bool:
    """Whether a value there could become a script: a handler of events, or what is written into one."""
    if own.name.startswith("on") or own.name in ("srcdoc", "attributename", "http-equiv"):
        return True
    animated = piece.get("attributename")
    return own.name in _ANIMATED and animated is not None and animated.value.strip().lower().startswith("on")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _in_css(markup: str, start: int, end: int) -> Iterator[Span]:
    while opens := _CSS_OPENS.search(markup, start, end):
        start = opens.end()
        sign = opens.group(2) or (")" if opens.group(1) else "")
        if sign:
            # What is never closed reaches to the end: nothing is searched twice.
            begun, start = start, markup.find(sign, start, end)
            start = end if start < 0 else start
            yield begun, start


def _is_film(piece: Piece) -> bool:
    named = piece.get("name")
    return piece.name == "param" and named is not None and named.value.strip().lower() in _FILMS


def _animates(piece: Piece) -> bool:
    """Whether what is animated may be an address."""
    named = piece.get("attributename")
    name = _local(named.value.strip().lower()) if named else ""
    return name in _ONE or _SLOT.search(name) is not None
