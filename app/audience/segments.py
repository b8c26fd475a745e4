"""The segments that a project keeps: a name, unique without case, and a rule.

A rule that names another segment is kept with that segment's number, so that renaming keeps it; wherever a rule is
handed out it has the names again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, LargeBinary, cast, func, insert, select, update
from sqlalchemy import delete as delete_rows

from app import audience
from app.audience import membership_record, problems, rule_names, where_used
from app.audience.beside import BESIDE, NEW_DATA, TIMERS, Beside, Timer, expires_of, is_static
from app.audience.rule_names import renamed
from app.conditions import ListedTest, parse, rule_of
from app.domain import clock
from app.domain.counts import listed
from app.domain.names import fold
from app.domain.problems import RuleProblem
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.domain.spelling import nearest
from app.project import Change, Json, Project
from app.query import segments_of
from app.rules import Condition, KnownSegment, Names, Node, leaves
from storage.file.contents import text_of
from storage.file.models import segment

if TYPE_CHECKING:
    from app.query import Question


@dataclass(frozen=True, slots=True)
class Segment(KnownSegment):
    """A kept segment; `rule` names other segments by their names. The rest is as in `Beside`; times are UTC."""

    note: str
    content: bool
    strategy: str = ""
    owner: str = ""
    folder: str = ""
    timer: Timer = NEW_DATA
    created_at: int = 0
    changed_at: int = 0

    @property
    def static(self) -> bool:
        """Whether its people were put on a list by hand."""
        return is_static(self.rule)

    @property
    def expires(self) -> dict[str, int] | None:
        """After how long without anything relevant a member drops out; None for never."""
        return expires_of(self.rule)

    def beside(self) -> Beside:
        """All that is kept beside its rule."""
        return Beside(**{name: getattr(self, name) for name in BESIDE})


def plain_name(name: str) -> str:
    """A name without blanks that nobody sees; raises Problem for none."""
    found = " ".join(name.split())
    if not found:
        raise problems.NAMELESS()
    return found


def every(project: Project) -> list[Segment]:
    """The kept segments in their order."""
    with project.read() as connection:
        known = segments_of(connection)
        # As bytes: one note that is no UTF-8 would end the reading of all segments.
        texts = [cast(segment.c[name], LargeBinary).label(name) for name in ("note", "strategy", "owner", "folder")]
        plain = (segment.c.id, segment.c.content, segment.c.timer, segment.c.created_at, segment.c.changed_at)
        rows = {row.id: row for row in connection.execute(select(*plain, *texts))}

    def named(wanted: Any) -> Any:
        """The name of a segment that a rule knows by its number; anything else as it is."""
        return known[wanted].name if type(wanted) is int and wanted in known else wanted

    return [_segment(one, renamed(one.rule, named), rows[one.id]) for one in known.values()]


def asking_for(project: Project, means: Callable[[str], bool]) -> list[str]:
    """The names of the segments that ask for a field whose folded name `means` it."""
    return [one.name for one in every(project) if rule_names.asks_for(one.rule, means)]


def _segment(known: KnownSegment, rule: Json, row: Any) -> Segment:
    # A timer that no program of ours wrote is as if none were set.
    timer: Timer = next((one for one in TIMERS if one == row.timer), "never")
    note, strategy, owner, folder = map(text_of, (row.note, row.strategy, row.owner, row.folder))
    return Segment(
        *(known.id, known.name, rule, note, bool(row.content), strategy, owner, folder),
        timer=timer,
        created_at=row.created_at,
        changed_at=row.changed_at,
    )


def get(project: Project, name: str) -> Segment:
    """The segment of that name, without case; raises NotFound with a near miss."""
    return _called(name, every(project))


Kept = TypeVar("Kept", bound=KnownSegment)


def _called(name: str, kept: Sequence[Kept]) -> Kept:
    for one in kept:
        if fold(one.name) == fold(name.strip()):
            return one
    meant = nearest(name, [one.name for one in kept])
    raise problems.NO_SEGMENT(name=name, near=f"Did you mean “{meant}”?" if meant else "")


def named(wanted: Sequence[str], names: Names) -> list[KnownSegment]:
    """The segments of these names, each once, or without any all of them; raises NotFound with a near miss."""
    kept = list(names.segments.values())
    return list({one.id: one for one in (_called(name, kept) for name in wanted)}.values()) if wanted else kept


def save(
    project: Project,
    name: str,
    rule: Json,
    *,
    note: str | None = None,
    content: bool | None = None,
    replace: bool = True,
    beside: Beside | None = None,
) -> Segment:
    """Keep a rule under a name, in the place of the one that had it; raises RuleProblem, or Problem where taken.

    `beside` is what is kept with it in the place of `note` and `content`.
    """
    kept = beside or Beside(note, content)
    ready = checked(audience.names(project), name, rule, beside=kept, replace=replace)
    with project.write(f"Saved the segment “{ready.name}”", {Change.SEGMENTS}) as connection:
        put(connection, ready)
    return get(project, ready.name)


@dataclass(frozen=True, slots=True)
class Checked:
    """A segment that was checked and may be written: its rule names others by their numbers, `values` is its row."""

    name: str
    values: Mapping[str, Any]


def checked(
    names: Names,
    name: str,
    rule: Json,
    *,
    note: str | None = None,
    beside: Beside | None = None,
    replace: bool = True,
) -> Checked:
    """A rule that can be kept under a name, for `put`; raises what `save` does.

    `names` have all that the rule asks about, also what is written with it in one transaction.
    """
    name = plain_name(name)
    known = {fold(one.name): one for one in names.segments.values()}
    same = known.get(fold(name))
    if same is not None and not replace:
        raise problems.TAKEN(name=same.name)
    _check(rule, names, same)
    kept = renamed(rule, lambda wanted: names.segment(wanted, "segment").id)
    values: dict[str, Any] = {"name": name, "name_folded": fold(name), "rule": kept}
    if same is not None and is_static(same.rule) and not is_static(kept):
        # A list has nothing to be refreshed; what it becomes has.
        values["timer"] = NEW_DATA
    return Checked(name, values | (beside or Beside(note)).values())


def edit(project: Project, name: str, beside: Beside) -> Segment:
    """Change what is kept beside a segment's rule; raises NotFound, or Problem for a timer that there is none of."""
    kept, values = get(project, name), beside.values()
    if any(getattr(kept, key) != value for key, value in values.items()):
        with project.write(f"Changed what is kept of the segment “{kept.name}”", {Change.SEGMENTS}) as connection:
            now = {**values, "changed_at": clock.system_now()}
            connection.execute(update(segment).where(segment.c.id == kept.id).values(**now))
    return get(project, kept.name)


