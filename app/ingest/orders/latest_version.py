"""Which of the tellings of an order stands: files say orders anew, in another state, with another total.

What the newest file says of an order holds, whatever came before: its state, its total, what was refunded, its lines.
Newest is what states the latest time of change where all of them state one, else what was imported last. What does
not stand stays, set aside with the reason, and stands again when the newer file is taken back.
"""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, delete, select, update

from app.ingest.facts.event_digests import digest
from app.ingest.identity.link_store import among
from app.ingest.identity.profile_changes import Outcome, distinct, none
from app.ingest.orders.same_order import DERIVED, ints, mixed, number
from app.ingest.orders.version_store import LINES, NAMES, REPEATS, TELLINGS, Stored, columns_of
from app.ingest.orders.versions import latest
from app.ingest.vocabulary import order_states
from storage import bulk
from storage.file.models import event, telling

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

_BACK = order_states.TAKEN_BACK
_MADE = ("link_id", "profile_id", "name", "at", "batch_id", "row", "digest", "order_id", "quantity", "amount",
         "currency", "discount_code")  # fmt: skip


@dataclass(slots=True)
class Standing:
    """What tellings change: derived events that go (`gone`, their numbers) and come (`made`, rows of events).

    `aside` are the stored events that are set aside or stand again (id, reason); `more` says by name how many events
    the project has more.
    """

    gone: Ints = field(default_factory=none)
    made: pa.Table | None = None
    aside: list[tuple[int, str | None]] = field(default_factory=list)
    more: dict[str, int] = field(default_factory=dict)
    anew: int = 0
    work: "_Work | None" = None

    def told(self, pairs: set[tuple[int, str]]) -> set[tuple[int, str]]:
        """Those of these orders, as (person, order), that a file told as wholes."""
        return self.work.orders.among(pairs) if self.work is not None and pairs else set()


def any_told(connection: Connection) -> bool:
    """Whether any file has said anything of orders as wholes."""
    return connection.scalar(select(telling.c.id).limit(1)) is not None


def stand(
    connection: Connection, touched: set[tuple[int, str]], outcome: Outcome | None, tables: dict[str, pa.Table]
) -> Standing:
    """What the tellings of these orders, and of those in a file's tables, come to; nothing is written.

    `outcome` says whose the stored rows are by now. The events of `tables` that do not stand get their reason, and
    the derived ones are added to them.
    """
    fresh = tables.get("telling")
    if fresh is None and not any_told(connection):
        return Standing()
    new = _lines_of(tables.get("event"))
    stored = Stored(connection, outcome, _people(touched, fresh, new))
    told = pa.concat_tables([stored.tellings, columns_of(fresh, TELLINGS)])
    lines = pa.concat_tables([stored.lines, columns_of(new, LINES)])
    again = pa.concat_tables([stored.repeats, columns_of(tables.get("repeat"), REPEATS)])
    work = _Work(told, lines, again)
    found = work.result()
    found.work = work
    found.anew = work.anew(stored.tellings.num_rows) if fresh is not None and stored.tellings.num_rows else 0
    if new is not None and len(new):
        reasons = work.reasons[stored.lines.num_rows :]
        tables["event"] = _with_reasons(tables["event"], new.column("place"), reasons)
    if found.made is not None and found.made.num_rows and "event" in tables:
        tables["event"] = pa.concat_tables([tables["event"], found.made], promote_options="permissive")
        found.made = None
    return found


def _lines_of(events: pa.Table | None) -> pa.Table | None:
    """The rows of a file's events that belong to orders of people, each with its `place`."""
    if events is None or not {"order_id", "profile_id"} <= set(events.column_names):
        return None
    mine = pc.and_(pc.is_in(events.column("name"), value_set=pa.array(NAMES)), pc.is_valid(events.column("order_id")))
    mine = pc.and_(mine, pc.is_valid(events.column("profile_id")))
    places = np.flatnonzero(np.asarray(mine))
    names = [name for name in events.column_names if name in LINES]
    chosen = events.select(names)
    # Where all rows are such, they are taken as they are, which costs no memory.
    chosen = chosen if len(places) == events.num_rows else chosen.take(pa.array(places))
    return chosen.append_column("place", pa.array(places))


