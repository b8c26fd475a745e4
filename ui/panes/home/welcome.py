"""The welcome page: drop files, open the demo, go back to a recent project."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.core import file_dialogs, theme
from ui.core.projects import Recent
from ui.panes.base import Context
from ui.widgets.buttons import Button, RowButton
from ui.widgets.cards import Card, EmptyState
from ui.widgets.export_guide import ExportGuide
from ui.widgets.labels import Label
from ui.widgets.layouts import beside, clear, hbox, vbox

FORMATS = (
    "CSV, Excel or a zip from Shopify, WooCommerce, Klaviyo, Mailchimp, HubSpot… "
    "Quillwork works out the columns and shows you before anything is kept."
)


class DropTarget(QWidget):
    """The large dashed place in the middle. The window takes the drop itself, so it works anywhere on it.

    With a project open (`kept`) there is nothing to start: only files to choose.
    """

    def __init__(self, context: Context, *, kept: bool = False) -> None:
        super().__init__()
        choose = Button("Choose files…", kind="main")
        choose.clicked.connect(lambda: context.commands.run("file.import"))
        buttons = [choose]
        if not kept:
            empty = Button("Start empty")
            empty.clicked.connect(lambda: context.commands.run("file.new"))
            buttons.append(empty)
        title = "Drop your contacts or orders here"
        vbox(EmptyState("database", title, FORMATS, *buttons, role="welcome"), parent=self)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colours.color("surface"))
        painter.setPen(QPen(colours.color("line"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)


class Welcome(QWidget):
    """The whole page."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        side = QWidget()
        if not theme.active().large:
            side.setMinimumWidth(300)
            side.setMaximumWidth(theme.active().px(340))
        self._recents = vbox(spacing=0)
        right = vbox(spacing=16, parent=side)
        right.addWidget(self._demo())
        right.addWidget(self._recent_card())
        right.addWidget(self._guide_card(), 1)
        row = beside(self)
        row.addWidget(DropTarget(context), 2)
        row.addWidget(side, 1)
        context.projects.recents_changed.connect(self._fill)
        self._fill()

    def _demo(self) -> Card:
        card = Card("See it with a made-up shop")
        text = "20,000 invented people, two years of orders, with segments, groups and an email to take apart."
        card.add(Label(text, tone="muted", wrap=True))
        button = Button("Open the demo")
        button.clicked.connect(lambda: self._context.commands.run("file.demo"))
        card.add(hbox(button, 0))
        return card

    def _recent_card(self) -> Card:
        card = Card("Recent")
        card.add(self._recents)
        promise = Card(tone="good")
        promise.add(
            Label("No account, no cloud. Everything stays in one file on this computer.", "small", "good", wrap=True)
        )
        card.add(promise)
        return card

    def _guide_card(self) -> Card:
        card = Card("Where is my export?")
        self.guide = ExportGuide()
        card.add(self.guide, 1)
        return card

    def _fill(self) -> None:
        clear(self._recents)
        recents = self._context.projects.recents()
        for recent in recents:
            self._recents.addWidget(self._row(recent))
        if not recents:
            text = "Projects that you open are listed here. Each is one file that you can copy, move or back up."
            self._recents.addWidget(Label(text, tone="muted", wrap=True))

    def _open(self, recent: Recent) -> None:
        if not recent.missing:
            self._context.projects.open(recent.path)
            return
        found = file_dialogs.choose_file(
            self, f"Where is {Path(recent.path).name} now?", "projects", file_dialogs.PROJECTS
        )
        if found:
            self._context.projects.forget(recent.path)
            self._context.projects.open(found)

    def _row(self, recent: Recent) -> RowButton:
        row = RowButton(recent.name, recent.line)
        row.setToolTip(recent.path)
        row.set_faded(recent.missing)
        row.clicked.connect(lambda: self._open(recent))
        row.on_remove("Take this project off the list", lambda: self._context.projects.forget(recent.path))
        return row
