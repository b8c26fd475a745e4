"""CSS into style attributes, once per template: css-inline says which declarations, we splice them in.

The template is never replaced by the inliner's own writing of it. A copy, in which each element carries a number,
goes to the inliner; its style attributes come back by number; everything else stays byte for byte. Rules that
cannot be inlined (@media, :hover, classes that a merge field chooses) stay in their style element, with the force that
they had (`cascade`).
"""

import re
from collections.abc import Iterator, Sequence

import css_inline

from app.template.bounds import check_depth
from app.template.cascade import Cascade, Sheet
from app.template.construct_markers import SLOT, Skeleton
from app.template.markup import Piece, scan

_NUMBER = "data-quillwork"
_SLOT = re.compile(SLOT)
_SCREEN = re.compile(r"\s*(?:all|screen|only screen)?\s*\Z", re.IGNORECASE)
_CSS_SIGN = re.compile(r"([;{}])")
_SELECTOR_PART = re.compile(r"[\w.#*\])-]+")
_MOST_DRESSED = 200_000
"""Classes of rules times elements whose class a merge field chooses: each of them may have each."""
_MOST_TRIED = 5_000_000
"""Parts of selectors times elements; a large email has a tenth of it."""
_TAG_IN_CSS = re.compile(r"<!--|-->|<(?=[A-Za-z/!?])")
_DROPPED = frozenset({"link", "script", "base", "meta"})


def inline_css(text: str, skeleton: Skeleton) -> tuple[str, str]:
    """The skeleton text with its CSS inlined, and why it could not be (empty where it could)."""
    pieces = list(scan(text))
    check_depth(pieces, skeleton if text is skeleton.text else None)
    if not any(piece.name == "style" and piece.kind == "raw" for piece in pieces):
        return text, ""
    if reason := _too_much(text, pieces):
        return text, reason
    ignored = _conditional_styles(text, pieces, skeleton)
    # One style attribute that is no CSS makes the inliner refuse the whole: then it gets none of them.
    for with_own in (True, False):
        try:
            found = _inlined(_numbered(text, pieces, ignored, with_own))
            cascade = _cascade(text, pieces, ignored, with_own)
        except css_inline.InlineError as error:
            reason = str(error)
            continue
        return _spliced(text, pieces, found, cascade, with_own), ""
    return text, reason


def _too_much(text: str, pieces: list[Piece]) -> str:
    """Why the rules are too many for the elements, each of which is held against each."""
    css = [text[piece.start : piece.end] for piece in pieces if piece.kind == "raw" and piece.name == "style"]
    # A selector of many parts is tried at an element for each of them.
    heads = " ".join(head for one in css for head in _heads(one))
    parts, classes = len(_SELECTOR_PART.findall(heads)), heads.count(".")
    opened = [piece for piece in pieces if piece.kind == "tag" and not piece.closing]
    dressed = sum(1 for piece in opened if (own := piece.get("class")) and _SLOT.search(own.value))
    if parts * len(opened) <= _MOST_TRIED and classes * dressed <= _MOST_DRESSED:
        return ""
    return f"{parts:,} selectors are too many for {len(opened):,} elements"


def _heads(css: str) -> list[str]:
    """What stands before each opening brace."""
    cut = _CSS_SIGN.split(css)
    return [text for text, sign in zip(cut[::2], cut[1::2], strict=False) if sign == "{"]


def _inlined(numbered: str, also: str | None = None) -> dict[int, str]:
    """The style attribute of each numbered element that has one, as the inliner wrote it; `also` is more CSS."""
    # Otherwise it would fetch style sheets from the network.
    made = css_inline.CSSInliner(load_remote_stylesheets=False, extra_css=also).inline(numbered)
    found: dict[int, str] = {}
    for piece in scan(made):
        own, style = piece.get(_NUMBER), piece.get("style")
        if own is not None and style is not None and style.value:
            found[int(own.value)] = style.value
    return found


