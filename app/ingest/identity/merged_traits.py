"""What is known of each person: the rows about them folded in the order of effect, and the address to write to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, Text, select, type_coerce

from app.cleaning import emails
from app.domain.merged_fields import MergedFields
from app.domain.progress import SILENT, Progress
from app.domain.trait_merging import Fold, source_of, with_hand
from app.ingest.identity import field_rules
from app.ingest.identity.field_rules import FieldRules
from app.ingest.identity.link_store import among
from app.ingest.identity.profile_changes import Outcome, distinct, unchanged
from app.ingest.identity.resolution import NOBODY
from storage import bulk
from storage.bulk.unnamed_file import let_go
from storage.file.models import batch, identifier, profile, profile_row

Ints = NDArray[np.int64]
# The rows of so many people lie in memory as Python objects at a time; between two lots the work can be stopped.
_AT_ONCE = 20_000
_KNOWN = "\0"
"""The source of what is known already."""
_LAST = 1 << 62
"""Rows of a file come after all that are stored, in their order."""

Row = tuple[int, int, str, str, str]
"""When a row takes effect, its place among those of the same moment, its mode, what it says (JSON) and its source."""


_TAGGED = pa.schema([("id", pa.int64()), ("traits", pa.string())])


@dataclass(slots=True)
class FileRows:
    """The rows of a file about people: whose, when they take effect, and what they say (JSON), in the file's order."""

    people: Ints
    effective: Ints
    traits: pa.ChunkedArray
    mode: str
    source: str = ""


@dataclass(slots=True)
class Folded:
    """People as they are now: rows for those who are new, and for others what is written (number, traits, address).

    Traits are None where they are those of a person's first row. `updated` counts those of whom anything is known
    otherwise than before; `idle` the file's rows that changed nothing; `affected` are all people who were looked at
    and were there before; `tagged` are the numbers (`id`) and `traits` of those with tags. `kept` counts the filled
    cells of the file that are not shown: `hand`, for a value set by hand, and `priority`, for one of a higher source.
    """

    new: pa.Table
    changed: list[tuple[int, str | None, str | None]] = field(default_factory=list)
    updated: int = 0
    idle: int = 0
    affected: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    tagged: pa.Table = field(default_factory=lambda: _TAGGED.empty_table())
    kept: Counter[str] = field(default_factory=Counter)


def fold(
    connection: Connection,
    outcome: Outcome,
    touched: Ints,
    fresh: FileRows | None,
    progress: Progress = SILENT,
) -> Folded:
    """Fold whoever is touched by the outcome, by rows of a file, or by name; nothing is written."""
    renamed = np.fromiter(outcome.renamed, dtype=np.int64, count=len(outcome.renamed))
    others = _with_other_addresses(connection, outcome)
    rules = field_rules.of(connection, outcome)
    parts = [touched, outcome.moved.people, outcome.moved.was, renamed, others, rules.moved]
    people = distinct(np.concatenate(parts))
    gone = np.fromiter(outcome.heirs, dtype=np.int64, count=len(outcome.heirs))
    known = people[~np.isin(people, np.concatenate([gone, outcome.new_people, [NOBODY]]))]
    work = _Fold(connection, outcome, fresh, rules)
    progress.step(0, 1, "Bringing people up to date")
    found = work.new_people()
    # What a file says of everybody was gone through, and lies on disk.
    let_go()
    found.affected = known
    for start in range(0, len(known), _AT_ONCE):
        progress.step(start, len(known), f"Bringing people up to date: {start:,} of {len(known):,}")
        work.known_people(known[start : start + _AT_ONCE], found)
    return found


def _with_other_addresses(connection: Connection, outcome: Outcome) -> Ints:
    """Who has an address more or less than before: an order told it, or it was another's who is gone."""
    given = outcome.identifiers
    more = given.filter(pc.equal(given.column("kind"), "email")).column("profile_id")
    with among(connection, outcome.stale) as chosen:
        less = select(identifier.c.profile_id, identifier.c.kind).where(chosen(identifier.c.id))
        lost = np.array([row.profile_id for row in connection.execute(less) if row.kind == "email"], dtype=np.int64)
    return np.concatenate([np.asarray(more, dtype=np.int64), lost])


