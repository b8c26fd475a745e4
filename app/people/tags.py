"""Tags that people are given by hand, beside those that a file gave them.

A tag is text, trimmed and in NFC; two that differ only in case are one. Tags by hand belong to no import: they carry
batch 0 and stay when an import is taken back. Taking a tag off a person takes it off whoever gave it.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select

from app.domain.counts import people
from app.domain.names import fold
from app.people import problems
from app.project import Change, Project
from storage.file.models import profile, tag

_AT_ONCE: Final = 10_000
BY_HAND: Final = 0
"""The batch of a tag that no import brought."""


def plain(text: str) -> str:
    """A tag as it is kept; raises Problem for a blank one."""
    found = unicodedata.normalize("NFC", " ".join(text.split()))
    if not found:
        raise problems.NO_TAG()
    return found


def of(project: Project, profile_id: int) -> list[str]:
    """One person's tags, in the order of their folded forms."""
    with project.read() as connection:
        found = connection.scalars(select(tag.c.tag).where(tag.c.profile_id == profile_id).distinct())
        return sorted(found, key=fold)


def known(project: Project) -> dict[str, int]:
    """Every tag of the project and how many people have it, the commonest first."""
    with project.read() as connection:
        return known_in(connection)


def known_in(connection: Connection) -> dict[str, int]:
    """As `known`, within a transaction: what is written on the strength of it is written in the same one."""
    people = func.count(tag.c.profile_id.distinct())
    question = select(tag.c.tag, people).group_by(tag.c.tag).order_by(people.desc(), tag.c.tag)
    return {row[0]: int(row[1]) for row in connection.execute(question)}


def lacking(project: Project, profile_ids: Sequence[int], text: str) -> list[int]:
    """Those of these people who do not have a tag, in whatever case it is written; raises Problem for a blank one."""
    wanted = fold(plain(text))
    with project.read() as connection:
        names = [one for one in connection.scalars(select(tag.c.tag).distinct()) if fold(one) == wanted]
        have = set(connection.scalars(select(tag.c.profile_id).where(tag.c.tag.in_(names))))
    return [one for one in profile_ids if one not in have]


def add(project: Project, profile_ids: Sequence[int], text: str) -> int:
    """Give people a tag; returns how many did not have it. Raises Problem for a blank tag, NotFound for a stranger.

    Written as the project already writes it, where it knows the same tag in another case.
    """
    name = plain(text)
    name = next((one for one in known(project) if fold(one) == fold(name)), name)
    with project.read() as connection:
        there = set[int]()
        for some in _parts(profile_ids):
            there |= set(connection.scalars(select(profile.c.id).where(profile.c.id.in_(some))))
        have = set(connection.scalars(select(tag.c.profile_id).where(tag.c.tag == name)))
    if set(profile_ids) - there:
        raise problems.GONE()
    rows = [{"profile_id": one, "tag": name, "batch_id": BY_HAND} for one in profile_ids if one not in have]
    if rows:
        with project.write(f"Tagged {_people(len(rows))} “{name}”", {Change.TAGS}, about=profile_ids) as connection:
            connection.execute(insert(tag).prefix_with("OR IGNORE"), rows)  # somebody may have it by now
    return len(rows)


def remove(project: Project, profile_ids: Iterable[int], text: str) -> int:
    """Take a tag off people, in whatever case it is written; returns how many had it."""
    wanted, people = fold(plain(text)), list(profile_ids)
    found: list[Any] = []
    with project.read() as connection:
        for some in _parts(people):
            found += connection.execute(select(tag.c.profile_id, tag.c.tag).where(tag.c.profile_id.in_(some)))
    had = {(row.profile_id, row.tag) for row in found if fold(row.tag) == wanted}
    if had:
        what, whose = f"Took the tag “{plain(text)}” off {_people(len(had))}", [one for one, _ in had]
        with project.write(what, {Change.TAGS}, about=whose) as connection:
            for profile_id, name in sorted(had):
                connection.execute(delete(tag).where(tag.c.profile_id == profile_id, tag.c.tag == name))
    return len(had)


def _parts(numbers: Sequence[int]) -> Iterator[list[int]]:
    """So many at once as a statement can name."""
    for start in range(0, len(numbers), _AT_ONCE):
        yield list(numbers[start : start + _AT_ONCE])


def _people(count: int) -> str:
    return people(count)
