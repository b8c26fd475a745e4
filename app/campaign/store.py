"""The campaigns that a project keeps: by name, unique without case, each with its plan.

Segments and templates are kept by their numbers beside their names, so that renaming one keeps the plan.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, insert, select, update

from app.audience import history
from app.campaign import overrules, problems
from app.campaign.plan import Known, Plan, parse
from app.domain.clock import parse_moment, system_now
from app.domain.counts import counted
from app.domain.names import fold
from app.domain.problems import CampaignProblem, Problem
from app.domain.serialising import as_document
from app.project import KEPT_AS, Change, Edit, Entry, Project, add, change_kept, kept_in
from app.template import esp_names
from storage.file.models import campaign, export, segment, segment_refresh, template

_IDS = "ids"
"""Beside the plan's own keys: `{"segments": {name: id}, "templates": {name: id}}` as they were when it was saved."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign that the project keeps; `changed_at` is in microseconds UTC, `overrules` the oldest first."""

    id: int
    name: str
    plan: Plan
    changed_at: int
    overrules: tuple[Entry, ...] = ()


def known(project: Project) -> Known:
    """What a plan may name in this project."""
    from app import audience
    from app.campaign.contact_columns import OWN_COLUMNS

    traits, zone = audience.names(project).traits, project.timezone
    return Known(
        segments=list(_named(project, segment)),
        templates=list(_named(project, template)),
        esps=esp_names(),
        columns=[*traits, *OWN_COLUMNS],
        is_moment=lambda text: parse_moment(text, zone),
    )


def _named(project: Project, table: Table) -> dict[str, int]:
    with project.read() as connection:
        return _named_in(connection, table)


def _named_in(connection: Connection, table: Table) -> dict[str, int]:
    return {row.name: row.id for row in connection.execute(select(table.c.name, table.c.id).order_by(table.c.id))}


def save(project: Project, name: str, document: object) -> Campaign:
    """Keep a campaign under a name, in the place of the one that had it; raises CampaignProblem."""
    if not name.strip():
        raise problems.NAMELESS()
    plan = parse(document, known(project))
    before = _row(project, name)
    _record(project, plan)
    now = project.moment().iso()
    with project.read() as connection:
        kept = _kept(connection, plan, before, now)
    # The window saves after every edit, and the audit log tells changes.
    if before is not None and before.name == name.strip() and before.plan == kept:
        return get(project, name)
    with project.write(f"Saved the campaign “{name.strip()}”", {Change.CAMPAIGNS}) as connection:
        put(connection, name, plan, now)
    return get(project, name)


def _record(project: Project, plan: Plan) -> None:
    """Record the segments of a trigger that never were, so that whoever enters is told from those who are in by now."""
    with project.read() as connection:
        recorded = set(connection.scalars(select(segment_refresh.c.segment_id).distinct()))
        numbers = _named_in(connection, segment)
    new = [name for name in plan.include if numbers[name] not in recorded]
    # A segment that cannot be asked now is recorded by the first export, and counts from then on.
    with contextlib.suppress(Problem):
        if plan.trigger is not None and new:
            history.refresh(project, new)


def put(connection: Connection, name: str, plan: Plan, now: str) -> None:
    """Write a campaign within a transaction, in the place of the one that has its name; `parse` gave the plan.

    What was overruled in that one stays. The segments and templates of the plan stand in the project by then. `now` is
    the project's, from which on entering a segment counts that had no trigger on it.
    """
    at = system_now()
    # Looked up within the write: two savings in a hurry would make two campaigns.
    before = connection.execute(_called(name)).one_or_none()
    row = {"name": name.strip(), "name_folded": fold(name.strip()), "changed_at": at}
    row |= {"plan": _kept(connection, plan, before, now)}
    if before is None:
        connection.execute(insert(campaign).values(created_at=at, **row))
    else:
        connection.execute(update(campaign).where(campaign.c.id == before.id).values(**row))


def _kept(connection: Connection, plan: Plan, before: Any, now: str) -> dict[str, Any]:
    """A plan as it is kept: with the numbers of what it names, and with what was overruled before."""
    plan = _begun(connection, plan, before, now)
    return plan.document() | {_IDS: _numbers(connection, plan), KEPT_AS: kept_in(before.plan) if before else []}


def _begun(connection: Connection, plan: Plan, before: Any, now: str) -> Plan:
    """The plan with since when entering each of its segments counts: as it says, as it was before, or from now on.

    So whoever came while there was no trigger, or none on that segment, never counts as entering.
    """
    if plan.trigger is None:
        return plan
    given, kept = dict(plan.trigger.since), _since_before(connection, before)
    since = tuple((name, given.get(name) or kept.get(name) or now) for name in plan.include)
    return replace(plan, trigger=replace(plan.trigger, since=since))