def _people(touched: set[tuple[int, str]], fresh: pa.Table | None, new: pa.Table | None) -> Ints:
    people = [np.array([person for person, _ in touched], dtype=np.int64)]
    for table in (fresh, new):
        if table is not None:
            people.append(np.asarray(table.column("profile_id").drop_null(), dtype=np.int64))
    return distinct(np.concatenate(people))


def _with_reasons(events: pa.Table, places: pa.Array, reasons: pa.Array) -> pa.Table:
    if reasons.null_count == len(reasons):
        return events
    at = np.full(events.num_rows, -1, dtype=np.int64)
    at[np.asarray(places)] = np.arange(len(reasons))
    return events.append_column("aside", reasons.take(pa.array(at, mask=at < 0)))


def _valid(table: pa.Table, name: str) -> Mask:
    return np.asarray(pc.is_valid(table.column(name)))


def _digests(table: pa.Table) -> Ints:
    return digest({name: table.column(name) for name in _MADE}) if table.num_rows else none()


def _count(more: "Counter[str]", events: pa.Table, sign: int) -> None:
    for row in pc.value_counts(events.column("name")).to_pylist():
        more[row["values"]] += sign * row["counts"]


def _said(table: pa.Table, name: str, rows: Ints) -> NDArray[np.object_]:
    """A column's words in these rows."""
    return np.asarray(table.column(name).take(pa.array(rows)).to_numpy(), dtype=np.object_)


