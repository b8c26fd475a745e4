"""Refusals of consent that outlive the file that said them: they wait for their address to come back."""

import pyarrow as pa
from sqlalchemy import Connection, func, select, update

from app.ingest.identity import link_store
from app.ingest.identity.resolution import NOBODY
from storage.file.models import consent


def settle(connection: Connection) -> None:
    """Let each kept refusal (one without a link) be its address's owner's."""
    kept = consent.c.link_id.is_(None)
    if not connection.scalar(select(func.count()).select_from(consent).where(kept)):
        return
    addresses = set(connection.scalars(select(consent.c.address).where(kept))) - {None}
    named: dict[str, list[str]] = {}
    for address in sorted(addresses):
        kind, colon, value = address.partition(":")
        named.setdefault(kind if colon else "email", []).append(value if colon else address)
    told = link_store.owners(connection, {kind: pa.array(values) for kind, values in named.items()})
    owners = {
        value if kind == "email" else f"{kind}:{value}": person
        for kind, values in named.items()
        for value, person in zip(values, told[kind].tolist(), strict=True)
    }
    # One by one, for they are few: what imports that were taken back have left.
    for address in addresses:
        connection.execute(
            update(consent).where(kept, consent.c.address == address).values(profile_id=owners.get(address, NOBODY))
        )
