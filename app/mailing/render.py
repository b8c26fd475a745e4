"""Templates rendered for the people of a project: one, all in batches, checked, or only the worst cases."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.domain.clock import Moment
from app.domain.garbage import uncollected
from app.domain.names import COMPUTED, TRAITS
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.mailing import problems
from app.mailing.mail_programs import readers_programs
from app.mailing.odd_recipients import NAMES, Worst, WorstCases
from app.mailing.recipient_checks import Checker
from app.project import Project
from app.template import (
    MERGE,
    PARTS,
    SYSTEM,
    Finding,
    Parts,
    Prepared,
    Template,
    filled,
    prepare,
    stoppable,
    system_fields,
    with_system,
)
from storage.file.models import field, profile, trait

_SAMPLE = 20_000
_OFTEN = 500
"""People between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Fallback:
    """A merge field that was empty for this person, what stood in for it (perhaps nothing), and where."""

    field: str
    instead: str
    where: str
    line: int


# Not frozen: a million are made, each of which would take five times as long.
@dataclass(slots=True)
class Rendered:
    """What one person gets."""

    key: str
    subject: str
    preheader: str
    html: str
    text: str
    fallbacks: tuple[Fallback, ...]


def rendered(key: str, prepared: Prepared, parts: Parts) -> Rendered:
    """The parts with what stood in for missing values, each once."""
    # A text part that is made from the HTML has the same fields, which would be told twice.
    shown = PARTS if prepared.template.text is not None else PARTS[:3]
    found: list[Fallback] = []
    for part in shown:
        run = parts.runs[part]
        if not run.fallbacks and not run.missing:
            continue
        sites = prepared.programs[part].sites
        pairs = [*run.fallbacks, *((site, "") for site in run.missing)]
        found.extend(Fallback(sites[site].field, instead, part, sites[site].line) for site, instead in pairs)
    return Rendered(key, parts.subject, parts.preheader, parts.html, parts.text, tuple(dict.fromkeys(found)))


def known_fields(project: Project) -> dict[str, str]:
    """Every merge field of the project with its type: its own traits, the standard ones, and what else there is.

    A field that is part of another is among them, in the type of that one: what names it prints its values.
    """
    from app.query import merged_traits_of

    with project.read() as connection:
        gone = select(field.c.name).where(field.c.deleted)
        told = select(trait.c.name, trait.c.type).where(trait.c.name.not_in(gone))
        own = {row.name: row.type for row in connection.execute(told)}
    ends = merged_traits_of(project)
    standard = {name: known.type for name, known in {**TRAITS, **COMPUTED}.items()}
    found = {**dict.fromkeys(MERGE, ""), **standard, **own}
    return {name: found.get(ends.get(name, name), kind) for name, kind in found.items()}


def mailable_ids(project: Project) -> list[int]:
    """Everybody with a valid address, in key order."""
    with project.read() as connection:
        return list(connection.scalars(select(profile.c.id).where(profile.c.mailable).order_by(profile.c.key)))


def asked_fields(prepared: Prepared, also: Collection[str] = ()) -> list[str]:
    """What has to be known of a person to render the template for them."""
    own = [field.name for field in prepared.fields if field.name not in SYSTEM and field.name != "sender"]
    return list(dict.fromkeys([*own, *also]))


def keys_of(project: Project, ids: Collection[int]) -> dict[int, str]:
    """The keys of a few people by the numbers of their profiles."""
    with project.read() as connection:
        asked = select(profile.c.id, profile.c.key).where(profile.c.id.in_(ids))
        return {row.id: row.key for row in connection.execute(asked)}


Person = tuple[int, str, dict[str, Any]]
"""A profile's id, its key and its merge fields."""


