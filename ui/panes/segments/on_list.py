"""The people on the list of a static segment, in the builder's place: put on it and taken off by hand."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.domain.counts import agreed
from ui.core import file_dialogs, formats
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, vbox
from ui.widgets.pages import Pages
from ui.widgets.person_picker import person_picker
from ui.widgets.table import Column, RowsModel, TableView

if TYPE_CHECKING:
    from app.audience import Changed, OnList

MOST: Final = 1_000
"""So many of the people are shown, those who were added last."""
COLUMNS: Final = (
    Column("name", "Who", 0, second="key"),
    Column("email", "Email", 0),
    Column("added", "Added", 130, shown=lambda at: formats.day(formats.local(at).date())),
)


class PeopleTable(TableView):
    """The people; Delete takes the chosen ones off."""

    unwanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.unwanted.emit()
        else:
            super().keyPressEvent(event)


class ListPanel(QWidget):
    """Who is on the list, and the buttons that change it; `asked` has `one`, `file` or `off`."""

    asked = Signal(str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.about = Label("", tone="muted", wrap=True)
        self.model = RowsModel(COLUMNS)
        self.table = PeopleTable(self.model, "People on the list", two_lines=True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.empty_text = "Nobody is on this list yet."
        self.table.unwanted.connect(lambda: self.asked.emit("off"))
        self.table.row_activated.connect(lambda row: self.opened.emit(str(self.model.row(row)["id"])))
        self.one = Button("Add somebody…", icon="user-plus", small=True)
        self.file = Button("Add from a file…", small=True)
        self.off = Button("Take off", icon="user-minus", small=True, hint="Del")
        for button, what in ((self.one, "one"), (self.file, "file"), (self.off, "off")):
            button.clicked.connect(lambda _=False, what=what: self.asked.emit(what))
        self.off.setEnabled(False)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.off.setEnabled(bool(self.chosen())))
        column = vbox(hbox(self.one, self.file, 1, self.off), self.about, spacing=10, parent=self)
        column.addWidget(self.table, 1)
        self.wait()

    def wait(self) -> None:
        """The people are on their way."""
        self.about.setText("")
        self.model.wait()

    def show_people(self, found: "Sequence[OnList]", count: int) -> None:
        """Show these, of so many on the list."""
        rows = [
            {"id": one.key, "name": one.name or formats.key(one.key), "key": formats.key(one.key), "email": one.email,
             "added": one.added}
            for one in found
        ]  # fmt: skip
        self.model.set_rows(rows)
        said = "Whoever is on this list stays on it, whatever they do, until you take them off."
        more = f" The last {formats.number(len(rows))} who were added are shown." if count > len(rows) else ""
        self.about.setText(said + more)
        self.off.setEnabled(False)

    def chosen(self) -> list[str]:
        """The keys of the rows that are selected."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [str(self.model.row(row)["id"]) for row in rows]


class Listed:
    """Shows the panel in the builder's place where a static segment is open, and changes its list."""

    def __init__(self, pane: Any) -> None:
        self._pane = pane
        self.ask_file: Callable[[], str] = lambda: ask_file(self.panel)

    def beside(self, builder: QWidget) -> Pages:
        """The builder, and in its place the panel."""
        self.panel = ListPanel()
        self.panel.asked.connect(self._do)
        self.panel.opened.connect(lambda key: self._pane.context.go_to("people", key=key))
        self._pages = Pages(builder, self.panel)
        return self._pages

    def show_rule(self, name: str, rule: Any) -> None:
        """Show the people of a static segment, or the builder for any other."""
        from app.audience import is_static

        static = bool(name) and is_static(rule)
        self._pages.setCurrentIndex(1 if static else 0)
        if static:
            self.panel.wait()
            self._look_up(name)

    @property
    def is_shown(self) -> bool:
        """Whether a static segment is open."""
        return self._pages.currentIndex() == 1

    def refresh(self) -> None:
        """Look the people of the segment that is open up again."""
        if self._pane.name and self.is_shown:
            self._look_up(self._pane.name)

    def _look_up(self, name: str) -> None:
        project = self._pane.project

        def work(_: Any) -> "tuple[list[OnList], int]":
            from app.audience import lists

            return lists.people_on(project, name, MOST)

        still = self._pane.shown.still()
        self._pane.run("on list", work, lambda found: self.panel.show_people(*found), quiet=True, about=still)

    def _do(self, what: str) -> None:
        if what == "one":
            person_picker(self.panel.one, self._pane.asking.find, lambda key: self._change("put_on", [key]))
        elif what == "file":
            if path := self.ask_file():
                self._change("put_on", Path(path))
        elif keys := self.panel.chosen():
            self._change("take_off", keys)

    def _change(self, how: str, whom: "list[str] | Path") -> None:
        project, name = self._pane.project, self._pane.name

        def work(progress: Any) -> "Changed":
            from app.audience import lists

            keys = lists.keys_in(project, whom, progress) if isinstance(whom, Path) else whom
            return (
                lists.put_on(project, name, keys, progress)
                if how == "put_on"
                else lists.take_off(project, name, keys, progress)
            )

        def done(found: "Changed") -> None:
            self._look_up(name)
            undo = (lambda: self._change("put_on", whom)) if how == "take_off" else None
            self._pane.context.toast(told(found), undo=undo)

        self._pane.run(f"list/{name}", work, done, title="Changing the list", keeps=True)


def ask_file(parent: QWidget) -> str:
    """Let the user choose a file of people; empty when they thought better of it."""
    paths = file_dialogs.choose_files(parent, "People to put on the list", "data")
    return paths[0] if paths else ""


def told(found: "Changed") -> str:
    """What became of a list, in a sentence without a full stop."""
    if found.removed:
        said = f"{formats.people(found.removed)} taken off “{found.name}”"
    else:
        said = f"{formats.people(found.added)} added to “{found.name}”"
    if not found.unknown:
        return said
    are = agreed(len(found.unknown), "is", "are")
    return f"{said}; {formats.counted(len(found.unknown), 'key')} in the file {are} nobody’s"
