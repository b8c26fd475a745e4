"""A file that is a known tool's export, told by its headers: what is known of its columns stands in for guesses.

What somebody stated goes before it, and so does last month's file. It says nothing of who may be mailed: whatever a
column of answers, of reasons or of events is guessed to be by what stands in it now stays so.
"""

from dataclasses import replace
from zoneinfo import ZoneInfo

from app.ingest.importing.mended_rows import LINE, REASON
from app.ingest.kinds.kind_guess import guess_kind
from app.ingest.mapping.inference import Guesser
from app.ingest.readers.table import RawTable
from app.ingest.report import Note
from app.ingest.vocabulary import file_kind, ready_made
from app.ingest.vocabulary.map_file import Column, Mapping
from app.ingest.vocabulary.ready_made import ReadyMade

_NOES = ("event", "status", "reason", "kind", "channel", "topic")
"""Meanings by which rows tell who left, or of what an answer is: a ready-made mapping takes none of them away."""


def kind_of(raw: RawTable, name: str, zone: ZoneInfo) -> str:
    """The kind of a file: by what stands in it, and where that shows nothing but somebody, by the export that it is.

    A file that answers who may be mailed stays what it is.
    """
    guessed = guess_kind(raw, name, zone)
    known = None if _is_mended(raw) else ready_made.likeliest_kind(raw.headers)
    if known is None or known == guessed or not file_kind.of(guessed).of_people:
        return guessed
    of = file_kind.of(known)
    if of.dates_answers or of.of_refused:
        return known
    answers = Guesser(raw, zone).assign(guessed, {}, raw.headers).values()
    return guessed if any(target.startswith(("consent:", "suppressed:")) for target in answers) else known


def _is_mended(raw: RawTable) -> bool:
    return tuple(raw.headers[:2]) == (LINE, REASON)


def _of(raw: RawTable, kind: str) -> ReadyMade | None:
    return None if _is_mended(raw) else ready_made.recognised(raw.headers, kind)


def title(raw: RawTable, kind: str) -> str:
    """What people read for the export that a file is; blank where it is none that is known."""
    found = _of(raw, kind)
    return found.title if found else ""


def notes(raw: RawTable, kind: str) -> list[Note]:
    """What is to be told of such an export, in red where nothing in it is to be imported."""
    found = _of(raw, kind)
    if found is None or not found.advice:
        return []
    return [Note("yellow" if found.kind else "red", f"Recognised as “{found.title}”. {found.advice}")]


def beside(raw: RawTable, fresh: Mapping, stated: Mapping | None) -> Mapping | None:
    """What is stated of a file (by last month's), with what its export is known by; None where neither is.

    `fresh` is what is guessed of it without that.
    """
    found = _of(raw, fresh.kind)
    if found is None or found.mapping is None:
        return stated
    given = stated or Mapping(fresh.kind)
    used = {column.to for column in given.columns.values() if column.to}
    columns = {
        header: column
        for header, column in found.columns_of(raw.headers).items()
        if header not in given.columns and column.to not in used and _may(column, fresh.columns[header])
    }
    event = given.event
    if event is None and found.mapping.event is not None:
        # The header as it stands in this file.
        named = next((header for header, column in columns.items() if column.to == "event"), None)
        stated_name = dict(found.mapping.event) if "name" in found.mapping.event else None
        event = stated_name if named is None else {"name_from": named}
    return replace(
        given,
        columns={**columns, **given.columns},
        event=event,
        timezone=given.timezone or found.mapping.timezone,
    )


def _may(column: Column, guessed: Column) -> bool:
    """Whether a column may be read so: never where it is guessed to tell who may be mailed."""
    target = guessed.to or ""
    # A column of addresses is that of whoever may refuse: no name of a column knows better.
    if target.startswith(("consent:", "suppressed:")) or (target == "email" and column.to != target):
        return False
    return target not in _NOES or column.to == target
