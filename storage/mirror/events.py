"""The mirror's events: held as narrow columns, put in order by name and time, and written in that order."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from storage.mirror import folded_twins, local_time
from storage.mirror.folded_twins import literal, quoted
from storage.mirror.source import BATCH
from storage.mirror.tables import COLUMN_TYPES, EVENT_COLUMNS, SOURCE_TYPES, Build, pointer

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_HELD = 256 * 2**20
"""So many bytes of events are put in order together; what comes after them makes a further run of the table."""

_BLOCK = 122_880
"""So many rows DuckDB keeps together: batches of other sizes cost it a third more."""

_STORED = {"id": pa.int64(), "profile_id": pa.int64(), "name": pa.string(), "at": pa.int64()}
_PLACES = {"id": pa.int64(), "profile_id": pa.int64(), "name": pa.string(), "at": pa.int64(),
           "day": pa.int32(), "hour": pa.int32()}  # fmt: skip


def build_events(build: Build) -> None:
    """events: id, profile_id, name, at, day, hour, and p_ and f_ columns of each property."""
    build.said("Reading events")
    before = build.known("properties")
    types = build.types("properties", "SELECT DISTINCT name, type FROM event_property")
    columns = set(build.columns("event_rows"))
    standing = bool(columns) and before == types and "events" not in build.touched.rewritten
    rows = _touched(build) if standing else "event"
    present = _present(build, rows)
    if standing:
        _take_away(build)
        present = _widened(build, columns, present)
    own = _own(types)
    _put(build, _read(build, _standard(present), own, rows), _standard(present), own, standing=standing)


def add_written(build: Build, rows: pa.RecordBatchReader, types: Mapping[str, str]) -> bool:
    """Put events that an import is writing beside those of the base, which has all others.

    `rows` are those of the project's table, numbered by `id`; a column that is not there is missing in all. `types` are
    those of own properties once the import is in. False where the base's columns do not hold them: nothing was put.
    """
    before = build.known("properties")
    columns = set(build.columns("event_rows"))
    present = EVENT_COLUMNS.keys() & set(rows.schema.names)
    if columns and build.into.execute("SELECT count(*) FROM event_rows").fetchall() == [(0,)]:
        columns = set()
    if columns:
        if before != types:
            return False
        present = _widened(build, columns, present)
    build.know("properties", types)
    own = _own(types)
    batches = _written(build, rows, _standard(present), own)
    _put(build, batches, _standard(present), own, standing=bool(columns))
    return True


def _put(
    build: Build, batches: Iterator[pa.RecordBatch], standard: dict[str, str], own: dict[str, str], *, standing: bool
) -> None:
    """Put these events into the mirror, beside those that stand there or in their place."""
    schema = _schema(standard | own)
    arranged = _arranged(build, batches, schema)
    if standing:
        build.add("event_rows", arranged, schema)
    else:
        build.load("event_rows", arranged, schema)
    show_events(build)


def show_events(build: Build) -> None:
    """Make the view of all events: those of files, with a column of each standard property, and changes of stage."""
    columns = set(build.columns("event_rows"))
    if not columns:
        return
    present = {name for name in EVENT_COLUMNS if f"p_{name}" in columns}
    everything = ", ".join(["*", *_missing(EVENT_COLUMNS, present)])
    said = f"SELECT {everything} FROM event_rows"
    # A project that has none is asked without looking for them.
    if build.columns("stage_events") and build.into.execute("SELECT EXISTS (FROM stage_events)").fetchall()[0][0]:
        said += " UNION ALL BY NAME SELECT * FROM stage_events"
    build.into.execute(f"CREATE OR REPLACE VIEW events AS {said}")


def _widened(build: Build, columns: set[str], present: set[str]) -> set[str]:
    """The base's table with columns of the standard properties that none of its events has; returns all it has then."""
    had = {name for name in EVENT_COLUMNS if f"p_{name}" in columns}
    for name, kind in _standard(present - had).items():
        for twin in _twins(name, kind):
            build.into.execute(f"ALTER TABLE event_rows ADD COLUMN {quoted(twin)} {COLUMN_TYPES[kind]}")
    return had | present


def _twins(name: str, kind: str) -> tuple[str, ...]:
    return (f"p_{name}", f"f_{name}") if kind == "text" else (f"p_{name}",)


def _standard(present: set[str]) -> dict[str, str]:
    return {name: kind for name, kind in EVENT_COLUMNS.items() if name in present}


