"""What is wrong with a template's HTML: links, pictures, scripts, and merge fields in places that are not safe."""

import re
from collections.abc import Iterator
from html import unescape

from app.template.construct_markers import SLOT, Skeleton
from app.template.findings import Finding
from app.template.markup import Attribute, Piece, scan
from app.template.places import Span, addresses, is_order, names_what_runs, pieces
from app.template.tree import Output

_SLOT = re.compile(SLOT)
_SCHEME = re.compile(r"(?:https?|mailto|tel|sms):", re.IGNORECASE)


def lint_markup(skeleton: Skeleton) -> Iterator[Finding]:
    """The findings of a skeleton's HTML, each with its line."""
    for piece in scan(skeleton.text):
        if piece.kind == "tag" and not piece.closing:
            line = skeleton.line_at(piece.start)
            for code, message in _tag(piece):
                yield Finding(code, "html", message, line)


def lint_places(skeleton: Skeleton) -> Iterator[Finding]:
    """The merge fields that stand where a customer's value could become an attribute, a tag or a script: in HTML and
    in MJML, each with its line. Conditions may stand there, for what they choose is the marketer's own text; but not in
    a tag's name: which tag it is, and whether what follows is a script, could not be told."""
    for found in _IN_NAME.finditer(skeleton.text):
        slot = skeleton.slot(found.group(1) or found.group(2))
        if slot is not None and not isinstance(slot.node, Output):
            yield Finding(_NAMES_TAG[0], "html", _NAMES_TAG[1], skeleton.line_at(found.start()))
    for piece in pieces(skeleton.text):
        printed = list(_printed(skeleton, piece.start, piece.end))
        links = list(addresses(skeleton.text, piece)) if printed else []
        for at in printed:
            fault = _place(skeleton.text, piece, at, links)
            if fault:
                yield Finding(fault[0], "html", fault[1], skeleton.line_at(at))


def _printed(skeleton: Skeleton, start: int, end: int) -> Iterator[int]:
    """Where merge fields stand whose value is printed."""
    for found in _SLOT.finditer(skeleton.text, start, end):
        slot = skeleton.slot(found.group())
        if slot is not None and isinstance(slot.node, Output):
            yield found.start()


def _place(text: str, piece: Piece, at: int, links: list[Span]) -> tuple[str, str] | None:
    if piece.kind == "raw" and piece.name == "script":
        return "field-in-script", "A merge field stands in a script: what a customer is called could run there"
    if piece.kind == "text" and _BEGUN.search(text, max(piece.start, at - _NAME), at):
        return _IN_TAG
    if piece.kind != "tag":
        return None
    own = next((each for each in piece.attributes if each.start <= at < each.end), None)
    if own is None:
        return _IN_TAG
    if not own.quote:
        return "unquoted", f"The merge field in {own.name} needs quotes around it, or a space in it cuts it off"
    # Browsers pass over blanks and line breaks inside of `javascript:`.
    before = "".join(text[own.value_start : at].split()).lower()
    if names_what_runs(piece, own) or _RUNS.search(_entities(before)):
        return "field-in-script", f"The merge field in {own.name} stands in a script: take it out"
    link = next(((start, end) for start, end in links if start <= at < end), None)
    if link is None and is_order(piece, own):
        return "field-in-script", f"The merge field in {own.name} would tell the browser what to do: take it out"
    if link and _KIND.match(text, *link) and not set(":/?#") & set(text[link[0] : at]):
        return (
            "field-in-script",
            f"The merge field in {own.name} would say what kind of link it is: write https:// there",
        )
    return None


_KIND = re.compile(r"[^:/?#]*:")
"""What is before the first colon of an address, if it is a scheme."""


_BEGUN = re.compile(r"<[/!?]?[A-Za-z]*\Z")
# No tag's name is longer: the search back may end there.
_NAME = 40
_RUNS = re.compile(
    r"(?:javascript|vbscript|livescript):|data:(?:text/(?:html|xml)|application/|image/svg)|expression\(|-moz-binding"
)
_IN_NAME = re.compile(rf"<(?:/?[A-Za-z][\w:-]*({SLOT})(?=[\w:-])|/?({SLOT}))")
_NAMES_TAG = ("field-in-tag", "A condition stands in a tag's name: put it around the whole tag")
_IN_TAG = ("field-in-tag", "A merge field stands inside a tag: put it into an attribute with quotes, or behind the tag")


def _entities(text: str) -> str:
    """The text with its entities read, so that no way of writing `javascript:` hides it."""
    return "".join(unescape(text).split()).lower()


def _tag(piece: Piece) -> Iterator[tuple[str, str]]:
    if piece.name == "img" and piece.get("alt") is None:
        yield "alt-missing", 'A picture has no alternative text; alt="" says that it only decorates'
    if piece.name == "a" and (href := piece.get("href")):
        yield from _link(href)
    if piece.name == "script":
        yield "script", "Mail programs remove scripts"


def _link(href: Attribute) -> Iterator[tuple[str, str]]:
    value = href.value.strip()
    fault = link_fault(value) if not _SLOT.match(value) else None
    if fault:
        yield fault


def link_fault(value: str) -> tuple[str, str] | None:
    """Code and message for a link that leads nowhere, or not safely; None for a good one."""
    shown = _SLOT.sub("…", value)
    if not value or value == "#":
        return "link-empty", "A link leads nowhere"
    if value.startswith("#"):
        return None
    if value.lower().startswith("http://"):
        return "link-insecure", f"The link {shown} is not https"
    if not _SCHEME.match(value):
        return "link-invalid", f"The link {shown} has no https:// before it"
    return None
