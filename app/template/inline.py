"""CSS into style attributes, once per template: css-inline says which declarations, we splice them in.

The template is never replaced by the inliner's own writing of it. A copy, in which each element carries a number,
goes to the inliner; its style attributes come back by number; everything else stays byte for byte. Rules that
cannot be inlined (@media, :hover, classes that a merge field chooses) stay in their style element.
"""

import re
from collections.abc import Iterator

import css_inline

from app.template.markup import Piece, scan
from app.template.skeleton import SLOT, Skeleton

_NUMBER = "data-quillwork"
_SLOT = re.compile(SLOT)
_SCREEN = re.compile(r"\s*(?:all|screen|only screen)?\s*\Z", re.IGNORECASE)
_DROPPED = frozenset({"link", "script", "base", "meta"})


def inline_css(text: str, skeleton: Skeleton) -> tuple[str, str]:
    """The skeleton text with its CSS inlined, and why it could not be (empty where it could)."""
    pieces = list(scan(text))
    if not any(piece.name == "style" and piece.kind == "raw" for piece in pieces):
        return text, ""
    ignored = _conditional_styles(text, pieces, skeleton)
    for with_own in (True, False):
        try:
            found = _inlined(_numbered(text, pieces, ignored, with_own))
        except css_inline.InlineError as error:
            reason = str(error)
            continue
        return _spliced(text, pieces, found, ignored), ""
    return text, reason


def _inlined(numbered: str) -> dict[int, tuple[str | None, str]]:
    """Style attribute and content of each numbered element, as the inliner wrote them."""
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True, remove_inlined_selectors=True)
    made = inliner.inline(numbered)
    found: dict[int, tuple[str | None, str]] = {}
    number = -1
    for piece in scan(made):
        if piece.kind == "raw" and piece.name == "style":
            found[number] = (found[number][0], made[piece.start : piece.end])
        elif piece.kind == "tag" and (own := piece.get(_NUMBER)):
            number = int(own.value)
            style = piece.get("style")
            found[number] = (style.value if style else None, "")
    return found


def _conditional_styles(text: str, pieces: list[Piece], skeleton: Skeleton) -> set[int]:
    """Indexes of style elements whose rules do not hold for everyone, or not on every screen."""
    ignored: set[int] = set()
    depth = 0
    for index, piece in enumerate(pieces):
        kinds = [slot.kind for each in _SLOT.findall(text[piece.start : piece.end]) if (slot := skeleton.slot(each))]
        if piece.kind == "tag" and piece.name == "style" and not piece.closing:
            media = piece.get("media")
            if depth or kinds or (media and not _SCREEN.match(media.value)) or piece.get("data-css-inline"):
                ignored.add(index)
        if piece.kind == "raw" and any(kind != "leaf" for kind in kinds):
            ignored.add(index - 1)
        depth += kinds.count("open") - kinds.count("close")
    return ignored


def _numbered(text: str, pieces: list[Piece], ignored: set[int], with_own: bool) -> str:
    made: list[str] = []
    for index, piece in enumerate(pieces):
        if piece.kind in ("comment", "raw") and piece.name != "style":
            continue
        if piece.name in _DROPPED or (piece.kind == "raw" and index - 1 in ignored):
            continue
        if piece.kind != "tag" or piece.closing:
            made.append(text[piece.start : piece.end])
        else:
            made.append(_numbered_tag(text, piece, index, index in ignored, with_own))
    return "".join(made)


def _numbered_tag(text: str, piece: Piece, index: int, ignore: bool, with_own: bool) -> str:
    kept = [f'{_NUMBER}="{index}"']
    if ignore:
        kept.append('data-css-inline="ignore"')
    for own in piece.attributes:
        if own.name != "style" or (with_own and not _SLOT.search(own.value)):
            kept.append(text[own.start : own.end])
    return f"<{piece.name} {' '.join(kept)}>"


def _spliced(text: str, pieces: list[Piece], found: dict[int, tuple[str | None, str]], ignored: set[int]) -> str:
    made: list[str] = []
    at = 0
    for start, end, new in _changes(pieces, found, ignored):
        made.append(text[at:start])
        made.append(new)
        at = end
    return "".join([*made, text[at:]])


def _changes(
    pieces: list[Piece], found: dict[int, tuple[str | None, str]], ignored: set[int]
) -> Iterator[tuple[int, int, str]]:
    for index, piece in enumerate(pieces):
        if piece.kind == "raw" and piece.name == "style" and index - 1 not in ignored and index - 1 in found:
            yield piece.start, piece.end, found[index - 1][1]
        elif piece.kind == "tag" and not piece.closing and found.get(index, (None, ""))[0]:
            yield _style_change(piece, found[index][0] or "")


def _style_change(piece: Piece, style: str) -> tuple[int, int, str]:
    own = piece.get("style")
    if own is None:
        at = piece.start + 1 + len(piece.name)
        return at, at, f' style="{style}"'
    if _SLOT.search(own.value):
        quoted = own.value if own.quote != "'" else own.value.replace('"', "&quot;")
        style = f"{style.rstrip().rstrip(';')};{quoted}"
    return own.start, own.end, f'style="{style}"'
