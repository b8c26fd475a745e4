"""What can stand in the way of an import, and of what is asked about imports."""

from typing import Final

from app.domain.problems import ImportProblem, NotFound, declared

# History.

NO_IMPORT: Final = declared(
    "ingest.importing.no-import",
    "There is no import number {number}",
    remedy="The import history lists them.",
    kind=NotFound,
)

# Undo.

TAKEN_BACK: Final = declared("ingest.importing.taken-back", "Import {number} was taken back already")

# Rereading.

READ_OTHERWISE: Final = declared("ingest.importing.read-otherwise", "{what}", "{why}", "{remedy}", kind=ImportProblem)

# File import.

OTHER_KIND: Final = declared(
    "ingest.importing.other-kind",
    "The mapping is for {of}, not {kind}",
    remedy="Infer one anew, or change its kind.",
    kind=ImportProblem,
)

# File groups.

TRIED: Final = declared("ingest.importing.tried", "{problem}", kind=ImportProblem)
