"""A tolerant reader of CSS: which rules and declarations stand where, changing nothing.

Private characters (the template's constructs) are part of whatever they stand in, and never of a name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.domain.background import tick
from app.template.construct_markers import SLOT

_SLOT = re.compile(SLOT)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_ATOM = re.compile(
    r"/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\\])*+(?:\"|\Z)|'(?:\\.|[^'\\])*+(?:'|\Z)|url\([^()\"']*+\)|\\.|&#?\w+;|.",
    re.S | re.I,
)
"""A sign, or what is read as a whole: a comment, a string, a picture's address, an entity of an attribute."""

_NESTING = frozenset({"media", "supports", "container", "document", "scope", "layer"})
"""At-rules whose block holds rules."""

_MOST_NESTED = 8
"""At-rules inside one another; what is deeper stays as it is."""

_IMPORTANT = re.compile(r"!\s*important\s*\Z", re.I)


@dataclass(frozen=True, slots=True)
class Declaration:
    """`name: value`; the span is that of the whole, without what ends it."""

    name: str
    important: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rule:
    """Selectors and declarations; `conditional` inside an at-rule. The span is from its selectors to its brace."""

    selectors: tuple[str, ...]
    declarations: tuple[Declaration, ...]
    conditional: bool
    start: int
    end: int


def rules(css: str) -> list[Rule]:
    """The rules of a style sheet in their order, those inside of conditions too."""
    return list(_rules(css, 0, len(css), conditional=False))


def _rules(css: str, at: int, stop: int, *, conditional: bool, depth: int = 0) -> Iterator[Rule]:
    while at < stop:
        prelude, brace = _until(css, at, stop, "{;}")
        if brace == stop or css[brace] != "{":
            at = brace + 1
            continue
        close = _closing(css, brace + 1, stop)
        name = re.match(r"@([\w-]+)", prelude)
        if name is None:
            found = tuple(declarations(css, brace + 1, close))
            start = brace - len(css[at:brace].lstrip())
            yield Rule(_selectors(prelude), found, conditional, start, min(close + 1, stop))
        elif name.group(1).lower() in _NESTING and depth < _MOST_NESTED:
            yield from _rules(css, brace + 1, close, conditional=True, depth=depth + 1)
        at = close + 1


def _until(css: str, at: int, stop: int, ends: str) -> tuple[str, int]:
    """The text up to the first of these signs, without comments and slots, and where that sign is."""
    tick()
    depth = 0
    for found in _ATOM.finditer(css, at, stop):
        sign = found.group()
        if sign in ends and not depth:
            return _plain(css[at : found.start()]), found.start()
        depth += (sign in ("(", "[")) - (sign in (")", "]"))
        # A brace ends what was opened in brackets and never closed.
        depth = max(depth, 0) if sign not in ("{", "}") else 0
    return _plain(css[at:stop]), stop


def _plain(text: str) -> str:
    # CSS passes over the signs of HTML comments, in which old style sheets stand.
    text = _SLOT.sub("", _COMMENT.sub(" ", text)).replace("<!--", " ").replace("-->", " ")
    return text.strip()


def _closing(css: str, at: int, stop: int) -> int:
    depth = 1
    for found in _ATOM.finditer(css, at, stop):
        depth += (found.group() == "{") - (found.group() == "}")
        if not depth:
            return found.start()
    return stop


def _selectors(prelude: str) -> tuple[str, ...]:
    """The selectors of a list; a comma in brackets separates none."""
    made, at, end = [], 0, len(prelude)
    while at <= end:
        text, at = _until(prelude, at, end, ",")
        made.append(re.sub(r"\s+", " ", text))
        at += 1
    return tuple(filter(None, made))


def declarations(css: str, at: int = 0, stop: int | None = None) -> Iterator[Declaration]:
    """The declarations of a block or a style attribute."""
    stop = len(css) if stop is None else stop
    while at < stop:
        _, end = _until(css, at, stop, ";")
        text = css[at:end]
        name, colon, value = _plain(text).partition(":")
        if colon and re.fullmatch(r"-{0,2}[\w-]+", name.strip()):
            start = at + len(text) - len(text.lstrip())
            yield Declaration(
                name.strip().lower(), bool(_IMPORTANT.search(value.strip())), start, at + len(text.rstrip())
            )
        at = end + 1


def with_importance(text: str, *, important: bool) -> str:
    """A declaration with or without `!important`."""
    bare = _IMPORTANT.sub("", text.rstrip()).rstrip()
    return f"{bare} !important" if important else bare


@lru_cache(maxsize=4096)
def specificity(selector: str) -> tuple[int, int, int]:
    """How many ids, classes (attributes, pseudo-classes) and elements a selector names."""
    # Selectors Level 4: `:where` counts nothing, `:not` and its like as much as what stands in them.
    text = re.sub(r"\"[^\"]*\"|'[^']*'", "", selector)
    text = re.sub(r":where\([^)]*\)", "", text)
    text = re.sub(r":(?:not|is|has|matches|-webkit-any|-moz-any)\(", " ", text)
    text, attributes = re.subn(r"\[[^\]]*\]?", " ", text)
    text, elements = re.subn(r"::[\w-]+(?:\([^)]*\))?|:(?:before|after|first-line|first-letter)\b", "", text)
    text, pseudos = re.subn(r":[\w-]+(?:\([^)]*\))?", "", text)
    text, ids = re.subn(r"#(?:\\.|[\w-])+", "", text)
    text, classes = re.subn(r"\.(?:\\.|[\w-])+", "", text)
    return ids, attributes + pseudos + classes, elements + len(re.findall(r"[A-Za-z][\w-]*", text))


_SIDES = ("top", "right", "bottom", "left")
# Names that begin with another's and are not set by it: `border` leaves `border-collapse` as it is.
_APART = frozenset({"border-collapse", "border-spacing", "border-radius", "border-image"})


@lru_cache(maxsize=16_384)
def overlap(one: str, other: str) -> bool:
    """Whether two properties set something in common: `background` and `background-color` do."""
    if one == other or (one.startswith(f"{other}-") or other.startswith(f"{one}-")):
        return not {one, other} & _APART or one == other
    # `font` sets the height of lines too, and `all` everything.
    if {one, other} == {"font", "line-height"} or "all" in (one, other):
        return True
    if not (one.startswith("border-") and other.startswith("border-")) or {one, other} & _APART:
        return False
    ours, theirs = (set(name.split("-")[1:]) for name in (one, other))
    sides = set(_SIDES)
    if (ours | theirs) - sides - {"width", "style", "color"}:
        return False
    return _meet(ours & sides, theirs & sides) and _meet(ours - sides, theirs - sides)


def _meet(ours: set[str], theirs: set[str]) -> bool:
    """Whether two choices of a border's sides, or of what is said of them, have one in common; none is all."""
    return not ours or not theirs or bool(ours & theirs)
