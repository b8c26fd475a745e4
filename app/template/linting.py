"""What is wrong with a template by its source alone: fast enough to run as one types."""

import html
import re
from collections.abc import Collection, Iterator, Sequence
from html.entities import html5

from app.domain.background import tick
from app.domain.problems import TemplateProblem
from app.domain.spelling import likeness, nearest
from app.template import tree as t
from app.template.client_support import lint_clients
from app.template.construct_markers import Skeleton, skeleton_of
from app.template.fields import STANDARD, Field, alias_of, fields_of
from app.template.findings import Finding, in_order
from app.template.language import Language
from app.template.languages import FIRST_LANGUAGE, language_of
from app.template.lint_access import lint_access, lint_contrast
from app.template.lint_html import lint_markup, lint_places
from app.template.lint_words import lint_inbox, lint_tracking
from app.template.mjml import is_mjml
from app.template.placeholders import placeholders
from app.template.prepared_template import Prepared, Template

SUBJECT_LENGTH = 70
"""Characters of a subject that a desktop client shows."""

ADDRESS = frozenset({"sender.address", "sender.postal_address"})
"""The merge fields that print the sender's postal address."""

_SINGLE_BRACE = re.compile(r"(?<![{$])\{\s*([A-Za-z_][\w.]*)\s*\}(?!\})")
# The longest name that HTML has for a character is of 31 letters.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LEFTOVER = re.compile(
    r"\{\{[^{}\n]{0,60}(?:\}\})?|\{%[^{}\n]{0,60}(?:%\})?|\*\|[A-Z_:a-z0-9]+\|\*|%%[\w-]+%%|%%\[[^\n]{0,60}"
    r"|%%=[^\n]{0,60}?=%%|\[\[\w[\w ]*\]\]"
)


def lint(
    source: str, part: str = "html", known: Collection[str] | None = None, language: str = FIRST_LANGUAGE
) -> list[Finding]:
    """The findings of one part's source; `known` are the project's fields (None: only look-alikes are reported)."""
    try:
        spoken = language_of(language)
        tree = spoken.parse(source)
    except TemplateProblem as problem:
        return [Finding("syntax", part, _of_problem(problem), problem.line)]
    skeleton = skeleton_of(tree)
    found = [*_fields(tree, part, known), *_texts(skeleton, part, known, spoken), *_branches(tree, part, spoken)]
    found.extend(placeholders(tree, skeleton, part))
    if part == "html":
        found.extend(lint_places(skeleton))
        found.extend(lint_tracking(skeleton))
        if not is_mjml(source):
            found.extend([*lint_markup(skeleton), *lint_access(skeleton)])
    return in_order(found)


def lint_template(
    template: Template, known: Collection[str] | None = None, postal_address: str | None = None
) -> list[Finding]:
    """The findings of a whole template, with what it lacks: an unsubscribe link, a postal address, a subject.

    `postal_address` is the sender's (None: not known, and then it is not missed where the template prints it).
    """
    parts = {"subject": template.subject, "preheader": template.preheader, "html": template.body}
    if template.text is not None:
        parts["text"] = template.text
    found = [finding for part, source in parts.items() for finding in lint(source, part, known, template.language)]
    if not any(finding.code == "syntax" for finding in found):
        found.extend(_lacks(template, parts, postal_address))
        language = language_of(template.language)
        found.extend(lint_inbox(*(skeleton_of(language.parse(parts[part])) for part in ("subject", "preheader"))))
    return in_order(found)


def lint_look(prepared: Prepared, programs: Collection[str]) -> list[Finding]:
    """How it looks to its readers: text that stands out too little, and what their mail `programs` do not know."""
    source = skeleton_of(prepared.language.parse(prepared.template.body))
    shown = skeleton_of(prepared.trees["html"])
    return [*lint_contrast(shown, source), *lint_clients(source, programs)]