def _since_before(connection: Connection, before: Any) -> dict[str, str]:
    """Since when entering counts in the plan before, by the names that its segments have now."""
    plan: dict[str, Any] = before.plan if before is not None and isinstance(before.plan, dict) else {}
    since = (plan.get("trigger") or {}).get("since")
    if not isinstance(since, dict):
        return {}
    names = _renamed(plan.get(_IDS, {}).get("segments", {}), _named_in(connection, segment))
    return {str(names.get(name, name)): str(moment) for name, moment in since.items()}


def _called(name: str) -> Select[Any]:
    return select(campaign).where(campaign.c.name_folded == fold(name.strip()))


def _row(project: Project, name: str) -> Any:
    """The campaign's row, or None."""
    with project.read() as connection:
        return connection.execute(_called(name)).one_or_none()


def _numbers(connection: Connection, plan: Plan) -> dict[str, dict[str, int]]:
    segments, templates = _named_in(connection, segment), _named_in(connection, template)
    used = {plan.template, *(one.template for one in plan.variants if one.template)}
    return {
        "segments": {name: segments[name] for name in (*plan.include, *plan.exclude)},
        "templates": {name: templates[name] for name in sorted(used)},
    }


def get(project: Project, name: str) -> Campaign:
    """The campaign of that name, without case; raises NotFound, or CampaignProblem where its plan no longer fits."""
    row = _row(project, name)
    if row is None:
        from app.campaign.plan import closest

        raise problems.NO_CAMPAIGN(name=name, near=closest(name, list_names(project)))
    plan = parse(current(project, row.plan), known(project))
    return Campaign(row.id, row.name, plan, row.changed_at, tuple(kept_in(row.plan)))


def plans(project: Project) -> dict[str, dict[str, Any]]:
    """The plan of each campaign as PLAN.json, the oldest first, whether it still fits or not.

    Raises CampaignProblem, its place the campaign's name, for one that is damaged.
    """
    with project.read() as connection:
        rows = list(connection.execute(select(campaign.c.name, campaign.c.plan).order_by(campaign.c.id)))
    found = {}
    for row in rows:
        try:
            found[row.name] = current(project, row.plan)
        except CampaignProblem as problem:
            raise problem.placed(row.name) from None
    return found


def list_names(project: Project) -> list[str]:
    """The names of all campaigns, the oldest first."""
    return list(_named(project, campaign))


@dataclass(frozen=True, slots=True)
class Listed:
    """A campaign in the list: what its plan names, None where a damaged one does not, and how often it was exported."""

    name: str
    esp: str | None
    template: str | None
    scheduled_at: str | None
    include: list[str]
    exports: int


@as_document("name", "deleted")
@dataclass(frozen=True, slots=True)
class Deleted:
    """A campaign that was deleted; its `row` is what `put_back` writes."""

    row: dict[str, Any]
    deleted: bool = True

    @property
    def name(self) -> str:
        """What it was called."""
        return str(self.row["name"])


def list_campaigns(project: Project) -> list[Listed]:
    """All campaigns, the oldest first."""
    with project.read() as connection:
        exported = [row.campaign_id for row in connection.execute(select(export.c.campaign_id))]
        rows = list(connection.execute(select(campaign).order_by(campaign.c.id)))
    plans = [(row, current(project, row.plan) if isinstance(row.plan, dict) else {}) for row in rows]
    return [
        Listed(
            name=row.name,
            esp=_word(plan.get("esp")),
            template=_word(plan.get("template")),
            scheduled_at=_word(plan.get("scheduled_at")),
            include=[one for one in _listed(plan, "include") if isinstance(one, str)],
            exports=exported.count(row.id),
        )
        for row, plan in plans
    ]


def rename(project: Project, name: str, new: str) -> None:
    """Give a campaign another name; raises NotFound, or CampaignProblem where the name is taken or empty."""
    kept, wanted = get(project, name), new.strip()
    others = {fold(one) for one, number in _named(project, campaign).items() if number != kept.id}
    if not wanted or fold(wanted) in others:
        raise problems.TAKEN(name=wanted)
    with project.write(f"Renamed the campaign “{kept.name}” to “{wanted}”", {Change.CAMPAIGNS}) as connection:
        named = {"name": wanted, "name_folded": fold(wanted), "changed_at": system_now()}
        connection.execute(update(campaign).where(campaign.c.id == kept.id).values(named))


