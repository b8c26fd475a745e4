"""Refunds that name their order alone are of whoever placed that order, as the project has it.

Each order of such a file has a link that shows no identifier: nothing follows from it of who is who. Whose it is
follows from its order, like everything of people, and is found out whenever people or orders come, go or change hands.
A row whose order nobody placed, or several people did, waits: it is nobody's and counts for nobody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, Text, select, type_coerce

from app.domain.counts import agreed, counted
from app.ingest.facts.collected import CollectedFacts
from app.ingest.identity.link_store import NAMELESS, among, firsts
from app.ingest.identity.profile_changes import Moved, Outcome, none, unchanged
from app.ingest.identity.resolution import NOBODY
from app.ingest.kinds import pending_refusals
from app.ingest.order_tables import refund_files
from app.ingest.orders.same_order import DERIVED
from app.ingest.report import ImportReport
from app.ingest.vocabulary import file_kind
from storage import bulk
from storage.file.models import adjustment, batch, consent, event, link, repeat, telling

Ints = NDArray[np.int64]
Tables = Mapping[str, pa.Table]
_SEVERAL = -1
"""The owner of an order's number that several people have."""
_PLACED = ("ordered_product", "placed_order")
_ROWS = [pa.int64(), pa.int64(), pa.string()]


@dataclass(frozen=True, slots=True)
class Turned:
    """How many rows that name an order alone are somebody's since, and how many wait since that were somebody's."""

    came: int = 0
    left: int = 0
    leaving: Ints = field(default_factory=none, compare=False)
    """The links of those that were somebody's, before they go."""

    def waits(self) -> str:
        """What to say of those that wait; empty where none do."""
        if not self.left:
            return ""
        count = self.left
        waits = f"{counted(count, 'refund')} of {agreed(count, 'another import waits', 'other imports wait')} and "
        waits += f"{agreed(count, 'counts', 'count')} for nobody: no single person has placed "
        waits += agreed(
            count, "its order any more. Once one has, it counts", "their orders any more. Once one has, they count"
        )
        return f"{waits} again."


# A file of such rows.


def meet(connection: Connection, found: CollectedFacts, report: ImportReport) -> Outcome:
    """What a file whose rows name orders alone makes of the people: nothing. Its links are whose their orders are."""
    links = found.links
    orders = found.facts.column("order_id").take(pa.array(firsts(links.of_row, links.count))).combine_chunks()
    outcome = unchanged()
    owners = _owners(connection, orders, outcome.moved, {})
    outcome.profiles = np.maximum(owners, NOBODY)
    _note(report, found, owners[links.of_row])
    return outcome


def _note(report: ImportReport, found: CollectedFacts, whose: Ints) -> None:
    rows = len(whose)
    each = agreed(rows, "it is", "each is")
    text = f"{counted(rows, 'row')} {agreed(rows, 'names', 'name')} no buyer, only an order: {each} of whoever placed "
    report.warn("yellow", f"{text}that order, as the project has it.", rows)
    for who, why in ((NOBODY, _UNKNOWN), (_SEVERAL, _TORN)):
        lines = found.lines[whose == who].tolist()
        count = len(lines)
        if count:
            waits = f"{counted(count, 'row')} {agreed(count, 'waits and counts', 'wait and count')} for nobody: "
            words = {"its": agreed(count, "its", "their"), "counts": agreed(count, "it counts", "they count")}
            report.warn("yellow", waits + why.format(**words), count, lines)


_UNKNOWN = "nobody in the project has placed an order of {its} number. Import the orders, and {counts} from then on."
_TORN = (
    "several people have placed an order of {its} number. Once one person alone has, {counts}; to say whose money it "
    "is, take this import back and add a column of the buyers to the file."
)


# What follows from orders and people.


def follow(connection: Connection, outcome: Outcome, tables: Tables | None = None) -> Turned:
    """Let the stored rows that name an order alone move with the outcome to whoever has placed that order by then.

    `tables` are the rows of a file on its way, without which every such row is looked at. Nothing is written.
    """
    rows = _stored(connection)
    if tables is not None and not len(outcome.moved.links) and len(rows):
        # Only what the file itself places can be another's than before.
        own = pa.array(rows["order"], pa.string())
        named = [np.asarray(pc.is_in(own, value_set=orders.unique())) for orders, _ in _arriving(tables)]
        rows = rows[np.logical_or.reduce([np.zeros(len(rows), dtype=np.bool_), *named])]
    if not len(rows):
        return Turned()
    codes, orders = pd.factorize(rows["order"])
    owners = np.maximum(_owners(connection, pa.array(orders, pa.string()), outcome.moved, tables or {}), NOBODY)
    rows = rows.assign(now=owners[codes]).sort_values("link", kind="stable")
    other = rows[rows["now"] != rows["was"]]
    first = other.drop_duplicates("link")
    # By its order alone: it neither stays with somebody who is joined to another, nor goes along.
    stays = ~np.isin(outcome.moved.links, rows["link"].to_numpy())
    before = Moved(outcome.moved.links[stays], outcome.moved.people[stays], outcome.moved.was[stays])
    outcome.moved = before.joined(Moved(*(first[name].to_numpy(dtype=np.int64) for name in ("link", "now", "was"))))
    facts, leaving = other[other["fact"]], first.loc[first["was"] != NOBODY, "link"].to_numpy(dtype=np.int64)
    return Turned(int((facts["was"] == NOBODY).sum()), int((facts["now"] == NOBODY).sum()), leaving)