def _lacks(template: Template, parts: dict[str, str], postal_address: str | None) -> Iterator[Finding]:
    language = language_of(template.language)
    if not template.subject.strip():
        yield Finding("subject-blank", "subject", "There is no subject")
    for part in ("html", "text"):
        if part not in parts:
            continue
        fields = fields_of(language.parse(parts[part]))
        paths = {path for field in fields for path in (field.name, *field.paths)}
        if "unsubscribe_url" not in paths:
            use = language.output(t.Name("unsubscribe_url"))
            yield Finding("unsubscribe-missing", part, f"There is no unsubscribe link: use {use}")
        use = language.output(t.Attr(t.Name("sender"), "address"))
        yield from _address(parts[part], part, fields, postal_address, use)


def _address(
    source: str, part: str, fields: Sequence[Field], postal_address: str | None, use: str
) -> Iterator[Finding]:
    printed = [field for field in fields if ADDRESS & {field.name, *field.paths}]
    first = (postal_address or "").strip().split("\n")[0].strip()
    if printed and postal_address is not None and not first:
        message = "The postal address is blank: a campaign’s sender has none yet"
        yield Finding("address-missing", part, message, printed[0].line)
    # An address that is written out by hand is one.
    elif not printed and not (first and first in source):
        yield Finding("address-missing", part, f"There is no postal address: use {use}")


def _of_problem(problem: TemplateProblem) -> str:
    said = str(problem.placed(""))
    return f"{said} (column {problem.column})" if problem.column else said


def _fields(tree: t.Tree, part: str, known: Collection[str] | None) -> Iterator[Finding]:
    names = STANDARD | frozenset(known or ())
    for field in fields_of(tree):
        if field.written and not field.written.startswith("customer."):
            message = f"“{field.written}” is another tool's name for {field.name}; convert it"
            yield Finding("alias", part, message, field.line)
        if field.name in names:
            continue
        hint = did_you_mean(field.name, names)
        if known is not None or hint:
            yield Finding("unknown-field", part, f"There is no field called “{field.name}”{hint}", field.line)


def did_you_mean(name: str, names: Collection[str]) -> str:
    """`; did you mean “x”?` for the name that is nearest, or nothing."""
    alias = alias_of(name)
    meant = alias if alias in names else nearest(name, names)
    return f"; did you mean “{meant}”?" if meant else ""


_SLIP = 85.0
"""So like a field that it can only be one misspelt: less would take words in braces, which a text may hold, for one."""


def _is_slip(name: str, names: Collection[str]) -> bool:
    return any(likeness(name, one) >= _SLIP for one in names)


def _texts(skeleton: Skeleton, part: str, known: Collection[str] | None, language: Language) -> Iterator[Finding]:
    names = STANDARD | frozenset(known or ())
    tick()
    for found in _SINGLE_BRACE.finditer(skeleton.text):
        tick()
        name = found.group(1)
        if name in names or alias_of(name) or _is_slip(name, names):
            meant = language.output(t.Name(alias_of(name) or name))
            message = f"{found.group()} would be sent as it stands: write {meant}"
            yield Finding("single-brace", part, message, skeleton.line_at(found.start()))
    for found in _ENTITY.finditer(skeleton.text) if part != "html" else ():
        if entity_in(found.group()):
            message = f"“{found.group()}” is sent as it stands: write “{html.unescape(found.group())}”"
            yield Finding("entity", part, message, skeleton.line_at(found.start()))
    tick()
    for found in _LEFTOVER.finditer(skeleton.text):
        tick()
        message = f"“{found.group()}” would be sent as it stands"
        yield Finding("leftover", part, message, skeleton.line_at(found.start()))


def entity_in(text: str) -> str:
    """The first entity of HTML in a text that is none, where it would be read as it stands; else nothing."""
    found = (each.group() for each in _ENTITY.finditer(text))
    return next((each for each in found if each[1] == "#" or each[1:] in html5), "")


def _branches(tree: t.Tree, part: str, language: Language) -> Iterator[Finding]:
    for node in t.walk(tree.body):
        if isinstance(node, t.If):
            seen: set[str] = set()
            for branch in node.branches:
                source = language.write(branch.test) if branch.test is not None else ""
                if source and source in seen:
                    yield Finding("same-condition", part, f"“{source}” was asked already, above", branch.line)
                seen.add(source)
