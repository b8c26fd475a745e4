"""Merge fields in links and styles: where one stands in a URL, and how its value is encoded there.

A value that is a part of a URL (a parameter, a piece of the path) is percent-encoded, so that the page that is opened
gets it as it is. One that a URL begins with is a URL itself: only what cannot stand in one is encoded, and it is
nothing at all where following it would run something. What the marketer wrote, and what `urlencode` was put on, stays.
In a style a value is one word or several: what could begin or end a declaration, or fetch something, is escaped.
"""

import re
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote

from app.template import tree as t
from app.template.construct_markers import SLOT, Skeleton
from app.template.fields import SYSTEM
from app.template.places import addresses, pieces, styles
from app.template.values import Value, display, one_line

WHOLE = "url"
"""How a value is encoded that a URL begins with; any other way is the signs that stay beside letters and digits."""

REST = "rest"
"""The same for a URL's piece behind the first of it: up to a slash no colon in it makes a scheme of what is before."""

STYLE, DECLARATIONS = "style", "declarations"
"""How a value is escaped in CSS, and how a text is of which the template's own part has colons and semicolons."""

PART = "/"
"""How a part of a URL is encoded, which is how `urlencode` does it everywhere: a slash stays."""

_OPAQUE = "/@+"
"""What stays in the address of a mailto: and the number of a tel:, whose programs look for just these signs."""

_SLOT = re.compile(SLOT)
_TYPED = re.compile(rf"(?:https?://|mailto:|(?={SLOT}[^\s<>\"]*\?[^\s<>\"=]+=))[^\s<>\"]*", re.I)
"""A URL in plain text: by its scheme, or a merge field with parameters behind it."""
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//[^/?#]*\Z", re.I)
_PIECE = re.compile(r"(?:^|_)(?:url|uri|link|href|path|slug|query|querystring|params|parameters)\Z", re.I)
"""Names of fields that hold a piece of a URL as it is written there, its slashes and parameters included."""
_NO_PATH = re.compile(r"(?:mailto|tel|sms):[^?]*\Z", re.I)
_SIMPLE = re.compile(r"[A-Za-z0-9_.~/-]*")
_UNFIT = re.compile(r"%(?![0-9A-Fa-f]{2})|[\s\"'()<>\\^`{|}\x00-\x20\x7f]")
_SCHEME = re.compile(r"(?!(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+):\d{1,5}(?:[/?#]|\Z))([a-z][a-z0-9+.-]*):", re.I)
"""What begins a URL; a host with the number of its port does not, as `shop.example:8080`."""
_OPENED = frozenset({"http", "https", "mailto", "tel", "sms"})
_FIRST = re.compile(r"[^/?#]*")
_PLAIN_STYLE = re.compile(r"[\w #.,%-]*|(?:rgb|hsl)a?\([\d\s.,%/-]*\)", re.I)
_UNFIT_STYLE = {STYLE: re.compile(r"[^\w #.,%-]"), DECLARATIONS: re.compile(r"[^\w #.,%:;!-]")}


def in_link(value: Value, how: str) -> Value:
    """The value as it stands in a link or a style, by `WHOLE` and its like or the signs that are kept; missing for
    missing."""
    if value is None:
        return None
    text = display(value)
    if how not in (WHOLE, REST) and _SIMPLE.fullmatch(text):
        return text
    if not text.isprintable():
        text = one_line(text)
    if how in (STYLE, DECLARATIONS):
        return _styled(text, how)
    if how in (WHOLE, REST):
        return (
            _whole(text) if how == WHOLE else _FIRST.sub(lambda found: found.group().replace(":", "%3A"), _fit(text), 1)
        )
    return quote(text, safe=how, errors="replace")


def _styled(text: str, how: str) -> str:
    """A text in CSS, with the escapes of CSS: it stays within its declaration, and calls nothing."""
    if _PLAIN_STYLE.fullmatch(text):
        return text
    return _UNFIT_STYLE[how].sub(lambda sign: f"\\{ord(sign.group()):x} ", text)


def _fit(text: str) -> str:
    return _UNFIT.sub(lambda sign: quote(sign.group(), safe=""), text.strip())


@lru_cache(maxsize=4096)
def _whole(text: str) -> str:
    """A URL fit to stand in an attribute and in CSS; empty where its scheme is none that a mail program opens."""
    found = _fit(text)
    scheme = _SCHEME.match(found)
    return "" if scheme and scheme.group(1).lower() not in _OPENED else found


def encode_links(markup: str, skeleton: Skeleton) -> None:
    """Mark each merge field of the skeleton that stands in a link or a style of this markup with how it is encoded
    there."""
    marker = _Marker(skeleton)
    for piece in pieces(markup):
        if not _SLOT.search(markup, piece.start, piece.end):
            continue
        links = list(addresses(markup, piece))
        for start, end in links:
            marker.mark(markup[start:end])
        for start, end in styles(piece):
            # An address inside a style is encoded as an address.
            linked = {at for first, last in links for at in range(max(first, start), min(last, end))}
            for found in _SLOT.finditer(markup, start, end):
                if found.start() not in linked:
                    marker.style(found.group())


def encode_typed(skeleton: Skeleton) -> None:
    """The same for the links of a plain text."""
    marker = _Marker(skeleton)
    for found in _TYPED.finditer(skeleton.text):
        marker.mark(found.group())


