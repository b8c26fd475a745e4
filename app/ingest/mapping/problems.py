"""What can be wrong with how a file's columns are read."""

from typing import Final

from app.domain.problems import ImportProblem, declared


class NamesNobody(ImportProblem):
    """No column of the file is mapped to an identifier."""


# Inference.

NO_COLUMN: Final = declared(
    "ingest.mapping.no-column", "The file has no column “{name}”", remedy="It has {headers}.", kind=ImportProblem
)
LACKING: Final = declared("ingest.mapping.lacking", "{what}", remedy="{remedy}", kind=ImportProblem)
NAMES_NOBODY: Final = declared(
    "ingest.mapping.names-nobody", "No column says who a row is about", "{why}", "{remedy}", kind=NamesNobody
)
