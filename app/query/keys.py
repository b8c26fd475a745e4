"""Whom a KEY means: an email, or `kind:value`."""

import contextlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.problems import NotFound
from app.project import Project, match_key
from app.query import problems
from app.query.project_names import OWN
from storage.file import models

if TYPE_CHECKING:
    from app.query.question import Question


def whom(project: Project, question: "Question", key: str) -> int:
    """The number of the profile meant, among those that are asked about; raises NotFound."""
    if OWN not in question.mirror.types:
        return resolve_key(project, key)
    people, wanted = question.people, key.strip()
    meant = people.email.lower() == wanted.lower() if ":" not in wanted else people.key == wanted
    found = question.mirror.to_pyarrow(people.filter(meant).select("id").limit(1)).to_pylist()
    if not found:
        raise problems.NOBODY(key=key)
    return int(found[0]["id"])


def resolve_key(project: Project, key: str) -> int:
    """The number of the profile meant by an email or `kind:value`; raises NotFound."""
    kind, wanted = named(key)
    identifier, profile = models.identifier, models.profile
    with project.read() as connection:
        found = connection.scalar(
            select(identifier.c.profile_id).where(identifier.c.kind == kind, identifier.c.value == wanted)
        )
        # The key that people were listed and exported under finds them too, and what their file wrote.
        if found is None:
            found = connection.scalar(select(profile.c.id).where(profile.c.key == key.strip()))
        if found is None and kind != "email" and wanted:
            written = select(identifier.c.profile_id).where(identifier.c.kind == kind, identifier.c.original == wanted)
            several = connection.scalars(written.distinct().limit(2)).all()
            found = several[0] if len(several) == 1 else None
    if found is None:
        raise problems.NOBODY(key=key)
    return int(found)


_AT_ONCE = 400


def resolve_keys(project: Project, keys: Iterable[str]) -> dict[str, int]:
    """The numbers of the profiles meant by these keys, as `resolve_key` finds them; who is nobody's is left out."""
    wanted = list(dict.fromkeys(key for key in keys if key.strip()))
    found: dict[str, int] = {}
    identifier = models.identifier
    by_kind: dict[str, dict[str, list[str]]] = {}
    for key in wanted:
        kind, value = named(key)
        by_kind.setdefault(kind, {}).setdefault(value, []).append(key)
    with project.read() as connection:
        for kind, values in by_kind.items():
            some = list(values)
            for at in range(0, len(some), _AT_ONCE):
                part = identifier.c.value.in_(some[at : at + _AT_ONCE])
                asked = select(identifier.c.value, identifier.c.profile_id).where(identifier.c.kind == kind, part)
                found |= {key: row.profile_id for row in connection.execute(asked) for key in values[row.value]}
    for key in wanted:
        if key not in found:
            with contextlib.suppress(NotFound):
                found[key] = resolve_key(project, key)
    return found


def named(key: str) -> tuple[str, str]:
    """The kind and the value, as it is matched, that an email or `kind:value` means."""
    kind, colon, value = key.strip().partition(":")
    if not colon:
        kind, value = "email", key
    # Only addresses are the same in any case: two customer numbers may differ in it alone.
    return kind, match_key(value) if kind == "email" else value.strip()
