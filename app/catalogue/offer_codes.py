"""The codes of offers: how many are free, given or used, and handing one out to a person, once and never twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, and_, insert, select

from app import people
from app.catalogue import problems
from app.domain.clock import Moment
from app.domain.names import OFFER_CODE, identifier_rank
from app.project import Change, Project
from storage.file.models import given_code, identifier, offer_code, profile

FREE, GIVEN, USED, OVER = "free", "given", "used", "expired"
"""The states of a code: nobody's, somebody's, redeemed, and nobody's that cannot be used now."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer and its codes, counted by state; `expired` are nobody's whose time is over or has not come."""

    offer: str
    codes: int
    free: int
    given: int
    used: int
    expired: int


@dataclass(frozen=True, slots=True)
class Code:
    """A code: what it is worth (`amount` in its currency, or `percent`), when it holds, and whose it is.

    `state` is free, given, used or expired; times are ISO 8601; `holder` is an identifier of `holder_kind`.
    """

    offer: str
    code: str
    state: str
    amount: float | None
    percent: float | None
    currency: str | None
    valid_from: str | None
    valid_until: str | None
    used_at: str | None
    holder_kind: str | None
    holder: str | None
    given_at: str | None


@dataclass(frozen=True, slots=True)
class Codes:
    """Some codes, and how many there are in all."""

    total: int
    codes: list[Code]


@dataclass(frozen=True, slots=True)
class Given:
    """A code, and whose it is now; `anew` says that they had none before."""

    offer: str
    code: str
    person: str
    anew: bool


def offers(project: Project) -> list[Offer]:
    """Every offer with its codes counted, in the order of their names; as of the project's clock."""
    found: dict[str, dict[str, int]] = {}
    now = project.moment().us
    with project.read() as connection:
        for row in _rows(connection, None):
            counts = found.setdefault(row["offer"], dict.fromkeys((FREE, GIVEN, USED, OVER), 0))
            counts[_state(row, now)] += 1
    return [
        Offer(name, sum(counts.values()), counts[FREE], counts[GIVEN], counts[USED], counts[OVER])
        for name, counts in sorted(found.items())
    ]


def codes(project: Project, offer: str | None = None, limit: int = 1_000) -> Codes:
    """The codes of an offer (of all: None) in order. Raises NotFound for an offer that there is not."""
    now, zone = project.moment().us, project.timezone
    told: list[Code] = []
    total = 0
    with project.read() as connection:
        for row in _rows(connection, offer):
            total += 1
            if len(told) < limit:
                told.append(_code(row, now, zone))
    if offer is not None and not told:
        raise problems.NO_OFFER(offer=offer)
    return Codes(total, told)


def _code(row: dict[str, Any], now: int, zone: ZoneInfo) -> Code:
    def moment(name: str) -> str | None:
        """A column of microseconds UTC as ISO 8601 in the project's zone; None where it says nothing."""
        return None if row[name] is None else Moment(row[name], zone).iso()

    return Code(
        row["offer"],
        row["code"],
        _state(row, now),
        None if row["amount"] is None else row["amount"] / 10_000,
        row["percent"],
        row["currency"],
        moment("valid_from"),
        moment("valid_until"),
        moment("used_at"),
        row["holder_kind"],
        row["holder"],
        moment("given_at"),
    )


def _rows(connection: Connection, offer: str | None) -> Iterator[dict[str, Any]]:
    """Every code with whom it is for; those that were handed out and that no file says any more come last."""
    names = ("offer", "code", *OFFER_CODE, "holder_kind", "holder")
    same = and_(given_code.c.offer == offer_code.c.offer, given_code.c.code == offer_code.c.code)
    known = select(offer_code, given_code.c.kind, given_code.c.value, given_code.c.at)
    known = known.outerjoin_from(offer_code, given_code, same).order_by(offer_code.c.offer, offer_code.c.code)
    alone = select(given_code).where(~select(offer_code.c.code).where(same).exists())
    if offer is not None:
        known, alone = known.where(offer_code.c.offer == offer), alone.where(given_code.c.offer == offer)
    for row in connection.execute(known):
        yield {name: getattr(row, name) for name in names} | _of(
            row.kind, row.value, row.at, row.holder_kind, row.holder
        )
    for row in connection.execute(alone.order_by(given_code.c.offer, given_code.c.code)):
        yield (
            dict.fromkeys(names)
            | row.fields
            | {"offer": row.offer, "code": row.code}
            | _of(row.kind, row.value, row.at)
        )


def _of(kind: str | None, value: str | None, at: int | None, *stated: str | None) -> dict[str, Any]:
    """Whose a code is by having been handed out, else by what its file says."""
    if at is None and stated:
        kind, value = stated
    return {"holder_kind": kind, "holder": value, "given_at": at}


def _state(row: dict[str, Any], now: int) -> str:
    if row["used"] or row["used_at"] is not None:
        return USED
    # Of whoever was erased nothing is left but that it was given.
    if row["holder_kind"] is not None or row["given_at"] is not None:
        return GIVEN
    begun = row["valid_from"] is None or row["valid_from"] <= now
    return FREE if begun and (row["valid_until"] is None or row["valid_until"] > now) else OVER


def hand_out(project: Project, offer: str, key: str) -> Given:
    """Give a person (an email or `kind:value`) a free code of an offer; whoever has one keeps it.

    Raises NotFound for an offer or a person that there is not, Problem where no code is left.
    """
    who = people.resolve_key(project, key)
    now = project.moment().us
    with project.write(f"Handed out a code of {offer}", {Change.PRODUCTS}, {"offer": offer}) as connection:
        theirs = _identifiers(connection, who)
        name = str(connection.scalar(select(profile.c.key).where(profile.c.id == who)))
        rows = list(_rows(connection, offer))
        if not rows:
            raise problems.NO_OFFER(offer=offer)
        # Of several the first that they have not used.
        mine = [row for row in rows if (row["holder_kind"], row["holder"]) in theirs]
        for row in sorted(mine, key=lambda one: _state(one, now) == USED):
            return Given(offer, row["code"], name, anew=False)
        free = [row for row in rows if _state(row, now) == FREE]
        if not free:
            over = sum(_state(one, now) == OVER for one in rows)
            raise problems.NO_CODE_LEFT(offer=offer, given=len(rows) - over, over=over)
        row = free[0]
        kind, value = theirs[0]
        fields = {one: row[one] for one in OFFER_CODE if row[one] is not None}
        given = {"offer": offer, "code": row["code"], "kind": kind, "value": value, "at": now, "fields": fields}
        connection.execute(insert(given_code).values(given))
        return Given(offer, row["code"], name, anew=True)


def _identifiers(connection: Connection, who: int) -> list[tuple[str, str]]:
    """A person's identifiers, the highest first."""
    rows = connection.execute(
        select(identifier.c.kind, identifier.c.value).where(identifier.c.profile_id == who).order_by(identifier.c.id)
    )
    return sorted(((row.kind, row.value) for row in rows), key=lambda one: identifier_rank(one[0]))
