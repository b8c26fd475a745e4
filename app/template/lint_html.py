"""What is wrong with a template's HTML: links, pictures, scripts, and merge fields in places that are not safe."""

import re
from collections.abc import Iterator

from app.template.findings import Finding
from app.template.markup import Attribute, Piece, scan
from app.template.skeleton import SLOT, Skeleton

_SLOT = re.compile(SLOT)
_SCHEME = re.compile(r"(?:https?|mailto|tel|sms):", re.IGNORECASE)


def lint_markup(skeleton: Skeleton) -> Iterator[Finding]:
    """The findings of a skeleton's HTML, each with its line."""
    for piece in scan(skeleton.text):
        if piece.kind != "tag" or piece.closing:
            continue
        line = skeleton.line_at(piece.start)
        for code, message in _tag(piece):
            yield Finding(code, "html", message, line)


def _tag(piece: Piece) -> Iterator[tuple[str, str]]:
    if piece.name == "img" and piece.get("alt") is None:
        yield "alt-missing", 'A picture has no alternative text; alt="" says that it only decorates'
    if piece.name == "a" and (href := piece.get("href")):
        yield from _link(href)
    if piece.name == "script":
        yield "script", "Mail programs remove scripts"
    for own in piece.attributes:
        if not own.quote and _SLOT.search(own.value):
            yield "unquoted", f"The merge field in {own.name} needs quotes around it, or a space in it cuts it off"


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
