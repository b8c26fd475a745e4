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
from app.audience import membership_record, problems
from app.conditions import parse, rule_of
from app.domain import clock
from app.domain.names import fold
from app.domain.problems import RuleProblem
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.domain.spelling import nearest
from app.project import Change, Json, Project
from app.query import segments_of
from app.rules import GROUPS, KINDS, Condition, KnownSegment, Names, Node, leaves
from storage.file.contents import text_of
from storage.file.models import campaign, segment

if TYPE_CHECKING:
    from app.query import Question


@dataclass(frozen=True, slots=True)
class Segment(KnownSegment):
    """A kept segment; `rule` names other segments by their names, `content` says that `{{ segment }}` may be it."""

    note: str
    content: bool


def _plain_name(name: str) -> str:
    found = " ".join(name.split())
    if not found:
        raise problems.NAMELESS()
    return found


def every(project: Project) -> list[Segment]:
    """The kept segments in their order."""
    with project.read() as connection:
        known = segments_of(connection)
        # As bytes: one note that is no UTF-8 would end the reading of all segments.
        note = cast(segment.c.note, LargeBinary).label("note")
        rows = {row.id: row for row in connection.execute(select(segment.c.id, note, segment.c.content))}

    def named(wanted: Any) -> Any:
        """The name of a segment that a rule knows by its number; anything else as it is."""
        return known[wanted].name if type(wanted) is int and wanted in known else wanted

    return [
        Segment(one.id, one.name, _renamed(one.rule, named), text_of(rows[one.id].note), bool(rows[one.id].content))
        for one in known.values()
    ]


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
) -> Segment:
    """Keep a rule under a name, in the place of the one that had it; raises RuleProblem, or Problem where taken."""
    ready = checked(audience.names(project), name, rule, note=note, content=content, replace=replace)
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
    content: bool | None = None,
    replace: bool = True,
) -> Checked:
    """A rule that can be kept under a name, for `put`; raises what `save` does.

    `names` have all that the rule asks about, also what is written with it in one transaction.
    """
    name = _plain_name(name)
    known = {fold(one.name): one for one in names.segments.values()}
    same = known.get(fold(name))
    if same is not None and not replace:
        raise problems.TAKEN(name=same.name)
    _check(rule, names, same)
    kept = _renamed(rule, lambda wanted: names.segment(wanted, "segment").id)
    values: dict[str, Any] = {"name": name, "name_folded": fold(name), "rule": kept}
    values |= {key: value for key, value in (("note", note), ("content", content)) if value is not None}
    return Checked(name, values)


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


def put_together(connection: Connection, ready: Mapping[int, Checked]) -> None:
    """Write segments that may name one another within a transaction, the new ones after all others in their order.

    `ready` is by number: a new one has the number below zero that it had among the names which it was checked with.
    """
    real: dict[Any, int] = {}
    for number, one in ready.items():
        put(connection, one)
        same = segment.c.name_folded == one.values["name_folded"]
        real[number] = connection.execute(select(segment.c.id).where(same)).scalar_one()
    for number, one in ready.items():
        rule = _renamed(one.values["rule"], lambda wanted: real.get(wanted, wanted))
        connection.execute(update(segment).where(segment.c.id == real[number]).values(rule=rule))


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


def _reached(node: Node, names: Names, seen: set[int]) -> set[int]:
    """The numbers of all segments that a rule rests on, muted or not."""
    conditions = [leaf.what for leaf in leaves(node) if isinstance(leaf.what, Condition)]
    for number in {number for what in conditions for number in what.segments} - seen:
        # Marked before it is followed: in a damaged file segments may stand in a circle.
        seen.add(number)
        _reached(parse(names.segments[number].sound(), names).root, names, seen)
    return seen


def _renamed(rule: Json, to: Callable[[Any], Any]) -> Json:
    """The rule with each segment in it called otherwise; what is unknown and muted stays as it is."""
    if not isinstance(rule, dict):
        return rule
    changed = dict(rule)
    for kind in GROUPS:
        if isinstance(rule.get(kind), list):
            changed[kind] = [_renamed(child, to) for child in rule[kind]]
    for key in _naming(rule):
        try:
            changed[key] = to(rule[key])
        except RuleProblem:
            if not rule.get("muted"):
                raise
    return changed


def referred(rule: Json) -> list[Any]:
    """What a rule calls other segments by, muted or not: their names, or their numbers."""
    found: list[Any] = []
    _renamed(rule, found.append)
    return found


def _naming(rule: dict[str, Any]) -> list[str]:
    """The keys of a condition whose values are segments."""
    return [key for key, kind in KINDS.items() if kind.names_segment and key in rule]


def rename(project: Project, name: str, new: str) -> None:
    """Give a segment another name; rules and campaigns that use it follow."""
    new, kept = _plain_name(new), get(project, name)
    others = [one for one in every(project) if one.id != kept.id]
    if any(fold(one.name) == fold(new) for one in others):
        raise problems.TAKEN(name=new)
    with project.write(f"Renamed the segment “{kept.name}” to “{new}”", {Change.SEGMENTS}) as connection:
        values = {"name": new, "name_folded": fold(new), "changed_at": clock.system_now()}
        connection.execute(update(segment).where(segment.c.id == kept.id).values(**values))


def duplicate(project: Project, name: str) -> str:
    """Keep a copy of a segment under a name of its own, which is returned."""
    kept = get(project, name)
    taken = {fold(one.name) for one in every(project)}
    copy, number = f"{kept.name} copy", 2
    while fold(copy) in taken:
        copy, number = f"{kept.name} copy {number}", number + 1
    return save(project, copy, kept.sound(), note=kept.note, replace=False).name


def delete(project: Project, name: str) -> None:
    """Delete a segment; one that a segment or a campaign uses stays, and the Problem names the users."""
    kept = get(project, name)
    users = users_of(project, kept)
    if users:
        raise problems.IN_USE(name=kept.name, users=", ".join(users))
    with project.write(f"Deleted the segment “{kept.name}”", {Change.SEGMENTS}) as connection:
        take_away(connection, [kept.id])


def users_of(project: Project, kept: Segment) -> list[str]:
    """What uses a segment, in words: other segments and campaigns."""
    with project.read() as connection:
        known = segments_of(connection)
        plans = connection.execute(select(campaign.c.name, campaign.c.plan).order_by(campaign.c.name)).all()
    using = [f"the segment “{one.name}”" for one in known.values() if one.id != kept.id and _names(one.rule, kept)]
    return using + [f"the campaign “{row.name}”" for row in plans if _plan_names(row.plan, kept)]


def _names(rule: Json, kept: Segment) -> bool:
    if not isinstance(rule, dict):
        return False
    wanted = [rule[key] for key in _naming(rule)]
    # By its name too: a muted condition keeps what it was written with where nobody knew it then.
    if any(one == kept.id or (isinstance(one, str) and fold(one) == fold(kept.name)) for one in wanted):
        return True
    groups = [rule.get(kind) for kind in GROUPS]
    return any(_names(child, kept) for group in groups if isinstance(group, list) for child in group)


def _plan_names(plan: Json, kept: Segment) -> bool:
    """Whether a campaign's plan has the segment: by the number beside its name, or by the name alone."""
    ids = plan.get("ids")
    numbers = ids.get("segments") if isinstance(ids, dict) else None
    numbers = numbers if isinstance(numbers, dict) else {}
    if kept.id in numbers.values():
        return True
    listed = [one for key in ("include", "exclude") if isinstance(plan.get(key), list) for one in plan[key]]
    return any(isinstance(one, str) and one not in numbers and fold(one) == fold(kept.name) for one in listed)


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
