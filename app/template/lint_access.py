"""Whether everybody can read an email: its language, headings and tables for screen readers, links, and contrast.

What is asked for is WCAG 2.2, level AA (https://www.w3.org/TR/WCAG22/).
"""

import re
from collections.abc import Iterator

from app.domain.counts import counted
from app.template.colours import Colour, as_written, contrast, enough, read_colour
from app.template.construct_markers import SLOT, Skeleton
from app.template.css import declarations
from app.template.findings import Finding
from app.template.markup import VOID, Piece, scan

_SLOT = re.compile(SLOT)
_HEADING = re.compile(r"h([1-6])")
_LAYS_OUT = frozenset({"border", "cellpadding", "cellspacing", "width", "align", "bgcolor", "style", "class"})
_SAYS_NOTHING = frozenset({"here", "click here", "click", "link", "this link", "more", "read more"})
LEAST, LEAST_LARGE = 4.5, 3.0
"""The least contrast of text (WCAG 1.4.3), and of large text: 24 px, or 18.66 px and bold."""


def lint_access(skeleton: Skeleton) -> Iterator[Finding]:
    """What keeps some people from reading it, by the source."""
    pieces = list(scan(skeleton.text))
    for found in (_language(pieces), _tables(pieces), _headings(pieces), _links(skeleton.text, pieces)):
        for code, message, at in found:
            yield Finding(code, "html", message, skeleton.line_at(at))


_Found = Iterator[tuple[str, str, int]]


def _opened(pieces: list[Piece], name: str) -> Iterator[Piece]:
    return (one for one in pieces if one.kind == "tag" and not one.closing and one.name == name)


def _language(pieces: list[Piece]) -> _Found:
    for piece in _opened(pieces, "html"):
        own = piece.get("lang")
        if own is None or not own.value.strip():
            said = 'Which language it is in is not said: write <html lang="en">, or yours'
            yield "language-missing", f"{said}, for screen readers", piece.start


def _tables(pieces: list[Piece]) -> _Found:
    if loose := loose_tables(pieces):
        what = f'{counted(len(loose), "table")} without role="presentation"'
        yield "role-missing", f"{what}: screen readers read their cells as figures", loose[0].start


def loose_tables(pieces: list[Piece]) -> list[Piece]:
    """The tables that lay out, without heads of columns, and do not say so by their role."""
    open_: list[Piece] = []
    loose: list[Piece] = []
    for piece in pieces:
        if piece.kind != "tag":
            continue
        if piece.name == "table" and not piece.closing:
            open_.append(piece)
            if piece.get("role") is None and _LAYS_OUT & {one.name for one in piece.attributes}:
                loose.append(piece)
        elif piece.name == "th" and not piece.closing and open_ and open_[-1] in loose:
            loose.remove(open_[-1])
        elif piece.name == "table" and open_:
            open_.pop()
    return loose


def _headings(pieces: list[Piece]) -> _Found:
    before = 0
    for piece in pieces:
        found = _HEADING.fullmatch(piece.name) if piece.kind == "tag" and not piece.closing else None
        if found is None:
            continue
        level = int(found.group(1))
        if before and level > before + 1:
            yield "heading-order", f"After <h{before}> comes <h{level}>: a level is left out", piece.start
        before = level


def _links(text: str, pieces: list[Piece]) -> _Found:
    """Links whose words say nothing by themselves."""
    at, words = -1, ""
    for piece in pieces:
        if piece.kind == "tag" and piece.name == "a":
            if piece.closing and at >= 0 and " ".join(words.lower().split()).strip(" .!›»→") in _SAYS_NOTHING:
                said = " ".join(words.split())
                yield "link-words", f"The link “{said}” does not say where it leads", at
            at, words = (-1, "") if piece.closing else (piece.start, "")
        elif piece.kind == "text" and at >= 0:
            words += text[piece.start : piece.end]


