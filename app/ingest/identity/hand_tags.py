"""The tags that people have by hand, told apart again when a decision that joined them is taken back."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from app.ingest.identity.file_tags import BY_HAND
from storage.file.models import identifier, tag


class Noted(NamedTuple):
    """What each identifier's person had before they were joined, whose it is so far, and what that person has now."""

    told: Mapping[str, Sequence[str]]
    owner: int
    has: frozenset[str]


def of(connection: Connection, people: Sequence[int]) -> dict[int, list[str]]:
    """The tags by hand of each of these people."""
    found: dict[int, list[str]] = {number: [] for number in people}
    asked = select(tag.c.profile_id, tag.c.tag).where(tag.c.profile_id.in_(people), tag.c.batch_id == BY_HAND)
    for number, name in connection.execute(asked.order_by(tag.c.tag)):
        found[number].append(name)
    return found


def before(connection: Connection, noted: Sequence[Mapping[str, Sequence[str]]]) -> list[Noted]:
    """What is to be told apart, asked before anybody is parted."""
    told: dict[str, Sequence[str]] = {}
    for one in noted:
        # The first decision knows what they had before all of them.
        told = {**one, **told}
    by_owner: dict[int, dict[str, Sequence[str]]] = {}
    for key, names in told.items():
        if owner := _owner(connection, key):
            by_owner.setdefault(owner, {})[key] = names
    has = of(connection, list(by_owner))
    return [Noted(keys, owner, frozenset(has[owner])) for owner, keys in by_owner.items()]


def give_back(connection: Connection, noted: Sequence[Noted]) -> None:
    """Give those who are two again what each had, as far as nobody took it off since; what came since stays put."""
    for one in noted:
        owners = {key: _owner(connection, key) for key in one.told}
        if len(set(owners.values()) - {0}) < 2:
            continue
        since = one.has - {name for names in one.told.values() for name in names}
        for owner in sorted(set(owners.values()) - {0}):
            theirs = {name for key, names in one.told.items() if owners[key] == owner for name in names} & one.has
            theirs |= since if owner == one.owner else frozenset()
            connection.execute(delete(tag).where(tag.c.profile_id == owner, tag.c.batch_id == BY_HAND))
            rows = [{"profile_id": owner, "tag": name, "batch_id": BY_HAND} for name in sorted(theirs)]
            if rows:
                connection.execute(insert(tag), rows)


def _owner(connection: Connection, key: str) -> int:
    kind, _, value = key.partition(":")
    asked = select(identifier.c.profile_id).where(identifier.c.kind == kind, identifier.c.value == value)
    return int(connection.scalar(asked) or 0)
