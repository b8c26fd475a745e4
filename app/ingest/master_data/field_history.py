"""The history of one field of one person: every value with its source and date, which one shows, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from app.domain.clock import Moment
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
    """What a row of a file says of the field."""

    at: int
    value: Any
    mode: str
    source: str
    told: FieldValue


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
        cells = _cells(connection, person, field, Moment(0, zone), named)
        rows = hand_values.rows_of(connection, person, field.name)
    hand = [_by_hand(row, field.type, Moment(0, zone)) for row in rows]
    showing = _showing([*enumerate(cells)], field.type, priority)
    standing = [place for place, row in enumerate(rows) if row.taken_back_at is None]
    if standing:
        hand[standing[-1]] = replace(hand[standing[-1]], shows=True)
        showing = set()
    told = [(one.at, replace(one.told, shows=place in showing)) for place, one in enumerate(cells)]
    told += [(row.at, one) for row, one in zip(rows, hand, strict=True)]
    # What somebody set by hand stands above what a file said at the same time.
    values = [one for _, one in sorted(told, key=lambda one: one[0])][::-1]
    value = shown(field.type, known.traits.get(field.name), Moment(0, zone))
    because, names = _because(values, field, priority, named), tuple(named.get(key, key) for key in priority)
    return FieldHistory(known.key, field.name, field.label, field.type, value, because, names, values)


def shown(kind: str, value: Any, moment: Moment) -> Any:
    """A value as people read it."""
    from app.query import traits

    return traits.shown(kind, value, moment)


def _typed(kind: str, value: Any) -> str:
    """A value as it is typed."""
    if value is None:
        return ""
    if kind == "list":
        return ", ".join(map(str, value))
    if kind == "boolean":
        return "yes" if value else "no"
    return str(value)


def _cells(
    connection: Connection, person: int, field: known_fields.KnownField, moment: Moment, named: dict[str, str]
) -> list[_Cell]:
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
    for row in rows:
        if field.name not in row.traits:
            continue
        value, source = row.traits[field.name], source_of(row.source, row.mapping)
        said, at = shown(field.type, value, moment), Moment(row.effective_at, moment.timezone).iso()
        told = FieldValue(
            said, _typed(field.type, said), named.get(source, row.file_name), row.file_name, row.row, at
        )  # fmt: skip
        found.append(_Cell(row.effective_at, value, row.mode, source, told))
    return found


def _by_hand(row: Any, kind: str, moment: Moment) -> FieldValue:
    value = shown(kind, row.said, moment)
    at, until = (None if one is None else Moment(one, moment.timezone).iso() for one in (row.at, row.taken_back_at))
    return FieldValue(value, _typed(kind, value), BY_HAND, None, None, str(at), row.by, until)


def _showing(cells: Sequence[tuple[int, _Cell]], kind: str, priority: Sequence[str]) -> set[int]:
    """The places of the values that files alone would show: of a list the one of each source, else one at most."""
    held: dict[Any, int] = {}
    for place, cell in cells:
        # As `app.domain.trait_merging` reads them: lists by source, other values by the rank of their source.
        part = cell.source if kind == "list" else rank_of(priority, cell.source)
        if cell.value is None:
            if cell.mode == "replace":
                held.pop(part, None)
        elif cell.mode != "keep" or part not in held:
            held[part] = place
    return set(held.values()) if kind == "list" else {held[min(held)]} if held else set()


def _because(
    values: Sequence[FieldValue], field: known_fields.KnownField, priority: Sequence[str], named: dict[str, str]
) -> str:
    """Why what shows is shown, in a sentence; what nobody said is not known."""
    showing = [one for one in values if one.shows]
    if not showing:
        return "Nobody has said it." if not values else "What was said of it was taken away again."
    if showing[0].by is not None:
        return f"Set by hand by {showing[0].by}: that stands above all files until it is taken back."
    if field.type == "list":
        return "A list holds the elements of all its sources, of each the newest."
    ranked = [named.get(key, key) for key in priority]
    if ranked and showing[0].source in ranked and len({one.source for one in values if one.by is None}) > 1:
        return f"{showing[0].source} comes before the other sources in the priority of this field."
    return "It is the newest value that a file gave."
