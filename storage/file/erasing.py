"""Taking people out of a project's tables: their own rows, and what others' rows and words say of them.

Every table is gone through, by what its columns are: a table that is added later is no place that was forgotten.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, false, func, or_, select, text, tuple_, update

from storage.file import models, permissions, trace_words, traces
from storage.file.models import metadata
from storage.file.trace_spellings import Spellings
from storage.file.trace_words import Erased
from storage.file.traces import Scrubber, Traces

_KEPT_ROWS = (models.rejected_row, models.unread_cell, models.companion_row)
"""Rows of files as they were."""

_NAMED = 400
"""Numbers in one statement."""


def holders(connection: Connection, pairs: Iterable[tuple[str, str]]) -> list[int]:
    """The numbers of the profiles that have one of these identifiers."""
    table, found = models.identifier, set()
    for some in _parts(list(pairs)):
        found |= set(
            connection.scalars(select(table.c.profile_id).where(tuple_(table.c.kind, table.c.value).in_(some)))
        )
    return sorted(found)


def refused(connection: Connection, told: Traces) -> list[tuple[str, str]]:
    """Those of some addresses that were not to be written to: they are suppressed, or a no was said of them."""
    states = models.consent.c.status.in_(permissions.REFUSALS)
    found: set[str] = set()
    for some in _parts(sorted({value for _, value in told.pairs})):
        suppressed, answered = models.suppression.c.address, models.consent.c.address
        found |= set(connection.scalars(select(suppressed).where(suppressed.in_(some))))
        found |= set(connection.scalars(select(answered).where(answered.in_(some), states)))
    return [(kind, value) for kind, value in told.pairs if value in found]


def erase(connection: Connection, people: list[int], told: Traces) -> Erased:
    """Take people and their traces out; the log's lines that name them are emptied and stay.

    Overwritten with zeros where they stood; what older changes left in the file goes when it is rebuilt.
    """
    connection.exec_driver_sql("PRAGMA secure_delete=ON")
    erased = Erased()
    links = _links(connection, people)
    erase_rows(connection, people, told, erased)
    _delete(connection, models.link, "id", links, erased)
    _delete(connection, models.profile, "id", people, erased)
    _decisions(connection, told, erased)
    trace_words.clean(connection, told, erased)
    return erased


def _decisions(connection: Connection, told: Traces, erased: Erased) -> None:
    """Take out what was decided of identifiers that are nobody's any more."""
    table = models.decision
    for kind, value in ((table.c.kind, table.c.value), (table.c.other_kind, table.c.other_value)):
        for some in _parts(list(told.pairs)):
            gone = connection.execute(delete(table).where(tuple_(kind, value).in_(some)))
            erased.count(table.name, gone.rowcount)
    ordered = models.order_decision
    for some in _parts(list(told.pairs)):
        gone = connection.execute(delete(ordered).where(tuple_(ordered.c.kind, ordered.c.value).in_(some)))
        erased.count(ordered.name, gone.rowcount)


def _codes(connection: Connection, told: Traces, erased: Erased) -> None:
    """Leave of codes that were somebody's that they were given, and not to whom: nobody gets them again."""
    for table, kind, value in (
        (models.offer_code, "holder_kind", "holder"),
        (models.given_code, "kind", "value"),
    ):
        for some in _parts(list(told.pairs)):
            theirs = tuple_(table.c[kind], table.c[value]).in_(some)
            gone = connection.execute(update(table).where(theirs).values({kind: traces.ERASED, value: None}))
            erased.count(table.name, gone.rowcount)
    table = models.offer_code_row
    held = func.json_extract(table.c.fields, "$.holder")
    for some in _parts(sorted({value for _, value in told.pairs})):
        for number, fields in connection.execute(select(table.c.id, table.c.fields).where(held.in_(some))).all():
            if (fields.get("holder_kind"), fields["holder"]) in told.pairs:
                without = {**fields, "holder_kind": traces.ERASED, "holder": None}
                connection.execute(update(table).where(table.c.id == number).values(fields=without))
                erased.count(table.name, 1)


