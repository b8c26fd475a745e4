"""How deep and how large markup may be before the tools that turn it into an email are given it.

The inliner and the MJML compiler go down into a document by calling themselves: what is nested some thousand times
ends the whole program, and no exception tells of it. So depth is counted before, never too low: where a parser might
keep an element open that the marketer meant to be closed, it counts as open.
"""

import re
from collections.abc import Iterator

from app.domain.background import tick
from app.domain.counts import counted
from app.domain.problems import TemplateProblem
from app.template import problems
from app.template.construct_markers import Skeleton
from app.template.markup import VOID, Piece

MAX_DEPTH = 250
"""Elements inside one another; thirty tables in each other are a hundred and twenty."""

MAX_MJML_DEPTH = 30
"""The same of MJML's own elements, which its compiler goes into with much more on its back."""

MAX_MJML = 10_000
"""Elements of an MJML source: each makes some thirty of HTML."""

MAX_HTML = 2_000_000
"""Characters of the HTML that MJML may turn into."""

# Possessive (`*+`): what does not fit is given up at once, and not tried in every other way.
_MARKUP = re.compile(r"<!--.*?-->|<(/?)([^\s/>!?<]+)((?:\"[^\"]*+\"|'[^']*+'|[^\"'>])*+)>", re.DOTALL)
_MJML_VOID = VOID | {"param"}

# Elements whose end may be left out: what each of them ends where it is opened right inside.
_CELLS = frozenset({"td", "th"})
_ENDS: dict[str, frozenset[str]] = {
    "p": frozenset({"p"}),
    "li": frozenset({"li", "p"}),
    "dt": frozenset({"dt", "dd", "p"}),
    "dd": frozenset({"dt", "dd", "p"}),
    "option": frozenset({"option"}),
    "td": _CELLS | {"p"},
    "th": _CELLS | {"p"},
    "tr": _CELLS | {"tr", "p"},
    "tbody": _CELLS | {"tr", "tbody", "thead", "tfoot", "p"},
    "tfoot": _CELLS | {"tr", "tbody", "thead", "tfoot", "p"},
}
_ENDING_P = frozenset(
    "address article aside blockquote center div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main menu"
    " nav ol pre section table ul".split()
)
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
"""Elements that a browser opens again where they were cut off, so that only their own end tag ends them."""
_FOREIGN = frozenset({"svg", "math"})
_TABLE = frozenset("table caption tbody thead tfoot tr td th".split())
_WALLS = frozenset("table caption td th object marquee applet template".split())
"""Elements that the end tag of one outside does not reach through."""


def check_depth(pieces: list[Piece], skeleton: Skeleton | None) -> None:
    """Raise TemplateProblem where the HTML is nested deeper than an email is; `skeleton` where the text is its own."""
    opened = Opened()
    for piece in pieces:
        tick()
        if piece.kind == "tag" and opened.take(piece) > MAX_DEPTH:
            raise _too_deep("The HTML", MAX_DEPTH, skeleton.line_at(piece.start) if skeleton else 0)


class Opened:
    """The elements that are open at a place, with all that may be."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._foreign = 0

    def take(self, piece: Piece) -> int:
        """Follow one tag; returns how many are open behind it."""
        if piece.closing:
            self._close(piece.name)
        elif self._foreign or piece.name in _FOREIGN:
            if not piece.empty:
                self._push(piece.name)
        elif piece.name not in VOID:
            ends = _ENDS.get(piece.name) or (_ENDS["p"] if piece.name in _ENDING_P else frozenset())
            while self._names and self._names[-1] in ends:
                self._names.pop()
            self._push(piece.name)
        return len(self._names)

    def _push(self, name: str) -> None:
        self._names.append(name)
        self._foreign += name in _FOREIGN

    def _close(self, name: str) -> None:
        walls = frozenset({"table", "template"}) if name in _TABLE else _WALLS
        at = len(self._names) - 1
        # No look back beyond what may be open at all, however many tags there are.
        while at >= 0 and self._names[at] != name:
            if self._names[at] in walls and name not in _FORMATTING:
                return
            at -= 1
        if at < 0:
            return
        # Formatting that the end tag cut off goes on behind it, but never out of a cell or a table.
        above = [] if name in _CELLS or name == "table" else [e for e in self._names[at + 1 :] if e in _FORMATTING]
        if name in _FORMATTING:
            # Such an end tag ends its own element alone: a browser opens what was inside again.
            above = self._names[at + 1 :]
        self._names[at:] = above
        self._foreign = sum(1 for each in self._names if each in _FOREIGN)


def check_mjml(skeleton: Skeleton) -> None:
    """Raise TemplateProblem where an MJML source is nested too deeply for its compiler, or has too many elements.

    Read as the compiler reads it: any end tag ends the innermost element, and only comments hold none.
    """
    depth = own = count = 0
    stack: list[bool] = []
    for closing, name, inside, at in _tags(skeleton.text):
        tick()
        if closing:
            own -= stack.pop() if stack else 0
            continue
        count += 1
        if not (inside.endswith("/") or name in _MJML_VOID):
            stack.append(name.lower().startswith("mj"))
            own += stack[-1]
        depth = len(stack)
        if own > MAX_MJML_DEPTH or depth > MAX_DEPTH:
            raise _too_deep("The MJML", MAX_MJML_DEPTH if own > MAX_MJML_DEPTH else MAX_DEPTH, skeleton.line_at(at))
        if count > MAX_MJML:
            raise problems.MJML_TOO_MANY(line=skeleton.line_at(at), elements=counted(MAX_MJML, "element"))


def _tags(text: str) -> Iterator[tuple[bool, str, str, int]]:
    for found in _MARKUP.finditer(text):
        if found.group(2) is not None:
            yield bool(found.group(1)), found.group(2), found.group(3), found.start()


def check_made(made: str) -> None:
    """Raise TemplateProblem where MJML has become more HTML than an email may have."""
    if len(made) > MAX_HTML:
        raise problems.MJML_TOO_LONG()


def _too_deep(what: str, most: int, line: int) -> TemplateProblem:
    return problems.ELEMENTS_TOO_DEEP(line=line, what=what, elements=counted(most, "element"))
