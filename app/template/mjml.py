"""MJML into HTML by mrml, with the template's constructs carried through it."""

import re

import mrml

from app.domain.problems import TemplateProblem
from app.template import problems
from app.template.bounds import check_made, check_mjml
from app.template.construct_markers import SLOT, Skeleton
from app.template.markup import scan

_SLOT = re.compile(SLOT)
# mrml writes attributes with Rust's debug escapes, which turn private characters into text.
_ESCAPED = re.compile(r"\\u\{(f[0-9a-f]{4}|10[0-9a-f]{4})\}")
_CONTENT = frozenset(
    "mj-text mj-button mj-table mj-raw mj-title mj-preview mj-style mj-navbar-link mj-social-element"
    " mj-accordion-title mj-accordion-text".split()
)


_BEFORE = re.compile(r"\s*+(?:<!--.*?-->)?+", re.DOTALL)
_MJML = re.compile(r"<mjml[\s>]", re.IGNORECASE)


def is_mjml(source: str) -> bool:
    """Whether the body is MJML: it begins with <mjml>, comments before it or none."""
    at, end = -1, 0
    while end > at:
        at, end = end, _BEFORE.match(source, end).end()  # type: ignore[union-attr]  # it matches nothing, too
    return bool(_MJML.match(source, at))


def to_html(skeleton: Skeleton) -> str:
    """The HTML of an MJML skeleton with its slots in it; raises TemplateProblem where MJML cannot keep one."""
    check_mjml(skeleton)
    # Without fonts and icons of mrml's own: it would link to those of Google and Mailjet.
    options = mrml.RenderOptions(disable_comments=False, social_icon_origin=None, fonts={})
    try:
        made = mrml.to_html(_wrapped(skeleton), render_options=options).content
    except (OSError, ValueError) as error:
        raise problems.MJML_UNREADABLE(why=_sentence(error)) from None
    check_made(made)
    made = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), made)
    # What the compiler drops would be a piece of the email that nobody gets.
    lost = set(_SLOT.findall(skeleton.text)) - set(_SLOT.findall(made))
    if lost:
        raise _no_place(skeleton, min(lost))
    return made


def _no_place(skeleton: Skeleton, character: str) -> TemplateProblem:
    slot = skeleton.slot(character)
    return problems.MJML_NO_PLACE(line=slot.node.line if slot else 0)


def _sentence(error: Exception) -> str:
    text = str(error).replace(" in root template", "")
    return text[:1].upper() + text[1:]


def _wrapped(skeleton: Skeleton) -> str:
    """The MJML with an mj-raw around each slot that stands between elements."""
    made: list[str] = []
    stack: list[str] = []
    for piece in scan(skeleton.text):
        text = skeleton.text[piece.start : piece.end]
        if piece.kind == "tag":
            _follow(stack, piece.name, piece.closing, piece.empty)
        loose = piece.kind == "text" and stack and not _CONTENT & set(stack)
        found = _SLOT.search(text) if loose and "mj-head" in stack[:-1] else None
        if found:
            raise _no_place(skeleton, found.group())
        made.append(_SLOT.sub(lambda slot: f"<mj-raw>{slot.group()}</mj-raw>", text) if loose else text)
    return "".join(made)


def _follow(stack: list[str], name: str, closing: bool, empty: bool) -> None:
    if closing and name in stack:
        while stack.pop() != name:
            pass
    elif not closing and not empty:
        stack.append(name)