def erase_rows(
    connection: Connection, people: list[int], told: Traces, erased: Erased, keep: frozenset[str] = frozenset()
) -> None:
    """Take out what hangs on people, but for the tables that are to be kept, and leave themselves and their links."""
    links = _links(connection, people)
    kept = kept_rows(connection, people, told)
    _said_of_addresses(connection, told, erased)
    _codes(connection, told, erased)
    for table in metadata.tables.values():
        for column, numbers in (("profile_id", people), ("link_id", links)):
            if column in table.c and table not in (models.consent, models.link) and table.name not in keep:
                _delete(connection, table, column, numbers, erased)
    _answers(connection, people, erased)
    for some in _parts(list(told.pairs)):
        values = models.hand_value
        gone = connection.execute(delete(values).where(tuple_(values.c.kind, values.c.value).in_(some)))
        erased.count(values.name, gone.rowcount)
    for table in _KEPT_ROWS:
        _delete(connection, table, "id", kept[table.name], erased)


def rows_of(connection: Connection, people: list[int], told: Traces) -> dict[str, list[dict[str, Any]]]:
    """Every row of people, by table, as it stands: all that `erase` would take out whole."""
    found: dict[str, list[dict[str, Any]]] = {}
    links = _links(connection, people)
    bare = {value for kind, value in told.pairs if kind in ("email", "phone")}
    names = sorted(bare | {f"{kind}:{value}" for kind, value in told.pairs})
    ways = [("profile_id", people), ("link_id", links)]
    kept = kept_rows(connection, people, told)
    for table in metadata.tables.values():
        chosen = [table.c[column].in_(some) for column, some in ways if column in table.c]
        if table in (models.profile, models.link):
            chosen = [table.c.id.in_(people if table is models.profile else links)]
        elif table in _KEPT_ROWS:
            chosen = [table.c.id.in_(kept[table.name])]
        elif "address" in table.c:
            chosen.append(table.c.address.in_(names))
        if chosen:
            rows = connection.execute(select(table).where(or_(*chosen)))
            found[table.name] = [dict(row._mapping) for row in rows]
    found[models.decision.name] = _decided(connection, told)
    ordered = models.order_decision
    for some in _parts(list(told.pairs)):
        rows = connection.execute(select(ordered).where(tuple_(ordered.c.kind, ordered.c.value).in_(some)))
        found.setdefault(ordered.name, []).extend(dict(row._mapping) for row in rows)
    found[models.hand_value.name] = traces.by_hand(connection, told.pairs)
    for table, kind, value in (
        (models.offer_code, "holder_kind", "holder"),
        (models.given_code, "kind", "value"),
    ):
        theirs = [tuple_(table.c[kind], table.c[value]).in_(some) for some in _parts(list(told.pairs))]
        rows = connection.execute(select(table).where(or_(false(), *theirs)))
        found[table.name] = [dict(row._mapping) for row in rows]
    return {name: rows for name, rows in found.items() if rows}


def _decided(connection: Connection, told: Traces) -> list[dict[str, Any]]:
    """What was decided of somebody's identifiers; those of whoever they were held against are another's, and blank."""
    table, found = models.decision, dict[int, dict[str, Any]]()
    sides = (("kind", "value"), ("other_kind", "other_value"))
    for kind, value in sides:
        for some in _parts(list(told.pairs)):
            rows = connection.execute(select(table).where(tuple_(table.c[kind], table.c[value]).in_(some)))
            found |= {row.id: dict(row._mapping) | {"tags": None} for row in rows}
    for row in found.values():
        for kind, value in sides:
            if (row[kind], row[value]) not in told.pairs:
                row[value] = None
    return [found[number] for number in sorted(found)]


def _parts(values: list[Any]) -> list[list[Any]]:
    return [values[at : at + _NAMED] for at in range(0, len(values), _NAMED)]


def _links(connection: Connection, people: list[int]) -> list[int]:
    found: set[int] = set()
    for some in _parts(people):
        found |= set(connection.scalars(select(models.link.c.id).where(models.link.c.profile_id.in_(some))))
    return sorted(found)


def _places(connection: Connection, people: list[int], links: list[int]) -> set[tuple[int, int]]:
    """The lines of files, with their imports, that were about these people."""
    found: set[tuple[int, int]] = set()
    tables = [one for one in metadata.tables.values() if "row" in one.c and "batch_id" in one.c]
    for table in (*tables, models.link):
        if table in _KEPT_ROWS or "row" not in table.c:
            continue
        for column, numbers in (("profile_id", people), ("link_id", links)):
            if column not in table.c or (column == "link_id" and "profile_id" in table.c):
                continue
            for some in _parts(numbers):
                asked = select(table.c.batch_id, table.c.row).where(table.c[column].in_(some))
                found |= {(int(batch), int(line)) for batch, line in connection.execute(asked) if line is not None}
    return found


