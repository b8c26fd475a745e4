"""What an import says of its columns beside its numbers: names kept otherwise, signs read otherwise."""

import pyarrow.compute as pc

from app.cleaning import date_order, entities
from app.domain.counts import counted, listed
from app.domain.names import RESERVED, TRAITS, label_of, snake
from app.ingest.mapping import consent_columns
from app.ingest.readers.codepages import title
from app.ingest.readers.table import RawTable
from app.ingest.report import Note
from app.ingest.vocabulary.headers import meanings
from app.ingest.vocabulary.map_file import Mapping
from app.ingest.vocabulary.target_types import KEPT


def of_columns(raw: RawTable, mapping: Mapping) -> list[Note]:
    """What has to be told of a file's columns as the mapping reads them."""
    return [
        *_no_rows(raw),
        *_twins(raw),
        *_other_readings(raw),
        *_kept_apart(mapping),
        *_several_answers(mapping),
        *_no_dates(raw, mapping).values(),
        *_either_order(raw, mapping).values(),
        *_decoded(raw, mapping),
    ]


def doubted(raw: RawTable, mapping: Mapping) -> dict[str, str]:
    """What is told of columns whose dates could be others, or none, by header."""
    notes = _no_dates(raw, mapping) | _either_order(raw, mapping)
    return {header: note.text for header, note in notes.items()}


def _no_rows(raw: RawTable) -> list[Note]:
    if raw.columns.num_rows or raw.refused:
        return []
    return [Note("red", "There is a header row, and no row below it: nothing comes in. Export the file with its rows.")]


def _twins(raw: RawTable) -> list[Note]:
    """Columns that have one header are kept under numbered names."""
    return [
        Note("yellow", f"{len(names)} columns are called “{names[0]}”: they are kept as {listed(list(names))}.")
        for names in raw.twins
    ]


def _other_readings(raw: RawTable) -> list[Note]:
    if "+" in (raw.layout.encoding or ""):
        both = str(raw.layout.encoding).split("+")
        text = f"Some lines are {title(both[0])}, others {title(both[1])}: each was read in its own encoding."
        return [Note("yellow", text)]
    if not raw.alternatives or raw.layout.encoding is None:
        return []
    others = [f"as {title(one.encoding)} it is “{one.word}”, not “{one.instead_of}”" for one in raw.alternatives]
    text = (
        f"The text was read as {title(raw.layout.encoding)}, but {listed(others)}. Choose the encoding that is right."
    )
    return [Note("yellow", text)]


def _kept_apart(mapping: Mapping) -> list[Note]:
    kept = {
        header: column.to
        for header, column in mapping.columns.items()
        if column.to and column.to.startswith(KEPT) and column.to.removeprefix(KEPT) in RESERVED and not column.skip
    }
    if not kept or not mapping.of.of_people:
        return []
    told = listed([f"“{header}” as {name}" for header, name in kept.items()])
    names = listed(sorted({snake(header) for header in kept}))
    verb = "is" if len(kept) == 1 else "are"
    return [Note("yellow", f"Kept {told}: {names} {verb} computed by Quillwork itself, from orders, events and dates.")]


def _several_answers(mapping: Mapping) -> list[Note]:
    """More than one column that says whether somebody may be emailed."""
    first = mapping.header_of("consent:email")
    used = {header: column for header, column in mapping.columns.items() if not column.skip}
    more = [header for header, column in used.items() if consent_columns.only_noes(column)]
    if not more:
        return []
    told = listed([f"“{header}”" for header in ([first] if first in used else []) + more])
    if first not in used:
        verb = "says" if len(more) == 1 else "say"
        return [Note("yellow", f"{told} {verb} who must not be emailed: what is no yes there counts as no.")]
    which = "both" if len(more) == 1 else "all"
    text = f"{told} {which} say who may be emailed: of a row's answers the strictest counts, a blank cell is none."
    return [Note("yellow", text)]


def _no_dates(raw: RawTable, mapping: Mapping) -> dict[str, Note]:
    """Columns whose header means a date, but which were kept as texts, as their cells are none."""
    told = {}
    for header, column in mapping.columns.items():
        if column.skip or column.type != "text" or not mapping.of.of_people:
            continue
        meant = next(iter(meanings(header, mapping.kind)), "")
        known = TRAITS.get(meant)
        # Nothing is told of a column that is blank.
        count = pc.sum(pc.not_equal(raw.text(header), "")).as_py() if known and known.type in _DATED else 0
        if count:
            one = count == 1
            text = (
                f"{counted(count, 'cell')} of “{header}” {'is no date' if one else 'are no dates'} that can be read: "
                f"kept as a text, {column.to}, and not as “{label_of(meant)}”."
            )
            told[header] = Note("yellow", text, count)
    return told


def _either_order(raw: RawTable, mapping: Mapping) -> dict[str, Note]:
    """Columns of dates in which nothing tells whether the day or the month stands first."""
    told = {}
    for header, column in mapping.columns.items():
        first = date_order.order_of(column.format)
        # Only where some cell would be another date: else the order makes no difference.
        if column.skip or first is None or not (found := date_order.ambiguous(raw.text(header))):
            continue
        other = "the month" if first == "day" else "the day"
        text = (
            f"Nothing in “{header}” tells whether the day or the month stands first. {found[0]} was read with the "
            f"{first} first; if {other} stands first, choose that before you import."
        )
        told[header] = Note("yellow", text, len(found))
    return told


_DATED = ("date", "datetime")


def _decoded(raw: RawTable, mapping: Mapping) -> list[Note]:
    headers = {
        name
        for step in mapping.recipe
        if step["step"] == "decode_entities"
        for name in (raw.headers if "*" in step.get("columns", ["*"]) else step["columns"])
    }
    counts = {name: entities.count(raw.text(name)) for name in raw.headers if name in headers}
    counts = {name: count for name, count in counts.items() if count}
    total = sum(counts.values())
    if not total:
        return []
    were = "it was read as the sign that it means" if total == 1 else "they were read as the signs that they mean"
    text = f"{counted(total, 'cell')} of {listed(list(counts))} held HTML entities (as &amp;): {were}."
    return [Note("yellow", text)]
