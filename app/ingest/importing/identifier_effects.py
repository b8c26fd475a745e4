"""What rules of identifiers would make of the people of a project, told before they are kept; nothing is changed."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, Table, func, select

from app.domain.counts import agreed, counted, people
from app.domain.identifier_rules import IdentifierRules
from app.domain.serialising import as_document
from app.ingest.identity import decided, idle, link_store
from app.ingest.identity.profile_changes import distinct, keys_of
from app.ingest.identity.resolution import NOBODY, Resolution, resolve
from storage import bulk
from storage.file.models import event, profile, profile_row

Ints = NDArray[np.int64]


@as_document("people", "people_after", "concerned", "become", "keys", "rows_of_nobody", "rows_back", "mailable",
             "mailable_after", "told")  # fmt: skip
@dataclass(frozen=True, slots=True)
class Effect:
    """People before and after; of them those `concerned`, who `become` so many; keys that go or change.

    `rows_of_nobody` are rows about people and events that name nobody any more, `rows_back` those that do again;
    `mailable` is who has an address.
    """

    people: int
    people_after: int
    concerned: int
    become: int
    keys: int
    rows_of_nobody: int
    rows_back: int
    mailable: int
    mailable_after: int

    @property
    def changes(self) -> bool:
        """Whether anything becomes otherwise."""
        return bool(self.concerned or self.keys or self.rows_of_nobody or self.rows_back)

    @property
    def told(self) -> str:
        """The effect in sentences."""
        if not self.changes and self.mailable == self.mailable_after:
            return "Nobody changes."
        said = []
        if self.concerned == self.become != 0:
            said.append(f"{people(self.become)} {agreed(self.become, 'is', 'are')} put together otherwise")
        elif self.concerned or self.become:
            said.append(f"{people(self.concerned)} {agreed(self.concerned, 'becomes', 'become')} {people(self.become)}")
        said.append(f"{people(self.people)} before, {self.people_after:,} after")
        if self.rows_of_nobody:
            rows = counted(self.rows_of_nobody, "row")
            said.append(
                f"{rows} then {agreed(self.rows_of_nobody, 'names nobody, and waits', 'name nobody, and wait')}"
            )
        if self.rows_back:
            rows = counted(self.rows_back, "row")
            said.append(f"{rows} that named nobody {agreed(self.rows_back, 'names', 'name')} somebody again")
        if self.mailable != self.mailable_after:
            said.append(f"{self.mailable:,} had an address to be mailed at, {self.mailable_after:,} will")
        text = ". ".join(said) + "."
        if self.keys:
            keys = counted(self.keys, "key")
            text += f" {keys} {agreed(self.keys, 'changes', 'change')}: rules with a sample draw these people anew."
        return text


def of(connection: Connection, rules: IdentifierRules) -> Effect:
    """What these rules would make of the people, by all links and decisions."""
    whole = link_store.read(connection, whole=True)
    links = replace(whole.links, rank=rules.rank)
    nobodys = idle.find(links, rules)
    stored = link_store.without(replace(whole, links=links), nobodys)
    found = resolve(stored.links, decided.standing(connection))
    before, after = whole.profiles, found.profiles
    concerned, become = _people(before, after)
    known = select(profile.c.key, profile.c.mailable).order_by(profile.c.id)
    told = bulk.fetch(connection, known, (pa.string(), pa.int64()))
    _, keys = keys_of(found.heads, stored.links.values)
    kept = pc.sum(pc.is_in(told.column("0"), value_set=keys)).as_py() or 0
    lost, back = (before != NOBODY) & (after == NOBODY), (before == NOBODY) & (after != NOBODY)
    return Effect(
        told.num_rows,
        sum(len(heads.profiles) for heads in found.heads.values()),
        concerned,
        become,
        told.num_rows - kept,
        _rows(connection, links.ids[lost], distinct(before[lost])),
        _rows(connection, links.ids[back], np.array([NOBODY], dtype=np.int64)),
        int(pc.sum(told.column("1")).as_py() or 0),
        _mailable(found),
    )


def _people(before: Ints, after: Ints) -> tuple[int, int]:
    """How many people are concerned, and how many they become."""
    moved = before != after
    # Those who come, go or are divided: all whose links went elsewhere, and those to whom they went.
    numbers = distinct(np.concatenate([before[moved], after[moved]]))
    theirs = np.isin(before, numbers) | moved
    were, become = distinct(before[theirs]), distinct(after[theirs])
    return int((were != NOBODY).sum()), int((become != NOBODY).sum())


def _mailable(found: Resolution) -> int:
    owned = found.owned.get("email")
    return 0 if owned is None else len(distinct(owned.profiles))


def _rows(connection: Connection, links: Ints, were: Ints) -> int:
    """How many rows about people and events these links have, of people of these numbers."""
    if not len(links):
        return 0

    def counted_in(table: Table) -> int:
        """How many rows of a table are of these links and were these people's."""
        # Nobody's rows are NOBODY's or nobody's at all.
        mine = table.c.profile_id.is_(None) if table is event and not were.any() else None
        with link_store.among(connection, were) as theirs, link_store.among(connection, links) as chosen:
            asked = select(func.count()).select_from(table).where(chosen(table.c.link_id))
            whose = theirs(table.c.profile_id) if mine is None else mine
            return int(connection.scalar(asked.where(whose)) or 0)

    return counted_in(profile_row) + counted_in(event)