def keep_noes(connection: Connection, turned: Turned) -> None:
    """Before such rows leave somebody: who refused in one goes on refusing, whosever its order may be."""
    if len(turned.leaving):
        with among(connection, turned.leaving) as chosen:
            # By person too, for an index knows them and none knows links.
            people = select(link.c.profile_id).where(chosen(link.c.id))
            pending_refusals.keep(connection, chosen(consent.c.link_id), consent.c.profile_id.in_(people))


def tell(report: ImportReport, turned: Turned) -> None:
    """Say whose money is another by what a file brings."""
    if turned.came:
        count = turned.came
        counts = agreed(count, "waited for its order counts", "waited for their orders count")
        report.warn("yellow", f"{counted(count, 'refund')} that {counts} from now on.", count)
    if turned.left:
        report.warn("yellow", turned.waits(), turned.left)


def _stored(connection: Connection) -> pd.DataFrame:
    """The stored rows that name an order alone: `link`, `order`, whose they `was`, and whether each is a `fact` itself
    or says again what another row said."""
    batches = _batches(connection)
    empty = pd.DataFrame({"link": [], "was": [], "order": [], "fact": []})
    if not batches:
        return empty
    shown = type_coerce(link.c.identifiers, Text)
    asked = select(link.c.id, link.c.profile_id).where(link.c.batch_id.in_(batches), shown == NAMELESS)
    links = bulk.fetch(connection, asked, _ROWS[:2]).rename_columns(["link", "was"]).to_pandas()
    if not len(links):
        return empty
    facts = []
    for table, own in ((event, event.c.digest != DERIVED), (adjustment, adjustment.c.id > 0)):
        columns = select(table.c.link_id, table.c.digest, table.c.order_id)
        told = bulk.fetch(connection, columns.where(table.c.batch_id.in_(batches), own), _ROWS)
        facts.append(told.rename_columns(["link", "digest", "order"]).to_pandas().assign(fact=table is event))
    said = pd.concat(facts)
    asked = select(repeat.c.link_id, repeat.c.digest).where(repeat.c.batch_id.in_(batches))
    again = bulk.fetch(connection, asked, _ROWS[:2]).rename_columns(["link", "digest"]).to_pandas()
    again = again.merge(said[["digest", "order"]].drop_duplicates("digest"), on="digest").assign(fact=False)
    rows = pd.concat([said, again])[["link", "order", "fact"]].dropna(subset=["order"])
    found: pd.DataFrame = rows.merge(links.fillna({"was": NOBODY}).astype("int64"), on="link")
    return found


def _batches(connection: Connection) -> list[int]:
    """The imports of such files: their columns name no people, and other files of orders without any are refused."""
    kinds = [name for name, kind in file_kind.ALL.items() if kind.of_sales]
    # All links of such a file show nobody, so that the first tells; of a few imports the mapping is looked at.
    shown = select(type_coerce(link.c.identifiers, Text)).where(link.c.batch_id == batch.c.id)
    nameless = shown.order_by(link.c.id).limit(1).scalar_subquery() == NAMELESS
    living = (batch.c.kind.in_(kinds), batch.c.undone_at.is_(None))
    asked = select(batch.c.id, batch.c.mapping).where(*living, nameless)
    return [int(row.id) for row in connection.execute(asked) if refund_files.tells_nobody(row.mapping or {})]


def _owners(connection: Connection, orders: pa.Array, moved: Moved, tables: Tables) -> Ints:
    """Who has placed each of these orders: NOBODY where nobody known did, _SEVERAL where several people did."""
    least, most = np.full(len(orders), np.iinfo(np.int64).max), np.zeros(len(orders), dtype=np.int64)
    for names, people in (*_placed(connection, orders, moved), *_arriving(tables)):
        codes = np.asarray(pc.fill_null(pc.index_in(names, value_set=orders), -1), dtype=np.int64)
        # What a cookie did whom nobody knows speaks against nobody.
        known = (codes >= 0) & (people != NOBODY)
        np.minimum.at(least, codes[known], people[known])
        np.maximum.at(most, codes[known], people[known])
    return np.where(least == most, most, np.where(most == NOBODY, NOBODY, _SEVERAL))


def _placed(connection: Connection, orders: pa.Array, moved: Moved) -> Iterator[tuple[pa.ChunkedArray, Ints]]:
    """The stored rows that place or tell of one of these orders: its number, and whose each is once all has moved."""
    with bulk.lent(connection, pa.table({"wanted": orders})) as wanted:
        # What is derived goes with what it is derived from, which may be gone already.
        lines = (event, event.c.name.in_(_PLACED) & (event.c.digest != DERIVED))
        for table, which in (lines, (telling, telling.c.id > 0)):
            asked = select(table.c.link_id, table.c.profile_id, table.c.order_id).where(which)
            told = bulk.fetch(connection, asked.where(table.c.order_id.in_(select(wanted.c.wanted))), _ROWS)
            links, people = (np.asarray(pc.fill_null(told.column(at), NOBODY), dtype=np.int64) for at in ("0", "1"))
            yield told.column("2"), moved.now(links, people)


def _arriving(tables: Tables) -> Iterator[tuple[pa.ChunkedArray, Ints]]:
    """The same of the rows of a file on its way."""
    for name in ("event", "telling"):
        rows = tables.get(name)
        if rows is None or not {"order_id", "profile_id"} <= set(rows.column_names):
            continue
        if name == "event":
            rows = rows.filter(pc.is_in(rows.column("name"), value_set=pa.array(_PLACED)))
        people = np.asarray(pc.fill_null(rows.column("profile_id"), NOBODY), dtype=np.int64)
        # A column of nothing has no type.
        yield rows.column("order_id").cast(pa.string()), people
