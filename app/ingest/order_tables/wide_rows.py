"""Orders with several items in one row: headers that come again, and cells that hold lists. Each item becomes a line.

A column of the second item is mapped as `sku:2`, `price:2` and so on.
"""

import re
from collections.abc import Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import texts
from app.domain.counts import counted
from app.domain.names import snake
from app.ingest.order_tables import item_lists
from app.ingest.readers.table import RawTable
from app.ingest.readers.typed_columns import as_text
from app.ingest.report import Note
from app.ingest.vocabulary import headers
from app.ingest.vocabulary.map_file import Column, Mapping

if TYPE_CHECKING:
    from app.ingest.evidence.columns import Columns

OF_ITEMS = ("sku", "item", "quantity", "price", "amount", "discount")
"""What a row can say of each of its items."""


def numbered(header: str) -> tuple[str, int] | None:
    """A header without the one number in it, and that number; None where it has none or several."""
    words = re.sub(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])", "_", snake(header)).split("_")
    # Larger ones are years and sizes.
    places = [place for place, word in enumerate(words) if word.isdigit() and 0 < int(word) < 100]
    if len(places) != 1 or len(words) < 2:
        return None
    return " ".join(word for place, word in enumerate(words) if place != places[0]), int(words[places[0]])


def firsts(guesser: "Columns", known: dict[str, str], free: Iterable[str]) -> dict[str, str]:
    """What the columns of the first item mean where their headers say its number: `Item 1 price`."""
    found: dict[str, str] = {}
    all_of = {told for header in guesser.raw.headers if (told := numbered(header))}
    for header in free:
        told = numbered(header)
        # A first without a second is a number in a name.
        if told and told[1] == 1 and (told[0], 2) in all_of:
            target = _meaning(told[0])
            if target and target not in known.values() and target not in found.values():
                found[header] = target
    return found


def packed(guesser: "Columns", known: dict[str, str], free: Iterable[str]) -> dict[str, str]:
    """Columns of which each holds all of one item, as `line_item_1` with `name:Mug|quantity:2`: lists of one."""
    if "items" in known.values():
        return {}
    told = {header: one for header in free if header not in known and (one := numbered(header))}
    firsts = [
        one for one, (_, place) in told.items() if place == 1 and item_lists.are_lists(guesser.evidence(one).said)
    ]
    if not firsts:
        return {}
    base = told[firsts[0]][0]
    of_base = {header: place for header, (name, place) in told.items() if name == base}
    return {header: "items" if place == 1 else f"items:{place}" for header, place in of_base.items()}


def others(all_headers: Iterable[str], known: dict[str, str], free: Iterable[str]) -> dict[str, str]:
    """What the columns of the second item and those after it mean, as the first one's do."""
    bases = {}
    for header in all_headers:
        target = known.get(header)
        if target in OF_ITEMS:
            told = numbered(header)
            base, number = told if told and told[1] == 1 else (snake(header).replace("_", " "), 1)
            bases[base, number] = target
    found = {}
    for header in free:
        told = numbered(header)
        if told and header not in known and told[1] > 1 and (told[0], 1) in bases:
            found[header] = f"{bases[told[0], 1]}:{told[1]}"
    # A second quantity alone is no second item.
    telling = {target.split(":")[0] for target in found.values()}
    return found if telling & {"sku", "item", "price", "amount"} else {}


def _meaning(base: str) -> str | None:
    told = headers.meanings(base, "orders")
    return next((target for target in told if target in OF_ITEMS), None)


def unfolded(raw: RawTable, mapping: Mapping) -> tuple[RawTable, Mapping]:
    """A row for each item of a file's rows, and the mapping of such rows; both as they are where no row has several."""
    raw, mapping = _from_columns(*_one_list(raw, mapping))
    return _from_cells(raw, mapping)


def notes(before: int, after: int) -> list[Note]:
    """What to say where rows of several items became lines."""
    if before == after:
        return []
    return [
        Note(
            "yellow", f"Rows hold several items each: {counted(before, 'row')} became {counted(after, 'line')}.", after
        )
    ]


