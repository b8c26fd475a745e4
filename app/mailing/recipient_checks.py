"""Every recipient rendered and looked at: what each person would find missing, empty or wrong in their email.

`Checker` is fed one recipient after another, so that an export can check in the same pass in which it writes.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zlib import crc32

from app.domain.counts import counted
from app.domain.names import fold
from app.domain.problems import TemplateProblem
from app.mailing.branch_marks import marked, ways
from app.template import (
    PARTS,
    SUBJECT_LENGTH,
    Finding,
    Language,
    Parts,
    Prepared,
    display,
    entity_in,
    filled,
    in_order,
    link_fault,
    lint_look,
    lint_template,
    system_fields,
)
from app.template import tree as t

GMAIL_BYTES = 102 * 1024
"""Bytes of HTML past which Gmail cuts an email off (community-established; no page of Google's states it)."""

_LEFTOVER = re.compile(r"\{\{|\{%|\*\|\w+\|\*")
# “Hello,” alone is a greeting; the blank before the comma is what an empty name left.
_EMPTY_GREETING = re.compile(
    r"(?<!\w)(?:hi|hey|hello|dear|welcome(?: back)?|good (?:morning|afternoon|evening))\s+[,!.:]", re.IGNORECASE
)
_BLANK_BEFORE = re.compile(" [,!.:]")
_HREF = re.compile(r"<a\b[^>]*?\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_TWICE = re.compile(r"\?[^?]*\?|#[^?]*\?")
_DOUBLED_ENTITY = re.compile(
    r"&amp;(?:amp|lt|gt|quot|apos|nbsp|[A-Za-z]{1,2}(?:uml|acute|grave|circ|tilde|cedil|ring|slash|lig)|#\d{2,6}|#x[0-9A-Fa-f]{2,6});"
)
"""An entity in a customer's value, as it comes out in HTML."""

# A field with more different values than these holds names or numbers: that one of them is missing says nothing.
_MOST_VALUES = 2_000


@dataclass(slots=True)
class _Tally:
    """How many people a finding concerns, the first of them, and a sum over all, by which other people are told."""

    recipients: int
    example: str
    people: int


class Checker:
    """Looks at recipients one by one and says at the end what was found."""

    def __init__(
        self,
        prepared: Prepared,
        known: Collection[str] | None,
        sender: Mapping[str, str],
        programs: Collection[str] = (),
    ) -> None:
        self._prepared = marked(prepared)
        self._system = system_fields(sender)
        self._static = lint_template(prepared.template, known, sender.get("postal_address", ""))
        self._static += lint_look(prepared, programs) if programs else []
        if prepared.css_problem:
            self._static.append(Finding("css", "html", f"The CSS could not be inlined: {prepared.css_problem}"))
        self._parts = PARTS if prepared.template.text is not None else PARTS[:3]
        # Values are harmless wherever they print, so that only the source's own text can leave a tag behind.
        self._suspicious = any(finding.code == "leftover" for finding in self._static)
        known_entities = {finding.where for finding in self._static if finding.code == "entity"}
        self._read = frozenset(self._parts) - known_entities
        self._tallies: dict[Finding, _Tally] = {}
        self._lacking: dict[tuple[str, int], Finding] = {}
        self._reached: set[str] = set()
        self._values: dict[str, set[str]] = {name: set() for name, _, _ in self._asked()}
        self._links = _has_href(prepared, rf"[^\"']*{_field(prepared.language)}")
        self._grown = _has_href(prepared, rf"\s*{_field(prepared.language, whole=True)}[^\"']*\?")
        self.recipients = 0

    def see(self, key: str, context: Mapping[str, Any]) -> Parts | None:
        """Render one recipient and note what is wrong; returns what they get, or None where nothing could be made."""
        self.recipients += 1
        bound = filled(context, self._system)
        self._note_values(bound)
        try:
            parts = self._prepared.render(bound)
        except TemplateProblem as problem:
            self._add(key, Finding("render", problem.where or "html", problem.what, problem.line))
            return None
        found = self._of(parts)
        if found:
            # Once for each person: a loop may find one fault many times in one email.
            for finding in set(found) if len(found) > 1 else found:
                self._add(key, finding)
        for run in parts.runs.values():
            for mark, _ in run.marks:
                self._reached.add(mark)
        return parts

    def _add(self, key: str, finding: Finding) -> None:
        tally = self._tallies.get(finding)
        if tally is None:
            tally = self._tallies[finding] = _Tally(0, key, 0)
        tally.recipients += 1
        # A sum, so that the same people come to the same in any order.
        tally.people += crc32(key.encode())

    def _note_values(self, context: Mapping[str, Any]) -> None:
        for name, seen in self._values.items():
            if len(seen) < _MOST_VALUES:
                value = context.get(name)
                if type(value) is str and value in seen:
                    continue
                seen.update(map(display, value) if isinstance(value, (list, tuple)) else [display(value)])

    def _of(self, parts: Parts) -> list[Finding]:
        found = [
            self._missing(part, number)
            for part in self._parts
            if parts.runs[part].missing
            for number in parts.runs[part].missing
        ]
        if not parts.subject.strip():
            found.append(Finding("subject-blank", "subject", "The subject is empty"))
        elif len(parts.subject) > SUBJECT_LENGTH:
            found.append(
                Finding("subject-long", "subject", f"The subject has over {counted(SUBJECT_LENGTH, 'character')}")
            )
        # A character has at most four bytes: most emails need not be encoded to be measured.
        if len(parts.html) * 4 > GMAIL_BYTES and len(parts.html.encode()) > GMAIL_BYTES:
            found.append(Finding("size", "html", "The HTML is over 102 KB: Gmail cuts it off"))
        if greetings := self._greetings(parts):
            # A greeting that is known to lack its name need not be found once more by how it reads.
            nameless = {finding.where for finding in found if finding.code == "empty-greeting"}
            found += [finding for finding in greetings if finding.where not in nameless]
        if self._suspicious:
            found += self._leftovers(parts)
        if self._links:
            found += self._dead_links(parts)
        return found + self._entities(parts)

    def _missing(self, part: str, number: int) -> Finding:
        """The finding of a site that has nothing to print, made once for all people who lack it."""
        found = self._lacking.get((part, number))
        if found is None:
            site = self._prepared.programs[part].sites[number]
            code, says = ("empty-greeting", "The greeting has no name: ") if site.greets else ("missing-value", "")
            message = f"{says}{{{{ {site.source} }}}} is empty and has no default"
            found = self._lacking[part, number] = Finding(code, part, message, site.line)
        return found

    def _greetings(self, parts: Parts) -> list[Finding]:
        for part, text in (("subject", parts.subject), ("text", parts.text)):
            # A plain search first: most emails have none of these and need no long pattern.
            if _BLANK_BEFORE.search(text) and _EMPTY_GREETING.search(text):
                # Where the template has no text part, the text is made of its HTML.
                where = "html" if part == "text" and part not in self._parts else part
                return [Finding("empty-greeting", where, "A greeting has no name before its comma")]
        return []

    def _leftovers(self, parts: Parts) -> list[Finding]:
        texts = (("subject", parts.subject), ("preheader", parts.preheader), ("html", parts.html), ("text", parts.text))
        return [
            Finding("leftover", part, f"“{found.group()}” would be sent as it stands")
            for part, text in texts
            if part in self._parts and (found := _LEFTOVER.search(text))
        ]

    def _entities(self, parts: Parts) -> list[Finding]:
        """Signs that a file wrote as HTML, which would be read as they stand: `Zo&euml;` in a subject."""
        found = []
        if "&" in parts.subject or "&" in parts.preheader or "&" in parts.text:
            texts = (("subject", parts.subject), ("preheader", parts.preheader), ("text", parts.text))
            found = [(part, entity) for part, text in texts if part in self._read and (entity := entity_in(text))]
        if "&amp;" in parts.html and (doubled := _DOUBLED_ENTITY.search(parts.html)):
            found.append(("html", doubled.group().replace("&amp;", "&")))
        return [
            Finding("entity", part, f"“{entity}” is sent as it stands, for the sign it means") for part, entity in found
        ]

    def _dead_links(self, parts: Parts) -> list[Finding]:
        links = {double or single for double, single in _HREF.findall(parts.html)}
        found = [Finding(code, "html", _general(code)) for code in filter(None, map(_fault, links))]
        if self._grown and any(map(_TWICE.search, links)):
            found.append(Finding("link-doubled", "html", _DOUBLED))
        return found

    def findings(self) -> list[Finding]:
        """Everything found so far, errors first."""
        counted = [
            Finding(each.code, each.where, each.message, each.line, tally.recipients, tally.example, tally.people)
            for each, tally in self._tallies.items()
        ]
        # With how many it concerns a finding says more than the same one about the source.
        static = [each for each in self._static if not any(_same(each, other) for other in counted)]
        return in_order([*static, *counted, *self._never()])

    def _never(self) -> list[Finding]:
        """Comparisons with a value that nobody has, and branches that nobody takes; nothing where nobody was seen."""
        if not self.recipients:
            return []
        found = []
        for name, wanted, (part, line) in self._asked():
            seen = self._values[name]
            if wanted not in seen and len(seen) < _MOST_VALUES:
                message = f"No recipient has {name} “{wanted}”{_alike(wanted, seen)}"
                found.append(Finding("never-equal", part, message, line))
        lines = {(each.where, each.line) for each in found}
        return [*found, *(each for each in self._unreached() if (each.where, each.line) not in lines)]

    def _unreached(self) -> list[Finding]:
        return [
            Finding("unreached-branch", one.part, f"No recipient gets {one.words}", one.line)
            for one in ways(self._prepared, self._parts)
            if not one.is_loop and one.key not in self._reached
        ]

    def _asked(self) -> list[tuple[str, str, tuple[str, int]]]:
        """Each `field == "text"` of the template: the field, the text, and where it stands."""
        found: list[tuple[str, str, tuple[str, int]]] = []
        for part in self._parts:
            own = t.assigned(self._prepared.trees[part].body)
            for expr in t.expressions(self._prepared.trees[part].body):
                if isinstance(expr, t.Compare) and isinstance(expr.first, t.Name) and expr.first.name not in own:
                    pairs = [(op, right.value) for op, right in expr.rest if isinstance(right, t.Const)]
                    found.extend(
                        (expr.first.name, value, (part, expr.line))
                        for op, value in pairs
                        if op == "==" and isinstance(value, str)
                    )
        return found


def _alike(wanted: str, seen: set[str]) -> str:
    """A hint at the value that differs in case or spaces alone: the commonest reason why nobody matches."""
    near = next((value for value in sorted(seen) if fold(value.strip()) == fold(wanted.strip())), "")
    return f"; there is “{near}”" if near else ""


_DOUBLED = "A merge field begins a link and has a “?” or “#” of its own: the parameters behind it are not read as such"


def _has_href(prepared: Prepared, address: str) -> bool:
    """Whether the HTML as it was written has a link whose address begins like this."""
    return re.search(rf"href\s*=\s*[\"']{address}", prepared.template.body, re.IGNORECASE) is not None


def _field(language: Language, *, whole: bool = False) -> str:
    """A pattern for where a merge field opens, or for a whole one."""
    opens, closes = language.signs.fields
    between = f"[^{re.escape(opens + closes)}]*"
    return re.escape(opens) + (between + re.escape(closes) if whole else "")


@lru_cache(maxsize=10_000)
def _fault(link: str) -> str:
    """What is wrong with a link that is in many emails, or nothing."""
    code, _ = link_fault(link) or ("", "")
    return "" if code == "link-insecure" else code


def _general(code: str) -> str:
    return "A link leads nowhere" if code == "link-empty" else "A link has no https:// before it"


def _same(static: Finding, counted: Finding) -> bool:
    return (static.code, static.where) == (counted.code, counted.where) and static.code in (
        "subject-blank",
        "leftover",
        "entity",
    )