class _Fold:
    """The rows of some people, stored and fresh, and their addresses."""

    def __init__(self, connection: Connection, outcome: Outcome, fresh: FileRows | None, rules: FieldRules) -> None:
        self._connection = connection
        self._outcome = outcome
        self._fresh = fresh
        self._rules = rules
        self._order = np.zeros(0, dtype=np.int64)
        self._people = self._order
        if fresh is not None:
            # By person, then by moment; the sort is stable, so rows of one moment stay in the file's order.
            if (fresh.people[1:] > fresh.people[:-1]).all():
                self._order = np.arange(len(fresh.people))
            else:
                self._order = np.lexsort((fresh.effective, fresh.people))
            self._people = fresh.people[self._order]
        # Read for all at once: the store has these rows under whom they were, where no lot of people would find them.
        self._moved = self._moved_rows()

    @cached_property
    def _sources(self) -> dict[int, str]:
        """From where each import came."""
        found = self._connection.execute(select(batch.c.id, batch.c.source, batch.c.mapping))
        return {row.id: source_of(row.source, row.mapping) for row in found}

    # Rows.

    def _moved_rows(self) -> dict[int, list[Row]]:
        """The stored rows of people whose links are another's now."""
        found: dict[int, list[Row]] = {}
        was = distinct(self._outcome.moved.was)
        if len(was):
            for person, owner, row in self._stored(was):
                if person != owner:
                    found.setdefault(person, []).append(row)
        return found

    def _stored(self, people: Ints) -> Iterator[tuple[int, int, Row]]:
        """The stored rows of these people: whose they are now, whose they were, and what they say."""
        names = ("profile_id", "link_id", "effective_at", "id", "mode")
        said = type_coerce(profile_row.c.traits, Text)
        columns = [*(profile_row.c[name] for name in names), said, profile_row.c.batch_id]
        with among(self._connection, people) as chosen:
            question = select(*columns).where(chosen(profile_row.c.profile_id))
            told = bulk.fetch(self._connection, question, [*[pa.int64()] * 4, pa.string(), pa.string(), pa.int64()])
        was = np.asarray(told.column("0"), dtype=np.int64)
        now = self._outcome.moved.now(np.asarray(told.column("1"), dtype=np.int64), was)
        sources = self._sources
        origins = [sources.get(batch, "") for batch in told.column("6").to_pylist()]
        rows = zip(*(told.column(name).to_pylist() for name in ("2", "3", "4", "5")), origins, strict=True)
        yield from zip(now.tolist(), was.tolist(), rows, strict=True)

    def _file_rows(self, first: int, last: int) -> dict[int, list[Row]]:
        """The file's rows about people with numbers from `first` to `last`."""
        found: dict[int, list[Row]] = {}
        if self._fresh is None:
            return found
        low, high = np.searchsorted(self._people, first), np.searchsorted(self._people, last, side="right")
        places = self._order[low:high]
        texts = self._fresh.traits.take(pa.array(places)).to_pylist()
        moments = self._fresh.effective[places].tolist()
        for person, place, at, text in zip(
            self._people[low:high].tolist(), places.tolist(), moments, texts, strict=True
        ):
            found.setdefault(person, []).append((at, _LAST + place, self._fresh.mode, text, self._fresh.source))
        return found

    # People.

    def new_people(self) -> Folded:
        """Whole rows for those who are new; most have one row of the file and one address at most."""
        numbers = self._outcome.new_people
        low, high = (np.searchsorted(self._people, numbers, side=side) for side in ("left", "right"))
        first = self._order[np.minimum(low, max(len(self._order) - 1, 0))] if len(self._order) else low * 0
        traits = pa.chunked_array([["{}"] * len(numbers)], pa.string())
        if self._fresh is not None and len(self._order):
            if len(numbers) == len(self._order) and (first == np.arange(len(first))).all():
                traits = self._fresh.traits  # each row is about somebody new: nothing is copied
            else:
                traits = pc.fill_null(self._fresh.traits.take(pa.array(first, mask=high == low)), "{}")
        mails, several = self._first_addresses(numbers)
        # Several rows or addresses, or rows that were another's, are folded one by one in Python: few in a first
        # import.
        odd = (high - low > 1) | several | np.isin(numbers, np.fromiter(self._moved, dtype=np.int64))
        if self._fresh is not None and self._fresh.mode == "replace":
            # Its blank cells stand as null in the row, and only a fold leaves them out.
            odd |= high > low
        odd |= np.isin(numbers, self._rules.odd())
        for mark in self._rules.merges.marks:
            # Under the name of a field that is part of another: the row alone does not say what is shown.
            odd |= np.asarray(pc.match_substring(traits, mark))
        kept: Counter[str] = Counter()
        columns = {"id": pa.array(numbers), "key": self._outcome.added.column("key")}
        # Whoever is not odd has the traits of their only row, which are not kept twice.
        if odd.any():
            traits, columns["traits"], mails = self._odd_people(numbers, odd, traits.combine_chunks(), mails, kept)
        columns |= {"email": mails, "mailable": mails.is_valid(), "created_batch": self._outcome.added.column("batch")}
        found = pa.table(columns)
        # Asked of the text: to parse everybody's JSON would take longer than to look at a few without tags.
        some = pa.array(np.asarray(pc.match_substring(traits, '"tags"')))
        tagged = [found.column("id").filter(some), traits.filter(some)]
        return Folded(found, tagged=pa.table(tagged, schema=_TAGGED), kept=kept)

    def _first_addresses(self, numbers: Ints) -> tuple[pa.Array, NDArray[np.bool_]]:
        """The address with which each new person was first seen, as given, and who has several."""
        rows = self._outcome.identifiers
        rows = rows.filter(pc.equal(rows.column("kind"), "email"))
        owners, links = (np.asarray(rows.column(name), dtype=np.int64) for name in ("profile_id", "link_id"))
        order = np.lexsort((links, owners))
        owners = owners[order]
        low, high = (np.searchsorted(owners, numbers, side=side) for side in ("left", "right"))
        at = pa.array(order[np.minimum(low, len(order) - 1)] if len(order) else low * 0, mask=high == low)
        return rows.column("original").combine_chunks().take(at), high - low > 1

    def _odd_people(
        self, numbers: Ints, odd: NDArray[np.bool_], traits: pa.Array, mails: pa.Array, hidden: Counter[str]
    ) -> tuple[pa.Array, pa.Array, pa.Array]:
        """The traits of the new people, those of them that are kept, and the addresses, with those of the odd ones."""
        some = numbers[odd]
        addresses = self._addresses(some)
        rows = self._file_rows(int(some[0]), int(some[-1]))
        texts, kept, primary = [], [], []
        for number in some.tolist():
            theirs = [*self._moved.get(number, []), *rows.get(number, [])]
            text = self._said(number, theirs, hidden)
            texts.append(text)
            kept.append(None if text == _first(theirs) else text)
            primary.append(_primary(text, addresses.get(number)))
        mask = pa.array(odd)
        return (
            pc.replace_with_mask(traits, mask, pa.array(texts, pa.string())),
            pc.replace_with_mask(pa.nulls(len(numbers), pa.string()), mask, pa.array(kept, pa.string())),
            pc.replace_with_mask(mails, mask, pa.array(primary, pa.string())),
        )

    def known_people(self, numbers: Ints, found: Folded) -> None:
        """Fold people who were there before; what differs goes into `found`."""
        rows = self._file_rows(int(numbers[0]), int(numbers[-1]))
        had: dict[int, list[Row]] = {}
        for person, was, row in self._stored(numbers):
            had.setdefault(was, []).append(row)
            if person == was:
                rows.setdefault(person, []).append(row)
        for person in numbers.tolist():
            if person in self._moved:
                rows.setdefault(person, []).extend(self._moved[person])
        with among(self._connection, numbers) as chosen:
            question = select(profile.c.id, type_coerce(profile.c.traits, Text), profile.c.email)
            question = question.where(chosen(profile.c.id)).order_by(profile.c.id)
            told = bulk.fetch(self._connection, question, (pa.int64(), pa.string(), pa.string()))
        addresses = self._addresses(numbers)
        tagged: list[tuple[int, str]] = []
        for number, kept, email in zip(*(column.to_pylist() for column in told.columns), strict=True):
            theirs = rows.get(number, [])
            before = _first(had.get(number, [])) if kept is None else kept
            found.idle += sum(_idle(before, row, self._rules.merges) for row in theirs if row[1] >= _LAST)
            text, first = self._said(number, theirs, found.kept), _first(theirs)
            mail = _primary(text, addresses.get(number))
            found.updated += mail != email or _differs(before, text)
            # What is not kept is what the first row says, which may be another one by now.
            if mail != email or _differs(first if kept is None else kept, text):
                found.changed.append((number, None if text == first else text, mail))
            if '"tags"' in text:
                tagged.append((number, text))
        columns = [[number for number, _ in tagged], [text for _, text in tagged]]
        found.tagged = pa.concat_tables([found.tagged, pa.table(columns, schema=_TAGGED)])

    def _said(self, person: int, rows: Sequence[Row], hidden: Counter[str]) -> str:
        """What is known of a person by these rows and by hand; cells of the file that are not shown are counted."""
        hand = self._rules.by_hand.get(person), self._rules.emptied.get(person, frozenset())
        text = _text(rows, self._rules, *hand)
        if self._fresh is not None and self._rules.concern(person):
            told = [(row[3], row[4], row[1] >= _LAST) for row in rows]
            hidden.update(self._rules.hidden(person, told, text))
        return text

    def _addresses(self, people: Ints) -> dict[int, list[tuple[str, str]]]:
        return addresses_of(self._connection, self._outcome, people)


