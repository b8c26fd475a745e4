"""Static segments: whoever was put on their list, at one moment or by hand, and not taken off it.

A list is kept as what is recorded of members anyway: who was on it from when to when. So it goes with people who are
joined and parted, and with those who are erased; each change of it is a refresh in its history.
"""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import Connection, func, select

from app import audience
from app.audience import history, inside, membership_record, problems, segments
from app.audience.beside import Beside
from app.audience.inside import Ids
from app.audience.listed_files import keys_in as keys_in
from app.audience.membership_record import Row
from app.audience.segments import Segment
from app.domain import clock
from app.domain.clock import Moment
from app.domain.counts import people
from app.domain.names import called, fold
from app.domain.problems import Problem
from app.domain.progress import SILENT, Progress
from app.project import Change, Json, Project
from app.query import ProfileBatch, answers, resolve_keys
from storage.file.models import membership, profile, segment

if TYPE_CHECKING:
    from app.query import Question

_NOBODY: Ids = np.zeros(0, dtype=np.int64)
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a list: how many are on it now, how many came on it and went, and the keys that are nobody's."""

    name: str
    count: int
    added: int
    removed: int
    unknown: tuple[str, ...] = ()


Keys = Iterable[str | tuple[str, ...]]
"""Emails or `kind:value`; of several in a tuple, which all mean one person, the first that is known counts."""


def freeze(
    project: Project,
    name: str,
    rule: Json,
    *,
    beside: Beside | None = None,
    as_of: audience.AsOf = None,
    progress: Progress = SILENT,
) -> Changed:
    """Make a static segment of the people for whom a rule holds at a moment, in the place of the one of that name."""

    def wanted(question: "Question") -> Ids:
        """Who is to be on the list."""
        root = audience.parse(rule, question.names).root
        return np.asarray(answers.ids(root, question), dtype=np.int64)

    return _Making(project, name, beside, as_of).run(lambda question, _: wanted(question), "Listed", progress)


def of_keys(
    project: Project, name: str, keys: Keys, *, beside: Beside | None = None, progress: Progress = SILENT
) -> Changed:
    """Make a static segment of the people of these keys, in the place of the one of that name; raises NotFound where
    nobody goes by any of them."""
    ids, unknown = _resolved(project, keys)
    return _Making(project, name, beside, None).run(lambda *_: ids, "Listed", progress, unknown)


def put_on(project: Project, name: str, keys: Keys, progress: Progress = SILENT) -> Changed:
    """Put people on the list of a static segment; who is on it stays as they are. Raises NotFound, Problem."""
    ids, unknown = _resolved(project, keys)
    making = _Making(project, _static(project, name).name, None, None)
    return making.run(lambda _, on_it: np.union1d(on_it, ids), "Put on the list", progress, unknown)


def take_off(project: Project, name: str, keys: Keys, progress: Progress = SILENT) -> Changed:
    """Take people off the list of a static segment. Raises NotFound, Problem."""
    ids, unknown = _resolved(project, keys)
    making = _Making(project, _static(project, name).name, None, None)
    return making.run(lambda _, on_it: np.setdiff1d(on_it, ids), "Took off the list", progress, unknown)


@dataclass(frozen=True, slots=True)
class Put:
    """What became of a list that people were put on by their numbers, and what `undo` needs: who was not on it before,
    and whether it was made for them."""

    changed: Changed
    fresh: tuple[int, ...]
    made: bool


def put_people_on(project: Project, name: str, numbers: Iterable[int], progress: Progress = SILENT) -> Put:
    """Put people, by the numbers of their profiles, on the list of a static segment, which is made where there is none
    of that name. Raises Problem where a segment of that name has a rule."""
    made = not any(fold(one.name) == fold(segments.plain_name(name)) for one in segments.every(project))
    wanted, fresh = np.unique(np.fromiter(numbers, dtype=np.int64)), _NOBODY
    making = _Making(project, name if made else _static(project, name).name, None, None)

    def with_them(_: "Question", on_it: Ids) -> Ids:
        """Whoever is on it, and these."""
        nonlocal fresh
        fresh = np.setdiff1d(wanted, on_it)
        return np.union1d(on_it, wanted)

    changed = making.run(with_them, "Listed" if made else "Put on the list", progress)
    return Put(changed, tuple(map(int, fresh)), made)


def undo(project: Project, put: Put, progress: Progress = SILENT) -> Changed:
    """Take those off again who were put on; a list that was made for them goes, unless it is in use or others came."""
    name = put.changed.name
    making = _Making(project, _static(project, name).name, None, None)
    gone = np.asarray(put.fresh, dtype=np.int64)
    changed = making.run(lambda _, on_it: np.setdiff1d(on_it, gone), "Took off the list", progress)
    if put.made and not changed.count:
        # One that is used by now stays, though nobody is on it.
        with contextlib.suppress(Problem):
            segments.delete(project, name)
    return changed


def keys_of(project: Project, kept: Segment) -> list[str]:
    """The keys of the people on the list of a static segment, in key order."""
    with project.read() as connection:
        on_it = (membership.c.segment_id == kept.id) & membership.c.left_at.is_(None)
        asked = select(profile.c.key).where(profile.c.id == membership.c.profile_id, on_it).distinct()
        return list(connection.scalars(asked.order_by(profile.c.key)))


@dataclass(frozen=True, slots=True)
class OnList:
    """Somebody on a list: their key, name and address as far as they are known, and when they were added (UTC)."""

    key: str
    name: str
    email: str
    added: int


