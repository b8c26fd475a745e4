"""The history of one field of one person: every value with its source and date, which one shows, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from app.domain.clock import Moment
from app.domain.merged_fields import MergedFields
from app.domain.trait_merging import rank_of, source_of
from app.ingest.identity import field_rules
from app.ingest.master_data import file_sources, hand_values, known_fields, problems
from app.project import Project
from storage.file import kept_traits
from storage.file.models import batch, profile, profile_row

BY_HAND = "hand"
"""The source of what somebody set by hand."""


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One value that a field had or could have, as people read it (None: emptied); times are local ISO 8601.

    `text` is how it is typed. `source` is the name of where it came from, `file` and `row` say from which line; `by`
    says who set it by hand. `at` is when it took effect, `until` when it was taken back; `shows` whether it counts.
    `called` is what the field is called under whose name it was said, where that one is part of this by now.
    """

    value: Any
    text: str
    source: str
    file: str | None
    row: int | None
    at: str
    by: str | None = None
    until: str | None = None
    shows: bool = False
    called: str | None = None


@dataclass(frozen=True, slots=True)
class FieldHistory:
    """A field of a person: what shows and why, the names of its sources where they have a priority, and every value.

    The newest value stands first.
    """

    key: str
    trait: str
    label: str
    type: str
    value: Any
    because: str
    priority: tuple[str, ...]
    values: list[FieldValue]


@dataclass(slots=True)
class _Cell:
    """What a row of a file says of the field, under whose name and of which place among its names."""

    at: int
    value: Any
    mode: str
    source: str
    told: FieldValue
    name: str
    tier: int


def history(project: Project, person: int, name: str) -> FieldHistory:
    """Every value of a field of a person (their number). Raises NotFound."""
    zone = project.timezone
    with project.read() as connection:
        field = known_fields.find(connection, name)
        known = connection.execute(
            select(profile.c.key, kept_traits.of_profile().label("traits")).where(profile.c.id == person)
        ).one_or_none()
        if known is None:
            raise problems.GONE()
        named = {one.key: one.name for one in file_sources.of(connection)}
        priority = tuple(field_rules.priorities(connection).get(field.name, ()))
        names = _Names(field, field_rules.merges(connection), known_fields.labels(connection))
        cells = _cells(connection, person, names, Moment(0, zone), named)
        rows = hand_values.rows_of(connection, person, field.name)
    hand = [_by_hand(row, names, Moment(0, zone)) for row in rows]
    standing = [place for place, row in enumerate(rows) if row.taken_back_at is None]
    counting, emptied = names.standing([(rows[place].trait, rows[place].said) for place in standing])
    kept = [(place, cell) for place, cell in enumerate(cells) if cell.name not in emptied]
    showing = _showing(kept, field.type, priority)
    if counting is not None:
        place = standing[counting]
        hand[place] = replace(hand[place], shows=True)
        showing = set()
    told = [(one.at, replace(one.told, shows=place in showing)) for place, one in enumerate(cells)]
    told += [(row.at, one) for row, one in zip(rows, hand, strict=True)]
    # What somebody set by hand stands above what a file said at the same time.
    values = [one for _, one in sorted(told, key=lambda one: one[0])][::-1]
    value = shown(field.type, known.traits.get(field.name), Moment(0, zone))
    because, ranked = _because(values, names, priority, named), tuple(named.get(key, key) for key in priority)
    return FieldHistory(known.key, field.name, field.label, field.type, value, because, ranked, values)


@dataclass(frozen=True, slots=True)
class _Names:
    """A field with the fields that are part of it, and what people read for each."""

    field: known_fields.KnownField
    merges: MergedFields
    labels: dict[str, str]

    def called(self, name: str) -> str | None:
        """What is told of the name under which something was said, where it is not the field's own."""
        return None if name == self.field.name else self.labels.get(name, name)

    @property
    def led(self) -> bool:
        """Whether one of its names leads the others."""
        return len({self.merges.tier(name) for name in self.merges.members(self.field.name)}) > 1

    def standing(self, said: list[tuple[str, Any]]) -> tuple[int | None, frozenset[str]]:
        """Which of the values that were set by hand, the earliest first, counts, and which names say nothing."""
        found, emptied = self.merges.of_hand(said)
        if self.field.name not in found:
            return None, emptied
        counts = [
            place
            for place, (name, value) in enumerate(said)
            if name == self.field.name or (value is not None and self.merges.read(name, value) is not None)
        ]
        return max(counts, default=None), emptied


def shown(kind: str, value: Any, moment: Moment) -> Any:
    """A value as people read it."""
    from app.query import traits

    return traits.shown(kind, value, moment)


