"""What an export will write, told before it is written."""

from dataclasses import dataclass

from app.campaign.esp_profiles import esp
from app.campaign.export_folder.manifest import part_name
from app.campaign.figures import Summary
from app.campaign.plan import SAMPLE, Plan
from app.campaign.suppressed_addresses import barred_addresses
from app.project import Project
from app.template import FILES

_KEPT_OUT = {
    True: "addresses that bounced",
    False: "who unsubscribed, complained or said no",
    None: "who must never be mailed",
}


@dataclass(frozen=True, slots=True)
class Planned:
    """Files that belong together: their names (`html/` is a folder), how many rows or emails, and what they hold."""

    files: tuple[str, ...]
    rows: int | None
    holds: str


def outline(project: Project, plan: Plan, summary: Summary) -> list[Planned]:
    """The files of an export of this plan, whose figures are those of its `summary`, the most important first.

    Contacts that outgrow what the ESP takes in one file come in several; here they are one.
    """
    people = summary.recipients
    emails = {"all": people, "sample": min(SAMPLE, people), "none": 0}[plan.html]
    templates = tuple(part_name(FILES["html"], variant, plan.variants) for variant in plan.variants)
    texts = tuple(
        part_name(FILES[part], variant, plan.variants)
        for variant in plan.variants
        for part in ("subject", "preheader", "text")
    )
    listed = barred_addresses(project)
    kept_out = [
        Planned((one.name,), len(one.addresses(listed)), f"{_KEPT_OUT[one.bounced]}, for upload")
        for one in esp(plan.esp).keeps_out
    ]
    found = [
        Planned(("contacts.csv",), people, ", ".join(plan.columns)),
        Planned(templates, None, "the email in the ESP’s own language"),
        Planned(texts, None, "its subject, preheader and text"),
        Planned(("html/",), emails, "every email" if plan.html == "all" else "a sample, worst cases first"),
        Planned(("assignment.csv",), people, "who gets which variant"),
        Planned(("holdout.csv",), summary.holdout, "who gets nothing, to measure by"),
        *kept_out,
        Planned(("suppressed.csv",), len(listed), "who must never be mailed, and why"),
        Planned(("manifest.json", "UPLOAD.md"), None, "every count and hash; what to do with it"),
    ]
    return [one for one in found if one.files != ("html/",) or plan.html != "none"]
