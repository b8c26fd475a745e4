"""What can be wrong with a file that is to be read."""

from typing import Final

from app.domain.problems import FileProblem, ImportProblem, declared


class EncodingProblem(FileProblem):
    """A text file does not fit the encoding in which it is to be read."""


class FileChanged(FileProblem):
    """A file is another by now than the one that was looked at."""


# Delimited.

EMPTY: Final = declared(
    "ingest.readers.empty",
    "{name} is empty",
    remedy="Export it again with its header row and its rows.",
    kind=ImportProblem,
)
QUOTES: Final = declared(
    "ingest.readers.quotes",
    "Too many quotes are opened and never closed",
    remedy="Export the file again.",
    kind=ImportProblem,
)

# Limits.

TOO_WIDE: Final = declared(
    "ingest.readers.too-wide",
    "{name} has {columns}",
    "A table may have {most:,}",
    "Export it with the columns alone that you need.",
    kind=ImportProblem,
)

HEADER_TOO_LONG: Final = declared(
    "ingest.readers.header-too-long",
    "{name} has a header of {signs}",
    "A header may have {most:,}: the row may hold something else, or a quote in it is never closed",
    "Say in which line the headers stand, or export it again.",
    kind=ImportProblem,
)

# Archives.

NO_FILE_INSIDE: Final = declared(
    "ingest.readers.no-file-inside",
    "{name} holds no file",
    remedy="Make it again with the exported files in it.",
    kind=FileProblem,
)
SEVERAL_FILES: Final = declared(
    "ingest.readers.several-files",
    "{name} holds {files}",
    remedy="Unpack it, and import its files one after another.",
    kind=FileProblem,
)
ARCHIVE: Final = declared(
    "ingest.readers.archive",
    "{name} is an archive of files",
    remedy="Unpack it, and import its files one after another.",
    kind=FileProblem,
)
SWELLS: Final = declared(
    "ingest.readers.swells",
    "{name} is too large to be unpacked",
    "{swells}, or more than the disk has room for",
    "If it is right, unpack it yourself, and import its files.",
    kind=FileProblem,
)
LOCKED_ARCHIVE: Final = declared(
    "ingest.readers.locked-archive",
    "{name} is locked with a password",
    remedy="Unpack it with its password, and import the files that come out.",
    kind=FileProblem,
)
NOT_INSIDE: Final = declared("ingest.readers.not-inside", "There is no file {file} in {archive}", kind=FileProblem)

# Not tables.

NO_TABLE: Final = declared(
    "ingest.readers.no-table", "{name} holds {what}, not a table", remedy="{remedy}", kind=ImportProblem
)
NO_TEXT: Final = declared(
    "ingest.readers.no-text",
    "{name} holds no text",
    "It is damaged, or a file of another kind",
    "{remedy}",
    kind=ImportProblem,
)
LOCKED: Final = declared(
    "ingest.readers.locked",
    "{name} is locked with a password",
    remedy="Open it with its password, save it without one, and choose it again.",
    kind=ImportProblem,
)
WEB_PAGE: Final = declared(
    "ingest.readers.web-page",
    "{name} is a web page (HTML or XML), not a workbook",
    remedy="Open it in Excel, save it as a workbook (XLSX), and choose that file.",
    kind=ImportProblem,
)
NO_WORKBOOK: Final = declared(
    "ingest.readers.no-workbook",
    "{name} cannot be read as a workbook",
    "It is damaged, or a file of another kind",
    "Save it again as a workbook, or as CSV.",
    kind=ImportProblem,
)

# Parquet tables.

SWELLS_AS_PARQUET: Final = declared(
    "ingest.readers.swells-as-parquet",
    "{name} is too large to be unpacked",
    "{swells}",
    "If it is right, export it as CSV, and import that.",
    kind=ImportProblem,
)
NO_PARQUET: Final = declared(
    "ingest.readers.no-parquet", "{name} cannot be read as Parquet", "{why}", "Export it again.", kind=ImportProblem
)

# SQLite tables.

A_PROJECT: Final = declared(
    "ingest.readers.a-project",
    "{name} is a project of Quillwork",
    remedy="Open it with File, Open; to bring its people here, export them there as CSV.",
    kind=ImportProblem,
)
NO_DATABASE: Final = declared(
    "ingest.readers.no-database",
    "{name} cannot be read as a database",
    "{why}",
    "Export the table as CSV, and import that.",
    kind=ImportProblem,
)
LOG_BESIDE: Final = declared(
    "ingest.readers.log-beside",
    "The newest rows of {name} may not be in it yet",
    "They stand in {log} beside it while the program that writes them is open.",
    "Close that program (or open it once and close it), and import the file again.",
    kind=ImportProblem,
)
NO_SUCH_TABLE: Final = declared(
    "ingest.readers.no-such-table", "{name} has no table “{table}”", remedy="It has {tables}.", kind=ImportProblem
)
SWELLS_AS_DATABASE: Final = declared(
    "ingest.readers.swells-as-database",
    "“{table}” of {name} has too many rows",
    "More than the {most}-fold of the database comes out of it",
    "If it is right, export it as CSV, and import that.",
    kind=ImportProblem,
)