def _typed(kind: str, value: Any) -> str:
    """A value as it is typed."""
    if value is None:
        return ""
    if kind == "list" and isinstance(value, list):
        return ", ".join(map(str, value))
    if kind == "boolean":
        return "yes" if value else "no"
    return str(value)


def _cells(connection: Connection, person: int, names: _Names, moment: Moment, named: dict[str, str]) -> list[_Cell]:
    """What files say of the field, in the order of effect."""
    rows = connection.execute(
        select(
            profile_row.c.effective_at, profile_row.c.id, profile_row.c.mode, profile_row.c.row, profile_row.c.traits,
            batch.c.file_name, batch.c.source, batch.c.mapping,
        )
        .join(batch, batch.c.id == profile_row.c.batch_id)
        .where(profile_row.c.profile_id == person)
        .order_by(profile_row.c.effective_at, profile_row.c.id)
    ).all()  # fmt: skip
    found = []
    members, kind = names.merges.members(names.field.name), names.field.type
    for row in rows:
        source, at = source_of(row.source, row.mapping), Moment(row.effective_at, moment.timezone).iso()
        mine = [name for name in members if name in row.traits]
        mine.sort(key=lambda one: (names.merges.tier(one), one != names.field.name, one))
        region = row.traits.get("country")
        read = {
            one: names.merges.read(one, row.traits[one], region if isinstance(region, str) else None) for one in mine
        }
        counting = _counting(mine, read, names)
        for name in mine:
            value, told = read[name], row.traits[name]
            # What cannot be read in the field is told as it was said, and shows nowhere.
            said = told if value is None else shown(kind, value, moment)
            where = named.get(source, row.file_name), row.file_name, row.row, at
            one = FieldValue(said, _typed(kind, said), *where, called=names.called(name))
            counts = name in counting and (value is not None or told is None)
            # A cell beside one that counts says nothing, as a blank one of a file that keeps.
            now, mode = (value, row.mode) if counts else (None, "keep")
            found.append(_Cell(row.effective_at, now, mode, source, one, name, names.merges.tier(name)))
    return found


def _counting(mine: Sequence[str], read: dict[str, Any], names: _Names) -> set[str]:
    """Under which of a row's names, those that lead first, its cells count: of one place the first filled one."""
    if names.field.type == "list":
        return set(mine)
    found: dict[int, str] = {}
    for name in mine:
        place = names.merges.tier(name)
        if place not in found or (read[found[place]] is None and read[name] is not None):
            found[place] = name
    return set(found.values())


def _by_hand(row: Any, names: _Names, moment: Moment) -> FieldValue:
    read, kind = names.merges.read(row.trait, row.said), names.field.type
    value = row.said if read is None else shown(kind, read, moment)
    at, until = (None if one is None else Moment(one, moment.timezone).iso() for one in (row.at, row.taken_back_at))
    called = names.called(row.trait)
    return FieldValue(value, _typed(kind, value), BY_HAND, None, None, str(at), row.by, until, called=called)


def _showing(cells: Sequence[tuple[int, _Cell]], kind: str, priority: Sequence[str]) -> set[int]:
    """The places of the values that files alone would show: of a list the one of each source, else one at most."""
    held: dict[Any, int] = {}
    for place, cell in cells:
        # As `app.domain.trait_merging` reads them: lists by source, other values by the rank of their source.
        listed = kind == "list"
        part = (cell.name, cell.source) if listed else (cell.tier, rank_of(priority, cell.source))
        if cell.value is None:
            if cell.mode == "replace":
                held.pop(part, None)
        elif cell.mode != "keep" or part not in held:
            held[part] = place
    return set(held.values()) if kind == "list" else {held[min(held)]} if held else set()


def _because(values: Sequence[FieldValue], names: _Names, priority: Sequence[str], named: dict[str, str]) -> str:
    """Why what shows is shown, in a sentence; what nobody said is not known."""
    showing = [one for one in values if one.shows]
    if not showing:
        return "Nobody has said it." if not values else "What was said of it was taken away again."
    if showing[0].by is not None:
        return f"Set by hand by {showing[0].by}: that stands above all files until it is taken back."
    if names.field.type == "list":
        return "A list holds the elements of all its sources, of each the newest."
    if any(one.called != showing[0].called for one in values if one.by is None) and names.led:
        return f"{showing[0].called or names.field.label} comes before the field that was merged with it."
    if showing[0].called is not None:
        return f"It was said as {showing[0].called}, which is part of this field."
    ranked = [named.get(key, key) for key in priority]
    if ranked and showing[0].source in ranked and len({one.source for one in values if one.by is None}) > 1:
        return f"{showing[0].source} comes before the other sources in the priority of this field."
    return _NEWEST


_NEWEST = "It is the newest value that a file gave."
