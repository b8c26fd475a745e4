"""Stored traits as they were: their course, and their value at a moment.

The mirror keeps the course only of traits that changed or came late; each distinct value is read once in Python,
because engines fold text and read JSON differently.
"""

from typing import Any

import ibis
import ibis.expr.types as ir
import orjson
import pyarrow as pa

from app.domain import names as registry
from app.domain.clock import Moment
from app.query.question import Question
from app.rules import Face, Faces, day_number, local_time

_ARROW: dict[str, pa.DataType] = {
    "text": pa.string(),
    "number": pa.float64(),
    "amount": pa.int64(),
    "date": pa.int32(),
    "datetime": pa.int64(),
    "boolean": pa.bool_(),
    "list": pa.list_(pa.string()),
}


def changed_later(name: str, question: Question) -> bool:
    """Whether anybody's value of the trait changes after the question's moment."""
    latest = question.mirror.known.once("latest change", lambda: _latest(question))
    return latest.get(name, question.moment.us) > question.moment.us


def _latest(question: Question) -> dict[str, int]:
    """When each trait last changed."""
    table = question.mirror.table("trait_history")
    rows = question.mirror.to_pyarrow(table.group_by("trait").agg(latest=table["at"].max())).to_pylist()
    return {row["trait"]: row["latest"] for row in rows}


def course(name: str, question: Question) -> ir.Table:
    """profile_id, at and the faces of each value that the trait took, for those whose course is kept."""
    table = question.mirror.table("trait_history")
    mine = table.filter(table.trait == name)
    distinct = question.mirror.to_pyarrow(mine.select("value").distinct()).column("value").to_pylist()
    kind = question.mirror.types["traits"].get(name, "text")
    values = ibis.memtable(_lookup(distinct, kind, question.moment))
    joined = mine.join(values, mine.value == values.json)
    return joined.drop("trait", "value", "json")


def _lookup(distinct: list[str], kind: str, moment: Moment) -> pa.Table:
    read = [value_faces(orjson.loads(one), kind, moment) for one in distinct]
    plain = pa.array([faces["plain"] for faces in read], _ARROW[kind])
    columns = {"json": pa.array(distinct, pa.string()), "plain": plain}
    if kind in ("text", "list"):
        columns["folded"] = pa.array([faces["folded"] for faces in read], _ARROW[kind])
    if kind == "datetime":
        columns["day"] = pa.array([faces["day"] for faces in read], pa.int32())
    return pa.table(columns)


def value_faces(value: Any, kind: str, moment: Moment) -> dict[Face, Any]:
    """The faces of one value as the store keeps it; None throughout for a missing one."""
    if kind == "text":
        text = value if isinstance(value, str) and value.strip() else None
        return {"plain": text, "folded": None if text is None else registry.fold(text)}
    if kind == "list":
        kept = [one for one in value or [] if one and one.strip()]
        return {"plain": kept or None, "folded": [registry.fold(one) for one in kept] or None}
    if kind == "datetime":
        day = None if value is None else day_number(local_time(value, moment.timezone).date())
        return {"plain": value, "day": day}
    return {"plain": value}


def values_at(name: str, current: Faces, question: Question) -> ir.Table:
    """profile_id and the faces of everyone's value at the question's moment.

    Before its first record a trait has that first value; where no course is kept, the present one.
    """
    known = course(name, question)
    reached = known["at"] <= question.moment.us
    faces = [face for face in current if face in known.columns]
    # Null is a value here (the trait was emptied), so the row is chosen first and its value read after.
    chosen = known.group_by("profile_id").agg(
        then=ibis.coalesce(ibis.ifelse(reached, known["at"], ibis.null()).max(), known["at"].min())
    )
    rows = known.select(row_id=known.profile_id, row_at=known["at"], **{f"was_{face}": known[face] for face in faces})
    was = chosen.join(rows, (chosen.profile_id == rows.row_id) & (chosen.then == rows.row_at))
    was = was.select("row_id", *[f"was_{face}" for face in faces])
    people = question.people
    now = people.select(profile_id=people.id, **{f"now_{face}": current[face] for face in faces})
    both = now.left_join(was, now.profile_id == was.row_id)
    known_of = both.row_id.notnull()
    picked: dict[str, Any] = {
        str(face): ibis.ifelse(known_of, both[f"was_{face}"], both[f"now_{face}"]) for face in faces
    }
    return both.select("profile_id", **picked)