def people(
    project: Project,
    prepared: Prepared,
    ids: Sequence[int],
    as_of: "str | Moment | None",
    progress: Progress,
    also: Collection[str] = (),
) -> Iterator[list[Person]]:
    """The people of these ids with the template's merge fields, in batches, in the order of the ids.

    Raises NotFound where one of them has left the project meanwhile.
    """
    from app.mailing.recipients import contexts

    at = 0
    moment = project.moment(as_of)
    for batch in contexts(project, ids, asked_fields(prepared, (*also, "key")), moment, progress):
        if any(context["key"] is None for context in batch):
            raise problems.GONE()
        some = map(int, ids[at : at + len(batch)])
        yield [(each, context["key"], context) for each, context in zip(some, batch, strict=True)]
        at += len(batch)


def sender_of(project: Project) -> dict[str, str]:
    """The project's sender, as its settings have it."""
    return dict(project.setting("sender") or {})


def render_one(
    project: Project,
    template: Template,
    key: str,
    as_of: "str | Moment | None" = None,
    progress: Progress = SILENT,
) -> Rendered:
    """What one person gets; raises NotFound for an unknown key, TemplateProblem for a template that is not right."""
    from app.query import resolve_key

    with stoppable(progress):
        prepared = prepare(template)
    for batch in people(project, prepared, [resolve_key(project, key)], as_of, SILENT):
        for _, own, context in batch:
            return rendered(own, prepared, prepared.render(with_system(context, sender_of(project))))
    raise problems.NOBODY(key=key)


def render_many(
    project: Project,
    template: Template,
    ids: Sequence[int],
    progress: Progress = SILENT,
    as_of: "str | Moment | None" = None,
) -> Iterator[Rendered]:
    """What each of these people gets, in their order; raises TemplateProblem, Cancelled."""
    with stoppable(progress):
        prepared = prepare(template)
    system, done = system_fields(sender_of(project)), 0
    for batch in people(project, prepared, ids, as_of, SILENT):
        for number, (_, key, context) in enumerate(batch):
            if number % _OFTEN == 0:
                progress.step(done + number, len(ids), "Rendering the emails")
            yield rendered(key, prepared, prepared.render(filled(context, system)))
        done += len(batch)
    progress.step(done, len(ids), "Rendering the emails")


@as_document("recipients", "errors", "warnings", "findings")
@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a check: over how many people, and what was found, errors first."""

    recipients: int
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many findings must be mended."""
        return sum(1 for finding in self.findings if finding.severity == "error")

    @property
    def warnings(self) -> int:
        """How many findings are worth a look."""
        return sum(1 for finding in self.findings if finding.severity == "warning")


@uncollected()
def check(
    project: Project,
    template: Template,
    ids: Sequence[int],
    progress: Progress = SILENT,
    as_of: "str | Moment | None" = None,
) -> Checked:
    """Every one of these people rendered and linted; raises TemplateProblem where the template cannot be read."""
    with stoppable(progress):
        prepared = prepare(template)
        checker = Checker(prepared, known_fields(project), sender_of(project), readers_programs(project))
    for batch in people(project, prepared, ids, as_of, SILENT):
        progress.step(checker.recipients, len(ids), "Checking every recipient")
        for number, (_, key, context) in enumerate(batch):
            if number % _OFTEN == _OFTEN - 1:
                progress.step(checker.recipients, len(ids), "Checking every recipient")
            checker.see(key, context)
    return Checked(checker.recipients, tuple(checker.findings()))


def worst_cases(
    project: Project,
    template: Template,
    ids: Sequence[int],
    progress: Progress = SILENT,
    as_of: "str | Moment | None" = None,
) -> list[Worst]:
    """The recipients to look at first. Of more than 20,000 every n-th is weighed, so that a preview need not wait."""
    with stoppable(progress):
        prepared = prepare(template)
    system, found = system_fields(sender_of(project)), WorstCases()
    some = ids[:: max(1, -(-len(ids) // _SAMPLE))]
    done = 0
    for batch in people(project, prepared, some, as_of, SILENT, NAMES):
        for number, (own, _, context) in enumerate(batch):
            if number % _OFTEN == 0:
                progress.step(done + number, len(some), "Looking for odd cases")
            found.see(own, context, prepared.render(filled(context, system)))
        done += len(batch)
    return found.found()