def together(connection: Connection, people: Ints) -> tuple[dict[str, Any], str | None]:
    """The traits and the address that these people would have if they were one; nothing is written."""
    rules = field_rules.of(connection, unchanged())
    rows = [row for _, _, row in _Fold(connection, unchanged(), None, rules)._stored(people)]
    text = _text(rows, rules, *rules.together(people))
    with among(connection, people) as chosen:
        asked = select(identifier.c.value, identifier.c.original, identifier.c.link_id)
        mine = asked.where(chosen(identifier.c.profile_id), identifier.c.kind == "email").order_by(identifier.c.link_id)
        addresses = [(row.value, row.original) for row in connection.execute(mine)]
    return orjson.loads(text), _primary(text, addresses)


def as_if(connection: Connection, people: Ints, rules: FieldRules) -> dict[int, dict[str, Any]]:
    """The traits of each of these people if such rules held; nothing is written."""
    rows: dict[int, list[Row]] = {person: [] for person in people.tolist()}
    for person, _, row in _Fold(connection, unchanged(), None, rules)._stored(people):
        rows[person].append(row)
    none: frozenset[str] = frozenset()
    return {
        person: orjson.loads(_text(theirs, rules, rules.by_hand.get(person), rules.emptied.get(person, none)))
        for person, theirs in rows.items()
    }