def remove(project: Project, name: str) -> Deleted:
    """Delete a campaign; the record of its exports stays. Returns what `put_back` wants; raises NotFound."""
    # The row, not the plan: a campaign whose plan is damaged can still be deleted.
    row = _row(project, name)
    if row is None:
        raise problems.NO_CAMPAIGN(name=name, near="")
    with project.write(f"Deleted the campaign “{row.name}”", {Change.CAMPAIGNS}) as connection:
        connection.execute(delete(campaign).where(campaign.c.id == row.id))
    return Deleted(dict(row._mapping))


def put_back(project: Project, deleted: Deleted) -> None:
    """Bring a deleted campaign back, under its number, by which its exports know it; raises CampaignProblem."""
    if _row(project, deleted.name) is not None:
        raise problems.TAKEN_SINCE(name=deleted.name)
    with project.write(f"Put the campaign “{deleted.name}” back", {Change.CAMPAIGNS}) as connection:
        connection.execute(insert(campaign).values(**deleted.row))


# What the marketer accepts of the check.


def overrule(project: Project, kept: Campaign, made: Sequence[Entry]) -> None:
    """Keep overrules with their campaign, each in the place of an older one of the same finding."""
    new = [entry for entry in made if entry not in kept.overrules]
    if new:
        _put(project, kept.id, f"Overruled {_counted(new)} in the campaign “{kept.name}”", new, add(new))


def take_back(project: Project, kept: Campaign, gone: Sequence[Entry]) -> None:
    """Let what was overruled stand against the campaign again."""
    if gone:
        what = f"Took back what was overruled in the campaign “{kept.name}”"
        _put(project, kept.id, what, gone, lambda before: [entry for entry in before if entry not in gone])


def _put(project: Project, number: int, what: str, entries: Sequence[Entry], edit: Edit) -> None:
    detail = {"overrules": [overrules.told(entry) for entry in entries]}
    with project.write(what, {Change.CAMPAIGNS}, detail) as connection:
        change_kept(connection, number, edit)


def _counted(entries: Sequence[Entry]) -> str:
    return "a finding of the check" if len(entries) == 1 else f"{counted(len(entries), 'finding')} of the check"


def current(project: Project, kept: dict[str, Any]) -> dict[str, Any]:
    """A kept plan as PLAN.json, with segments and templates under the names that they have now.

    What is no plan stays as it is: whoever reads it as one says what is wrong with it. Raises CampaignProblem where it
    is no document at all.
    """
    if not isinstance(kept, dict):
        raise problems.DAMAGED()
    numbers = kept.get(_IDS, {})
    if not (_are_numbers(numbers, "segments") and _are_numbers(numbers, "templates") and _is_plan(kept)):
        return {key: value for key, value in kept.items() if key not in (_IDS, KEPT_AS)}
    plan = {key: value for key, value in kept.items() if key not in (_IDS, KEPT_AS)}
    segments = _renamed(numbers.get("segments", {}), _named(project, segment))
    templates = _renamed(numbers.get("templates", {}), _named(project, template))
    for key in ("include", "exclude"):
        plan[key] = [segments.get(name, name) for name in plan.get(key, [])]
    if isinstance(since := (plan.get("trigger") or {}).get("since"), dict):
        named = {segments.get(name, name): moment for name, moment in since.items()}
        plan["trigger"] = plan["trigger"] | {"since": named}
    plan["template"] = templates.get(plan["template"], plan["template"])
    plan["variants"] = [
        one | ({"template": templates.get(one["template"], one["template"])} if "template" in one else {})
        for one in plan.get("variants", [])
    ]
    return plan


def _are_numbers(numbers: object, key: str) -> bool:
    kept = numbers.get(key, {}) if isinstance(numbers, dict) else None
    return isinstance(kept, dict) and all(isinstance(number, int) for number in kept.values())


def _is_plan(kept: dict[str, Any]) -> bool:
    """Whether names and variants stand where a plan has them, so that they can be looked up."""
    names = [kept.get("template"), *_listed(kept, "include"), *_listed(kept, "exclude")]
    variants = _listed(kept, "variants")
    names += [one.get("template", "") for one in variants if isinstance(one, dict)]
    return all(isinstance(name, str) for name in names) and all(isinstance(one, dict) for one in variants)


def _listed(kept: dict[str, Any], key: str) -> list[Any]:
    """What a list of the plan holds; what is no list is one thing, and not one that a plan has."""
    found = kept.get(key, [])
    return found if isinstance(found, list) else [None]


def _word(found: object) -> str | None:
    return found if isinstance(found, str) else None


def _renamed(kept: dict[str, int], now: dict[str, int]) -> dict[str, str]:
    names = {number: name for name, number in now.items()}
    # What was deleted keeps its last name in the plan, and reading the plan says that there is none of it.
    return {name: names[number] for name, number in kept.items() if number in names}