class _Look:
    """How text looks inside of an element: its colours (None where they cannot be known), its size and weight."""

    def __init__(self, above: "_Look | None" = None) -> None:
        self.colour: Colour | None = above.colour if above else (0, 0, 0)
        self.ground: Colour | None = above.ground if above else (255, 255, 255)
        self.size: float = above.size if above else 16.0
        self.bold: bool = above.bold if above else False
        self.hidden: bool = above.hidden if above else False

    def apply(self, piece: Piece) -> None:
        """Take what the element says of itself."""
        if (own := piece.get("bgcolor")) is not None:
            self.ground = read_colour(own.value)
        if piece.get("background") is not None:
            self.ground = None
        if piece.name in ("b", "strong", "th") or _HEADING.fullmatch(piece.name):
            self.bold = True
        style = piece.get("style")
        for one in declarations(style.value) if style is not None else ():
            name, _, value = style.value[one.start : one.end].partition(":") if style is not None else ("", "", "")
            self._declared(name.strip().lower(), value.replace("!important", "").strip().lower())

    def _declared(self, name: str, value: str) -> None:
        if name == "color":
            self.colour = self.colour if value == "inherit" else read_colour(value)
        elif name == "background-color":
            self.ground = self.ground if value == "transparent" else read_colour(value)
        elif name in ("background", "background-image") and value not in ("none", "transparent"):
            self.ground = read_colour(value.split(" ")[0]) if "url(" not in value and "gradient" not in value else None
        elif name == "font-size" and (found := re.fullmatch(r"([\d.]+)px", value)):
            self.size = float(found.group(1))
        elif name == "font-weight":
            self.bold = value in ("bold", "bolder") or (value.isdigit() and int(value) >= 700)
        elif (name, value) in (("display", "none"), ("visibility", "hidden")) or (name == "opacity" and value == "0"):
            self.hidden = True


def lint_contrast(skeleton: Skeleton, source: Skeleton) -> Iterator[Finding]:
    """Text that is too like its ground, in HTML whose styles are inlined; each pair of colours once. `source` is the
    HTML as it was written, in whose lines the findings are."""
    text, stack, told = skeleton.text, [("", _Look())], set[tuple[Colour, Colour]]()
    for piece in scan(text):
        if piece.kind == "tag" and piece.closing:
            _close(stack, piece.name)
        elif piece.kind == "tag":
            look = _Look(stack[-1][1])
            look.apply(piece)
            if piece.name not in VOID and not piece.empty:
                stack.append((piece.name, look))
        elif piece.kind == "text" and (words := _shown(text[piece.start : piece.end])):
            look = stack[-1][1]
            large = look.size >= 24 or (look.bold and look.size >= 18.66)
            if look.hidden or look.colour is None or look.ground is None or look.size < 2:
                continue
            ratio, least = contrast(look.colour, look.ground), LEAST_LARGE if large else LEAST
            if ratio < least and (look.colour, look.ground) not in told:
                told.add((look.colour, look.ground))
                better = as_written(enough(look.colour, look.ground, least))
                said = (
                    f"“{words}” stands out too little from its ground ({ratio:.1f} to 1 of {least:g}): write {better}"
                )
                yield Finding("contrast", "html", said, _line(source, text[piece.start : piece.end]))


def _line(source: Skeleton, words: str) -> int:
    """The line of the source in which a text stands; none where it stands in several, or was made."""
    at = source.text.find(words.strip())
    once = at >= 0 and source.text.find(words.strip(), at + 1) < 0
    return source.line_at(at) if once else 0


def _close(stack: list[tuple[str, _Look]], name: str) -> None:
    for at in range(len(stack) - 1, 0, -1):
        if stack[at][0] == name:
            del stack[at:]
            return


def _shown(text: str) -> str:
    """The words of a text as a finding quotes them; nothing where there is none to be seen."""
    words = " ".join(re.sub(r"&(?:nbsp|zwnj|#847|#8199|shy);?", " ", _SLOT.sub("…", text)).split())
    return words if len(words) <= 40 else words[:39].rstrip() + "…"
