"""The export folder: written beside its place in batches, checked, put in place at once, and noted in the project."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from app.audience import history
from app.campaign import figures, newcomers, overrules, problems, store
from app.campaign.batches import Recipient, file_name, twins
from app.campaign.export_folder import manifest
from app.campaign.export_folder.files import Draft, Table
from app.campaign.export_folder.look_beside import LookBeside
from app.campaign.findings import NEVER_OVERRULED, Finding, Verdict
from app.campaign.preflight import Preflight, preflight
from app.campaign.split import variant_seed
from app.campaign.waterfall import Assembly, quoted, seed_of
from app.cleaning import match_form
from app.domain.clock import Moment, system_now
from app.domain.csv_injection import is_formula
from app.domain.names import fold
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document, to_json
from app.mailing import sender_of
from app.project import Place, Project, check_target, export_recovery, sweep, world_faults
from app.template import Parts, with_system

Entry = dict[str, Any]
"""One file of the manifest: `path`, `rows` (None where it is no table), `bytes` and `sha256`."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be exported where: a campaign's name, the folder, the moment, and reasons by the code overruled.

    `stands_at` is where the folder will stand in the end, if whoever makes it moves it there.
    """

    name: str
    out: Path
    moment: Moment
    replace: bool
    overrule: Mapping[str, str]
    stands_at: Path | None = None


@as_document("id", "recipients", "files", "seconds", called={"id": "export"})
@dataclass(frozen=True, slots=True)
class Exported:
    """An export that is in its place; `id` is its number in the project, `seconds` what it took."""

    id: int
    folder: Path
    verdict: Verdict
    seconds: float

    @property
    def recipients(self) -> int:
        """How many are written to."""
        return self.verdict.recipients

    @property
    def files(self) -> list[Entry]:
        """The files as the manifest lists them."""
        listed: list[Entry] = export_recovery.read_manifest(self.folder)["files"]
        return listed


def export(project: Project, request: Request, progress: Progress = SILENT) -> Exported:
    """Write the folder and note it; raises Problem and leaves everything as it was where it cannot."""
    started = perf_counter()
    out = request.out.absolute()
    campaign, asked = store.get(project, request.name), overrules.wanted(request.overrule)
    if project.read_only is not None:
        raise project.read_only
    # Before anything is written: at the end the export is noted in the project.
    held = project.hold_writer()
    if held:
        raise problems.WRITER(holder=held)
    # What a killed export left is finished first: it may have been written to this very folder.
    export_recovery.recover(project)
    if campaign.plan.trigger is not None:
        # So that whoever enters later is told from those who are in now.
        history.refresh(project, campaign.plan.include, progress.part(0, 0.05), request.moment)
    with LookBeside(project) as look, world_faults():
        check_target(out, request.replace)
        sweep(out)
        # The window may edit meanwhile, and what was checked is then no longer what would be written.
        token = project.token()
        ready = preflight(project, campaign, request.moment, asked, progress.part(0, 0.2))
        place = Place(project.path, out, system_now())
        try:
            _refuse_nobody(ready)
            with Draft(place.draft) as draft:
                verdict = _Writer(ready, draft).write(look.heeded(progress.part(0.2, 0.95)))
                progress.step(95, 100, "Writing to the disk")
                # On the disk before it is put in place, so that after a power cut it stands there whole or not at all.
                draft.settle()
            # Nothing is put in place of a project that was not looked at to the end.
            if not token == look.ended() == project.token():
                raise problems.CHANGED()
            what = f"Exported the campaign “{campaign.name}” to {out.name}"
            done = place.swap(campaign.id, what, verdict.recipients, ready.overrules.entries(verdict.findings))
            # While its journal still stands: a kill before the note is made up for at the next start.
            number = export_recovery.note(project, done, request.stands_at)
            place.finish()
        finally:
            place.give_up()
    return Exported(number, out, verdict, round(perf_counter() - started, 3))


def _refuse_nobody(ready: Preflight) -> None:
    """Raise CampaignProblem where nobody is due of a triggered campaign: an empty folder would only look like one."""
    plan = ready.plan
    if plan.trigger is not None and not ready.found.people_at("entered"):
        marks = newcomers.marks_of(ready.project, plan, ready.campaign.name).values()
        since = min(mark.since.local() for mark in marks)
        raise problems.NOBODY_DUE(segments=quoted(plan.include), since=since.strftime("%Y-%m-%d %H:%M"))


def _refuse(against: Sequence[Finding]) -> None:
    """Raise CampaignProblem for what stands against the export."""
    if against:
        first = against[0]
        more = f" (and {len(against) - 1} more)" if len(against) > 1 else ""
        why = NEVER_OVERRULED.get(first.code, "")
        if first.lapsed:
            why = f"It was overruled (“{first.lapsed}”) when it said something else"
        may = first.may_be_overruled
        remedy = "Mend it" + (f", or overrule it: --overrule {first.code}=REASON" if may else "")
        beside = "Mend it" + (", or overrule it with a reason, beside the finding" if may else "")
        raise problems.NOT_READY(beside=beside, finding=first.message, more=more, why=why, remedy=remedy)


def _matched(address: str) -> str:
    """An address in the form in which the list of the suppressed has it."""
    # An ASCII address needs no IDNA form, and a million of them are looked at.
    return fold(address.strip()) if address.isascii() else match_form(address) or fold(address.strip())


class _Writer:
    """Writes one export's files into a draft, looking at every recipient on the way."""

    def __init__(self, ready: Preflight, draft: Draft) -> None:
        self._ready = ready
        self._draft = draft
        self._found: Assembly = ready.found
        self._plan = ready.plan
        self._listed = ready.barred
        self._names: set[str] = set()
        self._kept_out: dict[str, int] = {}

    def write(self, progress: Progress) -> Verdict:
        """All files, the manifest last; raises CampaignProblem where something stands against it."""
        # What is known to stand against it before anybody was looked at need not wait for a million emails.
        _refuse([one for one in self._ready.verdict().against if not self._ready.overrules.may_cover(one)])
        self._templates()
        if self._plan.html != "none":
            self._draft.folder("html")
        verdict, contacts = self._people(progress)
        _refuse(verdict.against)
        if self._plan.html == "sample":
            self._samples()
        self._table("suppressed", ["address", "reason"], [list(pair) for pair in self._listed.items()])
        for one in self._ready.esp.keeps_out:
            addresses = one.addresses(self._listed)
            self._table(one.stem, [one.header], [[address] for address in addresses])
            self._kept_out[one.name] = len(addresses)
        self._held_out()
        self._notes(contacts, verdict)
        return verdict

    def _templates(self) -> None:
        for variant, compiled in zip(self._plan.variants, self._ready.compiled, strict=True):
            for name, text in compiled.files.items():
                self._draft.add(manifest.part_name(name, variant, self._plan.variants), text.encode())

    def _people(self, progress: Progress) -> tuple[Verdict, list[str]]:
        """contacts.csv (whose names are returned), assignment.csv, and the emails where all are wanted."""
        esp = self._ready.esp
        mark = b"\xef\xbb\xbf" if esp.byte_order_mark else b""
        contacts = Table(self._draft, "contacts", self._ready.layout.headers, esp.file_bytes, mark)
        sides = Table(self._draft, "assignment", ["key", "email", "variant"])

        def seen(person: Recipient, cells: list[str], parts: Parts | None) -> None:
            """Write one recipient: their cells, which test they are in, and with `html` of all their email."""
            if _matched(person.email) in self._listed or is_formula(person.email):
                # Whatever was assembled: the last look at the list stands where the address is written.
                raise AssertionError("an address that must not be written reached the contacts")
            contacts.add(cells)
            sides.add([person.key, person.email, self._plan.variants[person.variant].name])
            # One that cannot be made stands against the export, which is refused once everybody was looked at.
            if self._plan.html == "all" and parts is not None:
                self._email(person.key, parts)

        verdict = self._ready.run(seen, progress)
        sides.close()
        return verdict, contacts.close()

    def _samples(self) -> None:
        rows = np.array(self._ready.samples(), np.int64)
        sender = sender_of(self._ready.project)
        for batch in self._ready.letters.batches(self._found, rows):
            for person in batch:
                prepared = self._ready.letters.prepared[person.variant]
                self._email(person.key, prepared.render(with_system(person.context, sender)))

    @cached_property
    def _has_twin(self) -> Callable[[str], bool]:
        return twins(self._found.keys)

    def _email(self, key: str, parts: Parts) -> None:
        name = file_name(key, self._names if self._has_twin(key) else None)
        self._draft.add(f"html/{name}", parts.html.encode())

    def _held_out(self) -> None:
        rows = self._found.fallen_at("held_out")
        keys = self._found.keys.take(rows).to_pylist()
        emails = self._found.emails.take(rows).to_pylist()
        self._table("holdout", ["key", "email"], [list(pair) for pair in zip(keys, emails, strict=True)])

    def _table(self, name: str, headers: list[str], rows: list[list[str]]) -> None:
        table = Table(self._draft, name, headers)
        for row in rows:
            table.add(row)
        table.close()

    def _notes(self, contacts: list[str], verdict: Verdict) -> None:
        """UPLOAD.md and manifest.json."""
        name, column = self._ready.campaign.name, self._ready.layout.variant_header
        listed = manifest.Listed(
            verdict.recipients,
            contacts,
            [one for one in self._listed if is_formula(one)],
            self._kept_out,
            self._ready.room(),
            bool(self._ready.project.setting("unknown_is_consent")),
        )
        text = manifest.upload(self._ready.esp, name, listed, self._plan.variants, column)
        self._draft.add("UPLOAD.md", text.encode())
        manifest.write_manifest(self._draft.path / "manifest.json", self._manifest(verdict), self._draft.entries())

    def _manifest(self, verdict: Verdict) -> dict[str, Any]:
        """Everything but the files."""
        ready = self._ready
        seed = variant_seed(seed_of(self._plan, ready.campaign.name))
        people = figures.variant_people(self._plan, self._found)
        subjects = [template.subject for template in ready.letters.templates]
        return {
            # No time of the clock and no absolute path: the same project, plan and moment give the same bytes.
            "version": 1,
            "project": ready.project.name,
            "campaign": ready.campaign.name,
            "esp": self._plan.esp,
            "as_of": ready.moment.iso(),
            "audience": figures.sentence(ready.project, self._plan),
            "waterfall": to_json(self._found.steps),
            "variants": [
                to_json(one) | {"subject": subject, "seed": seed, "draws_to": end}
                for one, subject, end in zip(people, subjects, self._found.ends, strict=True)
            ],
            "columns": to_json(ready.layout.columns),
            "checks": to_json(verdict.checks),
            "overrules": [overrules.told(one) for one in ready.overrules.entries(verdict.findings)],
            "formula_cells": self._draft.formula_cells,
            "suppress_by_hand": [one for one in self._listed if is_formula(one)],
            "program": f"Quillwork {metadata.version('quillwork')}",
        } | self._dealt_with()

    def _dealt_with(self) -> dict[str, Any]:
        """Of a triggered campaign, up to where this export has dealt with who entered."""
        if self._plan.trigger is None:
            return {}
        with self._ready.project.read() as connection:
            return {"trigger": {"recorded_up_to": newcomers.recorded_up_to(connection)}}
