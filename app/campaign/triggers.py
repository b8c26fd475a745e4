"""Triggered campaigns together: who would be mailed today and with what, and what any past days would have brought.

Campaigns come in the order in which they were made; nobody gets two of these mails on one day, and the first has them.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from app import audience
from app.audience import history, over_time
from app.campaign import newcomers, permissions, problems, store, waterfall
from app.campaign.store import Campaign
from app.campaign.waterfall import Assembly
from app.domain.clock import Moment
from app.domain.counts import counted
from app.domain.progress import SILENT, Progress
from app.project import Project, match_key
from app.query import answers

if TYPE_CHECKING:
    from app.campaign.export_folder.exporting import Exported
    from app.query import Question

_EXAMPLES = 5
MOST_DAYS = 92
"""So many days are simulated at once: a quarter."""


@dataclass(frozen=True, slots=True)
class Due:
    """A triggered campaign now: its segments and template, since when entering counts (ISO, local), how many entered,
    how many of them would be mailed, why the others are left out, and the first of the recipients (keys). `begun` are
    segments that are recorded by its first export and count from then on."""

    campaign: str
    segments: tuple[str, ...]
    template: str
    since: str
    entered: int
    people: int
    left_out: dict[str, int]
    examples: tuple[str, ...]
    begun: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mail:
    """Who would be mailed: their key and address, the campaign, its template and the variant that they get."""

    key: str
    email: str
    campaign: str
    template: str
    variant: str


@dataclass(frozen=True, slots=True)
class Day:
    """What one campaign would have done on a day (ISO): how many entered and would have been mailed, why others would
    not, and the first recipients (keys)."""

    day: str
    campaign: str
    template: str
    entered: int
    people: int
    left_out: dict[str, int]
    examples: tuple[str, ...]


def triggered(project: Project) -> list[Campaign]:
    """The campaigns that have a trigger and can be read, in the order in which they were made."""
    found = (store.get(project, name) for name, plan in store.plans(project).items() if plan.get("trigger"))
    return list(found)


def due(project: Project, as_of: "str | Moment | None" = None, progress: Progress = SILENT) -> list[Due]:
    """Each triggered campaign with whom it would mail now, were they exported one after the other."""
    return [told for told, _, _ in _each_due(project, project.moment(as_of), progress)]


def mails(
    project: Project, as_of: "str | Moment | None" = None, limit: int | None = None, progress: Progress = SILENT
) -> list[Mail]:
    """Who would be mailed now and with what, campaign by campaign in key order; at most `limit`."""
    found: list[Mail] = []
    for told, one, assembly in _each_due(project, project.moment(as_of), progress):
        rows = assembly.recipients[: None if limit is None else limit - len(found)]
        keys, emails = (column.take(rows).to_pylist() for column in (assembly.keys, assembly.emails))
        for row, key, email in zip(rows.tolist(), keys, emails, strict=True):
            variant = one.plan.variants[int(assembly.variant[row])]
            found.append(Mail(key, email, told.campaign, variant.template or told.template, variant.name))
    return found


def _each_due(project: Project, now: Moment, progress: Progress) -> "Iterator[tuple[Due, Campaign, Assembly]]":
    campaigns = triggered(project)
    taken: dict[str, str] = {}
    for number, one in enumerate(campaigns):
        step = progress.part(number / len(campaigns), (number + 1) / len(campaigns))
        assembly = waterfall.assemble(project, one.plan, one.name, now, step, taken)
        with audience.asking(project, now) as question:
            came = newcomers.entered(project, one.plan, one.name, question)
        taken |= dict.fromkeys(map(match_key, assembly.emails.take(assembly.recipients).to_pylist()), one.name)
        yield _due(one, assembly, came), one, assembly


def _due(one: Campaign, found: Assembly, came: newcomers.Newcomers) -> Due:
    entered, left_out = _fallen(found)
    return Due(
        one.name,
        one.plan.include,
        one.plan.template,
        came.since.iso(),
        entered,
        len(found.recipients),
        left_out,
        tuple(found.keys.take(found.recipients[:_EXAMPLES]).to_pylist()),
        came.begun,
    )


def _fallen(found: Assembly) -> tuple[int, dict[str, int]]:
    """How many entered, and why some of them are left out: a word with how many."""
    codes = [step.code for step in found.steps]
    first = codes.index("entered") if "entered" in codes else 0
    reasons: Counter[str] = Counter()
    for step in found.steps[first + 1 :]:
        reasons.update(step.reasons)
    return found.steps[first].people, dict(reasons)


def run(
    project: Project, name: str, out: Path, as_of: "str | Moment | None" = None, progress: Progress = SILENT
) -> "Exported | None":
    """Export a triggered campaign to those who are due; None, and nothing written, where nobody is.

    Its segments are recorded, so that the next run begins where this one ends. Raises as an export does.
    """
    from app.campaign.export_folder import exporting

    moment = project.moment(as_of)
    one = store.get(project, name)
    if not len(waterfall.assemble(project, one.plan, one.name, moment, progress.part(0, 0.1)).recipients):
        history.refresh(project, one.plan.include, progress.part(0.1, 1), moment)
        return None
    request = exporting.Request(name, out, moment, replace=False, overrule={})
    return exporting.export(project, request, progress.part(0.1, 1))


# Past days.


def simulate(project: Project, begin: str, end: str | None = None, progress: Progress = SILENT) -> list[Day]:
    """What the triggered campaigns would have done on each day from one to another, both within.

    Entering is worked out from the data as of each day's begin and end; permissions are all that are recorded. Days on
    which nobody entered are left out. Raises Problem where the days are none, too many or to come.
    """
    days = _days(project, begin, end)
    campaigns = triggered(project)
    found: list[Day] = []
    with audience.asking(project, None, progress) as question:
        simulation = _Simulation(project, question, campaigns)
        for number, day in enumerate(days):
            progress.step(number, len(days), "Working out past days")
            found += simulation.day(day)
    return found


def _days(project: Project, begin: str, end: str | None) -> list[dt.date]:
    first, last = project.moment(begin).local().date(), project.moment(end).local().date()
    today, count = project.moment().local().date(), (last - first).days + 1
    if not 1 <= count <= MOST_DAYS or last > today:
        raise problems.NO_PAST_DAYS(begin=first, end=last, today=today, most=MOST_DAYS)
    return [first + dt.timedelta(days=number) for number in range(count)]


class _Simulation:
    """Days one after another: who was in each audience the evening before, and when each address was mailed."""

    def __init__(self, project: Project, question: "Question", campaigns: list[Campaign]) -> None:
        self._project, self._question, self._campaigns = project, question, campaigns
        self._evening: dict[int, tuple[dt.date, newcomers.Ids]] = {}
        self._mailed: dict[tuple[int, str], dt.date] = {}
        self._reasons = permissions.suppression_reasons(question)

    def day(self, day: dt.date) -> list[Day]:
        """What each campaign would have done on that day."""
        today: dict[str, str] = {}
        found = [self._one(campaign, day, today) for campaign in self._campaigns]
        return [one for one in found if one is not None]

    def _one(self, campaign: Campaign, day: dt.date, today: dict[str, str]) -> Day | None:
        plan = campaign.plan
        assert plan.trigger is not None
        came = np.setdiff1d(self._members(campaign, day), self._members(campaign, day - dt.timedelta(days=1)))
        if not len(came):
            return None
        assembly = waterfall.of_people(self._project, plan, campaign.name, self._question, came, self._reasons)
        rows = assembly.recipients
        addresses = [match_key(one) for one in assembly.emails.take(rows).to_pylist()]
        entered, left_out = (
            assembly.steps[0].people,
            Counter({word: count for step in assembly.steps[1:] for word, count in step.reasons.items()}),
        )
        kept = []
        for row, address in zip(rows.tolist(), addresses, strict=True):
            why = self._not_again(campaign, address, day, today)
            if why:
                left_out[why] += 1
            else:
                kept.append(row)
                self._mailed[campaign.id, address] = day
                today[address] = campaign.name
        examples = tuple(assembly.keys.take(pa.array(kept[:_EXAMPLES], pa.int64())).to_pylist())
        return Day(day.isoformat(), campaign.name, plan.template, entered, len(kept), dict(left_out), examples)

    def _not_again(self, campaign: Campaign, address: str, day: dt.date, today: dict[str, str]) -> str:
        assert campaign.plan.trigger is not None
        days, last = campaign.plan.trigger.again_days, self._mailed.get((campaign.id, address))
        if last is not None and days is None:
            return "mailed by it before"
        if last is not None and days is not None and (day - last).days < days:
            return f"mailed by it in the last {counted(days, 'day')}"
        return f"mailed by “{today[address]}” today" if address in today else ""

    def _members(self, campaign: Campaign, day: dt.date) -> newcomers.Ids:
        """Who was in the audience at the end of a day, or is now, where it is today's."""
        known = self._evening.get(campaign.id)
        if known is not None and known[0] == day:
            return known[1]
        now = self._question.moment
        evening = min(over_time.start_of(day + dt.timedelta(days=1), now), now, key=lambda one: one.us)
        then = over_time.at(self._question, evening)
        root = audience.parse(waterfall.audience_rule(campaign.plan), then.names).root
        inside = answers.ids(root, then)
        self._evening[campaign.id] = day, inside
        return inside
