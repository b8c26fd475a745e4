"""How long people are kept who do nothing: who they would be, and letting them go, only ever on purpose."""

from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select

from app import ingest
from app.domain.clock import Moment
from app.domain.counts import counted
from app.domain.counts import people as so_many
from app.domain.progress import SILENT, Progress
from app.people import name_of
from app.privacy import problems
from app.project import Project, erasure
from storage.file import inactivity, kept_traits
from storage.file.models import profile

WAYS: Final = {"delete": "Delete them", "anonymise": "Make them anonymous"}
"""What can be done with people whose time is over, and what it is called."""

RULE: Final = "retention"
"""The setting that holds the kept rule, `{"months", "way"}`."""

SHOWN: Final = 50
_MOST = 1_200


@dataclass(frozen=True, slots=True)
class Idle:
    """Somebody who did nothing for long: key, name, and when they were last heard of (local ISO day)."""

    key: str
    name: str
    last: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom a rule is about: nobody heard of them since `before` (local ISO time). The longest silent come first."""

    months: int
    before: str
    people: int
    of: int
    longest: list[Idle]


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done: how many people, how, and rows by table; `waiting` as with an erasure."""

    people: int
    way: str
    erased: dict[str, int]
    suppressed: int
    waiting: str = ""
    months: int = field(default=0)


def preview(project: Project, months: int) -> Preview:
    """Who did nothing for so many months, by the project's clock; changes nothing. Raises Problem for other months.

    Activity is what somebody did or allowed; a mail that was sent to them is none. Who never did anything counts from
    the import by which they came.
    """
    limit = _limit(project, months)
    with project.read() as connection:
        found = inactivity.before(connection, limit.us)
        shown = [row["id"] for row in found[:SHOWN]]
        asked = select(profile.c.id, kept_traits.of_profile().label("known")).where(profile.c.id.in_(shown))
        names = {row.id: name_of(row.known or {}) for row in connection.execute(asked)}
        everybody = len(connection.scalars(select(profile.c.id)).all())
    days = [Moment(row["last"], project.timezone).local().date().isoformat() for row in found[:SHOWN]]
    longest = [Idle(row["key"], names.get(row["id"], ""), day) for row, day in zip(found[:SHOWN], days, strict=True)]
    return Preview(months, limit.iso(), len(found), everybody, longest)


def _limit(project: Project, months: int) -> Moment:
    if not 1 <= months <= _MOST:
        raise problems.MONTHS(most=_MOST)
    moment = project.moment()
    local = moment.local()
    years, month = divmod(local.year * 12 + local.month - 1 - months, 12)
    if years < 1:
        raise problems.MONTHS(most=_MOST)
    # A day that the month does not have is its last.
    for day in range(local.day, 0, -1):
        try:
            return Moment(
                int(local.replace(year=years, month=month + 1, day=day).timestamp()) * 1_000_000, moment.timezone
            )
        except ValueError:
            continue
    raise AssertionError("a month has a first day")


def keep(project: Project, months: int, way: str) -> None:
    """Keep the rule, to be offered next time; nothing is done by it. Raises Problem for what is no rule."""
    _limit(project, months)
    if way not in WAYS:
        raise problems.NO_WAY(way=way, known=" or ".join(WAYS))
    project.change_settings({RULE: {"months": months, "way": way}})


def kept(project: Project) -> tuple[int, str]:
    """The kept rule; three years and deleting where none was kept."""
    found = project.setting(RULE) or {}
    months, way = found.get("months", 36), found.get("way", "delete")
    return (months if isinstance(months, int) else 36), (way if way in WAYS else "delete")


def apply(project: Project, months: int, way: str, progress: Progress = SILENT) -> Applied:
    """Delete people without activity for so many months, or make them anonymous; for good, from backups too.

    Who was not to be written to stays suppressed by a hash. Raises Problem where nobody is meant, and ProjectProblem
    where another program holds the project.
    """
    if way not in WAYS:
        raise problems.NO_WAY(way=way, known=" or ".join(WAYS))
    limit = _limit(project, months)
    with project.read() as connection:
        numbers = [row["id"] for row in inactivity.before(connection, limit.us)]
    if not numbers:
        raise problems.NOBODY_IDLE(months=counted(months, "month"))
    did = "Deleted" if way == "delete" else "Made anonymous"
    what = f"{did} {so_many(len(numbers))} without activity for {counted(months, 'month')}"
    anonymous, after = way == "anonymise", ingest.after_erasure
    erased, swept = erasure.erase(project, numbers, what, progress, asked=False, anonymous=anonymous, after=after)
    return Applied(len(numbers), way, dict(sorted(erased.rows.items())), erased.hashes, swept.waiting, months)