class _Work:
    """Tellings and lines of told orders, numbered by order, and what follows from them."""

    def __init__(self, told: pa.Table, lines: pa.Table, again: pa.Table) -> None:
        self.orders = number(told, lines)
        self.count, self.of_line = self.orders.count, self.orders.of_line
        self.mine = self.of_line >= 0
        self.told, self.lines, self.again = self._sorted(self.orders.told, self.orders.pair), lines, again
        self.reasons: pa.Array = pa.nulls(lines.num_rows, pa.string())

    def _sorted(self, told: pa.Table, pair: Ints) -> pa.Table:
        """The tellings of each order, the newest last."""
        # Times of change are asked only where each telling states one: beside one that does not, they say nothing of
        # which is newer.
        dated = np.bincount(pair, _valid(told, "updated_at"), self.count) == np.bincount(pair, minlength=self.count)
        moment = np.where(dated[pair], ints(told, "updated_at"), 0)
        # The last key counts first: order, time of change, import, place.
        order = np.lexsort((np.arange(len(pair)), ints(told, "batch_id"), moment, pair))
        self.pair, self.place, self.said = pair[order], order, self.orders.said[order]
        return told.take(pa.array(order))

    def result(self) -> Standing:
        """What changes."""
        told, kinds = self.told, self._kinds()
        newest = latest(self.pair, np.ones(told.num_rows, dtype=np.bool_), self.count)
        total = latest(self.pair, _valid(told, "total") & (ints(told, "total") >= 0), self.count)
        refunded = latest(self.pair, _valid(told, "refunded"), self.count)
        own = self._chosen(kinds, newest)
        sums = self._sums(kinds, own)
        stated = total >= 0
        amount = np.where(stated, ints(told, "total")[total], sums["sold"])
        # A stated total has the lines in it that were taken back since; a sum of lines never had.
        back = np.where(refunded >= 0, ints(told, "refunded")[refunded], np.where(stated, sums["flagged"], 0))
        bought = _said(told, "standing", newest) == order_states.PURCHASE
        # What is stated as refunded and what credit notes say may be the same money: the greater of the two counts.
        whole = bought & (amount > 0) & (np.maximum(back, sums["credit"]) >= amount)
        some = (sums["lines"] > 0) | (stated & ((sums["credits"] == 0) | (amount > 0)))
        # What only lines say, beside an event that says that it was placed, is not said a second time.
        some &= self.said[newest] | (sums["placed"] == 0)
        stands = bought & some & ~whole
        taken = whole | (_said(told, "standing", newest) == _BACK)
        self._set_aside(kinds, own, stands, whole | ~bought, newest, whole)
        # Credit notes are events of their own already.
        left = np.where(stands, np.maximum(back - sums["credit"], 0), 0)
        known = stated | (sums["known"] > 0)
        placed = {
            "amount": pa.array(amount, mask=~known),
            "quantity": pa.array(sums["quantity"], mask=sums["lines"] == 0),
        }
        nothing = {name: pa.nulls(self.count, pa.int64()) for name in placed}
        made = [
            self._made("placed_order", np.flatnonzero(stands), newest, placed),
            self._made("refunded_order", np.flatnonzero(left > 0), newest, nothing | {"amount": pa.array(left)}),
            self._made("refunded_order", np.flatnonzero(taken & (sums["flags"] == 0)), newest, nothing),
        ]
        return self._compared(kinds, pa.concat_tables(made))

    def _kinds(self) -> dict[str, Mask]:
        names = self.lines.column("name")
        derived = (ints(self.lines, "digest") == DERIVED) & self.mine
        mine = self.mine & ~derived
        known = _valid(self.lines, "amount")
        refund = np.asarray(pc.equal(names, "refunded_order"))
        return {
            "derived": derived,
            "sold": mine & np.asarray(pc.equal(names, "ordered_product")),
            "credit": mine & refund & known,
            "flagged": mine & refund & ~known,
            "placed": mine & np.asarray(pc.equal(names, "placed_order")),
        }

    def _chosen(self, kinds: dict[str, Mask], newest: Ints) -> Mask:
        """The lines that are an order's now: those of the newest file that has lines, whoever said them first."""
        told, of = self.told, np.maximum(self.of_line, 0)
        lined = latest(self.pair, ints(told, "lined") != 0, self.count)
        batches, digests = ints(self.lines, "batch_id"), ints(self.lines, "digest")
        pairs = mixed(self.pair, ints(told, "batch_id"))[self.said]
        whole = np.isin(mixed(of, batches), pairs)
        told_batch = ints(told, "batch_id")
        plain = self.mine & ~whole & ~kinds["derived"] & ~kinds["placed"]
        has_plain = np.bincount(self.of_line[plain], minlength=self.count) > 0
        wanted = np.where(lined >= 0, told_batch[lined], np.where(has_plain, -1, told_batch[newest]))
        said = (batches == wanted[of]) & self.mine if self.count else np.zeros(len(batches), dtype=np.bool_)
        if self.again.num_rows:
            again = mixed(ints(self.again, "digest"), ints(self.again, "batch_id"))
            said |= self.mine & np.isin(mixed(digests, wanted[of] if self.count else batches), again)
        # Credit notes of another file, and lines of files that say nothing else, where no file with totals has lines.
        alone = plain & ((wanted[of] == -1) | kinds["credit"]) if self.count else plain
        return np.asarray((said | alone) & ~kinds["derived"] & ~kinds["placed"])

    def _sums(self, kinds: dict[str, Mask], own: Mask) -> dict[str, Ints]:
        lines, count = self.lines, self.count
        amounts, quantities, prices = (ints(lines, name) for name in ("amount", "quantity", "price"))

        def of(which: Mask, weights: Ints | None = None) -> Ints:
            """The sum of weights (1 each without any) of these lines, by version of an order; whole numbers."""
            # Summed as floats, exactly up to 2**53: some 900,000,000,000 of any money an order.
            found = np.bincount(self.of_line[which], None if weights is None else weights[which], count)
            return found.astype(np.int64)

        sold, credit, flagged = (kinds[name] & own for name in ("sold", "credit", "flagged"))
        return {
            "sold": of(sold, amounts),
            "lines": of(sold),
            "known": of(sold & _valid(lines, "amount")),
            "quantity": of(sold, quantities),
            "credit": of(credit, amounts),
            "credits": of(credit),
            "flagged": of(flagged, np.rint(prices * (quantities / 10_000)).astype(np.int64)),
            "flags": of(flagged),
            "placed": of(kinds["placed"]),
        }

    def _set_aside(
        self, kinds: dict[str, Mask], own: Mask, stands: Mask, void: Mask, newest: Ints, whole: Mask
    ) -> None:
        """Say of each line that does not stand why not; a credit note falls only with its order."""
        of = np.maximum(self.of_line, 0)
        state = _said(self.told, "state", newest)
        state = np.where(whole, "Refunded", np.where(pd.isna(state), _said(self.told, "standing", newest), state))
        codes, found = pd.factorize(state)
        words = [*found.tolist(), "Told anew", "Told by a file of orders"]
        why = np.full(self.lines.num_rows, -1, dtype=np.int32)
        if self.count:
            falls = (kinds["sold"] & ~stands[of]) | (kinds["credit"] & void[of])
            why[falls] = codes[of[falls]]
            why[kinds["placed"] & self.said[newest][of]] = len(words) - 1
        why[(kinds["sold"] | kinds["credit"] | kinds["flagged"]) & ~own] = len(words) - 2
        self.reasons = pa.array(words, pa.string()).take(pa.array(why, mask=why < 0))

    def _made(self, name: str, chosen: Ints, newest: Ints, money: dict[str, pa.Array]) -> pa.Table:
        """Derived events of these orders, under the newest telling's time and people."""
        head = self.told.take(pa.array(newest[chosen]))
        size, picked = len(chosen), pa.array(chosen)
        told = {column: head.column(column) for column in _MADE if column in head.column_names}
        told |= {column: values.take(picked) for column, values in money.items()}
        told |= {"name": pa.array([name] * size, pa.string()), "digest": pa.array(np.full(size, DERIVED))}
        return pa.table({column: told[column] for column in _MADE})

    def _compared(self, kinds: dict[str, Mask], made: pa.Table) -> Standing:
        """What there was before that stays, goes and comes."""
        # By what they say: what comes out as it was is not written again, so that the mirror need not read all events
        # anew.
        before = self.lines.filter(pa.array(kinds["derived"]))
        was, now = (_digests(table) for table in (before, made))
        goes = before.filter(pa.array(~np.isin(was, now)))
        made = made.filter(pa.array(~np.isin(now, was)))
        stored = _valid(self.lines, "id")
        stood, falls = ~_valid(self.lines, "aside"), np.asarray(pc.is_valid(self.reasons))
        told = self.mine & ~kinds["derived"]
        changed = np.flatnonzero(stored & told & (stood == falls))
        numbers, reasons = ints(self.lines, "id")[changed].tolist(), self.reasons.take(pa.array(changed)).to_pylist()
        more: Counter[str] = Counter()
        for which, sign in ((stored & told & ~stood & ~falls, 1), (told & falls & (stood | ~stored), -1)):
            _count(more, self.lines.filter(pa.array(which)), sign)
        _count(more, made, 1)
        _count(more, goes, -1)
        aside = list(zip(numbers, reasons, strict=True))
        return Standing(ints(goes, "id"), made, aside, {name: count for name, count in more.items() if count})

    def anew(self, stored: int) -> int:
        """How many orders a file tells otherwise than the `stored` first tellings do, and holds with it."""
        old = self.place < stored
        newest = latest(self.pair, np.ones(len(self.pair), dtype=np.bool_), self.count)
        before = latest(self.pair, old, self.count)
        # Known before, and told last by the new file.
        both = (before >= 0) & ~old[newest]
        other = np.zeros(self.count, dtype=np.bool_)
        for name in ("standing", "total", "refunded"):
            said = self.told.column(name)
            now, was = said.take(pa.array(newest[both])), said.take(pa.array(before[both]))
            if name != "standing":
                now, was = pc.fill_null(now, 0), pc.fill_null(was, 0)
            other[both] |= np.asarray(pc.not_equal(now, was))
        return int(other.sum())


# Writing.


def write(connection: Connection, standing: Standing) -> None:
    """Take out the derived events that are no more, set aside what does not stand; `made` where no file brings it."""
    if len(standing.gone):
        with among(connection, standing.gone) as chosen:
            connection.execute(delete(event).where(chosen(event.c.id)))
    if standing.aside:
        rows = [{"number": number, "reason": reason} for number, reason in standing.aside]
        connection.execute(
            update(event).where(event.c.id == bindparam("number")).values(aside=bindparam("reason")), rows
        )
    if standing.made is not None and standing.made.num_rows:
        bulk.copy_in(connection, {"event": standing.made})
