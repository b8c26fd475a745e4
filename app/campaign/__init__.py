"""Campaigns: who gets an email and who must not, whether it is right for each of them, and the folder for the ESP.

What is heavy loads when it is asked.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.domain.clock import Moment
from app.domain.lazy_front import lazy
from app.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.campaign.batches import file_name
    from app.campaign.esp_profiles import esps
    from app.campaign.export_folder.exporting import Exported
    from app.campaign.export_folder.forecast import Planned
    from app.campaign.figures import Fate, PastExport, Summary, VariantPeople
    from app.campaign.findings import NEVER, NEVER_OVERRULED, Finding, Verdict, promises
    from app.campaign.store import Campaign, Deleted, Listed
    from app.campaign.triggers import Day, Due, Mail
    from app.campaign.waterfall import Assembly, Step, quoted
    from app.project import Project

HOMES: Final = {
    "waterfall": "Assembly Step quoted",
    "triggers": "Day Due Mail",
    "store": "Campaign Deleted Listed",
    "figures": "Fate PastExport Summary VariantPeople",
    "export_folder.forecast": "Planned",
    "export_folder.exporting": "Exported",
    "batches": "file_name",
    "esp_profiles": "esps",
    "findings": "Finding NEVER NEVER_OVERRULED Verdict promises",
}

__all__ = [
    "NEVER",
    "NEVER_OVERRULED",
    "AsOf",
    "Assembly",
    "Campaign",
    "Day",
    "Deleted",
    "Due",
    "Exported",
    "Fate",
    "Finding",
    "Listed",
    "Mail",
    "PastExport",
    "Planned",
    "Step",
    "Summary",
    "VariantPeople",
    "Verdict",
    "assembly",
    "check",
    "delete",
    "enforce",
    "esps",
    "export",
    "exports",
    "file_name",
    "get",
    "judged",
    "list_campaigns",
    "overrule",
    "plan",
    "planned_files",
    "promises",
    "put_back",
    "quoted",
    "recover",
    "rename",
    "save",
    "store",
    "summary",
    "take_back",
    "triggers",
    "who",
]

AsOf = str | Moment | None


def save(project: "Project", name: str, plan: object) -> "Campaign":
    """Keep a campaign (`plan` is PLAN.json's document) in the place of one of that name; raises CampaignProblem."""
    from app.campaign import store

    return store.save(project, name, plan)


def get(project: "Project", name: str) -> "Campaign":
    """The campaign of that name, without case; raises NotFound, or CampaignProblem where its plan no longer fits."""
    from app.campaign import store

    return store.get(project, name)


def list_campaigns(project: "Project") -> "list[Listed]":
    """All campaigns, the oldest first."""
    from app.campaign import store

    return store.list_campaigns(project)


def rename(project: "Project", name: str, new: str) -> None:
    """Give a campaign another name, with its exports; raises NotFound, CampaignProblem."""
    from app.campaign import store

    store.rename(project, name, new)


def delete(project: "Project", name: str) -> "Deleted":
    """Delete a campaign; the record of its exports stays. Returns what `put_back` wants; raises NotFound."""
    from app.campaign import store

    return store.remove(project, name)


def put_back(project: "Project", deleted: "Deleted") -> None:
    """Bring a deleted campaign back with its exports and overrules; raises CampaignProblem where its name is taken."""
    from app.campaign import store

    store.put_back(project, deleted)


def assembly(project: "Project", name: str, as_of: AsOf = None, progress: Progress = SILENT) -> "Assembly":
    """Who gets the campaign: its waterfall (`steps`), and how each person fared."""
    from app.campaign import store, waterfall

    campaign = store.get(project, name)
    return waterfall.assemble(project, campaign.plan, campaign.name, as_of, progress)


def who(project: "Project", name: str, key: str, as_of: AsOf = None) -> "Fate":
    """What becomes of one person (an email or `kind:value`) in the campaign, and why; raises NotFound."""
    from app.campaign import figures

    return figures.who(project, name, key, as_of)


def summary(project: "Project", name: str, as_of: AsOf = None, progress: Progress = SILENT) -> "Summary":
    """The campaign in figures."""
    from app.campaign import figures

    return figures.summary(project, name, as_of, progress)


def planned_files(project: "Project", name: str, summary: "Summary") -> "list[Planned]":
    """The files that an export of the campaign will hold, with the figures of its `summary`."""
    from app.campaign import store
    from app.campaign.export_folder import forecast

    return forecast.outline(project, store.get(project, name).plan, summary)


def check(
    project: "Project",
    name: str,
    as_of: AsOf = None,
    *,
    overrule: Mapping[str, str] | None = None,
    progress: Progress = SILENT,
) -> "Verdict":
    """Would an export be right for every recipient: every email is rendered.

    `overrule` gives reasons by code: the errors found under those codes are overruled from now on, as long as they
    say what they say now. Raises CampaignProblem for a code that can never be.
    """
    from app.campaign import preflight

    return preflight.check(project, name, as_of, overrule, progress)


def overrule(project: "Project", name: str, verdict: "Verdict", finding: "Finding", reason: str) -> "Verdict":
    """Accept one error of a verdict for a reason, as long as it says what it says; the verdict after it.

    Raises CampaignProblem where it can never be overruled, or the reason is blank.
    """
    from app.campaign import overrules, store

    campaign = store.get(project, name)
    store.overrule(project, campaign, [overrules.entry_of(finding, campaign.plan, reason)])
    return judged(project, name, verdict)


def take_back(project: "Project", name: str, verdict: "Verdict", finding: "Finding") -> "Verdict":
    """Let an error of a verdict that was overruled stand against the campaign again; the verdict after it."""
    from app.campaign import overrules, store

    campaign = store.get(project, name)
    store.take_back(project, campaign, overrules.of_finding(campaign.overrules, finding))
    return judged(project, name, verdict)


def enforce(project: "Project", name: str, codes: Collection[str]) -> None:
    """Take back all that the campaign overrules under these codes; raises CampaignProblem where that is nothing."""
    from app.campaign import overrules, store

    campaign = store.get(project, name)
    for code in codes:
        overrules.require(campaign.overrules, code)
    store.take_back(project, campaign, [entry for entry in campaign.overrules if entry["code"] in codes])


def judged(project: "Project", name: str, verdict: "Verdict") -> "Verdict":
    """A verdict by the overrules that the campaign has now; nobody is looked at again."""
    from app.campaign import store
    from app.campaign.overrules import Overrules

    campaign = store.get(project, name)
    return verdict.judged(Overrules(campaign.plan, campaign.overrules).applied(verdict.findings))


def export(
    project: "Project",
    name: str,
    out: Path,
    *,
    as_of: AsOf = None,
    replace: bool = False,
    overrule: Mapping[str, str] | None = None,
    stands_at: Path | None = None,
    progress: Progress = SILENT,
) -> "Exported":
    """Write the export folder, wholly or not at all, and note it in the project.

    `stands_at` is what is noted where the folder is moved afterwards by whoever makes it.

    Raises CampaignProblem where the check finds what stands against it, and neither the campaign nor `overrule`, which
    gives reasons by code, overrules it. What `overrule` does is kept with the campaign.
    """
    from app.campaign.export_folder import exporting

    request = exporting.Request(name, out, project.moment(as_of), replace, overrule or {}, stands_at)
    return exporting.export(project, request, progress)


def exports(project: "Project", name: str) -> "list[PastExport]":
    """The campaign's exports, newest first."""
    from app.campaign import figures

    return figures.exports(project, name)


def recover(project: "Project") -> None:
    """Finish or take back what a cut-off export left; cheap where there is nothing. Never raises Problem."""
    from app.project import export_recovery

    export_recovery.recover_quietly(project)


__getattr__ = lazy(__name__, HOMES)
