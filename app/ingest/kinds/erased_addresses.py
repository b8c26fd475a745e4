"""Addresses of people who were erased: when a file brings one again it is suppressed, and that is told.

Nothing but a hash is kept of such an address, so those of a file are hashed and looked up.
"""

from typing import Any

import pyarrow.compute as pc
from sqlalchemy import Connection, Text, delete, exists, func, literal, select, type_coerce

from app.domain.counts import agreed, counted
from app.ingest.facts.collected import CollectedFacts
from app.ingest.report import ImportReport
from app.project import person_hash
from storage.file.models import erased_address, identifier, link, suppression

REASON = "erased"
"""Why such an address is on the list."""

_CHANNELS = {"email": ("email",), "phone": ("sms", "phone")}


def found_again(connection: Connection, found: CollectedFacts) -> list[tuple[str, str]]:
    """The addresses of a file that were erased, as kind and matched form, in their order."""
    kept = {(row.kind, row.hash) for row in connection.execute(select(erased_address.c.kind, erased_address.c.hash))}
    if not kept:
        return []
    key = person_hash.kept_key(connection)
    again = []
    for kind in sorted({kind for kind, _ in kept} & found.links.values.keys()):
        values = pc.unique(found.links.values[kind]).drop_null().to_pylist()
        again += [(kind, one) for one in values if (kind, person_hash.address_hash(key, one)) in kept]
    return sorted(again)


def rows(again: list[tuple[str, str]], batch: int) -> dict[tuple[str, str], dict[str, Any]]:
    """The entries of the list of the suppressed that follow, by channel and address."""
    return {
        (channel, address): {
            "channel": channel, "address": address, "reason": REASON, "at": None, "batch_id": batch, "source": None,
            "derived": False,
        }
        for kind, address in again for channel in _CHANNELS[kind]
    }  # fmt: skip


def tell(report: ImportReport, again: list[tuple[str, str]]) -> None:
    """Say that people who were erased came again."""
    if again:
        one = agreed(len(again), "belongs to somebody who was", "belong to people who were")
        text = f"{counted(len(again), 'address', 'addresses')} in this file {one} erased from this project. "
        text += agreed(len(again), "It comes", "They come") + " in again, for the file says so, and "
        text += agreed(len(again), "stays", "stay") + " suppressed: nothing is sent to "
        text += agreed(len(again), "it", "them") + ". Take such rows out of the file if they asked to be forgotten."
        report.warn("red", text, len(again))


def settle(connection: Connection) -> None:
    """Take such entries off again whose address no row has any more: its hash is all that is to stay."""
    held = exists(select(identifier.c.id).where(identifier.c.value == suppression.c.address))
    # One that is set to be nobody's may be somebody's again, and is not mailed then either.
    quoted = literal('"').concat(suppression.c.address).concat('"')
    shown = exists(select(link.c.id).where(func.instr(type_coerce(link.c.identifiers, Text), quoted) > 0))
    connection.execute(delete(suppression).where(suppression.c.reason == REASON, ~held, ~shown))
