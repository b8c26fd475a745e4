"""Where an export is found, in a window of its own: one reads here and clicks through the tool beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from ui.core import theme
from ui.widgets.export_guide import ExportGuide
from ui.widgets.labels import Label
from ui.widgets.layouts import vbox

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from ui.core.jobs import Jobs

TITLE = "Where to find an export"
TOLD = "How each shop and tool hands over its contacts, orders and results. What you export there you drop here."


def exports(progress: "Progress") -> list[tuple[str, str]]:
    """What each known export is called, and where it is found; for a job, as it reads files."""
    from app import ingest

    del progress
    return [(one.title, one.where_to_find) for one in ingest.ready_made()[0] if one.where_to_find]


class ExportsWindow(QDialog):
    """Not modal; Esc closes it."""

    def __init__(self, jobs: "Jobs", parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.resize(theme.active().column(560), 520)
        self.guide = ExportGuide()
        column = vbox(
            Label(TITLE, "title"), Label(TOLD, tone="muted", wrap=True), self.guide, spacing=10,
            margins=(20, 16, 20, 16), parent=self,
        )  # fmt: skip
        column.setStretchFactor(self.guide, 1)
        self.guide.search.setFocus()
        jobs.start("help/exports", exports, self._show, quiet=True)

    def _show(self, found: Sequence[tuple[str, str]]) -> None:
        self.guide.show_exports(found)
