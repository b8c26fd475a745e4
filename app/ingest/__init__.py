"""Bringing files into a project: what a file is, a dry run with numbers, the import, its history and its undoing.

The parts behind this front load heavy libraries, so they are imported when they are needed.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy
from app.domain.problems import Problem
from app.domain.progress import SILENT, Progress
from app.ingest.kinds import import_kind

if TYPE_CHECKING:
    from app.ingest.importing.arrivals import Answer, Arrival
    from app.ingest.importing.cleaned_file import UnfitRecipe
    from app.ingest.importing.column_values import alike_values, column_values
    from app.ingest.importing.file_groups import ImportedFile, ImportedFiles
    from app.ingest.importing.file_plan import ColumnPlan, FilePlan
    from app.ingest.importing.foreseeing import Foreseen, foresee
    from app.ingest.importing.history import (
        Imported,
        MalformedAddress,
        RejectedRow,
        malformed_addresses,
        rejected,
        unread_cells,
    )
    from app.ingest.importing.identifier_effects import Effect
    from app.ingest.importing.identifier_settings import IdentifierSettings
    from app.ingest.importing.identifier_suggestions import IdentifierKind, IdentifierLook, Suggestion
    from app.ingest.importing.joining import (
        Decided,
        Decision,
        decide_again,
        decisions,
        joined_identifiers,
        keep_apart,
        merge,
        merge_all,
        take_apart,
        take_back,
    )
    from app.ingest.importing.known_files import Recognised, imports_of, is_to_come, newest_import, recognise
    from app.ingest.importing.rederiving import after_erasure
    from app.ingest.importing.stretches import Stretch, next_offsets
    from app.ingest.importing.undo import Undone
    from app.ingest.kinds.import_kind import ImportKind
    from app.ingest.mapping.answer_words import SpokenColumn, Word
    from app.ingest.readers.codepages import title
    from app.ingest.readers.databases.addresses import DatabaseAddress
    from app.ingest.readers.databases.fetching import Fetched
    from app.ingest.readers.databases.problems import AccessProblem, AddressProblem, QueryProblem, UserProblem
    from app.ingest.readers.problems import FileChanged
    from app.ingest.readers.reading import Readings, read
    from app.ingest.readers.table import Alternative
    from app.ingest.report import KEPT_CELLS, Asked, ImportReport, Mends, Note, UnreadCell
    from app.ingest.vocabulary.map_file import Column, Mapping, parse
    from app.ingest.vocabulary.ready_made import (
        ReadyMade,
        add_ready_made,
        keep_ready_made,
        named_ready_made,
        ready_made,
        remove_ready_made,
    )
    from app.project import Project
    from storage.other_databases.reading import TableName

HOMES: Final = {
    "importing.arrivals": "Answer Arrival",
    "importing.cleaned_file": "UnfitRecipe",
    "importing.column_values": "alike_values column_values",
    "importing.file_groups": "ImportedFile ImportedFiles",
    "importing.file_plan": "ColumnPlan FilePlan",
    "importing.foreseeing": "Foreseen foresee",
    "importing.history": "Imported MalformedAddress RejectedRow malformed_addresses rejected unread_cells",
    "importing.identifier_effects": "Effect",
    "importing.identifier_settings": "IdentifierSettings",
    "importing.identifier_suggestions": "IdentifierKind IdentifierLook Suggestion",
    "importing.joining": "Decided Decision decide_again decisions joined_identifiers keep_apart merge merge_all "
    "take_apart take_back",
    "importing.known_files": "Recognised imports_of is_to_come newest_import recognise",
    "importing.rederiving": "after_erasure",
    "importing.stretches": "Stretch next_offsets",
    "importing.undo": "Undone",
    "kinds.import_kind": "ImportKind",
    "mapping.answer_words": "SpokenColumn Word",
    "readers.codepages": "title",
    "readers.databases.addresses": "DatabaseAddress",
    "readers.databases.fetching": "Fetched",
    "readers.databases.problems": "AccessProblem AddressProblem QueryProblem UserProblem",
    "readers.problems": "FileChanged",
    "readers.reading": "Readings read",
    "readers.table": "Alternative",
    "report": "Asked ImportReport KEPT_CELLS Mends Note UnreadCell",
    "vocabulary.map_file": "Column Mapping parse",
    "vocabulary.ready_made": "ReadyMade add_ready_made keep_ready_made named_ready_made ready_made remove_ready_made",
}

__all__ = [
    "KEPT_CELLS",
    "AccessProblem",
    "AddressProblem",
    "Alternative",
    "Answer",
    "Arrival",
    "Asked",
    "Column",
    "ColumnPlan",
    "DatabaseAddress",
    "Decided",
    "Decision",
    "Effect",
    "Fetched",
    "FileChanged",
    "FilePlan",
    "Foreseen",
    "IdentifierKind",
    "IdentifierLook",
    "IdentifierSettings",
    "ImportKind",
    "ImportReport",
    "Imported",
    "ImportedFile",
    "ImportedFiles",
    "MalformedAddress",
    "Mapping",
    "Mends",
    "Note",
    "QueryProblem",
    "Readings",
    "ReadyMade",
    "Recognised",
    "RejectedRow",
    "SpokenColumn",
    "Stretch",
    "Suggestion",
    "Undone",
    "UnfitRecipe",
    "UnreadCell",
    "UserProblem",
    "Word",
    "add_ready_made",
    "after_erasure",
    "alike_values",
    "asks_first",
    "column_values",
    "database_address",
    "database_tables",
    "decide_again",
    "decisions",
    "dry_run",
    "export_rejected",
    "export_unread",
    "fetch",
    "file_endings",
    "files_in",
    "foresee",
    "format_titles",
    "history",
    "import_all",
    "import_kinds",
    "imports_of",
    "is_database",
    "is_to_come",
    "joined_identifiers",
    "keep_apart",
    "keep_ready_made",
    "kind_of",
    "kind_title",
    "malformed_addresses",
    "master_data",
    "merge",
    "merge_all",
    "named_ready_made",
    "newest_import",
    "next_offsets",
    "order_decisions",
    "parse",
    "plan",
    "read",
    "read_mapping",
    "ready_made",
    "recognise",
    "rejected",
    "remove_ready_made",
    "run_import",
    "take_apart",
    "take_back",
    "title",
    "undo",
    "unread_cells",
]


def import_kinds() -> "list[ImportKind]":
    """The kinds of file that can be imported."""
    return import_kind.every()


def kind_of(name: str) -> "ImportKind":
    """The kind of that name. Raises Problem."""
    return import_kind.of(name)


def kind_title(name: str) -> str:
    """What people read for a kind; of one that this version does not know its name."""
    return import_kind.title_of(name)


def plan(
    project: "Project",
    path: Path | str,
    kind: str | None = None,
    mapping: "Mapping | None" = None,
    progress: Progress = SILENT,
    readings: "Readings | None" = None,
    *,
    leave_empty: bool = False,
) -> "FilePlan":
    """What a file is taken for: kind, mapping, each column's filling and examples, its first rows. Raises Problem.

    Whoever looks at a file, tries it out and brings it in hands the same `readings` to each: then it is read once.
    With `leave_empty` columns in which nothing stands are left out, unless the mapping states them.
    """
    from app.ingest.importing import file_plan

    return file_plan.plan(project, Path(path), kind, mapping, progress, readings, leave_empty=leave_empty)


def dry_run(
    project: "Project",
    path: Path | str,
    kind: str | None = None,
    mapping: "Mapping | None" = None,
    as_of: str | None = None,
    progress: Progress = SILENT,
    readings: "Readings | None" = None,
) -> "ImportReport":
    """The numbers that an import would give, and its first 20 rows; nothing is changed. Raises Problem."""
    from app.ingest.importing import file_import

    return file_import.import_file(project, Path(path), kind, mapping, None, as_of, True, progress, readings)


def run_import(
    project: "Project",
    path: Path | str,
    kind: str | None = None,
    mapping: "Mapping | None" = None,
    source: "str | Stretch | None" = None,
    as_of: str | None = None,
    progress: Progress = SILENT,
    readings: "Readings | None" = None,
    *,
    unasked: bool = False,
) -> "ImportReport":
    """Import a file wholly or not at all; what the mapping leaves open is found out. Raises Problem.

    With `unasked`, where nobody stands by who could agree, what undoes somebody's no does not come in.
    """
    from app.ingest.importing import file_import

    stated = (kind, mapping, source, as_of)
    return file_import.import_file(project, Path(path), *stated, False, progress, readings, unasked=unasked)


def asks_first(problem: Problem) -> bool:
    """Whether a file did not come in because somebody has to agree to it first, and for no other reason."""
    from app.ingest.importing import problems

    return problem.code == problems.WOULD_RENEW.code


def format_titles() -> list[str]:
    """What people read for the formats that can be imported, the commonest first."""
    from app.ingest.readers import formats

    return formats.titles()


def file_endings() -> list[str]:
    """The endings (without their dot) of files that can be imported: of each format, then of what is packed."""
    from app.ingest.readers import archives, formats

    return [*formats.offered_endings(), "zip", *archives.PACKINGS]


def files_in(path: Path | str) -> list[Path]:
    """The files that a ZIP file of several holds, as paths that can be imported; any other file is itself."""
    from app.ingest.readers import archives

    return archives.files_in(Path(path))


def is_database(text: str) -> bool:
    """Whether a text is the address of a database, and no path of a file."""
    return "://" in text


def database_address(text: str, user: str = "", password: str = "") -> "DatabaseAddress":
    """An address that SQLAlchemy knows, its secrets apart; user and password may stand in it. Raises ImportProblem."""
    from app.ingest.readers.databases import addresses

    return addresses.parsed(text, user, password)


def database_tables(address: "DatabaseAddress", progress: Progress = SILENT) -> "list[TableName]":
    """The tables and views of a database, each with its `title` and whether it `is_view`. Raises ImportProblem."""
    from app.ingest.readers.databases import fetching

    return fetching.tables(address, progress)


def fetch(address: "DatabaseAddress", table: str = "", query: str = "", progress: Progress = SILENT) -> "Fetched":
    """The rows of a database's table, by its title, or of a query, as a file that can be imported. Raises Problem.

    The file is there as long as what is given back; the database is only read.
    """
    from app.ingest.readers.databases import fetching

    return fetching.fetch(address, table, query, progress)


def import_all(
    project: "Project",
    paths: list[Path],
    kind: str | None = None,
    mapping: "Mapping | None" = None,
    source: str | None = None,
    as_of: str | None = None,
    progress: Progress = SILENT,
    *,
    dry: bool = False,
    unasked: bool = False,
) -> "ImportedFiles":
    """Import several files or none, or with `dry` try each out; `unasked` is as for `run_import`. Raises Problem."""
    from app.ingest.importing import file_groups

    stated = (kind, mapping, source, as_of)
    return file_groups.joined(paths, file_groups.import_files(project, paths, *stated, dry, progress, unasked=unasked))


def read_mapping(path: Path | str) -> "Mapping":
    """A MAP.json; raises Problem that names the place of what is wrong."""
    from app.ingest.vocabulary import map_file

    return map_file.load(Path(path))


def history(project: "Project") -> "list[Imported]":
    """Every import, the newest last."""
    from app.ingest.importing import history as imports

    return imports.history(project)


def undo(project: "Project", batch: int, progress: Progress = SILENT) -> "Undone":
    """Take an import back whole, as if its file had never come. Raises Problem."""
    from app.ingest.importing import undo as undoing

    return undoing.undo(project, batch, progress)


def export_rejected(project: "Project", batch: int, path: Path | str) -> int:
    """Write the rejected rows as CSV, to be mended and imported again; returns how many. Raises Problem."""
    from app.ingest.importing import history as imports

    return imports.export_rejected(project, batch, Path(path))


def export_unread(project: "Project", batch: int, path: Path | str) -> int:
    """Write the rows with such cells as CSV, to be mended and imported again; returns how many. Raises Problem."""
    from app.ingest.importing import history as imports

    return imports.export_unread(project, batch, Path(path))


__getattr__ = lazy(__name__, HOMES)
