"""The pre-flight: would this export be right for every recipient? Each of them is rendered and looked at.

An export makes the same pass and writes while it looks, so that what was checked is what was written.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from app import audience
from app.campaign import findings, store
from app.campaign.assemble import Assembly, assemble
from app.campaign.cells import Layout
from app.campaign.esps import Esp
from app.campaign.esps import esp as esp_of
from app.campaign.findings import Finding, Verdict
from app.campaign.formulas import is_formula
from app.campaign.letters import Letters, Recipient
from app.campaign.plan import SAMPLE, Plan
from app.campaign.store import Campaign
from app.clock import Moment
from app.progress import SILENT, Progress
from app.project import Project
from app.template import store as templates
from app.template.checking import Checker
from app.template.compiler import Compiled, compile_template, computed_values, dialect_of
from app.template.prepare import Parts
from app.template.render import known_fields, sender_of
from app.template.worst import WorstCases

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
    esp: Esp
    letters: Letters
    compiled: list[Compiled]
    _worst: WorstCases = field(default_factory=WorstCases)
    _long: dict[str, tuple[int, str]] = field(default_factory=dict)
    _formulas: tuple[int, str | None] = (0, None)
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
    def _checkers(self) -> list[Checker]:
        known, sender = known_fields(self.project), sender_of(self.project)
        return [Checker(prepared, known, sender) for prepared in self.letters.prepared]

    def run(self, seen: Seen | None = None, progress: Progress = SILENT) -> Verdict:
        """Look at every recipient, and tell `seen` of each in key order."""
        rows = self.found.recipients
        # Only an export writes samples; weighing everyone for them would take a check an eighth longer.
        self._sampling = seen is not None and self.plan.html == "sample"
        done = 0
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
            self._largest = max(self._largest, len(parts.html.encode()))
            if self._sampling:
                self._worst.see(row, person.context, parts)
        if is_formula(person.email):
            self._formulas = (self._formulas[0] + 1, self._formulas[1] or person.key)
        most = dialect_of(self.esp.name).limits.cell_bytes
        if most:
            for header, cell in zip(self.layout.headers, cells, strict=True):
                # A character has at most four bytes: most cells need not be encoded.
                if len(cell) * 4 > most and len(cell.encode()) > most:
                    count, example = self._long.get(header, (0, person.key))
                    self._long[header] = (count + 1, example)
        return parts

    def samples(self) -> list[int]:
        """The rows of the recipients to look at first: the worst cases, then others evenly through the list."""
        rows = self.found.recipients.tolist()
        evenly = rows[:: len(rows) // SAMPLE + 1]
        worst = [one.profile for one in self._worst.found()]
        return list(dict.fromkeys([*worst, *evenly, *rows[:SAMPLE]]))[:SAMPLE]

    # What was found.

    def verdict(self) -> Verdict:
        """What was found so far."""
        found = [*self._own(), *self._of_templates()]
        found.sort(key=lambda finding: finding.severity != "error")
        words = {"rendered": self._rendered, "recipients": len(self.found.recipients), "esp": self._title()}
        checks = findings.lines(found, kilobytes=-(-self._largest // 1024), **words)
        return Verdict(len(self.found.recipients), tuple(found), checks)

    def _title(self) -> str:
        return self.esp.title[0].upper() + self.esp.title[1:]

    def _of_templates(self) -> list[Finding]:
        """What the templates' checks found; what all variants have in common is said once, without a variant."""
        found: dict[tuple[str, str, str, int], list[Finding]] = {}
        for variant, checker in zip(self.plan.variants, self._checkers, strict=True):
            for one in checker.findings():
                place = (one.code, one.where, one.message, one.line)
                made = Finding(one.code, one.severity, one.where, one.message, one.line, one.recipients, one.example)
                found.setdefault(place, []).append(replace(made, variant=variant.name))
        return [one for same in found.values() for one in self._joined(same)]

    def _joined(self, same: list[Finding]) -> list[Finding]:
        if len(same) < len(self.compiled):
            return same
        count = sum(one.recipients for one in same)
        return [replace(same[0], variant=None, recipients=count)]

    def _own(self) -> Iterator[Finding]:
        if not len(self.found.recipients):
            yield findings.own("no-recipients", "audience", "Nobody is left to write to")
        missing = _missing_sender(sender_of(self.project))
        if missing:
            message = f"The sender has no {' and no '.join(missing)}: set it in the project’s settings"
            yield findings.own("sender-incomplete", "sender", message)
        count, example = self._formulas
        if count:
            message = "An address begins like a formula: the apostrophe before it would send the email astray"
            yield findings.own("address-formula", "contacts", message, count, example)
        yield from self._of_esp()

    def _of_esp(self) -> Iterator[Finding]:
        limits, title = dialect_of(self.esp.name).limits, self._title()
        fields = len(self.layout.columns) - 1
        if limits.columns and fields > limits.columns:
            message = f"{title} has room for {limits.columns} fields, and this needs {fields}"
            yield findings.own("esp-columns", "contacts", message)
        tags = {column.header: column.tag for one in self.compiled for column in one.columns}
        long = [tag for tag in tags.values() if limits.tag_bytes and len(tag.encode()) > limits.tag_bytes]
        for tag in sorted(set(long)):
            yield findings.own("esp-header", "contacts", f"{title} takes no name as long as {tag}")
        for header, (count, example) in self._long.items():
            message = f"{title} cuts a cell off after {limits.cell_bytes} bytes: “{header}” is longer"
            yield findings.own("esp-cell", "contacts", message, count, example)
        for message in dict.fromkeys(said for one in self.compiled for said in one.unsupported):
            yield findings.own("esp-unsupported", "template", message)


def _missing_sender(sender: dict[str, Any]) -> list[str]:
    names = {"from_name": "name", "from_address": "email address", "postal_address": "postal address"}
    return [label for name, label in names.items() if not str(sender.get(name) or "").strip()]


def preflight(project: Project, campaign: Campaign, moment: Moment, progress: Progress = SILENT) -> Preflight:
    """The campaign ready to be looked at; raises TemplateProblem where a template cannot be read."""
    plan = campaign.plan
    written = [templates.get(project, variant.template or plan.template) for variant in plan.variants]
    letters = Letters(project, campaign, written, moment)
    types = {name: known.type for name, known in audience.names(project).traits.items()}
    sender = sender_of(project)
    compiled = [compile_template(one, plan.esp, types, sender) for one in letters.templates]
    found = assemble(project, plan, campaign.name, moment, progress)
    return Preflight(project, campaign, moment, found, esp_of(plan.esp), letters, compiled)


def check(project: Project, name: str, as_of: "str | Moment | None", progress: Progress = SILENT) -> Verdict:
    """Every recipient of the campaign rendered and looked at."""
    campaign = store.get(project, name)
    ready = preflight(project, campaign, project.moment(as_of), progress.part(0, 0.3))
    return ready.run(None, progress.part(0.3, 1))
