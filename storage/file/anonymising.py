"""Taking the person out of people: what they bought and did stays for the figures, and nothing tells whose it was."""

import secrets
from typing import Any

from sqlalchemy import Connection, Text, and_, insert, select, type_coerce, update

from storage.file import erasing, models, trace_words
from storage.file.inactivity import ANONYMOUS
from storage.file.trace_words import Erased
from storage.file.traces import Traces

_SAID = ("url", "query", "more", "campaign", "variant", "link", "method")
"""What of an event may hold words about somebody."""


def anonymise(connection: Connection, people: list[int], told: Traces) -> Erased:
    """Leave people their orders and events under a number that was drawn for them; all else of them goes."""
    connection.exec_driver_sql("PRAGMA secure_delete=ON")
    erased = Erased()
    erasing.erase_rows(connection, people, told, erased, keep=frozenset({"event", "telling", "membership"}))
    for person in people:
        token = secrets.token_hex(8)
        pair = ["anonymous", token, token]
        # What names nobody (a refund, but of an order) goes on to be whose its order is.
        shown = type_coerce(models.link.c.identifiers, Text) != "[]"
        links = and_(models.link.c.profile_id == person, shown)
        connection.execute(update(models.link).where(links).values(identifiers=[pair]))
        first = connection.scalar(select(models.link.c.id).where(links).limit(1)) or 0
        given = {"kind": "anonymous", "value": token, "original": token, "profile_id": person, "link_id": first}
        connection.execute(insert(models.identifier).values(given))
        plain: dict[str, Any] = {"key": f"{ANONYMOUS}{token}", "email": None, "mailable": False, "traits": {}}
        connection.execute(update(models.profile).where(models.profile.c.id == person).values(plain))
        theirs = models.event.c.profile_id == person
        connection.execute(update(models.event).where(theirs).values(dict.fromkeys(_SAID)))
    erased.count("profile", len(people))
    trace_words.clean(connection, told, erased)
    return erased
