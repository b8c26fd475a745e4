"""Refusals of consent that outlive the file that said them: they wait for their address to come back."""

import pyarrow as pa
from sqlalchemy import ColumnElement, Connection, case, func, select, update

from app.ingest.identity import link_store
from app.ingest.identity.resolution import NOBODY
from storage.file.models import consent, profile
from storage.file.permissions import REFUSALS


def keep(connection: Connection, *which: ColumnElement[bool]) -> None:
    """Let refusals outlive their row that were said of nobody but whom their row came to: they are of that person now.

    `which` are conditions on the table of consents.
    """
    # Found by its person, whose key says them, as long as there is both.
    key = select(case((profile.c.key.startswith("email:"), func.substr(profile.c.key, 7)), else_=profile.c.key))
    theirs = key.where(profile.c.id == consent.c.profile_id).scalar_subquery()
    unsaid = (consent.c.address.is_(None), consent.c.profile_id != NOBODY, consent.c.status.in_(REFUSALS))
    connection.execute(update(consent).where(*which, *unsaid).values(address=theirs, link_id=None))


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
