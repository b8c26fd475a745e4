"""The campaigns that a project keeps: by name, unique without case, each with its plan.

Segments and templates are kept by their numbers beside their names, so that renaming one keeps the plan.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, delete, insert, select, update

from app.campaign.esps import known_esps
from app.campaign.plan import Known, Plan, parse
from app.clock import parse_moment, system_now
from app.names import fold
from app.problems import CampaignProblem, NotFound
from app.project import Change, Project
from storage.models import campaign, export, segment, template

_IDS = "ids"
"""Beside the plan's own keys: `{"segments": {name: id}, "templates": {name: id}}` as they were when it was saved."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign that the project keeps; `changed_at` is in microseconds UTC."""

    id: int
    name: str
    plan: Plan
    changed_at: int


def known(project: Project) -> Known:
    """What a plan may name in this project."""
    from app import audience
    from app.campaign.cells import OWN_COLUMNS

    traits, zone = audience.names(project).traits, project.timezone
    return Known(
        segments=list(_named(project, segment)),
        templates=list(_named(project, template)),
        esps=known_esps(),
        columns=[*traits, *OWN_COLUMNS],
        is_moment=lambda text: parse_moment(text, zone),
    )


def _named(project: Project, table: Table) -> dict[str, int]:
    with project.read() as connection:
        return {row.name: row.id for row in connection.execute(select(table.c.name, table.c.id).order_by(table.c.id))}


def save(project: Project, name: str, document: object) -> Campaign:
    """Keep a campaign under a name, in the place of the one that had it; raises CampaignProblem."""
    if not name.strip():
        raise CampaignProblem("A campaign needs a name")
    plan = parse(document, known(project))
    kept = plan.document() | {_IDS: _numbers(project, plan)}
    if _is_kept(project, name.strip(), kept):
        return get(project, name)
    now = system_now()
    with project.write(f"Saved the campaign “{name.strip()}”", {Change.CAMPAIGNS}) as connection:
        row = {"name": name.strip(), "name_folded": fold(name.strip()), "plan": kept, "changed_at": now}
        there = connection.scalar(select(campaign.c.id).where(campaign.c.name_folded == row["name_folded"]))
        if there is None:
            connection.execute(insert(campaign).values(created_at=now, **row))
        else:
            connection.execute(update(campaign).where(campaign.c.id == there).values(**row))
    return get(project, name)


def _is_kept(project: Project, name: str, kept: dict[str, Any]) -> bool:
    """Whether nothing would change: the window saves after every edit, and the audit log tells changes."""
    with project.read() as connection:
        same = connection.execute(select(campaign.c.plan).where(campaign.c.name == name)).first()
    return same is not None and same.plan == kept


def _numbers(project: Project, plan: Plan) -> dict[str, dict[str, int]]:
    segments, templates = _named(project, segment), _named(project, template)
    used = {plan.template, *(one.template for one in plan.variants if one.template)}
    return {
        "segments": {name: segments[name] for name in (*plan.include, *plan.exclude)},
        "templates": {name: templates[name] for name in sorted(used)},
    }


def get(project: Project, name: str) -> Campaign:
    """The campaign of that name, without case; raises NotFound, or CampaignProblem where its plan no longer fits."""
    with project.read() as connection:
        row = connection.execute(select(campaign).where(campaign.c.name_folded == fold(name.strip()))).one_or_none()
    if row is None:
        from app.campaign.plan import closest

        raise NotFound(f"There is no campaign called “{name}”", "", closest(name, list_names(project)))
    return Campaign(row.id, row.name, parse(current(project, row.plan), known(project)), row.changed_at)


def list_names(project: Project) -> list[str]:
    """The names of all campaigns, the oldest first."""
    return list(_named(project, campaign))


def list_campaigns(project: Project) -> list[dict[str, Any]]:
    """All campaigns, the oldest first: `name`, `esp`, `template`, `include`, `scheduled_at` and how often exported."""
    with project.read() as connection:
        exported = [row.campaign_id for row in connection.execute(select(export.c.campaign_id))]
        rows = list(connection.execute(select(campaign).order_by(campaign.c.id)))
    plans = [(row, current(project, row.plan)) for row in rows]
    return [
        {"name": row.name}
        | {key: plan.get(key) for key in ("esp", "template", "include", "scheduled_at")}
        | {"exports": exported.count(row.id)}
        for row, plan in plans
    ]


def rename(project: Project, name: str, new: str) -> None:
    """Give a campaign another name; raises NotFound, or CampaignProblem where the name is taken or empty."""
    kept, wanted = get(project, name), new.strip()
    others = {fold(one) for one, number in _named(project, campaign).items() if number != kept.id}
    if not wanted or fold(wanted) in others:
        raise CampaignProblem(f"The name “{wanted}” is taken or empty", "", "Choose another.")
    with project.write(f"Renamed the campaign “{kept.name}” to “{wanted}”", {Change.CAMPAIGNS}) as connection:
        named = {"name": wanted, "name_folded": fold(wanted), "changed_at": system_now()}
        connection.execute(update(campaign).where(campaign.c.id == kept.id).values(named))


def remove(project: Project, name: str) -> None:
    """Delete a campaign; the record of its exports stays. Raises NotFound."""
    if fold(name.strip()) not in map(fold, list_names(project)):
        raise NotFound(f"There is no campaign called “{name}”")
    with project.write(f"Deleted the campaign “{name.strip()}”", {Change.CAMPAIGNS}) as connection:
        connection.execute(delete(campaign).where(campaign.c.name_folded == fold(name.strip())))


def current(project: Project, kept: dict[str, Any]) -> dict[str, Any]:
    """A kept plan as PLAN.json, with segments and templates under the names that they have now."""
    numbers = kept.get(_IDS, {})
    plan = {key: value for key, value in kept.items() if key != _IDS}
    segments = _renamed(numbers.get("segments", {}), _named(project, segment))
    templates = _renamed(numbers.get("templates", {}), _named(project, template))
    for key in ("include", "exclude"):
        plan[key] = [segments.get(name, name) for name in plan.get(key, [])]
    plan["template"] = templates.get(plan["template"], plan["template"])
    plan["variants"] = [
        one | ({"template": templates.get(one["template"], one["template"])} if "template" in one else {})
        for one in plan.get("variants", [])
    ]
    return plan


def _renamed(kept: dict[str, int], now: dict[str, int]) -> dict[str, str]:
    names = {number: name for name, number in now.items()}
    return {name: names[number] for name, number in kept.items() if number in names}
