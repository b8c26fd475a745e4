"""Whom a triggered campaign is for: who entered its segments since its last export, and whom it mailed already.

Entering goes by the recorded refreshes of the segments, and by who is in them now. Who was in a segment when it was
first recorded was in it before anybody looked, and never counts as entering. Mails are known by the hash of the
address, so that the record names nobody and holds for whoever has the address.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, func, select

from app import audience
from app.campaign.plan import Plan
from app.domain.clock import Moment, parse_moment
from app.domain.counts import counted
from app.domain.names import fold
from app.project import Project, person_hash
from app.query import answers
from app.rules import windows
from storage.file.models import campaign, export, membership, segment_refresh, trigger_mail

if TYPE_CHECKING:
    from app.query import Question

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to where entering was dealt with: the moment, and the last membership that was recorded then (None where
    nothing was exported yet)."""

    since: Moment
    recorded: int | None


@dataclass(frozen=True)
class Newcomers:
    """Who entered (`ids`, the numbers of profiles), counted from `since` on at the earliest; `begun` are segments that
    were never recorded."""

    ids: Ids
    since: Moment
    begun: tuple[str, ...]


def marks_of(project: Project, plan: Plan, name: str) -> dict[str, Mark]:
    """Up to where a triggered campaign has dealt with who entered, for each segment that it includes.

    That is its last export, unless there was no trigger on the segment then.
    """
    assert plan.trigger is not None
    zone, now = project.timezone, project.moment()
    since = dict(plan.trigger.since)
    begun = {one: parse_moment(since[one], zone) if one in since else now for one in plan.include}
    last = _last_export(project, name)
    return {one: last if last and last.since.us >= begun[one].us else Mark(begun[one], None) for one in plan.include}


def _last_export(project: Project, name: str) -> Mark | None:
    """Up to where the last export of a campaign dealt with who entered; None where it had no trigger."""
    with project.read() as connection:
        asked = select(export.c.manifest).join(campaign, campaign.c.id == export.c.campaign_id)
        asked = asked.where(campaign.c.name_folded == fold(name.strip())).order_by(export.c.id.desc())
        for manifest in connection.scalars(asked):
            if isinstance(dealt := manifest.get("trigger"), dict):
                return Mark(parse_moment(manifest["as_of"], project.timezone), int(dealt["recorded_up_to"]))
    return None


def recorded_up_to(connection: Connection) -> int:
    """The number of the last membership that is recorded."""
    return int(connection.scalar(select(func.max(membership.c.id))) or 0)


def entered(project: Project, plan: Plan, name: str, question: "Question") -> Newcomers:
    """Who is in a segment of the plan and entered it since the campaign was exported last."""
    marks = marks_of(project, plan, name)
    numbers = {one: question.names.segment(one, "include").id for one in plan.include}
    firsts = _first_refreshes(project, numbers.values())
    found: list[Ids] = []
    for one, number in numbers.items():
        if number in firsts:
            root = audience.parse({"segment": number}, question.names).root
            inside = answers.ids(root, question)
            found.append(inside[~np.isin(inside, _before(number, marks[one], firsts[number], question))])
    begun = tuple(one for one, number in numbers.items() if number not in firsts)
    since = min((mark.since for mark in marks.values()), key=lambda moment: moment.us)
    return Newcomers(np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64), since, begun)


def _first_refreshes(project: Project, segments: Iterable[int]) -> dict[int, int]:
    """As of when each of these segments was first recorded, in microseconds UTC."""
    asked = select(segment_refresh.c.segment_id, func.min(segment_refresh.c.as_of))
    asked = asked.where(segment_refresh.c.segment_id.in_(list(segments))).group_by(segment_refresh.c.segment_id)
    with project.read() as connection:
        return {row[0]: row[1] for row in connection.execute(asked)}


def _before(number: int, mark: Mark, first: int, question: "Question") -> Ids:
    """Who has been in a segment without a break since before the mark, or since it was first recorded."""
    table = question.mirror.table("memberships")
    lasting = table.filter((table.segment_id == number) & table.left_at.isnull())
    rows = question.mirror.to_pyarrow(lasting.select("id", "profile_id", "entered_at"))
    ids, people, at = (np.asarray(column, dtype=np.int64) for column in rows.columns)
    if mark.recorded is None:
        late = at > mark.since.us
    else:
        # By number too: two refreshes can be as of one moment, where the clock stands still.
        late = (ids > mark.recorded) & (at >= mark.since.us)
    dealt: Ids = people[~(late & (at > first))]
    return dealt


# Whom it mailed.


@dataclass
class Mailed:
    """When addresses were mailed by triggered campaigns: by the hash of an address, the latest moment of this one, and
    the others that mailed it on the day that is looked at."""

    key: str
    own: dict[str, int] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    def reason(self, address: str, again_days: int | None, now: Moment) -> str:
        """Why an address is not mailed (again) now; empty where it may be."""
        said = person_hash.address_hash(self.key, address) if self.key else ""
        last = self.own.get(said)
        if last is not None and again_days is None:
            return "mailed by it before"
        if last is not None and again_days is not None and last > now.us - again_days * windows.DAY:
            return f"mailed by it in the last {counted(again_days, 'day')}"
        if said in self.others:
            return f"mailed by “{self.others[said]}” today"
        return ""


def mailed(project: Project, name: str, now: Moment) -> Mailed:
    """The mails of triggered campaigns that count for the campaign of that name."""
    with project.read() as connection:
        found = Mailed(person_hash.kept_key(connection))
        if not found.key:
            return found
        names = {row.id: row.name for row in connection.execute(select(campaign.c.id, campaign.c.name))}
        own = next((number for number, one in names.items() if fold(one) == fold(name.strip())), None)
        columns = (trigger_mail.c.campaign_id, trigger_mail.c.hash, trigger_mail.c.as_of)
        # Of other campaigns those of today alone count: a day and its clock change are less than two days ago.
        lately = (trigger_mail.c.campaign_id == own) | (trigger_mail.c.as_of > now.us - 2 * windows.DAY)
        for number, said, at in connection.execute(select(*columns).where(lately)):
            if number == own:
                found.own[said] = max(at, found.own.get(said, at))
            elif Moment(at, now.timezone).day == now.day and number in names:
                found.others[said] = names[number]
    return found
