"""What an export will write, told before it is written."""

from dataclasses import dataclass
from typing import Any

from app.campaign.assemble import suppressed_addresses
from app.campaign.notes import part_name
from app.campaign.plan import SAMPLE, Plan
from app.project import Project
from app.template.compiler import FILES


@dataclass(frozen=True, slots=True)
class Planned:
    """Files that belong together: their names (`html/` is a folder), how many rows or emails, and what they hold."""

    files: tuple[str, ...]
    rows: int | None
    holds: str


def outline(project: Project, plan: Plan, summary: dict[str, Any]) -> list[Planned]:
    """The files of an export of this plan, whose figures are those of its `summary`, the most important first.

    Contacts that outgrow what the ESP takes in one file come in several; here they are one.
    """
    people = int(summary["recipients"])
    emails = {"all": people, "sample": min(SAMPLE, people), "none": 0}[plan.html]
    templates = tuple(part_name(FILES["html"], variant, plan.variants) for variant in plan.variants)
    texts = tuple(
        part_name(FILES[part], variant, plan.variants)
        for variant in plan.variants
        for part in ("subject", "preheader", "text")
    )
    found = [
        Planned(("contacts.csv",), people, ", ".join(plan.columns)),
        Planned(templates, None, "the email in the ESP’s own language"),
        Planned(texts, None, "its subject, preheader and text"),
        Planned(("html/",), emails, "every email" if plan.html == "all" else "a sample, worst cases first"),
        Planned(("assignment.csv",), people, "who gets which variant"),
        Planned(("holdout.csv",), int(summary["holdout"]), "who gets nothing, to measure by"),
        Planned(("suppressed.csv",), len(suppressed_addresses(project)), "who must never be mailed"),
        Planned(("manifest.json", "UPLOAD.md"), None, "every count and hash; what to do with it"),
    ]
    return [one for one in found if one.files != ("html/",) or plan.html != "none"]
