"""A template made ready: parsed, MJML turned to HTML, CSS inlined, text part made, all of it compiled once."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from app.domain.background import beating
from app.domain.problems import TemplateProblem
from app.domain.progress import Progress
from app.template import plaintext
from app.template.construct_markers import Skeleton, Slot, rebuild, skeleton_of
from app.template.fields import Field, fields_of
from app.template.inline import inline_css
from app.template.language import Language
from app.template.languages import FIRST_LANGUAGE, language_of
from app.template.links import encode_links, encode_typed
from app.template.markup import scan
from app.template.mjml import is_mjml, to_html
from app.template.render_context import prepared_context
from app.template.run import Run
from app.template.runnable import PREHEADER, Mode, Program
from app.template.tree import Name, Output, Tree

# Each mail program is hidden from by another of these; `mso-hide` is Outlook's.
_HIDING = "display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden;mso-hide:all;"
# Keeps the beginning of the text out of the line that an inbox shows.
_PADDING = "&#847;&zwnj;&nbsp;" * 30

PREVIEW_LINKS = {
    "unsubscribe_url": "#unsubscribe",
    "preferences_url": "#preferences",
    "view_in_browser_url": "#view-in-browser",
}
"""What the links that only an ESP can make are in our own rendering: places that lead nowhere."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template as the marketer wrote it; `text` is None where the text part is made from the HTML."""

    name: str
    subject: str
    preheader: str
    body: str
    text: str | None = None
    language: str = FIRST_LANGUAGE
    version: int = 0


PARTS = ("subject", "preheader", "html", "text")
"""The parts of an email, in the order in which they are rendered."""


# Not frozen: a million are made, each of which would take five times as long.
@dataclass(slots=True)
class Parts:
    """What one recipient gets, and what each part's rendering came across."""

    subject: str
    preheader: str
    html: str
    text: str
    runs: dict[str, Run] = field(compare=False)


@dataclass(frozen=True)
class Prepared:
    """The trees of a template as they are rendered and compiled, its programs and its merge fields."""

    template: Template
    trees: Mapping[str, Tree]
    programs: Mapping[str, Program]
    fields: tuple[Field, ...]
    css_problem: str

    @property
    def language(self) -> Language:
        """The language that the template is written in."""
        return language_of(self.template.language)

    def render(self, context: dict[str, Any]) -> Parts:
        """Everything for one recipient; raises TemplateProblem only where a bound is exceeded."""
        bound = prepared_context(context)
        runs: dict[str, Run] = {}
        made: dict[str, str] = {}
        for part in PARTS:
            runs[part] = run = Run()
            try:
                made[part] = self.programs[part].render(bound, run)
            except TemplateProblem as problem:
                raise problem.placed(part) from None
            if part == "preheader":
                # It comes before the HTML, in which it stands too.
                bound[PREHEADER] = made[part]
        return Parts(made["subject"], made["preheader"], made["html"], made["text"], runs)


@contextmanager
def stoppable(progress: Progress) -> Iterator[None]:
    """What is parsed, prepared, linted or compiled in this can be stopped by that progress; raises Cancelled."""
    with beating(progress) as pulse:
        pulse.step(0, 1, "Preparing the template")
        yield


def prepare(template: Template) -> Prepared:
    """The template ready to render; kept for as long as its sources stay the same. Raises TemplateProblem."""
    language_of(template.language)
    return _prepare(template)


# The preview asks for the same template with each person, a campaign for each of its variants.
@lru_cache(maxsize=16)
def _prepare(template: Template) -> Prepared:
    language = language_of(template.language)
    trees, css_problem = _trees(template, language)
    modes: dict[str, Mode] = {"subject": "text", "preheader": "text", "html": "html", "text": "text"}
    programs = {part: Program(trees[part], modes[part], language) for part in PARTS}
    asked = tuple(found for found in fields_of(*trees.values()) if found.name != PREHEADER)
    return Prepared(template, trees, programs, asked, css_problem)


def _trees(template: Template, language: Language) -> tuple[dict[str, Tree], str]:
    subject = _one_line(part_tree("subject", template.subject, language))
    preheader = _one_line(part_tree("preheader", template.preheader, language))
    skeleton = skeleton_of(part_tree("html", template.body, language))
    markup = to_html(skeleton) if is_mjml(template.body) else skeleton.text
    # Before styles are spliced in: a construct that is copied into one is marked already.
    encode_links(markup, skeleton)
    inlined, css_problem = inline_css(markup, skeleton)
    if template.preheader.strip():
        inlined = _with_preheader(inlined, skeleton)
    if template.text is None:
        text = plaintext.text_part(markup, skeleton)
    else:
        written = skeleton_of(part_tree("text", template.text, language))
        encode_typed(written)
        text = rebuild(written.text, written)
    trees = {"subject": subject, "preheader": preheader, "html": rebuild(inlined, skeleton), "text": text}
    return trees, css_problem


def _one_line(tree: Tree) -> Tree:
    skeleton = skeleton_of(tree)
    return rebuild(re.sub(r"\s+", " ", skeleton.text).strip(), skeleton)


def part_tree(part: str, source: str, language: Language) -> Tree:
    """The tree of one part; raises TemplateProblem that says which part it is in."""
    try:
        return language.parse(source)
    except TemplateProblem as problem:
        where = ", ".join(filter(None, ("body" if part == "html" else part, problem.place)))
        raise problem.placed(where) from None


def _with_preheader(markup: str, skeleton: Skeleton) -> str:
    slot = skeleton.add(Slot("leaf", Output(Name(PREHEADER))))
    hidden = f'<div style="{_HIDING}">{slot}{_PADDING}</div>'
    body = next((piece.end for piece in scan(markup) if piece.name == "body" and not piece.closing), None)
    if body is None:
        declared = re.match(r"\s*<!doctype[^>]*>", markup, re.IGNORECASE)
        body = declared.end() if declared else 0
    return markup[:body] + hidden + markup[body:]


def with_system(context: Mapping[str, Any], sender: Mapping[str, str]) -> dict[str, Any]:
    """The context with the preview's links and the project's sender in it, where it has none of its own."""
    return filled(context, system_fields(sender))


def system_fields(sender: Mapping[str, str]) -> dict[str, Any]:
    """What `filled` puts into the context of every recipient."""
    return {**PREVIEW_LINKS, "sender": sender_record(sender)}


def filled(context: Mapping[str, Any], system: Mapping[str, Any]) -> dict[str, Any]:
    """The context with these fields in it, where it has none of its own."""
    made = dict(context)
    for name, value in system.items():
        if made.get(name) is None:
            made[name] = value
    return made


def sender_record(sender: Mapping[str, str]) -> dict[str, str]:
    """The parts of `sender` in a template, from the project's setting; each has the name that it is asked by."""
    name, address, postal = (sender.get(key, "") for key in ("from_name", "from_address", "postal_address"))
    return {
        **sender,
        "name": name,
        "email": address,
        "address": postal,
        "from_name": name,
        "from_address": address,
        "postal_address": postal,
    }
