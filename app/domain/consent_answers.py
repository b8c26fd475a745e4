"""The one answer that counts, of all that was said: by an expression for everybody, by reading for one person.

Of several answers the latest counts, at equal times the strictest. A no without a time counts as of when it was known;
a yes (or anything else) without one comes before all that have a time, in the order of the imports. So a yes without a
time never undoes a no.

A no to everything covers every topic. To be asked without a topic, somebody must not have refused one of the topics
since: nobody knows which of them the mail is about. Where only topics were ever spoken of, one yes is a yes.
"""

import math
from collections.abc import Iterable, Mapping
from functools import reduce
from typing import TYPE_CHECKING, Any

from app.domain import names as registry

if TYPE_CHECKING:
    import ibis.expr.types as ir

SEVERITY = {"unknown": 0, "granted": 1, "pending": 2, "denied": 3, "withdrawn": 4}
"""Which of several states of consent at the same time counts: the highest."""

_STATES = {severity: state for state, severity in SEVERITY.items()}
_GRANTED, _PENDING, _DENIED = SEVERITY["granted"], SEVERITY["pending"], SEVERITY["denied"]
_ERA = 62_135_596_800_000_000  # microseconds from the year 1 to 1970, so that no known time is below zero

Row = Mapping[str, Any]


def latest(channel: str, topic: str | None, table: "ir.Table") -> "ir.Table":
    """profile_id and severity of each profile's answer in the mirror's table of consents (or some of its rows)."""
    import ibis

    chosen = table.filter(table.channel == channel)
    severity = reduce(
        lambda said, state: ibis.ifelse(chosen.status == state, SEVERITY[state], said), SEVERITY, ibis.literal(0)
    )
    # When it holds and severity in one number: the greatest is the latest, and at equal times the strictest.
    rank = ibis.coalesce(chosen.held + _ERA, chosen.batch) * 8 + severity
    ranked = chosen.select("profile_id", "f_topic", rank=rank)
    each = ranked.group_by("profile_id", "f_topic").agg(rank=ranked["rank"].max())
    general, state = each.f_topic.isnull(), each["rank"] % 8
    if topic is not None:
        own = ibis.coalesce(each.f_topic == registry.fold(topic), False)
        sums = each.group_by("profile_id").agg(general=each["rank"].max(where=general), own=each["rank"].max(where=own))
        everything = ibis.coalesce(sums.general, 0) % 8
        # A sign-up that was never confirmed stands against every topic, as a no does.
        found = ibis.ifelse(everything >= _PENDING, everything, ibis.coalesce(sums.own, 0) % 8)
        return sums.select("profile_id", severity=found)
    sums = each.group_by("profile_id").agg(
        # A no to a topic is set among the answers to everything, of which the latest counts.
        general=each["rank"].max(where=general | (state >= _DENIED)),
        strictest=state.max(where=~general),
        agreed=(state == _GRANTED).any(where=~general),
    )
    topical = ibis.ifelse(ibis.coalesce(sums.agreed, False), _GRANTED, ibis.coalesce(sums.strictest, 0))
    return sums.select("profile_id", severity=ibis.ifelse(sums.general.isnull(), topical, sums.general % 8))


def answer(rows: Iterable[Row], channel: str, topic: str | None) -> tuple[str, int | None]:
    """What `latest` finds for one person, from their rows of the same table, and the time that was stated for it."""
    by_topic: dict[str | None, Row] = {}
    for row in rows:
        if row["channel"] == channel:
            known = by_topic.get(row["f_topic"])
            by_topic[row["f_topic"]] = row if known is None else max(known, row, key=_rank)
    general = by_topic.pop(None, None)
    if topic is not None:
        own = by_topic.get(registry.fold(topic))
        return _told(general if general is not None and _severity(general) >= _PENDING else own)
    against = [row for row in by_topic.values() if _severity(row) >= _DENIED]
    standing = [*([general] if general is not None else []), *against]
    if standing:
        return _told(max(standing, key=_rank))
    agreed = [row for row in by_topic.values() if _severity(row) == _GRANTED]
    return _told(max(agreed or by_topic.values(), key=_severity, default=None))


def _severity(row: Row) -> int:
    return SEVERITY.get(row["status"], 0)


def _rank(row: Row) -> tuple[float, int, int]:
    held = row["held"]
    # The order of `rank` above: what has no time comes before all that has.
    return (-math.inf if held is None else held, row["batch"] if held is None else 0, _severity(row))


def _told(row: Row | None) -> tuple[str, int | None]:
    return ("unknown", None) if row is None else (_STATES[_severity(row)], row["at"])
