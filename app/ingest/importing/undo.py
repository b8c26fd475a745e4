"""Taking an import back: its facts and links go, and everything is derived anew from what remains."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Table, case, delete, func, insert, literal, select, update

from app.domain import clock
from app.domain.background import RepeatingProgress
from app.domain.counts import counted
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.ingest.identity import field_rules, neighbours
from app.ingest.identity.neighbours import Concerned
from app.ingest.identity.profile_changes import none
from app.ingest.importing import mended_rows, problems, rederiving, restated_orders
from app.ingest.kinds import import_kind, pending_refusals
from app.ingest.kinds.already_imported import gave_buyers, same_files
from app.ingest.orders.same_order import DERIVED
from app.project import Change, Project
from storage import bulk
from storage.bulk.temporary_tables import make
from storage.file.models import (
    adjustment,
    batch,
    companion_row,
    consent,
    event,
    link,
    offer_code_row,
    product_row,
    profile_row,
    rejected_row,
    repeat,
    score_row,
    store_row,
    telling,
    unread_cell,
)

_ALL = {
    Change.IMPORTS, Change.PROFILES, Change.EVENTS, Change.PRODUCTS, Change.CONSENTS, Change.TAGS, Change.SCORES,
    Change.SUPPRESSIONS,
}  # fmt: skip
_FACTS = (event, telling, adjustment, profile_row, product_row, consent, link, repeat, rejected_row, unread_cell,
          companion_row, score_row, store_row, offer_code_row)  # fmt: skip
LASTING = ("denied", "withdrawn")
"""States of consent that stay when the file that said them is taken back."""


@as_document("batch", "kind", "file", "rows", "undone", "waiting", "note", if_told=("waiting", "note"))
@dataclass(frozen=True, slots=True)
class Undone:
    """The import that was taken back; `note` tells what of it stays all the same.

    `waiting` counts the values set by hand of people who went with it: they wait for the identifier on which they hang,
    and count again when it comes back.
    """

    batch: int
    kind: str
    file: str
    rows: int
    undone: bool = True
    waiting: int = 0
    note: str = ""

    @property
    def told(self) -> str:
        """What is to be said of what waits and of what stays, in sentences; empty where there is nothing."""
        number = counted(self.waiting, "value set by hand waits", "values set by hand wait")
        waits = f"{number} for people who went with it, until a file brings them back." if self.waiting else ""
        return " ".join(filter(None, (self.note, waits)))


def undo(project: Project, number: int, progress: Progress = SILENT) -> Undone:
    """Leave the project as if that file had never come; later files stay.

    Refusals of consent stay, and no address that a file named is taken off the list of the suppressed. Raises NotFound
    for a batch that there is not, Problem for one that was taken back already.
    """
    with project.read() as connection:
        row = connection.execute(select(batch).where(batch.c.id == number)).one_or_none()
    if row is None:
        raise problems.NO_IMPORT(number=number)
    if row.undone_at is not None:
        raise problems.TAKEN_BACK(number=number)
    progress = RepeatingProgress(progress)
    with project.write(f"Took back the import of {row.file_name}", _ALL, {"batch": number}, kind="undo") as connection:
        progress.step(0, 4, "Taking rows out")
        same = same_files(connection, row.file_sha256, row.kind, row.mapping, number)
        same = [] if gave_buyers(row.report) else same
        connection.execute(update(batch).where(batch.c.id == number).values(undone_at=clock.system_now()))
        with bulk.watched(connection, progress.beat):
            # An earlier import of the same file is the one that wrote its facts: this one only said them again.
            heir = same[0] if same and same[0] > number else None
            waited = field_rules.waiting(connection)
            _let_stand(connection, number, row.report or {}, heir)
            note = _take_back(connection, number, row.kind, heir, progress)
            waiting = max(0, field_rules.waiting(connection) - waited)
            progress.step(1, 1, "Saving")
    return Undone(number, row.kind, row.file_name, row.rows, waiting=waiting, note=note or "")


def _let_stand(connection: Connection, number: int, report: dict[str, Any], heir: int | None) -> None:
    """Let stand again what an import stood in for, but for what another one stands in for."""
    replaced = report.get("restated", 0)
    if replaced:
        restated_orders.pass_on(connection, number)
    if replaced and heir is not None:
        mine = batch.c.id == heir
        told = connection.scalar(select(batch.c.report).where(mine)) or {}
        connection.execute(update(batch).where(mine).values(report=told | {"restated": replaced}))
    if replaced or report.get("mends") is not None:
        mended_rows.stand_again(connection, number, heir)


def _hand_over(connection: Connection, number: int, heir: int) -> None:
    """The very same file was imported again later: what only the first time wrote is written as that one's, now last.

    What files do not say twice (events, adjustments) is noted as repeated, and goes over with every other repeat.
    """
    ours, theirs = (
        connection.scalars(select(link.c.id).where(link.c.batch_id == one).order_by(link.c.id)).all()
        for one in (number, heir)
    )
    pairs = make(connection, [("ours", int), ("theirs", int)], zip(ours, theirs, strict=True))
    moments = dict(connection.execute(select(batch.c.id, batch.c.as_of).where(batch.c.id.in_([number, heir]))).all())
    for table, dated in ((profile_row, "effective_at"), (consent, "at"), (product_row, ""), (telling, ""),
                         (score_row, ""), (store_row, ""), (offer_code_row, "")):  # fmt: skip
        chosen: dict[str, ColumnElement[Any]] = {column.name: column for column in table.c if column.name != "id"}
        chosen["batch_id"] = literal(heir)
        if "link_id" in chosen:
            chosen["link_id"] = select(pairs.c.theirs).where(pairs.c.ours == table.c.link_id).scalar_subquery()
        if dated:
            # What states no time of its own took the import's.
            chosen[dated] = case((table.c[dated] == moments[number], moments[heir]), else_=table.c[dated])
        mine = table.c.batch_id == number
        rows = select(*chosen.values()).where(mine).order_by(table.c.id)
        connection.execute(insert(table).from_select(list(chosen), rows))
        connection.execute(delete(table).where(mine))


def _take_back(connection: Connection, number: int, kind: str, heir: int | None, progress: Progress) -> str | None:
    touched_orders = _orders_of(connection, number)
    # Their traits are folded anew even where nobody changes who they are.
    touched_people = set(
        connection.scalars(select(profile_row.c.profile_id).where(profile_row.c.batch_id == number).distinct())
    )
    finish = import_kind.of(kind).taking_back(connection, number)
    # Asked while its links are there: afterwards nothing tells whom they concerned.
    concerned = neighbours.of_batch(connection, number)
    if heir is not None:
        _hand_over(connection, number, heir)
    # Before the facts go: what a later file said too is that one's from now on.
    for table in (event, adjustment):
        _to_repeats(connection, table, number)
    _keep_refusals(connection, number)
    connection.execute(delete(event).where(event.c.batch_id == number, event.c.digest != DERIVED))
    for table in _FACTS:
        if table is not consent and table is not event:
            connection.execute(delete(table).where(table.c.batch_id == number))
    turned = rederiving.derive(
        connection,
        None if concerned is None else Concerned(concerned, none()),
        np.array(sorted(touched_people), dtype=np.int64),
        lambda: touched_orders | _orders_left(connection, number),
        progress,
    )
    return " ".join(filter(None, (finish(), turned.waits()))) or None


def _orders_of(connection: Connection, number: int) -> set[tuple[int, str]]:
    """The orders that have lines, or were derived from a line, of a batch."""
    names = ("ordered_product", "placed_order", "refunded_order")
    question = select(event.c.profile_id, event.c.order_id).where(
        event.c.batch_id == number,
        event.c.name.in_(names),
        event.c.profile_id.is_not(None),
        event.c.order_id.is_not(None),
    )
    told_by_it = select(telling.c.profile_id, telling.c.order_id).where(
        telling.c.batch_id == number, telling.c.profile_id.is_not(None)
    )
    found = connection.execute(question.union(told_by_it))
    return {(int(person), order) for person, order in found}


def _orders_left(connection: Connection, number: int) -> set[tuple[int, str]]:
    """The orders that were derived from lines which are gone, wherever their people are now."""
    connection.execute(
        delete(event).where(event.c.batch_id == number, event.c.digest == DERIVED, event.c.profile_id.is_(None))
    )
    return _orders_of(connection, number)


def _to_repeats(connection: Connection, table: Table, number: int) -> None:
    """Rows that a later file brought too become that file's."""
    if not connection.scalar(select(func.count()).select_from(repeat)):
        return
    heir = (
        select(table.c.id, func.min(repeat.c.id))
        .join(repeat, repeat.c.digest == table.c.digest)
        .where(table.c.batch_id == number, repeat.c.batch_id != number)
        .group_by(table.c.id)
    )
    pairs = [(int(fact), int(again)) for fact, again in connection.execute(heir)]
    if not pairs:
        return
    passing = make(connection, [("fact", int), ("again", int)], pairs)

    def of_heir(column: str) -> Any:
        """A column of the repeat that stands for a row from now on, as a subquery."""
        question = select(repeat.c[column]).join(passing, passing.c.again == repeat.c.id)
        return question.where(passing.c.fact == table.c.id).scalar_subquery()

    values = {column: of_heir(column) for column in ("batch_id", "row", "link_id")}
    connection.execute(update(table).where(table.c.id.in_(select(passing.c.fact))).values(values))
    if table is event:
        owner = select(link.c.profile_id).where(link.c.id == event.c.link_id).scalar_subquery()
        connection.execute(update(event).where(event.c.id.in_(select(passing.c.fact))).values(profile_id=owner))
    connection.execute(delete(repeat).where(repeat.c.id.in_(select(passing.c.again))))


def _keep_refusals(connection: Connection, number: int) -> None:
    mine = consent.c.batch_id == number
    connection.execute(delete(consent).where(mine, consent.c.status.not_in(LASTING)))
    pending_refusals.keep(connection, mine)
    # What is still said of nobody can never be anybody's.
    connection.execute(delete(consent).where(mine, consent.c.address.is_(None)))
    # A refusal without a link waits for its address to come back.
    connection.execute(update(consent).where(mine).values(link_id=None))
