"""Refusals of consent that outlive the file that said them: they wait for their address to come back."""

from sqlalchemy import Connection, func, select, update

from app.ingest.identity import NOBODY
from storage.models import consent, identifier


def settle(connection: Connection) -> None:
    """Let each kept refusal (one without a link) be its address's owner's."""
    kept = consent.c.link_id.is_(None)
    if not connection.scalar(select(func.count()).select_from(consent).where(kept)):
        return
    owners = {}
    addresses = set(connection.scalars(select(consent.c.address).where(kept)))
    for kind, value, person in connection.execute(
        select(identifier.c.kind, identifier.c.value, identifier.c.profile_id)
    ):
        for name in (value, f"{kind}:{value}") if kind == "email" else (f"{kind}:{value}",):
            if name in addresses:
                owners[name] = person
    for address in addresses:
        connection.execute(
            update(consent).where(kept, consent.c.address == address).values(profile_id=owners.get(address, NOBODY))
        )
