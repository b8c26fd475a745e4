"""Which source of a field is believed first: stated once, and everybody's values are derived anew from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from sqlalchemy import Connection, func, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.background import RepeatingProgress
from app.domain.progress import SILENT, Progress
from app.ingest.identity import field_rules
from app.ingest.master_data import file_sources, known_fields, problems
from app.ingest.master_data.rewriting import rewrite
from app.project import Change, Project
from storage import bulk
from storage.file import models
from storage.file.models import profile_row


@dataclass(frozen=True, slots=True)
class Reordered:
    """The field, the keys of its sources before and after (empty: the newest value shows), and whose value changed."""

    name: str
    before: tuple[str, ...]
    priority: tuple[str, ...]
    people: int


def set_priority(
    project: Project, name: str, wanted: Sequence[str], by: str = "you", progress: Progress = SILENT
) -> Reordered:
    """Believe the sources of a field in this order (keys, names or files), none of them in any: then the newest shows.

    Raises Problem for lists and fields that no file gives; NotFound for a source that there is not.
    """
    progress = RepeatingProgress(progress)
    with project.read() as connection:
        field = known_fields.find(connection, name)
        _check(field)
        before = tuple(field_rules.priorities(connection).get(field.name, ()))
        known = file_sources.of(connection)
        # One that was stated may have no import left that stands.
        keys = tuple(dict.fromkeys(one if one in before else file_sources.named(known, one).key for one in wanted))
    if keys == before:
        return Reordered(field.name, before, keys, 0)
    what = f"Changed which source of {field.label} comes first" if keys else f"Let the newest {field.label} count"
    with project.write(what, {Change.PROFILES}, {"field": field.name, "by": by}) as connection:
        write(connection, field.name, priority=list(keys) or None)
        progress.step(0, 1, "Looking whom it concerns")
        with bulk.watched(connection, progress.beat):
            people = _told_twice(connection, field.name)
            changed = rewrite(connection, people, progress.part(0.2, 0.9))
        progress.step(1, 1, "Saving")
    return Reordered(field.name, before, keys, changed)


def write(connection: Connection, name: str, **said: Any) -> None:
    """Write what is decided about a field, beside what was decided of it before."""
    row = {"name": name, "hidden": False, "deleted": False} | said
    connection.execute(upsert(models.field).values(row).on_conflict_do_update(index_elements=["name"], set_=said))


def _check(field: known_fields.KnownField) -> None:
    if field.type == "list":
        raise problems.NO_ORDER(label=field.label, why="A list holds the elements of all its sources")
    if (why := known_fields.fixed(field.name)) is not None:
        told = why[0] if field.name not in ("email", "phone") else "An identifier shows what rows say of who is who"
        raise problems.NO_ORDER(label=field.label, why=told)


def _told_twice(connection: Connection, name: str) -> NDArray[np.int64]:
    """Of whom several imports say something of a field: of the others no order changes anything."""
    members = field_rules.merges(connection).members(name)
    said = or_(*(func.json_type(profile_row.c.traits, f'$."{one}"').is_not(None) for one in members))
    asked = select(profile_row.c.profile_id).where(said).group_by(profile_row.c.profile_id)
    asked = asked.having(func.count(profile_row.c.batch_id.distinct()) > 1).order_by(profile_row.c.profile_id)
    return np.asarray(bulk.fetch(connection, asked, [pa.int64()]).column("0"), dtype=np.int64)
