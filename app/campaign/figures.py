"""A campaign in figures, what becomes of one person in it, and the exports that it had."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import select

from app import audience
from app.campaign import store
from app.campaign.plan import Plan
from app.campaign.waterfall import Assembly, Step, assemble
from app.domain.clock import Moment
from app.domain.progress import SILENT, Progress
from app.project import Project
from app.query import resolve_key
from storage.file.models import export


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one person: `recipient`, or out at `step` because of `reason`; a recipient has a `variant`."""

    key: str
    recipient: bool
    step: str
    reason: str
    variant: str | None

    def sentence(self) -> str:
        """It in words."""
        if self.recipient:
            return f"{self.key} gets the email, variant {self.variant}."
        return f"{self.key} does not get it: at “{self.step}”, {self.reason}."


@dataclass(frozen=True, slots=True)
class VariantPeople:
    """A variant, its share of the recipients (0 to 1), and how many they are."""

    name: str
    share: float
    people: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A campaign in figures: `audience` people are asked for, `excluded` are out by the code of the step, `holdout`
    get nothing to measure by, and `recipients` are left; `waterfall` says the same step by step."""

    name: str
    sentence: str
    audience: int
    excluded: dict[str, int]
    holdout: int
    variants: list[VariantPeople]
    recipients: int
    waterfall: list[Step]
    plan: Plan


@dataclass(frozen=True, slots=True)
class PastExport:
    """An export that was made: its number, its folder, when (ISO, local), and what its manifest says."""

    id: int
    folder: str
    at: str
    manifest: dict[str, Any]


def who(project: Project, name: str, key: str, as_of: "str | Moment | None" = None) -> Fate:
    """How a person fared in the campaign's waterfall; raises NotFound."""
    campaign = store.get(project, name)
    found = assemble(project, campaign.plan, campaign.name, as_of)
    # An assembly has everybody of the project, each once.
    row = int(np.flatnonzero(found.ids == resolve_key(project, key))[0])
    number = int(found.fell[row])
    own = str(found.keys[row].as_py())
    if number == len(found.steps):
        variant = campaign.plan.variants[int(found.variant[row])].name
        return Fate(own, True, found.steps[-1].step, "", variant)
    # Who is in none of the plan's segments has no reason of their own.
    why = found.why[row].word if row in found.why else "not in the audience"
    return Fate(own, False, found.steps[number].step, why, None)


def summary(project: Project, name: str, as_of: "str | Moment | None" = None, progress: Progress = SILENT) -> Summary:
    """The campaign in figures, as `campaign save` and `campaign show` give them."""
    campaign = store.get(project, name)
    found = assemble(project, campaign.plan, campaign.name, as_of, progress)
    return Summary(
        name=campaign.name,
        sentence=sentence(project, campaign.plan),
        audience=found.steps[0].people,
        excluded=found.excluded,
        holdout=len(found.fallen_at("held_out")),
        variants=variant_people(campaign.plan, found),
        recipients=len(found.recipients),
        waterfall=found.steps,
        plan=campaign.plan,
    )


def sentence(project: Project, plan: Plan) -> str:
    """The audience in English: its segments, and what each of them means now."""
    known = audience.names(project)

    def said(names: tuple[str, ...]) -> list[str]:
        """Each segment with its rule in plain English."""
        rules = [(name, known.segment(name, "segment").sound()) for name in names]
        return [f"“{name}” ({_inside(audience.sentence(rule, known))})" for name, rule in rules]

    without = f", but nobody in {' or '.join(said(plan.exclude))}" if plan.exclude else ""
    return f"Everyone in {' or '.join(said(plan.include))}{without}."


def _inside(sentence: str) -> str:
    """A sentence as it stands in brackets."""
    return sentence[:1].lower() + sentence[1:].removesuffix(".")


def variant_people(plan: Plan, found: Assembly) -> list[VariantPeople]:
    """How many get each variant."""
    counts = np.bincount(found.variant[found.recipients], minlength=len(plan.variants)).tolist()
    return [
        VariantPeople(variant.name, variant.share, count) for variant, count in zip(plan.variants, counts, strict=True)
    ]


def exports(project: Project, name: str) -> list[PastExport]:
    """The campaign's exports, newest first."""
    campaign = store.get(project, name)
    chosen = select(export).where(export.c.campaign_id == campaign.id).order_by(export.c.id.desc())
    with project.read() as connection:
        return [
            PastExport(row.id, row.folder, Moment(row.at, project.timezone).iso(), row.manifest)
            for row in connection.execute(chosen)
        ]
