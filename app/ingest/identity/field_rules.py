"""What somebody decided about the values of fields: which are one, which source is believed first, what a hand set.

A value that was set by hand hangs on an identifier, as decisions about who is who do: whose it is is derived each time.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from app.cleaning import refitted
from app.domain.counts import counted
from app.domain.merged_fields import NONE, Merge, MergedFields, of_document, with_standard
from app.domain.trait_merging import Priorities, rank_of
from app.ingest.identity.profile_changes import Outcome, none
from app.ingest.report import ImportReport
from storage.file import fields, models
from storage.file.models import hand_value, identifier

Ints = NDArray[np.int64]
Pair = tuple[str, str]
"""A kind of identifier and a value."""


@dataclass(slots=True)
class FieldRules:
    """The priorities of a project, what was set by hand of each person, and who has more or less of it than before.

    `merges` says which fields are part of another, and `emptied` of each person which of their names say nothing.
    """

    priorities: Priorities = field(default_factory=dict)
    by_hand: dict[int, dict[str, Any]] = field(default_factory=dict)
    merges: MergedFields = NONE
    emptied: dict[int, frozenset[str]] = field(default_factory=dict)
    moved: Ints = field(default_factory=none)

    def concern(self, person: int) -> bool:
        """Whether anything that was decided can change what a person shows."""
        return bool(self.priorities) or person in self.by_hand

    def odd(self) -> Ints:
        """The people of whom something was set by hand."""
        return np.fromiter(self.by_hand.keys() | self.emptied.keys(), dtype=np.int64)

    def together(self, people: Ints) -> tuple[dict[str, Any], frozenset[str]]:
        """What was set by hand of any of these people, the last word on each field, and the names that say nothing."""
        found = [self.by_hand[person] for person in people.tolist() if person in self.by_hand]
        emptied = [self.emptied[person] for person in people.tolist() if person in self.emptied]
        return {name: value for one in found for name, value in one.items()}, frozenset().union(*emptied)

    def hidden(self, person: int, rows: Sequence[tuple[str, str, bool]], shown: str) -> Counter[str]:
        """How many filled cells of a file are not shown because of what was decided: `hand` and `priority`.

        `rows` are all of the person's: what each says (JSON), its source, and whether it is the file's.
        """
        found: Counter[str] = Counter()
        by_hand = self.by_hand.get(person, {})
        fresh = [(self.merges.plain(orjson.loads(said)), source) for said, source, new in rows if new]
        known: dict[str, Any] = orjson.loads(shown) if fresh else {}
        for said, source in fresh:
            # Of a million rows each: only the fields about which something is decided are looked at.
            for name in by_hand.keys() | self.priorities.keys():
                value = said.get(name)
                if value is None or known.get(name) == value:
                    continue
                if name in by_hand:
                    found["hand"] += 1
                elif self._best(name, rows) < rank_of(self.priorities[name], source):
                    found["priority"] += 1
        return found

    def _best(self, name: str, rows: Sequence[tuple[str, str, bool]]) -> int:
        """The highest rank of those who say anything of a field."""
        priority = self.priorities[name]
        told = [(self.merges.plain(orjson.loads(text)).get(name), source) for text, source, _ in rows]
        said = [rank_of(priority, source) for value, source in told if value is not None]
        return min(said, default=len(priority))


def priorities(connection: Connection) -> Priorities:
    """The sources of each trait that has a priority, the highest first."""
    table = models.field
    rows = connection.execute(select(table.c.name, table.c.priority).where(table.c.priority.is_not(None)))
    return {row.name: tuple(row.priority) for row in rows if row.priority}


def merges(connection: Connection, more: Sequence[Merge] = ()) -> MergedFields:
    """The fields that are part of another, as if there were `more` of them."""
    kept = fields.merges(connection)
    if not kept and not more:
        return NONE
    types = dict(connection.execute(select(models.trait.c.name, models.trait.c.type)).all())
    zone = connection.scalar(select(models.setting.c.value).where(models.setting.c.name == "timezone"))
    told = tuple(of_document(name, document) for name, document in sorted(kept.items()))
    return MergedFields((*told, *more), with_standard(types), refitted.read, str(zone or "UTC"))


def of(connection: Connection, outcome: Outcome, supposed: MergedFields | None = None) -> FieldRules:
    """What counts once the outcome is written; of a project in which nothing was decided three questions tell that.

    With `supposed` those merges are taken in place of the project's.
    """
    found = FieldRules(priorities(connection), merges=merges(connection) if supposed is None else supposed)
    rows = connection.execute(
        select(
            hand_value.c.kind, hand_value.c.value, hand_value.c.trait, hand_value.c.said,
            identifier.c.id.label("held"), identifier.c.profile_id,
        )
        .outerjoin(identifier, (identifier.c.kind == hand_value.c.kind) & (identifier.c.value == hand_value.c.value))
        .where(hand_value.c.taken_back_at.is_(None))
        .order_by(hand_value.c.id)
    ).all()  # fmt: skip
    if not rows:
        return found
    fresh = _fresh(outcome, {(row.kind, row.value) for row in rows})
    stale = set(outcome.stale.tolist())
    moved: set[int] = set()
    said: dict[int, list[tuple[str, Any]]] = {}
    for row in rows:
        now = fresh.get((row.kind, row.value))
        if now is None and row.held is not None and row.held not in stale:
            now = int(row.profile_id)
        if now is not None:
            # The last word on a field counts, also of two who are one by now.
            said.setdefault(now, []).append((row.trait, row.said))
        if now != row.profile_id:
            moved |= {int(one) for one in (now, row.profile_id) if one is not None}
    for person, words in said.items():
        values, emptied = found.merges.of_hand(words)
        found.by_hand[person] = dict(sorted(values.items()))
        if emptied:
            found.emptied[person] = emptied
    found.moved = np.array(sorted(moved), dtype=np.int64)
    return found


def waiting(connection: Connection) -> int:
    """How many values that were set by hand wait for the identifier on which they hang."""
    mine = (identifier.c.kind == hand_value.c.kind) & (identifier.c.value == hand_value.c.value)
    alone = ~select(identifier.c.id).where(mine).exists()
    asked = select(func.count()).select_from(hand_value).where(hand_value.c.taken_back_at.is_(None), alone)
    return int(connection.scalar(asked) or 0)


def _fresh(outcome: Outcome, wanted: set[Pair]) -> dict[Pair, int]:
    """Who gets those of these identifiers that the outcome gives to somebody."""
    rows = outcome.identifiers
    values = pa.array(sorted({value for _, value in wanted}), pa.string())
    rows = rows.filter(pc.is_in(rows.column("value"), value_set=values))
    columns = [rows.column(name).to_pylist() for name in ("kind", "value", "profile_id")]
    return {(kind, value): owner for kind, value, owner in zip(*columns, strict=True) if (kind, value) in wanted}


def tell(report: ImportReport, kept: Counter[str]) -> None:
    """Say how many cells of a file are not shown, and why: they are in the history of their fields."""
    report.kept_by_hand, report.kept_by_priority = kept["hand"], kept["priority"]
    for number, why in (
        (kept["hand"], "for somebody set the value by hand"),
        (kept["priority"], "for another source comes first in the priority of that field"),
    ):
        if number:
            text = f"{counted(number, 'cell is', 'cells are')} kept in the history of the field and not shown, {why}."
            report.warn("yellow", text, number)