def _own(types: Mapping[str, str]) -> dict[str, str]:
    """The own properties among those that the project has ever held."""
    return {name: kind for name, kind in types.items() if name not in EVENT_COLUMNS and kind in COLUMN_TYPES}


def _touched(build: Build) -> str:
    """The project's events that are other than in the base, as what a SELECT is FROM."""
    ranges = ", ".join(f"({first}, {last})" for first, last in build.touched.events) or "(1, 0)"
    # A cross join keeps its order in SQLite: each range is looked up among the events, not each event among them.
    between = "e.id BETWEEN r.column1 AND r.column2"
    return f"(SELECT e.* FROM (VALUES {ranges}) r CROSS JOIN event e WHERE {between})"


def _take_away(build: Build) -> None:
    """Take the touched events out of the base's."""
    last = build.into.execute("SELECT coalesce(max(id), 0) FROM event_rows").fetchall()[0][0]
    # Beyond the last there is none to be taken away, and new ones may be many.
    ranges = [np.arange(first, min(end, last) + 1) for first, end in build.touched.events if first <= last]
    if ranges:
        build.into.register("incoming", pa.table({"id": np.concatenate(ranges)}))
        build.into.execute("DELETE FROM event_rows WHERE id IN (SELECT id FROM incoming)")
        build.into.unregister("incoming")


def _present(build: Build, rows: str) -> set[str]:
    """The standard properties that any of these has: reading a column takes time, though all of it is missing."""
    found: set[str] = set()
    after = -1
    # From event to event that has one of those that none had before: one reading of the table in all.
    while missing := [name for name in EVENT_COLUMNS if name not in found]:
        has = [f"{quoted(name)} IS NOT NULL" for name in missing]
        newer = f"FROM {rows} WHERE id > {after} AND ({' OR '.join(has)}) ORDER BY id LIMIT 1"
        columns = {"id": pa.int64()} | dict.fromkeys(missing, pa.int64())
        row = next(build.rows(f"SELECT id, {', '.join(has)} {newer}", columns), None)
        if row is None:
            break
        after = row.column("id")[0].as_py()
        found |= {name for name in missing if row.column(name)[0].as_py()}
    return found


def _missing(kinds: dict[str, str], present: set[str]) -> list[str]:
    """The columns of those that no row has: stored, even columns of nothing cost as much as the others to make."""
    columns = []
    for name, kind in kinds.items():
        if name not in present:
            columns += [f"NULL::{COLUMN_TYPES[kind]} AS {quoted(twin)}" for twin in _twins(name, kind)]
    return columns


_ARROW = {
    "text": pa.string(),
    "number": pa.float64(),
    "amount": pa.int64(),
    "date": pa.int32(),
    "datetime": pa.int64(),
    "boolean": pa.bool_(),
    "list": pa.list_(pa.string()),
}


def _schema(properties: dict[str, str]) -> pa.Schema:
    columns: dict[str, Any] = dict(_PLACES)
    for name, kind in properties.items():
        columns[f"p_{name}"] = _ARROW[kind]
        if kind == "text":
            columns[f"f_{name}"] = pa.string()
    return pa.schema(list(columns.items()))


def _written(
    build: Build, rows: pa.RecordBatchReader, standard: dict[str, str], own: dict[str, str]
) -> Iterator[pa.RecordBatch]:
    """Those of the rows that are somebody's, in the columns of `_read`."""
    columns = dict(_STORED) | {f"p_{name}": SOURCE_TYPES[kind] for name, kind in standard.items()}
    if own:
        columns["more"] = pa.string()
    # Texts come as numbers of their distinct ones as they do: written out they would only be gathered again.
    given = {field.name: field.type for field in rows.schema if pa.types.is_dictionary(field.type)}
    schema = pa.schema([(name, given.get(name.removeprefix("p_"), kind)) for name, kind in columns.items()])
    batches = (_somebodys(batch, schema) for batch in rows)
    return _with_own(build, pa.RecordBatchReader.from_batches(schema, batches), own) if own else batches