class _Marker:
    """Marks the slots of one part, URL by URL."""

    def __init__(self, skeleton: Skeleton) -> None:
        self._skeleton = skeleton
        self._sets = [(sign, node) for sign, node in skeleton.leaves() if isinstance(node, t.Set)]
        # A variable that holds parameters, as `?utm_source=may`, is written as it has to be.
        self._pieces = frozenset(node.name for _, node in self._sets if _has_structure(node.expr))

    def style(self, sign: str) -> None:
        """Mark one slot that stands in a style."""
        slot = self._skeleton.slot(sign)
        if slot is None or slot.kind != "leaf" or not isinstance(slot.node, t.Output) or _is_own(slot.node.expr):
            return
        how = DECLARATIONS if _has_structure(slot.node.expr, ":;") else STYLE
        self._skeleton.put(sign, replace(slot.node, encode=how))

    def mark(self, url: str) -> None:
        """Mark the slots of one URL; each branch of a condition begins where the condition does."""
        before = ""
        opened: list[tuple[str, str]] = []
        for at, sign in enumerate(url):
            slot = self._skeleton.slot(sign)
            if slot is None:
                before += sign
            elif slot.kind == "leaf":
                before += self._leaf(sign, slot.node, before, url[at + 1 : at + 2])
            elif slot.kind == "open":
                opened.append((before, before))
            elif opened:
                start, longest = opened.pop()
                longest = max(longest, before, key=len)
                # Behind a condition the longest of its branches stands for them all.
                before = start if slot.kind == "next" else longest
                if slot.kind == "next":
                    opened.append((start, longest))

    def _leaf(self, sign: str, node: t.Node, before: str, after: str) -> str:
        """Mark one slot; returns what the URL has more of by it."""
        if not isinstance(node, t.Output):
            return ""
        expr = node.expr
        if not (isinstance(expr, t.Name) and expr.name in SYSTEM):
            is_piece = before[-1:] != "=" and self._is_piece(expr)
            how = (REST if _is_open(before) else WHOLE) if is_piece else _how(before.lstrip(), after)
            if how == WHOLE and isinstance(expr, t.Name):
                self._encode_set(expr.name, is_start=not before.strip())
            self._skeleton.put(sign, _marked(node, how))
        return sign

    def _is_piece(self, expr: t.Expr) -> bool:
        if isinstance(expr, t.Name) and expr.name in self._pieces:
            return True
        return isinstance(expr, (t.Name, t.Attr)) and bool(_PIECE.search(expr.name))

    def _encode_set(self, name: str, *, is_start: bool) -> None:
        """Encode the merge fields of a URL, or a piece of one, that the template keeps in a variable."""
        for sign, node in self._sets:
            if node.name == name:
                self._skeleton.put(sign, replace(node, expr=_joined(node.expr, is_start=is_start)))


def _is_open(before: str) -> bool:
    """Whether a colon behind this would end a scheme."""
    return bool(before.strip()) and not set(":/?#") & set(before)


def _marked(node: t.Output, how: str) -> t.Output:
    if how == WHOLE or _has_structure(node.expr):
        return replace(node, expr=_joined(node.expr, is_start=how == WHOLE), encode=WHOLE)
    return node if _is_encoded(node.expr) else replace(node, encode=how)


def _how(before: str, after: str) -> str:
    """How a value is encoded behind the beginning of a URL, with the next sign."""
    if not before:
        return WHOLE
    if _HOST.match(before):
        # Beside more of a host's name it is a part of that; by itself it may be host and path.
        return PART if after.isalnum() or after in (".", "-", ":", "@") else WHOLE
    return _OPAQUE if _NO_PATH.match(before) else PART


def _is_encoded(expr: t.Expr) -> bool:
    """Whether the value needs nothing more: a literal, or one on which `urlencode` was put."""
    if isinstance(expr, t.Const):
        return True
    return any(isinstance(each, t.Filter) and each.name == "urlencode" for each in t.subexpressions(expr))


def _operands(expr: t.Expr) -> list[t.Expr]:
    """What `~` joins, from left to right."""
    if isinstance(expr, t.Binary) and expr.op == "~":
        return [*_operands(expr.left), *_operands(expr.right)]
    return [expr]


def _is_own(expr: t.Expr) -> bool:
    """Whether all that the expression prints is the template's own text."""
    if isinstance(expr, t.Choice):
        return _is_own(expr.yes) and (expr.no is None or _is_own(expr.no))
    return isinstance(expr, t.Const)


def _has_structure(expr: t.Expr, signs: str = "&=?#") -> bool:
    """Whether text of the template's own in the expression begins another part of the URL, or of a style."""
    if isinstance(expr, t.Choice):
        return _has_structure(expr.yes, signs) or (expr.no is not None and _has_structure(expr.no, signs))
    texts = (each.value for each in _operands(expr) if isinstance(each, t.Const))
    return any(isinstance(text, str) and set(signs) & set(text) for text in texts)


def _joined(expr: t.Expr, *, is_start: bool) -> t.Expr:
    """`'https://…?city=' ~ city` with its merge fields encoded; the first operand may be the URL's beginning."""
    match expr:
        case t.Choice(test, yes, no):
            otherwise = None if no is None else _joined(no, is_start=is_start)
            return t.Choice(test, _joined(yes, is_start=is_start), otherwise, expr.line)
        case t.Binary("~"):
            first, *others = _operands(expr)
            made = first if is_start else _part(first)
            for each in others:
                made = t.Binary("~", made, _part(each), each.line)
            return made
    return expr


def _part(expr: t.Expr) -> t.Expr:
    return expr if _is_encoded(expr) else t.Filter(expr, "urlencode", line=expr.line)