def _delete(connection: Connection, table: Table, column: str, numbers: list[int], erased: Erased) -> None:
    for some in _parts(numbers):
        ways: list[ColumnElement[bool]] = [table.c[column].in_(some)]
        if column == "link_id" and "profile_id" in table.c:
            # Whose a link's rows are is told by their person; of nobody's few wait, and an index leads to them.
            ways.append(table.c.profile_id.is_(None))
        erased.count(table.name, connection.execute(delete(table).where(*ways)).rowcount)


def _said_of_addresses(connection: Connection, told: Traces, erased: Erased) -> None:
    """What was said of their addresses and identifiers, whoever's row said it."""
    bare = {value for kind, value in told.pairs if kind in ("email", "phone")}
    names = sorted(bare | {f"{kind}:{value}" for kind, value in told.pairs})
    for table in (models.consent, models.suppression):
        for some in _parts(names):
            erased.count(table.name, connection.execute(delete(table).where(table.c.address.in_(some))).rowcount)
    ours = set(told.pairs)
    for table, column in ((models.refusal, models.refusal.c.identifiers), (models.conflict, models.conflict.c.detail)):
        wanted = [value for _, value in told.pairs]
        rows = connection.execute(
            select(table.c.id, column.label("said")).where(traces.mentions(connection, [column], wanted))
        )
        gone = [row.id for row in rows if ours & _pairs(row.said)]
        _delete(connection, table, "id", gone, erased)


def _answers(connection: Connection, people: list[int], erased: Erased) -> None:
    """The answers that rows of theirs gave; those that were said of somebody else's address go on to count for them."""
    table = models.consent
    owner = text(f"SELECT i.profile_id FROM consent c JOIN {permissions.owner_join('c')} WHERE c.id = consent.id")
    theirs = f"({owner.text})"
    for some in _parts(people):
        mine = table.c.profile_id.in_(some)
        stays = {"profile_id": text(theirs), "link_id": None}
        connection.execute(update(table).where(mine, text(f"{theirs} IS NOT NULL")).values(**stays))
        erased.count(table.name, connection.execute(delete(table).where(mine)).rowcount)


def _pairs(said: Any) -> set[tuple[str, str]]:
    """The identifiers that a refusal or a conflict names."""
    said = json.loads(said) if isinstance(said, str) else said
    if isinstance(said, list):
        return {(str(one[0]), str(one[1])) for one in said}
    keys = [one for one in said.values() if isinstance(one, str)]
    whole = {(kind, value) for kind, colon, value in (one.partition(":") for one in keys) if colon}
    return whole | {("email", one) for one in keys if "@" in one and ":" not in one}


def kept_rows(connection: Connection, people: list[int], told: Traces) -> dict[str, list[int]]:
    """Rows of files that were put aside, by table their numbers: those of lines about people, and that name them."""
    places = sorted(_places(connection, people, _links(connection, people)))
    wanted = [*told.sure, *told.names, *(value for _, value in told.pairs)]
    columns, whole, spelled = _identifying(connection), Scrubber(told, names=True), Spellings(told)
    found: dict[str, list[int]] = {}
    for table in _KEPT_ROWS:
        may = traces.mentions(connection, [table.c.row], wanted) | spelled.may_stand_in(connection, table.c.row)
        asked = connection.execute(select(table.c.id, table.c.batch_id, table.c.row).where(may))
        numbers = {row.id for row in asked if _names_them(row, columns, told, whole) or spelled.tells(row.row or ())}
        for some in _parts(places):
            there = tuple_(table.c.batch_id, table.c.line).in_(some)
            numbers |= set(connection.scalars(select(table.c.id).where(there)))
        found[table.name] = sorted(numbers)
    return found


def _identifying(connection: Connection) -> dict[int, dict[str, str]]:
    """By import, the columns of its file that hold an identifier, and of which kind."""
    found = {}
    for number, mapping in connection.execute(select(models.batch.c.id, models.batch.c.mapping)):
        columns = (mapping or {}).get("columns", {})
        found[number] = {header: str(one.get("to")) for header, one in columns.items() if isinstance(one, dict)}
    return found


def _names_them(row: Any, columns: dict[int, dict[str, str]], told: Traces, whole: Scrubber) -> bool:
    if whole.finds(row.row):
        return True
    kinds, cells = columns.get(row.batch_id, {}), row.row if isinstance(row.row, dict) else {}
    return any((kinds.get(header), str(cell).strip()) in told.pairs for header, cell in cells.items())
