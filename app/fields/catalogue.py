"""Every field of a project: first what the project's tables say of it, then how many people have a value."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, func, select

from app import audience
from app.domain import names
from app.domain.clock import Moment
from app.domain.merged_fields import ends_of
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.fields.deleting import deleted
from app.ingest import master_data
from app.project import Project
from app.query import traits, traits_of
from app.rules import Names
from storage.file import models
from storage.file.fields import merges

if TYPE_CHECKING:
    from app.query import Question

_Counted = tuple[dict[str, int], dict[str, tuple[Any, ...]]]

SAMPLES: Final = 3
_LOOKED_AT: Final = 200
_MANY: Final = 20_000
"""Values from which samples are taken: of what is worked out that of fewer people, for it is worked out for them."""


@as_document(
    "name", "label", "kind", "type", "hidden", "sources", "priority", "first_seen", "last_seen", "by_hand", "people",
    "of", "share", "samples", "parts", "event",
)  # fmt: skip
@dataclass(frozen=True, slots=True)
class Field:
    """A field: `kind` is `identifier`, `standard`, `own`, `computed` or `event`; times are local ISO 8601.

    `people` have a value, of everyone (`of`), both None until they are counted; `samples` are ready to be read.
    `sources` are the names of where it comes from (`source_keys` tell them apart), in the order in which they are
    believed where `priority` is true; `first_seen` and `last_seen` are when the first and the last import with it came.
    `by_hand` counts the people whose value a hand set; `parts` are the labels of the fields that were merged into it.
    """

    name: str
    label: str
    kind: str
    type: str
    hidden: bool = False
    sources: tuple[str, ...] = ()
    source_keys: tuple[str, ...] = ()
    priority: bool = False
    first_seen: str | None = None
    last_seen: str | None = None
    by_hand: int = 0
    people: int | None = None
    of: int | None = None
    samples: tuple[Any, ...] = ()
    parts: tuple[str, ...] = ()
    deleted: bool = False
    event: str = ""
    """Of a property of events what people read for their kind; its `people` and `of` count events."""

    @property
    def share(self) -> float | None:
        """The share of everyone who has a value, 0 to 1."""
        return None if self.people is None else self.people / self.of if self.of else 0.0


def every(project: Project, progress: Progress = SILENT) -> list[Field]:
    """All fields with how many people have a value of each."""
    found = listed(project)
    for computed in (False, True):
        progress.step(int(computed), 2, "Counting values")
        found = with_counts(project, found, computed=computed, progress=progress)
    return found


def listed(project: Project) -> list[Field]:
    """All fields as the project's tables tell of them, nothing counted: identifiers, files' fields, computed ones."""
    # No mirror is asked: after a change of many people it takes its time.
    known = Names(traits_of(project), {}, {})
    with project.read() as connection:
        kept = set(connection.scalars(select(models.trait.c.name)))
        kinds = list(connection.scalars(select(models.identifier.c.kind).distinct()))
        priorities = dict(connection.execute(select(models.field.c.name, models.field.c.priority)).all())
        moments = dict(connection.execute(select(models.batch.c.id, models.batch.c.imported_at)).all())
        by_hand = _by_hand(connection)
        held = _parts(connection)
    sources = master_data.sources(project)
    stated = {key: tuple(value) for key, value in priorities.items() if value}
    told = _Told(sources, stated, moments, by_hand, held, project)
    ordered = sorted(kinds, key=names.identifier_rank)
    found = [told.field(kind, _kind_label(kind), "identifier", "identifier") for kind in ordered]
    for one in known.traits.values():
        if one.name in kinds or not (one.computed or one.name in kept):
            continue
        kind = "computed" if one.computed else "standard" if one.name in names.TRAITS else "own"
        found.append(replace(told.field(one.name, known.label(one.name), kind, one.type), hidden=one.hidden))
    return sorted(found, key=lambda one: _ORDER.index(one.kind))


_ORDER: Final = ("identifier", "standard", "own", "computed")


def _kind_label(kind: str) -> str:
    known = names.TRAITS.get(kind)
    return known.label if known else kind.replace("_", " ").capitalize().replace(" id", " ID")


def gone(project: Project) -> list[Field]:
    """The fields that are deleted, as they were, by label: each can be brought back. Nothing of them is counted."""
    with project.read() as connection:
        types = dict(connection.execute(select(models.trait.c.name, models.trait.c.type)).all())
        moments = dict(connection.execute(select(models.batch.c.id, models.batch.c.imported_at)).all())
        told = _Told(master_data.sources_within(connection), {}, moments, Counter(), _parts(connection), project)
    return [replace(told.field(one.name, one.label, "own", types[one.name]), deleted=True) for one in deleted(project)]


def _parts(connection: Connection) -> dict[str, tuple[str, ...]]:
    """The labels of the fields that are part of another, by that one, each with the names of all that lie between."""
    kept, labels = merges(connection), master_data.labels_within(connection)
    found: dict[str, tuple[str, ...]] = {}
    for old, end in ends_of({old: said["into"] for old, said in kept.items()}).items():
        found[end] = (*found.get(end, ()), labels.get(old, old))
    return {end: tuple(sorted(some, key=names.fold)) for end, some in found.items()}


def _by_hand(connection: Connection) -> Counter[str]:
    """How many people have a value of each field that a hand set."""
    table, held = models.hand_value, models.identifier
    mine = (held.c.kind == table.c.kind) & (held.c.value == table.c.value)
    asked = select(table.c.trait, held.c.profile_id).join(held, mine).where(table.c.taken_back_at.is_(None)).distinct()
    ends = ends_of({old: said["into"] for old, said in merges(connection).items()})
    return Counter(name for name, _ in {(ends.get(row.trait, row.trait), row.profile_id) for row in
                                        connection.execute(asked)})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Told:
    """What imports and hands tell of fields."""

    sources: Sequence[master_data.Source]
    priorities: Mapping[str, tuple[str, ...]]
    moments: Mapping[int, int]
    by_hand: Counter[str]
    parts: Mapping[str, tuple[str, ...]]
    project: Project

    def field(self, name: str, label: str, kind: str, type_: str) -> Field:
        """A field with its sources and dates."""
        priority = self.priorities.get(name, ())
        theirs = master_data.sources_of(self.sources, name, priority) if kind != "computed" else []
        giving = [one for one in theirs if name in one.fields]
        times = [self.moments[batch] for one in giving for batch in one.batches if self.moments.get(batch)]
        first, last = (_iso(pick(times), self.project) if times else None for pick in (min, max))
        return Field(
            name, label, kind, type_, sources=tuple(one.name for one in theirs),
            source_keys=tuple(one.key for one in theirs), priority=bool(priority), first_seen=first, last_seen=last,
            by_hand=self.by_hand[name], parts=self.parts.get(name, ()),
        )  # fmt: skip


def _iso(at: int, project: Project) -> str:
    return Moment(at, project.timezone).iso()


def with_counts(
    project: Project, fields: Iterable[Field], *, computed: bool, progress: Progress = SILENT
) -> list[Field]:
    """The fields with counts and samples of those that are computed, or of all others, which takes far less time."""
    given = list(fields)
    mine = [one.name for one in given if (one.kind == "computed") == computed and one.kind != "identifier"]
    with audience.asking(project, None, progress) as question:
        everyone = question.mirror.people
        if not mine or not everyone:
            counts, values = dict.fromkeys(mine, 0), dict[str, tuple[Any, ...]]()
        else:
            counts, values = (_worked_out if computed else _stored)(question, mine, progress)
        samples = {name: _shown(question, name, values.get(name, ())) for name in mine}
    if not computed:
        told, shown = _of_identifiers(project, [one.name for one in given if one.kind == "identifier"])
        counts, samples = counts | told, samples | shown
    return [
        replace(one, people=counts[one.name], of=everyone, samples=samples[one.name]) if one.name in counts else one
        for one in given
    ]


def _stored(question: "Question", wanted: list[str], _: Progress) -> _Counted:
    """How many people have a value of each of these traits, and a few of the values."""
    table = traits.columns(question, wanted)
    sums = {f"n{at}": table[name].notnull().cast("int64").sum() for at, name in enumerate(wanted)}
    row = question.mirror.to_pyarrow(table.aggregate(**sums)).to_pylist()[0]
    counts = {name: int(row[f"n{at}"] or 0) for at, name in enumerate(wanted)}
    samples: dict[str, tuple[Any, ...]] = {}
    for name in filter(counts.get, wanted):
        held = table.filter(table[name].notnull()).select(value=table[name]).limit(_MANY)
        told = question.mirror.to_pyarrow(held.distinct().limit(SAMPLES))
        samples[name] = _first(told.column("value").to_pylist())
    return counts, samples


def _worked_out(question: "Question", wanted: list[str], progress: Progress) -> _Counted:
    """The same of traits that are worked out, of which nobody's value need be known to count who has one."""
    from app.query import ProfileBatch
    from app.query import compile as compiling

    def holders(name: str) -> Any:
        rule = audience.parse({"trait": name, "op": "is_set"}, question.names)
        return compiling.members(rule.root, question)

    def values(ids: Any, names: list[str]) -> dict[str, tuple[Any, ...]]:
        numbers = question.mirror.to_pyarrow(ids).column("id").to_numpy()
        rows = ProfileBatch(question, numbers).traits(names).values()
        return {name: _first([row[name] for row in rows if row[name] is not None]) for name in names}

    counts = {}
    for at, name in enumerate(wanted):
        progress.step(at, len(wanted), f"Counting who has {question.names.label(name)}")
        counts[name] = int(question.mirror.scalar(holders(name).count()))
    # What many have is among that of the first people; of what few have, theirs are asked for by name.
    samples = values(question.people.select("id").limit(_LOOKED_AT), wanted)
    for name in wanted:
        if counts[name] and not samples[name]:
            samples |= values(holders(name).select("id").limit(SAMPLES), [name])
    return counts, samples


def _shown(question: "Question", name: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    kind = traits.kind_of(name, question.mirror)
    return tuple(traits.shown(kind, value, question.moment) for value in values)


def _first(values: list[Any]) -> tuple[Any, ...]:
    """A few different ones of some values."""
    return tuple({str(value): value for value in values}.values())[:SAMPLES]


def _of_identifiers(project: Project, kinds: list[str]) -> tuple[dict[str, int], dict[str, tuple[Any, ...]]]:
    """How many people have an identifier of each kind, and a few of them as they were given."""
    table = models.identifier
    with project.read() as connection:
        asked = select(table.c.kind, func.count(table.c.profile_id.distinct())).group_by(table.c.kind)
        counts = {str(kind): int(number) for kind, number in connection.execute(asked)}
        samples = {
            kind: tuple(connection.scalars(select(table.c.original).where(table.c.kind == kind).limit(SAMPLES)))
            for kind in kinds
        }
    return {kind: counts.get(kind, 0) for kind in kinds}, samples