def _somebodys(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """The rows of a batch whose person is known, in these columns; a column that it has not is missing in all."""
    known = batch.filter(batch.column("profile_id").is_valid())
    arrays = []
    for field in schema:
        place = known.schema.get_field_index(field.name.removeprefix("p_"))
        arrays.append(pa.nulls(known.num_rows, field.type) if place < 0 else known.column(place).cast(field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _read(build: Build, wanted: dict[str, str], own: dict[str, str], rows: str) -> Iterator[pa.RecordBatch]:
    """Those of these events that are somebody's, each property as `p_NAME`."""
    columns = dict(_STORED)
    selected = [quoted(name) for name in columns]
    for name, kind in wanted.items():
        columns[f"p_{name}"] = SOURCE_TYPES[kind]
        selected.append(quoted(name))
    if own:
        columns["more"] = pa.string()
        selected.append("more")
    # What was set aside does not stand, for a newer file tells otherwise; what waits for its person is nobody's yet.
    select = f"SELECT {', '.join(selected)} FROM {rows} WHERE profile_id IS NOT NULL AND aside IS NULL"
    batches = build.rows(select, columns)
    if not own:
        return batches
    return _with_own(build, pa.RecordBatchReader.from_batches(pa.schema(list(columns.items())), batches), own)


def _with_own(build: Build, batches: pa.RecordBatchReader, own: dict[str, str]) -> Iterator[pa.RecordBatch]:
    """The rows with own properties taken out of the JSON column `more`."""
    places = ", ".join(literal(pointer(name)) for name in own)
    # What does not fit the type that the property has by now counts as missing.
    added = ", ".join(
        f"TRY_CAST(own[{number}] AS {COLUMN_TYPES[kind]}) AS {quoted('p_' + name)}"
        for number, (name, kind) in enumerate(own.items(), 1)
    )
    with build.into.cursor() as beside:
        beside.register("with_more", batches)
        found = beside.sql(
            f"SELECT * EXCLUDE (more, own), {added} FROM "
            f"(SELECT *, json_extract_string(more, [{places}]) AS own FROM with_more)"
        )
        yield from found.to_arrow_reader(BATCH)


def _arranged(build: Build, batches: Iterator[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The events by name and time, in runs of as many as are held at once.

    A question about one kind of event, or about some days, then skips the blocks of the others.
    """
    held: list[pa.RecordBatch] = []
    seen = size = 0
    for batch in batches:
        held.append(_narrow(batch))
        seen += batch.num_rows
        size += held[-1].nbytes
        build.said(f"Reading events: {seen:,}")
        if size >= _HELD:
            yield from _in_order(build, held, schema)
            held, size = [], 0
    if held:
        yield from _in_order(build, held, schema)


def _narrow(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A batch with its texts as numbers of its distinct ones."""
    columns = [column.dictionary_encode() if pa.types.is_string(column.type) else column for column in batch.columns]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _in_order(build: Build, held: list[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Held events as batches of the table, in order; `held` is empty then."""
    whole = pa.Table.from_batches(held).unify_dictionaries()
    held.clear()
    columns = {}
    for name in whole.column_names:
        # One after the other, so that no more than one of them is held twice.
        columns[name] = whole.column(name).combine_chunks()
        whole = whole.drop_columns([name])
    order = _order(columns)
    texts = {name: folded_twins.both(column.dictionary) for name, column in columns.items() if name != "name"
             and pa.types.is_dictionary(column.type)}  # fmt: skip
    build.said("Arranging events")
    for start in range(0, len(order), _BLOCK):
        yield _batch(columns, texts, pa.array(order[start : start + _BLOCK]), build.zone, schema)


def _order(columns: dict[str, Any]) -> NDArray[np.int64]:
    names = columns["name"].dictionary.to_pylist()
    ranks = np.empty(len(names), dtype=np.min_scalar_type(len(names)))
    # Python's order of texts is that of their bytes in UTF-8.
    ranks[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names), dtype=ranks.dtype)
    codes = columns["name"].indices.to_numpy()
    return np.lexsort((columns["id"].to_numpy(), columns["at"].to_numpy(), ranks[codes]))


def _batch(
    columns: dict[str, Any], texts: dict[str, tuple[pa.Array, pa.Array]], places: pa.Array, zone: "ZoneInfo",
    schema: pa.Schema,
) -> pa.RecordBatch:  # fmt: skip
    """The events of these places as a batch of the table."""
    made: dict[str, Any] = {}
    for name, column in columns.items():
        if name in texts:
            codes = column.indices.take(places)
            made[name], made["f_" + name.removeprefix("p_")] = (form.take(codes) for form in texts[name])
        elif name == "name":
            made[name] = column.dictionary.take(column.indices.take(places))
        else:
            made[name] = column.take(places)
    # Days and hours are computed here, so that every engine shows the same.
    day, hour = local_time.day_and_hour(made["at"].to_numpy(zero_copy_only=False), zone)
    made |= {"day": pa.array(day), "hour": pa.array(hour)}
    return pa.RecordBatch.from_arrays(
        [made[name].cast(schema.field(name).type) for name in schema.names], schema=schema
    )