def _cascade(text: str, pieces: list[Piece], ignored: set[int], with_own: bool) -> Cascade:
    sheets = {
        index: Sheet(text[piece.start : piece.end], index - 1 in ignored)
        for index, piece in enumerate(pieces)
        if piece.kind == "raw" and piece.name == "style"
    }
    named = set(re.findall(r"\.([\w-]+)", " ".join(sheet.css for sheet in sheets.values())))
    without = {index - 1 for index in sheets}
    bare = _numbered(text, pieces, without, with_own)
    dressed = _numbered(text, pieces, without, with_own, " ".join(sorted(named)))

    def match(selectors: Sequence[str], may: bool) -> list[set[int]]:
        """For each selector the elements, by number, that it matches; with `may` had they every class that is named."""
        # Each selector sets a property of its own, so that the inliner itself says what it matches.
        marks = "".join(f"{selector} {{--q{place}: 1}}\n" for place, selector in enumerate(selectors))
        found: list[set[int]] = [set() for _ in selectors]
        for number, style in _inlined(dressed if may else bare, marks).items():
            for place in re.findall(r"--q(\d+):", style):
                found[int(place)].add(number)
        return found

    own = {index: style.value for index, piece in enumerate(pieces) if (style := piece.get("style"))}
    return Cascade(sheets, own, match)


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
            # The element's tag, which is the piece before its text.
            ignored.add(index - 1)
        depth += kinds.count("open") - kinds.count("close")
    return ignored


def _numbered(text: str, pieces: list[Piece], ignored: set[int], with_own: bool, classes: str = "") -> str:
    """The markup for the inliner; `classes` are those that a merge field in a class may stand for."""
    made: list[str] = []
    for index, piece in enumerate(pieces):
        if piece.kind in ("comment", "raw") and piece.name != "style":
            continue
        if piece.name in _DROPPED or (piece.kind == "raw" and index - 1 in ignored):
            continue
        if piece.kind != "tag" or piece.closing:
            made.append(_bare(text[piece.start : piece.end], piece))
        else:
            tag = _numbered_tag(text, piece, index, index in ignored, with_own)
            made.append(_with_classes(tag, piece, classes) if classes else tag)
    return "".join(made)


def _bare(text: str, piece: Piece) -> str:
    """A piece as the inliner is given it: with no tag in it but those that we see, lest it be deeper."""
    if piece.kind == "tag":
        return f"</{piece.name}>"
    return text.replace("<", "&lt;") if piece.kind == "text" else _TAG_IN_CSS.sub(" ", text)


def _numbered_tag(text: str, piece: Piece, index: int, ignore: bool, with_own: bool) -> str:
    kept = [f'{_NUMBER}="{index}"']
    if ignore:
        kept.append('data-css-inline="ignore"')
    for own in piece.attributes:
        if own.name != "style" or (with_own and not _SLOT.search(own.value)):
            kept.append(text[own.start : own.end])
    return f"<{piece.name} {' '.join(kept)}>"


def _with_classes(tag: str, piece: Piece, classes: str) -> str:
    own = piece.get("class")
    if own is None or not _SLOT.search(own.value):
        return tag
    return tag.replace(own.value, f"{own.value} {classes}", 1)


def _spliced(text: str, pieces: list[Piece], found: dict[int, str], cascade: Cascade, with_own: bool) -> str:
    made: list[str] = []
    at = 0
    for start, end, new in _changes(pieces, found, cascade, with_own):
        made.append(text[at:start])
        made.append(new)
        at = end
    return "".join([*made, text[at:]])


def _changes(
    pieces: list[Piece], found: dict[int, str], cascade: Cascade, with_own: bool
) -> Iterator[tuple[int, int, str]]:
    for index, piece in enumerate(pieces):
        if piece.kind == "raw" and piece.name == "style":
            yield piece.start, piece.end, cascade.sheet(index)
        elif piece.kind == "tag" and not piece.closing and index in found:
            yield _style_change(piece, cascade.style(index, _with_own(piece, found[index], with_own)))


def _with_own(piece: Piece, style: str, with_own: bool) -> str:
    """The style that the inliner made, with the element's own behind it where that was kept from the inliner."""
    own = piece.get("style")
    if own is None or (with_own and not _SLOT.search(own.value)):
        return style
    # What is made stands in double quotes.
    quoted = own.value if own.quote != "'" else own.value.replace('"', "&quot;")
    # Behind: of two declarations that are equal otherwise the later counts, and the element's own shall.
    return f"{style.rstrip().rstrip(';')};{quoted}"


def _style_change(piece: Piece, style: str) -> tuple[int, int, str]:
    own = piece.get("style")
    if own is None:
        at = piece.start + 1 + len(piece.name)
        return at, at, f' style="{style}"'
    return own.start, own.end, f'style="{style}"'