def people_on(project: Project, name: str, most: int) -> tuple[list[OnList], int]:
    """Who is on the list of a static segment, at most so many, those who were added last first; and how many are."""
    kept = _static(project, name)
    with project.read() as connection:
        on_it = (membership.c.segment_id == kept.id) & membership.c.left_at.is_(None)
        theirs = on_it & (profile.c.id == membership.c.profile_id)
        count = connection.scalar(select(func.count(profile.c.id.distinct())).where(theirs)) or 0
        columns = (profile.c.id, profile.c.key, membership.c.entered_at)
        asked = select(*columns).where(theirs).order_by(membership.c.entered_at.desc(), profile.c.key).limit(most)
        rows = connection.execute(asked).all()
    with audience.asking(project) as question:
        # What a project never held nobody has.
        wanted = [one for one in ("full_name", "first_name", "last_name", "email") if one in question.names.traits]
        known = ProfileBatch(question, [row.id for row in rows]).traits(wanted) if rows else {}
    found = [(row, known.get(row.id, {})) for row in rows]
    return [OnList(row.key, called(one), str(one.get("email") or ""), row.entered_at) for row, one in found], count


def _static(project: Project, name: str) -> Segment:
    kept = segments.get(project, name)
    if not kept.static:
        raise problems.NOT_STATIC(name=kept.name)
    return kept


def _resolved(project: Project, keys: Keys) -> tuple[Ids, tuple[str, ...]]:
    """The numbers of those who are meant, and the first keys of those who are not known."""
    rows = [(one,) if isinstance(one, str) else one for one in keys]
    known = resolve_keys(project, (key for row in rows for key in row))
    who = [next((known[key] for key in row if key in known), None) for row in rows]
    unknown = tuple(dict.fromkeys(row[0] for row, number in zip(rows, who, strict=True) if number is None))
    found = [number for number in who if number is not None]
    if rows and not found:
        raise problems.NOBODY_KNOWN(count=f"{len(rows):,}", first=rows[0][0])
    return np.unique(np.asarray(found, dtype=np.int64)), unknown


@dataclass(frozen=True)
class Target:
    """Who is to be on a list at a moment, and how many of them can be emailed."""

    ids: Ids
    mailable: int
    moment: Moment


@dataclass
class _Making:
    """One change of a list, in one transaction."""

    project: Project
    name: str
    beside: Beside | None
    as_of: audience.AsOf

    def run(
        self, wanted: Callable[["Question", Ids], Ids], verb: str, progress: Progress, unknown: tuple[str, ...] = ()
    ) -> Changed:
        """Let those be on the list whom `wanted` answers, who is told who is on it now."""
        name = segments.plain_name(self.name)
        for _ in range(_TRIES):
            token = self.project.token()
            with audience.asking(self.project, self.as_of, progress) as question:
                target = target_of(self.project, question, wanted(question, self._on_it()))
            try:
                what = f"{verb} “{name}”: {people(len(target.ids))} on it"
                with self.project.write(what, {Change.SEGMENTS, Change.MEMBERSHIPS}) as connection:
                    if not history.is_newest(connection, token):
                        raise history.Moved
                    number = segments.make_static(connection, name, self.beside or Beside())
                    return replace(record(connection, number, name, target, progress), unknown=unknown)
            except history.Moved:
                continue
        raise problems.BUSY()

    def _on_it(self) -> Ids:
        with self.project.read() as connection:
            same = segment.c.name_folded == fold(segments.plain_name(self.name))
            number = connection.scalar(select(segment.c.id).where(same))
            return _NOBODY if number is None else _lasting(connection, number)[1]


def target_of(project: Project, question: "Question", wanted: Ids) -> Target:
    """What `record` takes, of people by their numbers as far as they are there."""
    everybody, mailable = inside.everybody(question, bool(project.setting("unknown_is_consent")))
    ids = np.intersect1d(wanted, everybody)
    bits = inside.Inside(everybody, {}, mailable, {}).bits(ids)
    return Target(ids, inside.count(bits & mailable), question.moment)


def record(connection: Connection, number: int, name: str, target: Target, progress: Progress = SILENT) -> Changed:
    """Let these be on the list of a static segment, within a transaction; who came and who went is a refresh."""
    ids, before = _lasting(connection, number)
    stays = np.isin(before, target.ids)
    came, gone = np.setdiff1d(target.ids, before), len(np.unique(before[~stays]))
    # What is recorded never changes afterwards: where the clock went back, the list goes on from its last change.
    at = max(target.moment.us, membership_record.latest(connection).get(number, target.moment.us))
    row = Row(number, clock.system_now(), at, len(target.ids), target.mailable, len(came), gone)
    entered, left = history.tables([history.Crossing(number, came, ids[~stays], gone)], at)
    membership_record.keep(connection, [row], entered, left, at, progress.step)
    return Changed(name, len(target.ids), len(came), gone)


def _lasting(connection: Connection, number: int) -> tuple[Ids, Ids]:
    """The ids of the memberships of a segment that last, and whose they are."""
    lasts = (membership.c.segment_id == number) & membership.c.left_at.is_(None)
    rows = connection.execute(select(membership.c.id, membership.c.profile_id).where(lasts)).all()
    ids, who = (np.asarray([row[at] for row in rows], dtype=np.int64) for at in (0, 1))
    return ids, who
