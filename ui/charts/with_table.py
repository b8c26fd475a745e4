"""A picture with its table: one or the other is shown, and both can be kept as files."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.csv_injection import guarded
from app.domain.problems import Problem
from ui.charts.chart import Chart, save
from ui.core import file_dialogs
from ui.widgets.buttons import Button
from ui.widgets.menu_field import popup
from ui.widgets.pages import Pages
from ui.widgets.table import Column, RowsModel, TableView

FORMATS = {"png": "PNG picture (*.png)", "svg": "SVG drawing (*.svg)", "csv": "CSV file (*.csv)"}
"""What a picture can be kept as, with what the system's dialog calls it; CSV is its table."""


class WithTable(Pages):
    """A chart and a table that says the same in figures, for screen readers and for who wants to know exactly."""

    turned = Signal(bool)

    def __init__(self, chart: Chart, name: str) -> None:
        super().__init__()
        self.chart = chart
        self.model = RowsModel([Column("name", "", 0)])
        self.table = TableView(self.model, name)
        self.addWidget(chart)
        self.addWidget(self.table)

    @property
    def as_table(self) -> bool:
        """Whether the table is shown."""
        return self.currentIndex() == 1

    def show_figures(self, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> None:
        """What the table says; cells are values, which the columns turn into text."""
        self.model.beginResetModel()
        self.model.columns = list(columns)
        self.model.endResetModel()
        self.model.set_rows(rows)
        self._rows = rows

    def toggle(self) -> None:
        """The picture as figures, and back."""
        self.setCurrentIndex(0 if self.as_table else 1)
        self.turned.emit(self.as_table)

    def write(self, path: Path) -> None:
        """Keep it as PNG, SVG or CSV, by the end of the path; raises Problem where that cannot be."""
        if path.suffix.lower() == ".csv":
            save(path, self._csv().encode())
        else:
            self.chart.write(path)

    def _csv(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([guarded(column.title) for column in self.model.columns])
        for row in self._rows:
            cells = [row.get(column.key) for column in self.model.columns]
            writer.writerow(["" if cell is None else guarded(cell) for cell in cells])
        return out.getvalue()


class PictureButton(Button):
    """Opens a menu: the table in the picture's place or back, and the files that it can be kept as."""

    saved = Signal(str)
    failed = Signal(object)

    def __init__(self, picture: WithTable, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            icon="dots-three", small=True, kind="quiet", name=f"{name}: as a table or a file", parent=parent
        )
        self._picture = picture
        self._name = name
        self.ask: Callable[[str], str] = self._ask
        self.clicked.connect(self._open)

    def _open(self) -> None:
        turn = "Show as picture" if self._picture.as_table else "Show as table"
        kept = [(end, f"Save as {end.upper()}…") for end in FORMATS]
        popup(self, [("turn", turn), ("", ""), *kept], "", self.take)

    def take(self, key: str) -> None:
        """Do what an entry of the menu says."""
        if key == "turn":
            self._picture.toggle()
            return
        if path := self.ask(key):
            try:
                self._picture.write(Path(path))
            except Problem as problem:
                self.failed.emit(problem)
            else:
                self.saved.emit(path)

    def _ask(self, end: str) -> str:
        path = file_dialogs.save_as(self, f"Save “{self._name}”", "picture", f"{self._name}.{end}", FORMATS[end])
        # Who leaves the ending out means the one that was chosen.
        return f"{path}.{end}" if path and Path(path).suffix.lower() != f".{end}" else path
