"""Campaigns: who gets an email and who must not, whether it is right for each of them, and the folder for the ESP.

What is heavy loads when it is asked.
"""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.clock import Moment
from app.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.campaign.assemble import Assembly
    from app.campaign.exporting import Exported
    from app.campaign.fate import Fate
    from app.campaign.findings import Verdict
    from app.campaign.outline import Planned
    from app.campaign.store import Campaign
    from app.project import Project

AsOf = str | Moment | None


def save(project: "Project", name: str, plan: object) -> "Campaign":
    """Keep a campaign (`plan` is PLAN.json's document) in the place of one of that name; raises CampaignProblem."""
    from app.campaign import store

    return store.save(project, name, plan)


def get(project: "Project", name: str) -> "Campaign":
    """The campaign of that name, without case; raises NotFound, or CampaignProblem where its plan no longer fits."""
    from app.campaign import store

    return store.get(project, name)


def list_campaigns(project: "Project") -> list[dict[str, Any]]:
    """All campaigns, the oldest first: `name`, `esp`, `template`, `include`, `scheduled_at` and `exports`, a count."""
    from app.campaign import store

    return store.list_campaigns(project)


def rename(project: "Project", name: str, new: str) -> None:
    """Give a campaign another name, with its exports; raises NotFound, CampaignProblem."""
    from app.campaign import store

    store.rename(project, name, new)


def delete(project: "Project", name: str) -> None:
    """Delete a campaign; the record of its exports stays. Raises NotFound."""
    from app.campaign import store

    store.remove(project, name)


def assembly(project: "Project", name: str, as_of: AsOf = None, progress: Progress = SILENT) -> "Assembly":
    """Who gets the campaign: its waterfall (`steps`), and how each person fared."""
    from app.campaign import assemble, store

    campaign = store.get(project, name)
    return assemble.assemble(project, campaign.plan, campaign.name, as_of, progress)


def who(project: "Project", name: str, key: str, as_of: AsOf = None) -> "Fate":
    """What becomes of one person (an email or `kind:value`) in the campaign, and why; raises NotFound."""
    from app.campaign import fate

    return fate.who(project, name, key, as_of)


def summary(project: "Project", name: str, as_of: AsOf = None, progress: Progress = SILENT) -> dict[str, Any]:
    """The campaign in figures: `name`, `sentence`, `audience`, `excluded`, `holdout`, `variants`, `recipients`,
    `waterfall` and its `plan`."""
    from app.campaign import fate

    return fate.summary(project, name, as_of, progress)


def planned_files(project: "Project", name: str, summary: dict[str, Any]) -> "list[Planned]":
    """The files that an export of the campaign will hold, with the figures of its `summary`."""
    from app.campaign import outline, store

    return outline.outline(project, store.get(project, name).plan, summary)


def check(project: "Project", name: str, as_of: AsOf = None, progress: Progress = SILENT) -> "Verdict":
    """Would an export be right for every recipient: every email is rendered."""
    from app.campaign import preflight

    return preflight.check(project, name, as_of, progress)


def export(
    project: "Project",
    name: str,
    out: Path,
    *,
    as_of: AsOf = None,
    replace: bool = False,
    overrule: Collection[str] = (),
    progress: Progress = SILENT,
) -> "Exported":
    """Write the export folder, wholly or not at all, and note it in the project.

    Raises CampaignProblem where the check finds what stands against it and `overrule` does not name its code.
    """
    from app.campaign import exporting

    request = exporting.Request(name, out, project.moment(as_of), replace, frozenset(overrule))
    return exporting.export(project, request, progress)


def exports(project: "Project", name: str) -> list[dict[str, Any]]:
    """The campaign's exports, newest first: `id`, `folder`, `at` (ISO, local) and `manifest`."""
    from app.campaign import fate

    return fate.exports(project, name)


def recover(project: "Project") -> None:
    """Finish or take back what a cut-off export left; cheap where there is nothing. Never raises Problem."""
    from app.campaign import recovery

    recovery.recover_quietly(project)
