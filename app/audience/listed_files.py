"""Whom the rows of a file mean: a list of people that somebody hands over, in any form that can be imported."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from app import ingest
from app.audience import problems
from app.domain.names import IDENTIFIERS
from app.domain.progress import SILENT, Progress
from app.project import Project

_KEY: Final = "key"
"""The header of what lists of ours have in their first column: `email:…`, `customer_id:…`."""
_OWN: Final = "identifier"
"""The type of a column of identifiers of the project's own kinds."""
_WITH_PLACES: Final = re.compile(r"[0-9]+\.0")


def keys_in(project: Project, path: Path, progress: Progress = SILENT) -> list[tuple[str, ...]]:
    """By row of a file the keys that it holds, the one that says best who is meant first; raises Problem.

    Rows in which none stands are left out.
    """
    readings = ingest.Readings()
    mapping = ingest.plan(project, path, "profiles", progress=progress, readings=readings).mapping
    table = readings.read(path, mapping.layout, progress).table
    columns = {header: column for header, column in mapping.columns.items() if header in table.headers}
    given = next((header for header in table.headers if header.strip().casefold() == _KEY), None)
    kinds = {header: column.to for header, column in columns.items() if column.to in IDENTIFIERS or column.type == _OWN}
    kinds = {header: kind for header, kind in kinds.items() if kind and header != given}
    if given is None and not kinds:
        raise problems.NO_KEYS(name=path.name)
    order = sorted(kinds, key=lambda header: _rank(kinds[header] or ""))
    named = [(f"{kinds[header]}:", table.text(header).to_pylist()) for header in order]
    named = [*([("", table.text(given).to_pylist())] if given is not None else []), *named]
    rows = zip(*(cells for _, cells in named), strict=True)
    found = (tuple(_keys(zip((kind for kind, _ in named), row, strict=True))) for row in rows)
    return [keys for keys in found if keys]


def _keys(cells: Iterable[tuple[str, str]]) -> Iterator[str]:
    for kind, cell in cells:
        if cell.strip():
            yield f"{kind}{cell}"
            # What a spreadsheet took for a number with places.
            if _WITH_PLACES.fullmatch(cell.strip()):
                yield f"{kind}{cell.strip().removesuffix('.0')}"


def _rank(kind: str) -> int:
    return IDENTIFIERS.index(kind) if kind in IDENTIFIERS else len(IDENTIFIERS)
