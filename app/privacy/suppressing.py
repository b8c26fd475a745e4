"""Suppressing one person by hand, and taking that back: what a file or a refusal says is nobody's to lift."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select

from app.domain.clock import system_now
from app.domain.counts import people as so_many
from app.privacy import problems
from app.project import Change, Project
from app.query import resolve_key
from storage.file.models import identifier, suppression

_CHANNELS = {"email": ("email",), "phone": ("sms", "phone")}
_LONGEST = 200
_AT_ONCE = 10_000
"""So many people one statement names."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """The addresses that were put on the list or taken off it, and of the latter those that stay on it all the same."""

    addresses: list[str]
    still: list[str] = field(default_factory=list)


def suppress(project: Project, key: str, reason: str = "asked") -> Suppressed:
    """Never write to any address or number of a person again; returns those that were not on the list before.

    Raises NotFound, Problem where nothing is known that could be written to, or all of it is on the list.
    """
    number, said = resolve_key(project, key), " ".join(reason.split())[:_LONGEST] or "asked"
    with project.read() as connection:
        places = _places(connection, number)
        listed = set(connection.execute(select(suppression.c.channel, suppression.c.address)).all()) & set(places)
    fresh = [place for place in places if place not in listed]
    if not places:
        raise problems.NO_ADDRESS()
    if not fresh:
        raise problems.LISTED()
    with project.write("Suppressed a person by hand", {Change.SUPPRESSIONS}, {"reason": said}, kind="privacy",
                       about=[number]) as connection:  # fmt: skip
        rows = [{"channel": channel, "address": address} for channel, address in fresh]
        same = {"reason": said, "at": system_now(), "batch_id": None, "source": "by hand", "derived": False}
        connection.execute(insert(suppression).prefix_with("OR IGNORE"), [row | same for row in rows])
    return Suppressed(sorted({address for _, address in fresh}))


def lift(project: Project, key: str) -> Suppressed:
    """Take off the list what was put there by hand for a person. Raises NotFound, Problem where nothing was."""
    number = resolve_key(project, key)
    with project.read() as connection:
        addresses = {address for _, address in _places(connection, number)}
        theirs = suppression.c.address.in_(addresses)
        set_by_hand = suppression.c.batch_id.is_(None) & ~suppression.c.derived
        mine = sorted(set(connection.scalars(select(suppression.c.address).where(theirs, set_by_hand))))
    if not mine:
        raise problems.NOT_BY_HAND()
    what = "Took back what was suppressed by hand"
    with project.write(what, {Change.SUPPRESSIONS}, kind="privacy", about=[number]) as connection:
        connection.execute(delete(suppression).where(theirs, set_by_hand))
        still = sorted(set(connection.scalars(select(suppression.c.address).where(theirs))))
    return Suppressed(mine, still)


@dataclass(frozen=True, slots=True)
class SuppressedPeople:
    """How many people nothing is sent to any more, how many were suppressed before, and of how many nothing is known.

    `places` are the channels and addresses that were put on the list, for `lift_people`.
    """

    people: int
    listed: int
    unreached: int
    places: tuple[tuple[str, str], ...]


def suppress_people(project: Project, numbers: Sequence[int], reason: str = "asked") -> SuppressedPeople:
    """Never write to any address of these people again, in one step."""
    said, whose = " ".join(reason.split())[:_LONGEST] or "asked", _places_of(project, numbers)
    with project.read() as connection:
        listed = set(connection.execute(select(suppression.c.channel, suppression.c.address)).all())
    fresh = {one: [place for place in places if place not in listed] for one, places in whose.items()}
    people = [one for one, places in fresh.items() if places]
    places = sorted({place for some in fresh.values() for place in some})
    if places:
        what = f"Suppressed {so_many(len(people))} by hand"
        with project.write(what, {Change.SUPPRESSIONS}, {"reason": said}, kind="privacy", about=people) as connection:
            same = {"reason": said, "at": system_now(), "batch_id": None, "source": "by hand", "derived": False}
            rows = [{"channel": channel, "address": address} | same for channel, address in places]
            connection.execute(insert(suppression).prefix_with("OR IGNORE"), rows)
    return SuppressedPeople(len(people), len(whose) - len(people), len(set(numbers) - set(whose)), tuple(places))


def lift_people(project: Project, done: SuppressedPeople) -> int:
    """Take off the list what `suppress_people` put there by hand; how many addresses."""
    what = "Took back what was suppressed by hand"
    with project.write(what, {Change.SUPPRESSIONS}, kind="privacy") as connection:
        gone = 0
        for channel, address in done.places:
            here = (suppression.c.channel == channel) & (suppression.c.address == address)
            set_by_hand = suppression.c.batch_id.is_(None) & ~suppression.c.derived
            gone += connection.execute(delete(suppression).where(here, set_by_hand)).rowcount
    return gone


def _places_of(project: Project, numbers: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """By person the channels and addresses by which they are reached; without those of whom none is known."""
    found: dict[int, list[tuple[str, str]]] = {}
    with project.read() as connection:
        for start in range(0, len(numbers), _AT_ONCE):
            some = list(numbers[start : start + _AT_ONCE])
            asked = select(identifier.c.profile_id, identifier.c.kind, identifier.c.value)
            for row in connection.execute(asked.where(identifier.c.profile_id.in_(some))):
                for channel in _CHANNELS.get(row.kind, ()):
                    found.setdefault(row.profile_id, []).append((channel, row.value))
    return found


def _places(connection: Connection, number: int) -> list[tuple[str, str]]:
    """The channels and addresses by which a person is reached."""
    table = identifier
    rows = connection.execute(select(table.c.kind, table.c.value).where(table.c.profile_id == number))
    return [(channel, row.value) for row in rows for channel in _CHANNELS.get(row.kind, ())]
