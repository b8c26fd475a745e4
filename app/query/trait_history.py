"""Stored traits as they were: their course, and their value at a moment.

The mirror keeps the course only of traits that changed or came late.
"""

from typing import Any

import ibis
import ibis.expr.types as ir

from app.query.question import Question
from app.rules import Face, Faces

_COLUMNS: dict[str, dict[Face, str]] = {
    "text": {"plain": "text", "folded": "f_text"},
    "list": {"plain": "list", "folded": "f_list"},
    "datetime": {"plain": "datetime", "day": "day"},
}
"""Where the mirror keeps the faces of a value; of a type that is not here the one column bears its name."""


def changed_later(name: str, question: Question) -> bool:
    """Whether anybody's value of the trait changes after the question's moment."""
    return question.mirror.changes.get(name, question.moment.us) > question.moment.us


def course(name: str, question: Question) -> ir.Table:
    """profile_id, at and the faces of each value that the trait took, for those whose course is kept."""
    table = question.mirror.table("trait_history")
    kind = question.mirror.types["traits"].get(name, "text")
    mine = table.filter(table.trait == name)
    # Only the columns of its type: those of the others are empty in its rows.
    faces = {str(face): mine[column] for face, column in _COLUMNS.get(kind, {"plain": kind}).items()}
    return mine.select("profile_id", "at", **faces)


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
