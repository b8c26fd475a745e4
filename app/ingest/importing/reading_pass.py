"""A file's arrival in the project: what it changes is found out by reading, and then written or left."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, func, insert, select, update

from app.domain import clock
from app.domain.background import RepeatingProgress
from app.domain.progress import Progress
from app.domain.serialising import to_json
from app.ingest.facts.collected import CollectedFacts
from app.ingest.identity import field_rules, link_store, profiles
from app.ingest.identity.incremental import meet
from app.ingest.identity.merged_traits import Folded, fold
from app.ingest.identity.profile_changes import Outcome
from app.ingest.importing import lent_people, mended_rows, rereading, restated_orders
from app.ingest.kinds import (
    already_imported,
    erased_addresses,
    import_kind,
    nobodys_rows,
    pending_refusals,
    registry,
    second_profiles,
    suppressions,
)
from app.ingest.kinds.project_rows import IncomingFile
from app.ingest.order_tables import currencies
from app.ingest.orders import latest_version, left_out, order_notes, placed_orders
from app.ingest.readers.unpacked_file import Source
from app.ingest.report import ImportReport
from storage import bulk
from storage.file.models import batch, event

Ints = NDArray[np.int64]

Ahead = Callable[[pa.Table, dict[str, str], Progress], None]
"""Told the events on their way, the types of own properties after them, and whom to tell of progress."""


@dataclass(slots=True)
class _Met:
    """What a file about people changes: its rows, the people, and the addresses that must not be mailed."""

    incoming: IncomingFile
    folded: Folded
    barred: suppressions.Barred
    standing: latest_version.Standing
    superseded: pa.Table | None
    turned: lent_people.Turned


class ReadingPass:
    """One import, step after step; `report` is filled on the way."""

    def __init__(
        self, file: Source, name: str, source: str | None, as_of: int, found: CollectedFacts,
        report: ImportReport, progress: Progress, mended: mended_rows.Mended | None = None,
        ahead: Ahead | None = None,
    ) -> None:  # fmt: skip
        self._file, self._name, self._source, self._as_of = file, name, source, as_of
        self._found, self._report = found, report
        self._progress = RepeatingProgress(progress)
        self._repeated, self._mended = 0, mended
        self._ahead = ahead
        self._kind = import_kind.of(report.kind)
        report.mends = mended.told() if mended is not None else None

    def foretell(self, connection: Connection) -> None:
        """Fill the report without changing anything."""
        with bulk.watched(connection, self._progress.beat):
            if not self._kind.makes_people:
                self._alone(connection)
                self._tell_repeated()
                return
            with contextlib.ExitStack() as stack:
                met = self._meet(connection, stack, dry=True)
            placed = placed_orders.foretold(
                connection, met.incoming.orders, met.incoming.outcome, met.incoming.tables, met.standing
            )
            self._more({"placed_order": placed})
            self._tell_repeated()

    def write(self, connection: Connection) -> None:
        """Write everything that the file says."""
        with bulk.watched(connection, self._progress.beat):
            if not self._kind.makes_people:
                self._write_alone(connection)
            else:
                with contextlib.ExitStack() as stack:
                    self._write_people(connection, stack)
            self._tell_repeated()
            _keep_apart(connection, self._batch, self._found)
            self._progress.step(1, 1, "Saving")

    def _open(self, connection: Connection) -> None:
        """Give the import its number, and see whether this very file, read this very way, is in the project."""
        report = self._report
        report.batch = int(connection.scalar(select(func.max(batch.c.id))) or 0) + 1
        mapping = to_json(report.mapping)
        before = already_imported.same_files(connection, self._file.sha256, report.kind, mapping)
        if before:
            # Its people are noted, its facts stand already.
            report.duplicates = report.accepted
            self._repeated = before[-1] if report.accepted else 0

    def _tell_repeated(self) -> None:
        """Say of a file that is in that it is; of one whose people were taken out since, other notes tell."""
        report = self._report
        if self._repeated and not (report.profiles_created or report.profiles_updated or report.suppressed):
            text = f"This very file came in before, as import {self._repeated}: all of its rows are there already."
            report.warn("yellow", f"{text} Nothing changes.", report.accepted)

    @property
    def _batch(self) -> int:
        return int(self._report.batch or 0)

    def _enter(self, connection: Connection) -> None:
        """Write the import's own row, to be signed at the end."""
        row = {
            "id": self._batch, "kind": self._report.kind, "source": self._source, "file_name": self._name,
            "file_sha256": self._file.sha256, "mapping": to_json(self._report.mapping), "as_of": self._as_of,
            "imported_at": clock.system_now(), "rows": 0, "accepted": 0, "rejected": 0, "adjustments": 0,
            "duplicates": 0, "anonymous": 0, "report": {},
        }  # fmt: skip
        connection.execute(insert(batch), [row])

    # Files about people.

    def _meet(self, connection: Connection, stack: contextlib.ExitStack, *, dry: bool) -> _Met:
        report, found = self._report, self._found
        self._open(connection)
        self._progress.step(0, 10, "Looking who is who")
        # Numbers that the links will have: a profile has that of its first.
        first = link_store.next_link(connection)
        outcome = self._outcome(connection, first)
        of_row = found.links.of_row
        whose = outcome.profiles[of_row] if found.links.count else of_row
        incoming = IncomingFile(
            connection, report, found, self._as_of, self._repeated > 0, outcome, of_row + first, whose
        )
        incoming.source = self._source
        self._progress.step(1, 10, "Looking at what is known")
        touched = self._kind.to_rows(incoming)
        superseded = self._superseded(incoming)
        again = restated_orders.Restated()
        if self._mended is None and self._kind.of_sales and not self._repeated:
            again = restated_orders.find(incoming)
            superseded = self._resting(again)
        # What the file places is known now, and whose rows move along with that counts wherever orders are looked at.
        turned = lent_people.follow(connection, outcome, incoming.tables)
        lent_people.tell(report, turned)
        currencies.tell(connection, report)
        # After the rows of the file, whose tellings it holds against the stored ones.
        standing = latest_version.stand(connection, incoming.orders, outcome, incoming.tables)
        self._more(standing.more)
        rereading.check(incoming, standing, again.lines, self._file.sha256, dry=dry)
        if self._mended is None:
            order_notes.came_again(report, standing.anew)
            restated_orders.tell(report, again)
        self._progress.step(1.5, 10, "Looking at what is known")
        if not dry:
            links = link_store.table_of(found.links, first, self._batch, outcome.profiles)
            self._prepare(incoming, standing)
            # A thread of its own gets them ready while people are looked at.
            self._facts = stack.enter_context(bulk.Staged({"link": links} | incoming.tables))
        folded = fold(connection, outcome, touched, incoming.rows, self._progress.part(0.2, 0.4))
        field_rules.tell(report, folded.kept)
        barred = suppressions.find(connection, self._batch, found, outcome, first)
        met = _Met(incoming, folded, barred, standing, superseded, turned)
        report.profiles_created, report.profiles_updated = outcome.created, folded.updated
        second_profiles.note(report, outcome, found.links.count)
        nobodys_rows.note(report, found, whose)
        second_profiles.of_strangers(connection, report, outcome, found.links)
        report.conflicts, report.suppressed = len(outcome.told), barred.added
        erased_addresses.tell(report, barred.again)
        if self._kind.of_people and not self._repeated:
            report.duplicates = folded.idle
        return met

    def _outcome(self, connection: Connection, first: int) -> Outcome:
        """What becomes of the people; the file's links are numbered from `first`."""
        if self._found.links.nameless:
            return lent_people.meet(connection, self._found, self._report)
        return meet(connection, self._found.links, self._batch, first)

    def _prepare(self, incoming: IncomingFile, standing: latest_version.Standing) -> None:
        """Number the events that are on their way, and let the mirror be made of them meanwhile."""
        rows = incoming.tables.get("event")
        if rows is None or not rows.num_rows:
            return
        # Behind those that follow from the stored orders, which are written first.
        made = standing.made.num_rows if standing.made is not None else 0
        first = int(incoming.connection.scalar(select(func.max(event.c.id))) or 0) + made + 1
        numbers = pa.array(np.arange(first, first + rows.num_rows))
        incoming.tables["event"] = rows = rows.append_column("id", numbers)
        types = registry.properties_after(incoming.connection, self._report, self._found.types)
        # Whose order is left out is known only once people are who they are.
        if self._ahead is not None and not left_out.any_decided(incoming.connection):
            self._ahead(rows, types, self._progress)

    def _superseded(self, incoming: IncomingFile) -> pa.Table | None:
        """The events that mended rows stand in for; those of orders with a number are replaced with their order."""
        mended, mapping = self._mended, incoming.report.mapping
        whole = self._kind.of_sales and mapping.header_of("order_id") is not None
        if mended is None or whole or "event" not in incoming.tables:
            return None
        found = mended_rows.superseded(incoming.connection, mended, incoming.tables)
        self._more({row["values"]: -row["counts"] for row in pc.value_counts(found.column("name")).to_pylist()})
        return found

    def _resting(self, again: restated_orders.Restated) -> pa.Table | None:
        """The stored lines that a file's stand in for, counted out."""
        self._report.restated = again.lines.num_rows
        self._more({row["values"]: -row["counts"] for row in pc.value_counts(again.lines.column("name")).to_pylist()})
        return again.lines if again.lines.num_rows else None

    def _write_people(self, connection: Connection, stack: contextlib.ExitStack) -> None:
        met = self._meet(connection, stack, dry=False)
        outcome, progress = met.incoming.outcome, self._progress
        newcomers = stack.enter_context(profiles.staged(connection, outcome, met.folded))
        self._enter(connection)
        lent_people.keep_noes(connection, met.turned)
        # What makes way goes before the new rows come, for no identifier may stand there twice.
        moved = profiles.settle(connection, outcome, met.folded)
        left_out.let_wait(connection, moved)
        latest_version.write(connection, met.standing)
        if met.superseded is not None:
            mended_rows.set_aside(connection, met.superseded, self._batch)
        self._facts.pour(connection, progress.part(0.4, 0.7).step)
        newcomers.pour(connection, progress.part(0.7, 0.9).step)
        progress.step(9, 10, "Bringing people up to date")
        profiles.write(connection, met.folded)
        progress.step(9.3, 10, "Bringing orders up to date")
        changed = met.incoming.orders | placed_orders.touched_by(connection, moved)
        # Only now, from the stored lines, among which the file's own are.
        self._more({"placed_order": placed_orders.rebuild(connection, changed)})
        self._more({name: -count for name, count in left_out.bring_to_bear(connection).items()})
        suppressions.write(connection, met.barred)
        pending_refusals.settle(connection)
        self._kind.remember(connection, self._report, self._found.types)

    def _more(self, counts: dict[str, int]) -> None:
        """Count events that follow from others, and those that no longer stand."""
        events = self._report.events
        for name, count in counts.items():
            events[name] = events.get(name, 0) + count
            if not events[name]:
                del events[name]

    # Files about nobody, and lists of addresses.

    def _alone(self, connection: Connection) -> suppressions.Barred:
        """Count what a catalogue or a list of the suppressed brings; returns what changes of the list."""
        report, found = self._report, self._found
        self._open(connection)
        self._progress.step(1, 3, "Looking at what is known")
        return self._kind.count(connection, found, report, again=self._repeated > 0)

    def _write_alone(self, connection: Connection) -> None:
        barred = self._alone(connection)
        self._enter(connection)
        self._progress.step(2, 3, "Writing the rows")
        self._kind.write(connection, self._found, self._report, again=self._repeated > 0)
        suppressions.write(connection, barred)

    def sign(self, connection: Connection) -> None:
        """Write the report into the history."""
        report = self._report
        connection.execute(
            update(batch)
            .where(batch.c.id == report.batch)
            .values(
                rows=report.rows,
                accepted=report.accepted,
                rejected=report.rejected,
                adjustments=report.adjustments,
                duplicates=report.duplicates,
                anonymous=report.anonymous,
                report=to_json(report),
            )
        )


def _keep_apart(connection: Connection, number: int, found: CollectedFacts) -> None:
    """Keep the rows that were not taken and the cells that were not read, to be mended."""
    kept = {"rejected_row": found.refused, "unread_cell": found.unread.table(), "companion_row": found.companions}
    for name, rows in kept.items():
        batches = pa.array(np.full(rows.num_rows, number, dtype=np.int64))
        bulk.copy_in(connection, {name: rows.append_column("batch_id", batches)})