# Sources.

DAMAGED: Final = declared(
    "ingest.readers.damaged",
    "{name} cannot be unpacked",
    "It is damaged, or not all of it is there",
    "Fetch or export it again.",
    kind=FileProblem,
)
A_FOLDER: Final = declared(
    "ingest.readers.a-folder", "{name} is a folder", remedy="Choose the files in it.", kind=FileProblem
)
NOT_A_FILE: Final = declared(
    "ingest.readers.not-a-file", "{name} is no file", remedy="Choose the one you exported.", kind=FileProblem
)
BEING_WRITTEN: Final = declared(
    "ingest.readers.being-written",
    "{name} is still being written",
    remedy="Wait until it is whole, and try again.",
    kind=FileProblem,
)
NO_FILE: Final = declared(
    "ingest.readers.no-file", "There is no file {name}", remedy="Look for it in {folder}.", kind=FileProblem
)
LINE_TOO_LONG: Final = declared(
    "ingest.readers.line-too-long",
    "{name} has a line of more than {megabytes} MB",
    "No table has such a line: the file is damaged, or holds something else",
    "Export it again, as CSV.",
    kind=ImportProblem,
)
NO_ENCODING: Final = declared(
    "ingest.readers.no-encoding",
    "There is no encoding “{encoding}”",
    remedy="State another encoding.",
    kind=FileProblem,
)
OTHER_ENCODING: Final = declared(
    "ingest.readers.other-encoding",
    "{name} cannot be read as {encoding}",
    "{why}",
    "Choose another encoding.",
    kind=EncodingProblem,
)

# Json objects.

DOCUMENT_TOO_LARGE: Final = declared(
    "ingest.readers.document-too-large",
    "{name} is one JSON document of {megabytes:,} MB",
    "Such a one may have {most} MB",
    "Export it with one object per line, or as CSV.",
    kind=ImportProblem,
)
NO_OBJECTS: Final = declared(
    "ingest.readers.no-objects",
    "{name} holds no JSON objects",
    remedy="Export it with one object per line.",
    kind=ImportProblem,
)
NOT_WHOLE: Final = declared(
    "ingest.readers.not-whole", "{name} is not whole JSON", "{place}", "Export it again.", kind=ImportProblem
)

# Child.

GAVE_UP: Final = declared(
    "ingest.readers.gave-up",
    "{name} cannot be read",
    "It is damaged, or made so that the library that reads it gives up",
    "Open it in the program that it is from, save it again as CSV, and import that.",
    kind=FileProblem,
)
TOO_MUCH_MEMORY: Final = declared(
    "ingest.readers.too-much-memory",
    "{name} takes too much memory to be read",
    "More than {gigabytes:.1f} GB came out of it",
    "Save it again as CSV, in several files if it is really so large, and import those.",
    kind=FileProblem,
)
TOO_LONG: Final = declared(
    "ingest.readers.too-long",
    "{name} takes too long to be read",
    remedy="Save it again as CSV, and import that.",
    kind=FileProblem,
)

# Workbooks.

NO_SUCH_ROW: Final = declared(
    "ingest.readers.no-such-row", "Row {row} cannot hold the headers", "The sheet is shorter.", kind=ImportProblem
)
NO_SHEET: Final = declared(
    "ingest.readers.no-sheet", "{name} has no sheet “{sheet}”", remedy="It has {sheets}.", kind=ImportProblem
)

# Reading.

NO_TABLE_FOUND: Final = declared(
    "ingest.readers.no-table-found",
    "{name} is empty",
    "{why}",
    "Export it again with its header row and its rows.",
    kind=ImportProblem,
)

# Preambles.

BLANK: Final = declared(
    "ingest.readers.blank",
    "{name} holds nothing but blank lines",
    remedy="Export it again with its header row and its rows.",
    kind=ImportProblem,
)
NO_SUCH_LINE: Final = declared(
    "ingest.readers.no-such-line",
    "Line {line} cannot hold the headers",
    "It is blank, or the file is shorter.",
    kind=ImportProblem,
)

# Number formats.

SWELLS_AS_WORKBOOK: Final = declared(
    "ingest.readers.swells-as-workbook",
    "{name} is too large to be unpacked",
    "{swells}",
    "Save it again as CSV, and import that.",
    kind=ImportProblem,
)
FAR_CELL: Final = declared(
    "ingest.readers.far-cell",
    "{name} has a cell far away from all others",
    "The sheet “{sheet}” reaches to row {rows:,} and column {columns:,}, and is blank but for {cells}.",
    "Delete the rows and columns behind the table, save it, and import it again.",
    kind=ImportProblem,
)
CHANGED: Final = declared(
    "ingest.readers.changed",
    "{name} has changed since it was looked at",
    "It was saved again meanwhile",
    "Look at its new numbers, and bring it in then.",
    kind=FileChanged,
)