def put(connection: Connection, ready: Checked) -> None:
    """Write a segment within a transaction, in the place of the one that has its name, else after all others."""
    now = clock.system_now()
    values = {**ready.values, "changed_at": now}
    same = segment.c.name_folded == values["name_folded"]
    if connection.scalar(select(segment.c.id).where(same)) is not None:
        connection.execute(update(segment).where(same).values(**values))
        return
    last = connection.scalar(select(func.max(segment.c.position))) or 0
    connection.execute(insert(segment).values(**{"content": False, "position": last + 1, "created_at": now} | values))


def make_static(connection: Connection, name: str, beside: Beside) -> int:
    """Let the segment of that name, a new one where there is none, be static from now on; its number."""
    same = segment.c.name_folded == fold(name)
    there = connection.execute(select(segment.c.rule).where(same)).first()
    # Nothing but a hand changes who is on a list.
    timer = {} if there is not None and is_static(there.rule) else {"timer": "never"}
    values = {"name": name, "name_folded": fold(name), "rule": {"all": []}, **timer, **beside.values()}
    put(connection, Checked(name, values))
    number = int(connection.execute(select(segment.c.id).where(same)).scalar_one())
    connection.execute(update(segment).where(segment.c.id == number).values(rule={ListedTest.key: number}))
    return number


def put_together(connection: Connection, ready: Mapping[int, Checked]) -> dict[int, int]:
    """Write segments that may name one another within a transaction, the new ones after all others in their order.

    `ready` is by number: a new one has the number below zero that it had among the names which it was checked with.
    Given back is what their numbers are now.
    """
    real: dict[Any, int] = {}
    for number, one in ready.items():
        put(connection, one)
        same = segment.c.name_folded == one.values["name_folded"]
        real[number] = connection.execute(select(segment.c.id).where(same)).scalar_one()
    for number, one in ready.items():
        rule = renamed(one.values["rule"], lambda wanted: real.get(wanted, wanted))
        connection.execute(update(segment).where(segment.c.id == real[number]).values(rule=rule))
    return real


def rows_called(connection: Connection, names: Sequence[str]) -> list[Mapping[str, Any]]:
    """The rows of the segments of these names, for `put_back`."""
    wanted = select(segment).where(segment.c.name_folded.in_([fold(name) for name in names]))
    return [dict(row._mapping) for row in connection.execute(wanted)]