def _one_list(raw: RawTable, mapping: Mapping) -> tuple[RawTable, Mapping]:
    """The rows with all their items in the first of the columns that hold one each."""
    first = mapping.header_of("items")
    more = [
        one for one, column in mapping.columns.items() if (column.to or "").startswith("items:") and not column.skip
    ]
    if first is None or not more:
        return raw, mapping
    cells = [texts.trim(raw.text(header)).combine_chunks() for header in (first, *more)]
    filled = [pc.if_else(pc.equal(cell, ""), pa.scalar(None, pa.string()), cell) for cell in cells]
    told = pc.fill_null(pc.binary_join_element_wise(*filled, ";", null_handling="skip"), "")
    columns = raw.columns.set_column(raw.columns.column_names.index(first), first, told).drop_columns(more)
    kept = {name: column for name, column in mapping.columns.items() if name not in more}
    return RawTable(columns, raw.lines, raw.layout, raw.refused), replace(mapping, columns=kept)


def _from_columns(raw: RawTable, mapping: Mapping) -> tuple[RawTable, Mapping]:
    groups: dict[int, dict[str, str]] = {}
    for header, column in mapping.columns.items():
        target, _, place = (column.to or "").partition(":")
        if not column.skip and target in OF_ITEMS and place.isdigit():
            groups.setdefault(int(place), {})[target] = header
    if not groups:
        return raw, mapping
    told = mapping.targets()
    gone = {header for group in groups.values() for header in group.values()}
    kept = [header for header in raw.headers if header not in gone]
    own = {target: told[target] for target in OF_ITEMS if target in told}
    columns = dict(mapping.columns)
    for group in groups.values():
        for target, header in group.items():
            if target not in own:
                own[target] = header
                columns[header] = replace(columns[header], to=target)
    parts, rows = [], []
    everything = np.arange(raw.rows)
    parts.append(_part(raw, kept, own, {target: told.get(target) for target in own}, everything))
    rows.append(everything)
    for number in sorted(groups):
        cells = [texts.trim(raw.text(header)) for header in groups[number].values()]
        # The first item's row stays in any case, those of the further ones where they say something.
        filled = np.flatnonzero(np.logical_or.reduce([np.asarray(pc.not_equal(cell, "")) for cell in cells]))
        parts.append(_part(raw, kept, own, groups[number], filled))
        rows.append(filled)
    joined, places = pa.concat_tables(parts), np.concatenate(rows)
    # The items of a row stand together again, in their order.
    order = np.argsort(places, kind="stable")
    wanted = set(joined.column_names)
    mapping = replace(mapping, columns={name: columns[name] for name in mapping.columns if name in wanted})
    return RawTable(joined.take(pa.array(order)), raw.lines[places[order]], raw.layout, raw.refused), mapping


def _part(
    raw: RawTable, kept: list[str], own: dict[str, str], group: Dictionary[str, str | None], rows: "np.ndarray"
) -> pa.Table:
    """The rows with one of their items in the columns of the first."""
    taken = raw.texts(rows)
    columns = {header: taken.column(header) for header in kept if header not in own.values()}
    blank = pa.chunked_array([pa.array([""] * len(rows), pa.string())])
    for target, header in own.items():
        mine = group.get(target)
        columns[header] = taken.column(mine) if mine else blank
    return pa.table(columns)


def _from_cells(raw: RawTable, mapping: Mapping) -> tuple[RawTable, Mapping]:
    header = mapping.header_of("items")
    if header is None or mapping.columns[header].skip:
        return raw, mapping
    told = texts.trim(raw.text(header)).combine_chunks().dictionary_encode()
    # Each different cell is read once; one without items keeps its row.
    read = [item_lists.read(text) or [{}] for text in told.dictionary.to_pylist()]
    codes = np.asarray(told.indices, dtype=np.int64)
    counts = np.array([len(one) for one in read], dtype=np.int64)[codes]
    rows = np.repeat(np.arange(raw.rows), counts)
    lines = [item for code in codes.tolist() for item in read[code]]
    columns = raw.columns.take(pa.array(rows))
    added = dict(mapping.columns)
    known = mapping.targets()
    for field in item_lists.FIELDS:
        said = [item.get(field, "") for item in lines]
        if not any(said):
            continue
        name = known.get(field) or f"{header} {field}"
        column = pa.array(said, pa.string())
        if name in columns.column_names:
            column = pc.if_else(pc.equal(column, ""), as_text(columns.column(name)).combine_chunks(), column)
            columns = columns.set_column(columns.column_names.index(name), name, column)
        else:
            columns = columns.append_column(name, column)
        added[name] = added.get(name) or Column(to=field)
    return RawTable(columns, raw.lines[rows], raw.layout, raw.refused), replace(mapping, columns=added)
