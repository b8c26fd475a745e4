"""Saving rows that were put aside, to be mended and brought in again."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import ingest
from app.domain.counts import agreed
from ui.core import file_dialogs, formats

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from ui.panes.base import Pane

CSV = "CSV files (*.csv)"


def ask(pane: "Pane", batch: int, cells: bool, imports: Sequence[Mapping[str, Any]]) -> None:
    """Ask where the rejected rows of an import, or those with unread cells, are to go, and write them there."""
    name = next((str(one["file"]) for one in imports if one["batch"] == batch), f"import {batch}")
    what = "unread cells" if cells else "rejected rows"
    title = "Save the rows with unread cells" if cells else "Save the rejected rows"
    path = file_dialogs.save_as(pane, title, "rejected", f"{Path(name).stem} - {what}.csv", CSV)
    if path:
        save(pane, path, batch, cells=cells)


def save(pane: "Pane", path: str, batch: int, *, cells: bool) -> None:
    """Write them to this path."""
    project = pane.project

    def work(progress: "Progress") -> int:
        return (ingest.export_unread if cells else ingest.export_rejected)(project, batch, path)

    def done(count: int) -> None:
        said = f"{formats.counted(count, 'row')} to mend {agreed(count, 'is', 'are')} in {Path(path).name}"
        pane.context.toast(said, "Open the file", lambda: file_dialogs.open_here(path))

    pane.run("save", work, done, title="Saving the rows", keeps=True)