def put_back(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write segments as they were; what has their numbers by now goes, whatever it is called."""
    take_away(connection, [row["id"] for row in rows])
    for row in rows:
        connection.execute(insert(segment).values(**row))


def take_away(connection: Connection, numbers: Sequence[int]) -> None:
    """Delete segments by number, with what was recorded of their members; who uses them was asked before."""
    membership_record.forget(connection, numbers)
    connection.execute(delete_rows(segment).where(segment.c.id.in_(numbers)))


def _check(rule: Json, names: Names, same: KnownSegment | None) -> None:
    """Raise RuleProblem for a rule that means nothing, or that would define the segment by itself."""
    root = parse(rule, names).root
    if same is not None and same.id in _reached(root, names, set()):
        raise problems.BY_ITSELF(name=same.name)
    for leaf in leaves(root):
        # A list is its segment's alone, or a refresh would take off it who fails another condition.
        if isinstance(leaf.what, ListedTest) and (leaf is not root or same is None or leaf.what.segment != same.id):
            raise problems.LIST_ALONE(name=names.segments[leaf.what.segment].name)


def _reached(node: Node, names: Names, seen: set[int]) -> set[int]:
    """The numbers of all segments that a rule rests on, muted or not."""
    conditions = [leaf.what for leaf in leaves(node) if isinstance(leaf.what, Condition)]
    for number in {number for what in conditions for number in what.segments} - seen:
        # Marked before it is followed: in a damaged file segments may stand in a circle.
        seen.add(number)
        _reached(parse(names.segments[number].sound(), names).root, names, seen)
    return seen


def rename(project: Project, name: str, new: str) -> None:
    """Give a segment another name; rules and campaigns that use it follow."""
    new, kept = plain_name(new), get(project, name)
    others = [one for one in every(project) if one.id != kept.id]
    if any(fold(one.name) == fold(new) for one in others):
        raise problems.TAKEN(name=new)
    with project.write(f"Renamed the segment “{kept.name}” to “{new}”", {Change.SEGMENTS}) as connection:
        values = {"name": new, "name_folded": fold(new), "changed_at": clock.system_now()}
        connection.execute(update(segment).where(segment.c.id == kept.id).values(**values))


def free_name(project: Project, wanted: str) -> str:
    """A name that no segment has: the wanted one, or that with a number."""
    taken = {fold(one.name) for one in every(project)}
    found, number = wanted, 2
    while fold(found) in taken:
        found, number = f"{wanted} {number}", number + 1
    return found


def duplicate(project: Project, name: str) -> str:
    """Keep a copy of a segment under a name of its own, which is returned."""
    kept = get(project, name)
    copy = free_name(project, f"{kept.name} copy")
    if kept.static:
        with project.write(f"Copied the segment “{kept.name}”", {Change.SEGMENTS, Change.MEMBERSHIPS}) as connection:
            record = membership_record.all_of(connection, kept.id)
            membership_record.put_back(connection, record, make_static(connection, copy, kept.beside()))
        return copy
    return save(project, copy, kept.sound(), beside=kept.beside(), replace=False).name


def delete(project: Project, name: str) -> "Gone":
    """Delete a segment, given back for `restore`; one that is in use stays, and the Problem names the users."""
    kept = get(project, name)
    uses = where_used.of(project, kept)
    if uses:
        raise problems.IN_USE(name=kept.name, users=listed([str(one) for one in uses]))
    with project.write(f"Deleted the segment “{kept.name}”", {Change.SEGMENTS, Change.MEMBERSHIPS}) as connection:
        gone = Gone(rows_called(connection, [kept.name])[0], membership_record.all_of(connection, kept.id))
        take_away(connection, [kept.id])
    return gone


@dataclass(frozen=True, slots=True)
class Gone:
    """A deleted segment's row, and all that was recorded of it."""

    row: Mapping[str, Any]
    record: membership_record.Record

    @property
    def name(self) -> str:
        """What it was called."""
        return str(self.row["name"])


def restore(project: Project, gone: Gone) -> Segment:
    """Keep a deleted segment again as it was; raises Problem where its name is another's by now."""
    if any(fold(one.name) == fold(gone.name) for one in every(project)):
        raise problems.TAKEN(name=gone.name)
    with project.write(f"Put the segment “{gone.name}” back", {Change.SEGMENTS, Change.MEMBERSHIPS}) as connection:
        # Numbers are given again: its own may be another's by now.
        taken = connection.scalar(select(segment.c.id).where(segment.c.id == gone.row["id"])) is not None
        row = {key: value for key, value in gone.row.items() if key != "id" or not taken}
        number = connection.execute(insert(segment).values(**row)).inserted_primary_key
        membership_record.put_back(connection, gone.record, int(number[0]) if number else 0)
        if taken and is_static(row["rule"]):
            rule = {ListedTest.key: int(number[0]) if number else 0}
            connection.execute(update(segment).where(segment.c.name_folded == row["name_folded"]).values(rule=rule))
    return get(project, gone.name)


@as_document("name", "sentence", "count")
@dataclass(frozen=True, slots=True)
class Counted:
    """A segment, what it means, and how many are in it now.

    One whose rule can no longer be asked has no count, and the problem in its sentence's place.
    """

    name: str
    sentence: str
    count: int | None
    note: str = ""
    content: bool = False
    problem: str | None = None


def overview(project: Project, as_of: audience.AsOf = None, progress: Progress = SILENT) -> list[Counted]:
    """Each segment with what it means and how many are in it."""
    kept = every(project)
    found = []
    with audience.asking(project, as_of, progress) as question:
        for number, one in enumerate(kept):
            progress.step(number, len(kept), f"Counting “{one.name}”")
            found.append(_figures(one, question))
    return found


def _figures(kept: Segment, question: "Question") -> Counted:
    from app.query import compile as compiling
    from app.rules import english

    try:
        root = rule_of(kept.id, question)
        count = question.mirror.scalar(compiling.members(root, question).count())
        said = english.sentence(root, question.names)
        return Counted(kept.name, said, count, kept.note, kept.content)
    except RuleProblem as problem:
        return Counted(kept.name, str(problem), None, kept.note, kept.content, str(problem))
