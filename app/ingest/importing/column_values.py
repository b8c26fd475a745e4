"""The different values of a file's column, as its recipe leaves them, and which of them are alike."""

from pathlib import Path

import pyarrow.compute as pc

from app.domain.progress import SILENT, Progress
from app.ingest.importing import cleaned_file
from app.ingest.mapping import problems
from app.ingest.readers.reading import Readings
from app.ingest.vocabulary.map_file import DEFAULT, Mapping
from app.recipe import Cluster, Recipe, alike

Value = tuple[str, int]


def column_values(
    path: Path,
    header: str,
    mapping: Mapping | None = None,
    recipe: Recipe | None = None,
    progress: Progress = SILENT,
    readings: Readings | None = None,
) -> list[Value]:
    """Each different value of a column of the whole file with its cells, the commonest first, blank ones left out.

    The mapping says how the file is opened, and its recipe, or the one that is stated, is run before. Raises Problem.
    """
    found = (readings or Readings()).read(path, mapping.layout if mapping else None, progress.part(0, 0.3))
    steps = recipe if recipe is not None else mapping.recipe if mapping is not None else DEFAULT
    made = cleaned_file.cleaned(found.table, steps, [header], progress.part(0.3, 0.6))[0]
    if header not in made.headers:
        raise problems.NO_COLUMN(name=header, headers=", ".join(made.headers))
    counts = pc.value_counts(made.text(header))
    values = zip(counts.field("values").to_pylist(), counts.field("counts").to_pylist(), strict=True)
    return sorted(((text, count) for text, count in values if text.strip()), key=lambda one: (-one[1], one[0]))


def alike_values(
    path: Path,
    header: str,
    method: str,
    mapping: Mapping | None = None,
    recipe: Recipe | None = None,
    progress: Progress = SILENT,
    readings: Readings | None = None,
) -> list[Cluster]:
    """Groups of values of a column of the whole file that a method (`app.recipe.METHODS`) takes for alike, those of the
    most cells first. Raises Problem."""
    values = column_values(path, header, mapping, recipe, progress.part(0, 0.3), readings)
    return alike(values, method, progress.part(0.3, 1))
