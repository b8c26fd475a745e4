"""What follows from a campaign's plan: who gets it, and what will be written."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.core import formats, theme
from ui.widgets.bars import Bar
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.pages import Pages
from ui.widgets.skeleton import Skeleton
from ui.widgets.table import Column, RowsModel, TableView

if TYPE_CHECKING:
    from app.campaign import Step


class Waterfall(Card):
    """Who will get it: a bar for each step, how many are left, and why the others are not."""

    def __init__(self, look_up: Callable[[QWidget], None]) -> None:
        super().__init__("Who will get it", spacing=6)
        self.look_up = Button("Look someone up", small=True)
        self.look_up.clicked.connect(lambda: look_up(self.look_up))
        self.add_to_head(self.look_up)
        self._rows = QWidget()
        self._column = vbox(spacing=2, parent=self._rows)
        self.add(self._rows)
        self.none = Label(
            "Choose a template and whom it is for. Then you see here who gets it, and at each step who falls out and "
            "why: no valid address, no consent, suppressed, held out.",
            tone="muted",
            wrap=True,
        )
        self.add(self.none)
        self.counting = Skeleton(5, _Step.HEIGHT)
        self.counting.hide()
        self.add(self.counting)
        self.fate = Label("", tone="accent", wrap=True)
        self.fate.hide()
        self.add(self.fate)

    def show_steps(self, steps: Sequence["Step"]) -> None:
        """Show the waterfall; the last bar is who gets it."""
        clear(self._column)
        self.counting.setVisible(False)
        self.none.setVisible(not steps)
        self._rows.setVisible(bool(steps))
        whole = steps[0].people if steps else 0
        for at, step in enumerate(steps):
            share = step.people / whole if whole else 0.0
            row = _Step(step.step, share, formats.number(step.people), step.reason or "")
            row.bar.set(share, "good" if at == len(steps) - 1 else "accent")
            self._column.addWidget(row)

    def wait(self) -> None:
        """The steps are being counted: keep as much room as there was, and let no figure of before stand."""
        high = self._rows.sizeHint().height() if self._column.count() else 0
        clear(self._column)
        self._rows.hide()
        self.none.hide()
        self.counting.setMinimumHeight(high)
        self.counting.show()
        self.show_fate("")

    def show_fate(self, sentence: str) -> None:
        """Say what becomes of one person."""
        self.fate.setText(sentence)
        self.fate.setVisible(bool(sentence))


class _Step(QWidget):
    """One step of the waterfall: bars and figures stand under each other, whatever the words are long."""

    LABEL, BAR, NUMBER, HEIGHT = 208, 96, 56, 25

    def __init__(self, label: str, share: float, number: str, reason: str) -> None:
        super().__init__()
        now = theme.active()
        self.label = Elided(label)
        self.label.setFixedWidth(now.px(self.LABEL))
        self.bar = Bar(share, height=13)
        self.bar.setFixedWidth(now.column(self.BAR))
        self.number = Label(number, "strong")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.number.setFixedWidth(now.px(self.NUMBER))
        self.reason = Label(reason, "small", "muted", wrap=True) if now.large else Elided(reason, "small", "muted")
        row = hbox(self.label, self.bar, self.number, spacing=12)
        if now.large:
            # Beside figures of that size a reason has no room, and a reason is what the row is for.
            row.addStretch(1)
            self.reason.setVisible(bool(reason))
            vbox(row, self.reason, spacing=0, margins=(0, 3, 0, 3), parent=self)
        else:
            row.addWidget(self.reason, 1)
            vbox(row, spacing=0, margins=(0, 3, 0, 3), parent=self)
        self.setAccessibleName(" ".join(filter(None, (label, number, reason))))


FIRST = ("contacts", "template", "html/", "assignment", "holdout", "unsubscribed", "cleaned", "suppressed")
LAST = ("UPLOAD.md", "manifest.json")


class Written(Card):
    """What an export will write, and after one what it wrote, file by file."""

    def __init__(self, open_folder: Callable[[], None]) -> None:
        super().__init__("What will be written", spacing=6)
        self.open = Button("Open the folder", small=True)
        self.open.clicked.connect(open_folder)
        self.add_to_head(self.open)
        self.planned = RowsModel(
            [Column("path", "File", 0), Column("rows", "Rows", 72, numeric=True), Column("holds", "Holds", 270)]
        )
        self.model = RowsModel(
            [
                Column("path", "File", 0),
                Column("rows", "Rows", 80, numeric=True),
                Column("bytes", "Size", 90, numeric=True),
                Column("sha256", "SHA-256", 120),
            ]
        )
        none = QWidget()
        self.none = Label(
            "The contacts for your email service, the email in its own language, who is held out, who must not be "
            "mailed, and a manifest that says how each number came about.",
            tone="muted",
            wrap=True,
        )
        vbox(self.none, 1, parent=none)
        self.pages = Pages()
        self.pages.addWidget(none)
        for model, name in ((self.planned, "Files that will be written"), (self.model, "Files of the export")):
            table = TableView(model, name)
            table.verticalHeader().setDefaultSectionSize(theme.active().px(26))
            self.pages.addWidget(table)
        self.pages.setMinimumHeight(theme.active().px(120))
        self.add(self.pages, 1)
        self.show_files([], "")

    def wait(self) -> None:
        """What an export would write is being worked out; what was written is not this plan's."""
        self.show_files([], "")
        self.planned.wait()
        self.pages.setCurrentIndex(1)

    def show_planned(self, planned: Sequence[Any]) -> None:
        """Say what an export would write; what one wrote goes on standing there until the plan is another."""
        rows = [
            {
                "path": " · ".join(one.files) if len(one.files) < 3 else f"{one.files[0]} … {one.files[-1]}",
                "rows": "" if one.rows is None else formats.number(one.rows),
                "holds": one.holds,
            }
            for one in planned
        ]
        self.planned.set_rows(rows)
        if not self.model.rowCount():
            self.pages.setCurrentIndex(1 if rows else 0)

    def show_files(self, files: Sequence[dict[str, Any]], where: str) -> None:
        """Show the files of an export, emails of single people as one row; without any, what would be written."""
        emails = [one for one in files if one["path"].startswith("html/")]
        rows = [_file(one) for one in files if not one["path"].startswith("html/")]
        if emails:
            size = formats.number(sum(one["bytes"] for one in emails) / 1024)
            rows.append({"path": "html/", "rows": formats.number(len(emails)), "bytes": f"{size} KB", "sha256": ""})
        self.model.set_rows(sorted(rows, key=_importance))
        self.pages.setCurrentIndex(2 if rows else 1 if self.planned.rowCount() else 0)
        self.title.setText("What was written" if rows else "What will be written")
        self.open.setVisible(bool(rows))
        self.open.setToolTip(where)


def _importance(row: Mapping[str, Any]) -> tuple[int, str]:
    """What is uploaded first, what is read last."""
    path = row["path"]
    place = next((at for at, start in enumerate(FIRST) if path.startswith(start)), len(FIRST))
    return (place + (1 + LAST.index(path) if path in LAST else 0), path)


def _file(one: dict[str, Any]) -> dict[str, str]:
    rows = one.get("rows")
    return {
        "path": one["path"],
        "rows": "" if rows is None else formats.number(rows),
        # No file with something in it is “0 KB”.
        "bytes": f"{formats.number(max(1, one['bytes'] / 1024))} KB",
        # Enough to tell two files apart; the manifest has all 64 signs.
        "sha256": str(one["sha256"])[:12],
    }
