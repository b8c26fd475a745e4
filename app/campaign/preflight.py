"""The pre-flight: would this export be right for every recipient? Each of them is rendered and looked at.

An export makes the same pass and writes while it looks, so that what was checked is what was written.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from zlib import crc32

from app import audience
from app.campaign import findings, store
from app.campaign.batches import Letters, Recipient
from app.campaign.contact_columns import Layout
from app.campaign.esp_profiles import esp as esp_of
from app.campaign.findings import Finding, Verdict
from app.campaign.overrules import Overrules, wanted
from app.campaign.plan import SAMPLE, Plan
from app.campaign.store import Campaign
from app.campaign.suppressed_addresses import barred_addresses
from app.campaign.waterfall import Assembly, assemble
from app.domain.clock import Moment
from app.domain.counts import agreed, counted
from app.domain.csv_injection import is_formula
from app.domain.garbage import uncollected
from app.domain.progress import SILENT, Progress
from app.mailing import Checker, WorstCases, known_fields, readers_programs, sender_of
from app.project import Project
from app.template import CODES as TEMPLATE_CODES
from app.template import (
    Compiled,
    Limits,
    Parts,
    Profile,
    Severity,
    compile_template,
    computed_values,
    dialect_of,
    stoppable,
)
from app.template import store as templates

_OFTEN = 250
"""People between two reports of progress."""

Seen = Callable[[Recipient, list[str], Parts | None], None]
"""Told of each recipient: the person, their row of the contacts file, and their email (None: it cannot be made)."""


@dataclass
class Preflight:
    """A campaign made ready to be looked at: its people, its templates, and their forms in the ESP's language."""

    project: Project
    campaign: Campaign
    moment: Moment
    found: Assembly
    esp: Profile
    letters: Letters
    compiled: list[Compiled]
    overrules: Overrules
    _worst: WorstCases = field(default_factory=WorstCases)
    _long: dict[str, tuple[int, str, int]] = field(default_factory=dict)
    _sampling: bool = False
    _rendered: int = 0
    _largest: int = 0

    @property
    def plan(self) -> Plan:
        """The campaign's plan."""
        return self.campaign.plan

    @cached_property
    def layout(self) -> Layout:
        """The columns of the contacts file."""
        return Layout(self.plan, self.esp, self.compiled)

    @cached_property
    def barred(self) -> dict[str, str]:
        """`barred_addresses`, asked once: an export that something was committed beside is given up."""
        return barred_addresses(self.project)

    @cached_property
    def _checkers(self) -> list[Checker]:
        known, sender = known_fields(self.project), sender_of(self.project)
        programs = readers_programs(self.project)
        return [Checker(prepared, known, sender, programs) for prepared in self.letters.prepared]

    @uncollected()
    def run(self, seen: Seen | None = None, progress: Progress = SILENT) -> Verdict:
        """Look at every recipient, and tell `seen` of each in key order."""
        rows = self.found.recipients
        # Only an export writes samples; weighing everyone for them would take a check an eighth longer.
        self._sampling = seen is not None and self.plan.html == "sample"
        done = 0
        # Their own progress would count who was fetched, which is ahead of who was looked at.
        for batch in self.letters.batches(self.found, rows, SILENT):
            for person, cells in zip(batch, self._rows(batch), strict=True):
                if done % _OFTEN == 0:
                    progress.step(done, len(rows), "Checking every email")
                parts = self._look(person, cells, int(rows[done]))
                if seen is not None:
                    seen(person, cells, parts)
                done += 1
        progress.step(1, 1, "Checking every email")
        return self.verdict()

    def _rows(self, batch: list[Recipient]) -> Iterator[list[str]]:
        """The rows of a batch, each with the cells that its own variant's template refers to."""
        made: dict[int, list[str]] = {}
        for number, compiled in enumerate(self.compiled):
            places = [place for place, person in enumerate(batch) if person.variant == number]
            made.update(zip(places, computed_values(compiled, [batch[at].context for at in places]), strict=True))
        for place, person in enumerate(batch):
            yield self.layout.row(person.context, person.variant, made[place])

    def _look(self, person: Recipient, cells: list[str], row: int) -> Parts | None:
        parts = self._checkers[person.variant].see(person.key, person.context)
        if parts is not None:
            self._rendered += 1
            # An ASCII text need not be encoded to be measured.
            size = len(parts.html) if parts.html.isascii() else len(parts.html.encode())
            self._largest = max(self._largest, size)
            if self._sampling:
                self._worst.see(row, person.context, parts)
        most = dialect_of(self.esp.name).limits.cell_bytes
        # A character has at most four bytes: most rows need no closer look.
        if most and max(map(len, cells)) * 4 > most:
            for header, cell in zip(self.layout.headers, cells, strict=True):
                if len(cell) * 4 > most and len(cell.encode()) > most:
                    count, example, people = self._long.get(header, (0, person.key, 0))
                    # A sum of checksums tells whether these are the same people as before, in whatever order, and holds
                    # no keys.
                    self._long[header] = (count + 1, example, people + crc32(person.key.encode()))
        return parts

    def samples(self) -> list[int]:
        """The rows of the recipients to look at first: the worst cases, then others evenly through the list."""
        rows = self.found.recipients.tolist()
        # Every n-th of a short list may be too few: the first people fill up.
        evenly = rows[:: len(rows) // SAMPLE + 1]
        worst = [one.profile for one in self._worst.found()]
        return list(dict.fromkeys([*worst, *evenly, *rows[:SAMPLE]]))[:SAMPLE]

    # What was found.

    def verdict(self) -> Verdict:
        """What was found so far."""
        found = self.overrules.applied([*self._own(), *self._of_templates()])
        found.sort(key=lambda finding: not finding.blocks)
        words = {"rendered": self._rendered, "recipients": len(self.found.recipients), "esp": self._title()}
        words["room"] = self._room_left()
        # Rounded up: 102.1 KB are past the 102 at which Gmail cuts off.
        checks = findings.lines(found, kilobytes=-(-self._largest // 1024), **words)
        return Verdict(len(self.found.recipients), tuple(found), checks)

    def _room_left(self) -> str:
        limits = dialect_of(self.esp.name).limits
        return f": {counted(max(limits.room - self._own_fields(), 0), 'field')} left" if limits.columns else ""

    def _title(self) -> str:
        return self.esp.title[0].upper() + self.esp.title[1:]

    def _of_templates(self) -> list[Finding]:
        """What the templates' checks found; what all variants have in common is said once, without a variant."""
        found: dict[tuple[str, str, str, int], list[Finding]] = {}
        for variant, checker in zip(self.plan.variants, self._checkers, strict=True):
            for one in checker.findings():
                place = (one.code, one.where, one.message, one.line)
                said = (one.where, one.message, one.line, one.recipients, one.example, variant.name, one.people)
                found.setdefault(place, []).append(Finding(one.code, self._gravity(one.code), *said))
        return [one for same in found.values() for one in self._joined(same)]

    def _gravity(self, code: str) -> Severity:
        if code == "address-missing" and not self._has_address:
            # That the sender has none is an error of its own already; once is enough.
            return TEMPLATE_CODES[code]
        return findings.CODES[code]

    @cached_property
    def _has_address(self) -> bool:
        return bool(str(sender_of(self.project).get("postal_address") or "").strip())

    def _joined(self, same: list[Finding]) -> list[Finding]:
        if len(same) < len(self.compiled):
            return same
        # Each person has one variant, so that what was counted for each adds up.
        count, people = sum(one.recipients for one in same), sum(one.people for one in same)
        return [replace(same[0], variant=None, recipients=count, people=people)]

    def _own(self) -> Iterator[Finding]:
        if not len(self.found.recipients):
            yield findings.own("no-recipients", "audience", "Nobody is left to write to")
        missing = _missing_sender(sender_of(self.project))
        if missing:
            message = f"The sender has no {' and no '.join(missing)}: every email must say who sends it, and from where"
            yield findings.own("sender-incomplete", "sender", message)
        yield from self._of_formulas()
        yield from self._of_esp()

    def _of_formulas(self) -> Iterator[Finding]:
        rows = self.found.like_formulas
        if len(rows):
            message = "No file can carry an address that begins like a formula: they are left out"
            yield findings.own("address-formula", "contacts", message, len(rows), str(self.found.keys[int(rows[0])]))
        count = sum(map(is_formula, self.barred))
        if count:
            what = "address has" if count == 1 else "addresses have"
            message = f"{count:,} suppressed {what} to be entered by hand, for no file can carry them: see UPLOAD.md"
            yield findings.own("suppressed-formula", "suppressed", message)

    def _own_fields(self) -> int:
        return len(dialect_of(self.esp.name).own_fields(self.layout.headers))

    def room(self) -> str:
        """How many fields of its own the campaign needs at an ESP that counts them; else nothing."""
        limits, own = dialect_of(self.esp.name).limits, self._own_fields()
        if not limits.columns:
            return ""
        left = max(limits.room - own, 0)
        return (
            f"{_holder(limits)} has room for {limits.columns} fields, of which {len(limits.there)} are there "
            f"from the start: this campaign needs {own} more, and {left} {agreed(left, 'is', 'are')} left for your own."
        )

    def _of_esp(self) -> Iterator[Finding]:
        limits, title = dialect_of(self.esp.name).limits, self._title()
        if limits.columns and self._own_fields() > limits.room:
            beside = f"Beside the {len(limits.there)} fields that every {limits.holder} has"
            message = f"{beside}, {title} has room for {limits.room}"
            yield findings.own("esp-columns", "contacts", f"{message}, and this needs {self._own_fields()}")
        tags = {column.header: column.tag for one in self.compiled for column in one.columns}
        long = [tag for tag in tags.values() if limits.tag_bytes and len(tag.encode()) > limits.tag_bytes]
        for tag in sorted(set(long)):
            yield findings.own("esp-header", "contacts", f"{title} takes no name as long as {tag}")
        for header, (count, example, people) in self._long.items():
            message = f"{title} cuts a cell off after {counted(limits.cell_bytes, 'byte')}: “{header}” is longer"
            yield findings.own("esp-cell", "contacts", message, count, example, people)
        for message in dict.fromkeys(said for one in self.compiled for said in one.unsupported):
            yield findings.own("esp-unsupported", "template", message)


def _holder(limits: Limits) -> str:
    """That which has the fields, as a sentence begins with it."""
    return f"{'An' if limits.holder[0] in 'aeiou' else 'A'} {limits.holder}"


def _missing_sender(sender: dict[str, Any]) -> list[str]:
    names = {"from_name": "name", "from_address": "email address", "postal_address": "postal address"}
    return [label for name, label in names.items() if not str(sender.get(name) or "").strip()]


def preflight(
    project: Project,
    campaign: Campaign,
    moment: Moment,
    asked: Mapping[str, str] | None = None,
    progress: Progress = SILENT,
) -> Preflight:
    """The campaign ready to be looked at; `asked` gives reasons to overrule codes by, beside the overrules it keeps.

    Raises TemplateProblem where a template cannot be read.
    """
    plan = campaign.plan
    written = [templates.get(project, variant.template or plan.template) for variant in plan.variants]
    letters = Letters(project, campaign, written, moment, progress)
    names = audience.names(project)
    types = {name: known.type for name, known in names.traits.items()}
    types |= {old: types[end] for old, end in names.merged.items() if end in types}
    sender = sender_of(project)
    with stoppable(progress):
        compiled = [compile_template(one, plan.esp, types, sender) for one in letters.templates]
    found = assemble(project, plan, campaign.name, moment, progress)
    overrules = Overrules(plan, campaign.overrules, asked)
    return Preflight(project, campaign, moment, found, esp_of(plan.esp), letters, compiled, overrules)


def check(
    project: Project,
    name: str,
    as_of: "str | Moment | None",
    overrule: Mapping[str, str] | None = None,
    progress: Progress = SILENT,
) -> Verdict:
    """Every recipient of the campaign rendered and looked at; what is overruled by it is kept with the campaign."""
    campaign, asked = store.get(project, name), wanted(overrule or {})
    ready = preflight(project, campaign, project.moment(as_of), asked, progress.part(0, 0.3))
    verdict = ready.run(None, progress.part(0.3, 1))
    if asked:
        named = [one for one in verdict.findings if one.code in asked]
        store.overrule(project, campaign, ready.overrules.entries(named))
    return verdict
