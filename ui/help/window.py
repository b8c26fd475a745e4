"""The help in a window of its own: contents and search at the left, a page at the right; read here, do there."""

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QListWidget, QListWidgetItem, QWidget

from ui.core import theme
from ui.core.commands import Commands
from ui.core.screen_reader import say
from ui.help import pages
from ui.help.tables import tables
from ui.help.text import HelpText
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox, vbox
from ui.widgets.search import SearchField

WIDTH, HEIGHT, CONTENTS = 820, 660, 210


class HelpWindow(QDialog):
    """Not modal: one reads here and does there. Esc closes it, Alt Left goes back, Ctrl F searches."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help")
        self._tables = tables(commands)
        self._read: list[str] = []
        self.contents = QListWidget()
        self.contents.setAccessibleName("Pages of the help")
        for key in pages.order():
            item = QListWidgetItem(pages.title(key))
            item.setSizeHint(QSize(0, theme.active().column(32)))
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.contents.addItem(item)
        self.search = SearchField("Search the help")
        self.back = Button("Back", kind="quiet", icon="arrow-left", small=True)
        # Enter belongs to the search.
        self.back.setAutoDefault(False)
        self.text = HelpText()
        self._build()
        self.contents.currentItemChanged.connect(self._chosen)
        self.search.searched.connect(self._search)
        self.back.clicked.connect(self.go_back)
        self.text.anchorClicked.connect(self._follow)
        for keys, call in (("Alt+Left", self.go_back), ("Ctrl+F", self.search.setFocus)):
            QShortcut(QKeySequence(keys), self, call)

    def _build(self) -> None:
        side = QFrame()
        side.setProperty("panel", "true")
        side.setFixedWidth(theme.active().column(CONTENTS))
        column = vbox(self.search, self.contents, spacing=10, margins=(12, 14, 12, 12), parent=side)
        column.addLayout(hbox(self.back, 1))
        paper = QFrame()
        paper.setProperty("panel", "true")
        vbox(self.text, spacing=0, parent=paper)
        row = hbox(side, spacing=0, parent=self)
        row.addWidget(paper, 1)
        room = QGuiApplication.primaryScreen().availableGeometry()
        column_of = theme.active().column
        self.resize(min(column_of(WIDTH), room.width() - 40), min(column_of(HEIGHT), room.height() - 60))

    def page(self) -> str:
        """The key of the page that is shown; empty while answers to a search are."""
        return "" if self.search.text().strip() else self._read[-1] if self._read else ""

    def show_page(self, key: str) -> None:
        """Show a page, and the window if it is not there yet."""
        # To clear it is to search for nothing, which shows again what was read last.
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        if not self._read or self._read[-1] != key:
            self._read.append(key)
        self._display(key)
        self.show()
        self.raise_()
        self.activateWindow()

    def go_back(self) -> None:
        """To the page that was read before this one."""
        if self.search.text().strip():
            self.search.clear()
            self._display(self._read[-1])
        elif len(self._read) > 1:
            self._read.pop()
            self._display(self._read[-1])

    def _display(self, key: str) -> None:
        found = pages.page(key, self._tables)
        self.text.show_markdown(found.source)
        self.back.setEnabled(len(self._read) > 1)
        self.contents.blockSignals(True)
        self.contents.setCurrentRow(pages.order().index(key))
        self.contents.blockSignals(False)
        self.setWindowTitle(f"{found.title} – Help")
        say(self, found.title)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_page(str(item.data(Qt.ItemDataRole.UserRole)))
            # The arrow keys go on through the contents.
            self.contents.setFocus()

    def _follow(self, link: QUrl) -> None:
        key = link.fileName().removesuffix(".md")
        if key in pages.order():
            self.show_page(key)
            self.text.setFocus()

    def _search(self, asked: str) -> None:
        if not asked:
            if self._read:
                self._display(self._read[-1])
            return
        hits = pages.search(asked, self._tables)
        lines = [f"# {len(hits)} {'place' if len(hits) == 1 else 'places'}" if hits else "# Nothing was found"]
        if not hits:
            lines.append("Try fewer letters, or another word for the same.")
        for hit in hits:
            under = "" if hit.heading == hit.page.title else f" · {hit.heading}"
            lines.append(f"**[{hit.page.title}{under}]({hit.page.key}.md)**\n\n{_quoted(hit.words)}")
        self.text.show_markdown("\n\n".join(lines))
        self.back.setEnabled(True)
        say(self, lines[0].removeprefix("# "))


def _quoted(text: str) -> str:
    """Words of a page as plain Markdown: nothing in them is a mark."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+-.!|<>" else sign for sign in text)
