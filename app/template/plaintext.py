"""The text part of an email, made from its HTML once per template: readable, with its links kept."""

import html
import re

from app.domain.problems import TemplateProblem
from app.template import problems
from app.template.construct_markers import SLOT, Skeleton, rebuild
from app.template.markup import VOID, Piece, scan
from app.template.tree import Tree

_SLOT = re.compile(SLOT)
_BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol table blockquote section article header footer hr center".split())
_LINES = frozenset("div tr li br dt dd main form figure".split())
_SILENT = frozenset("style script title textarea head".split())
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def text_part(markup: str, skeleton: Skeleton) -> Tree:
    """The text tree of a skeleton text; raises TemplateProblem where a condition cuts through an element."""
    writer = _Writer(markup)
    for piece in scan(markup):
        writer.take(piece)
    try:
        return rebuild(_tidied("".join(writer.made), skeleton), skeleton)
    except TemplateProblem as problem:
        raise problems.NO_TEXT_PART(line=problem.line, what=problem.what) from None


class _Writer:
    """Collects the text, a newline for each line break and two for each new block."""

    def __init__(self, markup: str) -> None:
        self.made: list[str] = []
        self._markup = markup
        self._links: list[tuple[str, int]] = []
        self._hidden: list[str] = []

    def take(self, piece: Piece) -> None:
        """Add what the piece has to say."""
        if self._hidden:
            self._hide(piece)
        elif piece.kind == "text":
            self._words(self._markup[piece.start : piece.end])
        elif piece.kind == "tag":
            self._tag(piece)

    def _words(self, text: str) -> None:
        collapsed = re.sub(r"[ \t\r\n\f]+", " ", text)
        self.made.append(html.unescape(collapsed).replace("\u00a0", " ").translate(_INVISIBLE))

    def _hide(self, piece: Piece) -> None:
        if piece.kind != "tag" or piece.name != self._hidden[-1] or piece.empty:
            return
        if piece.closing:
            self._hidden.pop()
        else:
            self._hidden.append(piece.name)

    def _tag(self, piece: Piece) -> None:
        style = piece.get("style")
        hidden = piece.name in _SILENT or (style is not None and _HIDDEN.search(style.value))
        if hidden and not piece.closing and not piece.empty and piece.name not in VOID:
            self._hidden.append(piece.name)
            return
        self._layout(piece)
        if piece.name == "a":
            self._link(piece)
        elif piece.name == "img" and (alt := piece.get("alt")):
            self.made.append(html.unescape(alt.value))

    def _layout(self, piece: Piece) -> None:
        if piece.name in _BLOCKS:
            self.made.append("\n\n")
        elif piece.name in _LINES:
            self.made.append("\n")
        elif piece.name in ("td", "th"):
            self.made.append(" ")
        if piece.name == "hr":
            self.made.append("* * *\n\n")
        if piece.name == "li" and not piece.closing:
            # Not a dash: a spreadsheet would take a cell that begins with one for a formula.
            self.made.append("* ")

    def _link(self, piece: Piece) -> None:
        if not piece.closing:
            own = piece.get("href")
            self._links.append((html.unescape(own.value).strip() if own else "", len(self.made)))
        elif self._links:
            href, start = self._links.pop()
            shown = "".join(self.made[start:]).strip()
            # A link that is shown as its own address is not written twice.
            if href and not href.startswith("#") and shown not in (href, href.removeprefix("mailto:")):
                self.made.append(f" ({href})" if shown else href)


# Control characters for marks: a source that holds one is refused.
_END = re.compile(r"(?<!\n)(\n*)((?:\x02[^\x03]*\x03)+)(\s*)")
# Preheaders are padded with these; in a plain text they would be nothing but odd bytes.
_INVISIBLE = dict.fromkeys(map(ord, "\u034f\u200c\u200b\ufeff\u00ad"))


def _tidied(text: str, skeleton: Skeleton) -> str:
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    text = _SLOT.sub(lambda found: _marked(found.group(), skeleton), text)
    text = re.sub(r"\x01\s*\n\s*", "\x01", text)
    text = _END.sub(_without_doubled_break, text)
    text = re.sub(r"\n{3,}", "\n\n", text)
    return re.sub(r"[\x01-\x03]", "", text).strip() + "\n"


def _without_doubled_break(found: re.Match[str]) -> str:
    before, ends, after = found.groups()
    left = max(after.count("\n") - before.count("\n"), 0)
    return before + ends + ("\n" * left if "\n" in before else after)


def _marked(character: str, skeleton: Skeleton) -> str:
    """The slot with a mark after a beginning and around an end, by which `_tidied` removes doubled line breaks."""
    slot = skeleton.slot(character)
    if slot is None or slot.kind == "leaf":
        return character
    return f"\x02{character}\x03" if slot.kind == "close" else f"{character}\x01"
