"""People as CSV text, for a spreadsheet or a colleague: ISO dates, plain numbers, and no cell that would be run."""

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app import audience
from app.audience import AsOf
from app.domain.counts import people
from app.domain.progress import SILENT, Progress
from app.people import table
from app.project import Project

if TYPE_CHECKING:
    from app.people.table import Ids

NAME = "name"
"""The column that is put together from the parts of a name."""
_PARTS = ("first_name", "last_name", "full_name")
_AT_ONCE = 2_000


def text(
    project: Project,
    numbers: "Sequence[int] | Ids",
    columns: Sequence[str],
    as_of: AsOf = None,
    progress: Progress = SILENT,
) -> str:
    """A line for each of these profiles, in their order, below a line with the columns' names.

    Columns are `key`, `name` and traits; values are those of `segment members`: amounts as numbers, dates and local
    times in ISO 8601, lists with commas. A text that a spreadsheet would run as a formula has an apostrophe before it.
    """
    moment = project.moment(as_of)
    names = audience.names(project)
    known = names.traits | {old: names.traits[end] for old, end in names.merged.items() if end in names.traits}
    asked = [name for name in dict.fromkeys((*columns, *_PARTS)) if name in known]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for at in range(0, len(numbers), _AT_ONCE):
        progress.step(at, len(numbers), "Writing people as CSV")
        for row in table.page(project, numbers[at : at + _AT_ONCE], asked, moment):
            writer.writerow([_cell(name, row, known, moment) for name in columns])
    project.note(f"Copied {people(len(numbers))} as CSV", "export", {"columns": list(columns)}, map(int, numbers))
    return out.getvalue()


def _cell(name: str, row: dict[str, Any], known: Any, moment: Any) -> Any:
    from app.domain.csv_injection import guarded
    from app.query import traits

    value = table.name_of(row) if name == NAME else row.get(name)
    if name in known:
        value = traits.shown(known[name].type, value, moment)
    value = ", ".join(value) if isinstance(value, list) else value
    return "" if value is None else guarded(value)
