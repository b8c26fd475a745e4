"""Who did nothing for long: by what people did themselves, and else by when they were last heard of."""

from typing import Any

from sqlalchemy import Connection, case, func, select

from storage.file.models import batch, consent, event, profile

DONE_TO_THEM = ("sent_email", "received_email", "bounced_email", "entered_stage", "left_stage")
"""Events that nobody did: a mail that was sent to somebody is no sign of life."""

ANONYMOUS = "anonymous:"
"""How the key of somebody begins who was made anonymous."""


def before(connection: Connection, at: int) -> list[dict[str, Any]]:
    """Everybody whose last activity was before a moment: id, key and last (microseconds), the longest silent first.

    That is the latest of what they did and of what they allowed; of those who never did anything the import by which
    they came. Who is anonymous already is left out.
    """
    did = (
        select(event.c.profile_id.label("who"), func.max(event.c.at).label("at"))
        .where(event.c.profile_id.is_not(None), event.c.name.not_in(DONE_TO_THEM))
        .group_by(event.c.profile_id)
        .subquery()
    )
    said = (
        select(consent.c.profile_id.label("who"), func.max(consent.c.at).label("at"))
        .where(consent.c.status == "granted")
        .group_by(consent.c.profile_id)
        .subquery()
    )
    came = func.coalesce(batch.c.as_of, 0)
    known = func.max(func.coalesce(did.c.at, said.c.at), func.coalesce(said.c.at, did.c.at))
    last = case((did.c.at.is_(None) & said.c.at.is_(None), came), else_=known).label("last")
    rows = (
        select(profile.c.id, profile.c.key, last)
        .outerjoin(did, did.c.who == profile.c.id)
        .outerjoin(said, said.c.who == profile.c.id)
        .outerjoin(batch, batch.c.id == profile.c.created_batch)
        .where(profile.c.key.not_like(f"{ANONYMOUS}%"))
        .subquery()
    )
    asked = select(rows).where(rows.c.last < at).order_by(rows.c.last, rows.c.id)
    return [dict(row._mapping) for row in connection.execute(asked)]