def addresses_of(connection: Connection, outcome: Outcome, people: Ints) -> dict[int, list[tuple[str, str]]]:
    """The addresses that people have now as (matched, as given), the earliest first; the outcome is not written yet."""
    fresh = outcome.identifiers
    fresh = fresh.filter(
        pc.and_(
            pc.equal(fresh.column("kind"), "email"), pc.is_in(fresh.column("profile_id"), value_set=pa.array(people))
        )
    )
    columns = [identifier.c[name] for name in ("id", "profile_id", "link_id", "value", "original")]
    with among(connection, people) as chosen:
        question = select(*columns).where(chosen(identifier.c.profile_id), identifier.c.kind == "email")
        told = bulk.fetch(connection, question, [*[pa.int64()] * 3, pa.string(), pa.string()])
    told = told.filter(pa.array(~np.isin(np.asarray(told.column("0")), outcome.stale)))
    both = [
        told.column(str(place)).to_pylist() + fresh.column(name).to_pylist()
        for place, name in enumerate(("profile_id", "link_id", "value", "original"), 1)
    ]
    found: dict[int, list[tuple[str, str]]] = {}
    # The earliest is the one of the lowest link; those of the file are numbered above all that are stored.
    for person, _, value, original in sorted(zip(*both, strict=True), key=lambda row: (row[0], row[1])):
        found.setdefault(person, []).append((value, original))
    return found


def _first(rows: Sequence[Row]) -> str:
    """What the first of some rows says (JSON) in the order in which they are stored."""
    return min(rows, key=lambda row: row[1])[3] if rows else "{}"


def _text(
    rows: Iterable[Row], rules: FieldRules, by_hand: dict[str, Any] | None, emptied: frozenset[str] = frozenset()
) -> str:
    """What some rows and somebody's hand say together (JSON), the rows in the order of effect."""
    ordered = sorted(rows)
    if not ordered and not by_hand:
        return "{}"
    same = all(row[3] == ordered[0][3] for row in ordered)
    if same and not by_hand and all(row[2] != "replace" for row in ordered) and not rules.merges.touch(ordered[0][3]):
        # Most people are told of by one row, or by equal ones: its JSON stands as it is, neither read nor written.
        return ordered[0][3]
    fold_of = Fold(rules.priorities, rules.merges, emptied)
    for _, _, mode, text, source in ordered:
        fold_of.add(orjson.loads(text), mode, source)
    return orjson.dumps(with_hand(fold_of.traits, by_hand) if by_hand else fold_of.traits).decode()


def _idle(known: str, row: Row, merges: MergedFields) -> bool:
    """Whether a row tells nothing that was not known."""
    if known == row[3] and row[2] != "replace":
        return True
    before: dict[str, Any] = orjson.loads(known)
    fold_of = Fold()
    # As a source of its own: a list of the row is joined to what is known, and adds something or nothing.
    fold_of.add(before, "update", _KNOWN)
    after = fold_of.add(merges.plain(orjson.loads(row[3])), row[2], row[4])
    return bool(after == before)


def _differs(before: str, now: str) -> bool:
    # The same traits in another order are no change.
    return bool(before != now and orjson.loads(before) != orjson.loads(now))


def _primary(traits: str, addresses: list[tuple[str, str]] | None) -> str | None:
    """The address to write to: the one that the newest row gives where it is sound, else the first seen.

    One that is more than other capitals away from its matched form is written as it was first given, so that it is
    found among the person's identifiers.
    """
    if not addresses:
        return None
    # An only address that stands in the JSON as it was given leaves nothing to choose, and no JSON is read.
    if len(addresses) > 1 or addresses[0][1] not in traits:
        said: Any = orjson.loads(traits).get("email")
        matched = emails.match_form(said) if said else None
        for value, given in addresses:
            if value == matched:
                return str(said) if said.isascii() and said.lower() == value else given
    return addresses[0][1]
