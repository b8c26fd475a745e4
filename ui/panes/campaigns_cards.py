"""What follows from a campaign's plan: who gets it, the test, and what will be written."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from ui import theme, words
from ui.widgets.bars import Bar
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.flow import clear, hbox, vbox
from ui.widgets.inputs import NumberField
from ui.widgets.labels import Elided, Label
from ui.widgets.table import Column, RowsModel, TableView


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
        self.fate = Label("", tone="accent", wrap=True)
        self.fate.hide()
        self.add(self.fate)

    def show_steps(self, steps: Sequence[dict[str, Any]]) -> None:
        """Show the waterfall; the last bar is who gets it."""
        clear(self._column)
        self.none.setVisible(not steps)
        self._rows.setVisible(bool(steps))
        whole = steps[0]["people"] if steps else 0
        for at, step in enumerate(steps):
            share = step["people"] / whole if whole else 0.0
            row = _Step(step["step"], share, words.number(step["people"]), step["reason"] or "")
            row.bar.set(share, "good" if at == len(steps) - 1 else "accent")
            self._column.addWidget(row)

    def set_dim(self, dim: bool) -> None:
        """Fade the figures that are being worked out again."""
        for row in self._rows.findChildren(_Step):
            row.number.set_dim(dim)

    def show_fate(self, sentence: str) -> None:
        """Say what becomes of one person."""
        self.fate.setText(sentence)
        self.fate.setVisible(bool(sentence))


class _Step(QWidget):
    """One step of the waterfall: bars and figures stand under each other, whatever the words are long."""

    LABEL, BAR, NUMBER = 208, 96, 56

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


class Variants(Card):
    """The test: each variant's share and subject to edit, with how many get it."""

    def __init__(self, changed: Callable[[list[dict[str, Any]]], None]) -> None:
        super().__init__("The test", spacing=8)
        self._changed = changed
        self._variants: list[dict[str, Any]] = []
        self.more = Button("Add a variant", small=True)
        self.more.clicked.connect(self._add_variant)
        self.add_to_head(self.more)
        self._rows = QWidget()
        self._column = vbox(spacing=8, parent=self._rows)
        self.add(self._rows)
        self.people: dict[str, Label] = {}

    def show_variants(self, variants: list[dict[str, Any]]) -> None:
        """Show the plan's variants."""
        self._variants = [dict(one) for one in variants]
        clear(self._column)
        self.people.clear()
        for at, one in enumerate(self._variants):
            self._column.addWidget(self._row(at, one))
        if len(self._variants) == 1:
            text = "Everyone gets the same email. Add a variant to test another subject."
            self._column.addWidget(Label(text, "small", "muted", wrap=True))
        self.more.setEnabled(len(self._variants) < 8)

    def _row(self, at: int, one: dict[str, Any]) -> Card:
        card = Card(stripe=f"series-{at % 5 + 1}", spacing=2)
        card.body.setContentsMargins(14, 6, 8, 6)
        head = hbox(Label(str(one["name"]), "strong"), spacing=6)
        self.people[str(one["name"])] = Label("", tone="muted")
        head.addWidget(self.people[str(one["name"])], 1)
        share = NumberField(f"Share of variant {one['name']} in %", round(100 * one["share"]), 0, 100)
        share.setProperty("small", "true")
        share.setSuffix(" %")
        share.editingFinished.connect(lambda: self._set_share(at, share.value()))
        share.setVisible(len(self._variants) > 1)
        head.addWidget(share)
        if len(self._variants) > 1:
            gone = Button(kind="quiet", icon="x", small=True, name=f"Take variant {one['name']} away")
            gone.clicked.connect(lambda: self._remove(at))
            head.addWidget(gone)
        card.add(head)
        subject = QLineEdit(str(one.get("subject") or ""))
        subject.setProperty("inline", "true")
        subject.setCursorPosition(0)
        subject.setToolTip(subject.text())
        subject.setPlaceholderText("The template’s own subject")
        subject.setAccessibleName(f"Subject of variant {one['name']}")
        subject.editingFinished.connect(lambda: self._set_subject(at, subject.text().strip()))
        card.add(subject)
        return card

    def show_people(self, variants: Sequence[dict[str, Any]]) -> None:
        """How many people get each variant."""
        for one in variants:
            if one["name"] in self.people:
                self.people[one["name"]].setText("· " + words.counted(one["people"], "person", "people"))

    def _add_variant(self) -> None:
        count = len(self._variants) + 1
        taken = {one["name"] for one in self._variants}
        name = next(letter for letter in "ABCDEFGHI" if letter not in taken)
        made = [*self._variants, {"name": name}]
        self._changed([one | {"share": share} for one, share in zip(made, even(count), strict=True)])

    def _remove(self, at: int) -> None:
        left = [one for index, one in enumerate(self._variants) if index != at]
        self._changed([one | {"share": share} for one, share in zip(left, even(len(left)), strict=True)])

    def _set_share(self, at: int, percent: int) -> None:
        if round(100 * self._variants[at]["share"]) == percent:
            return
        # What the others have is drawn out or pressed together, so that the whole stays a whole.
        others = [one["share"] for index, one in enumerate(self._variants) if index != at]
        rest, whole = 1 - percent / 100, sum(others)
        shares = [
            percent / 100 if i == at else _part(one["share"], whole, rest, len(others))
            for i, one in enumerate(self._variants)
        ]
        self._changed([one | {"share": share} for one, share in zip(self._variants, _whole(shares), strict=True)])

    def _set_subject(self, at: int, subject: str) -> None:
        if (self._variants[at].get("subject") or "") == subject:
            return
        made = [dict(one) for one in self._variants]
        made[at].pop("subject", None)
        if subject:
            made[at]["subject"] = subject
        self._changed(made)


def even(count: int) -> list[float]:
    """Equal shares that make one whole exactly."""
    return _whole([1 / count] * count)


def _part(share: float, whole: float, rest: float, count: int) -> float:
    return share / whole * rest if whole else rest / count


def _whole(shares: list[float]) -> list[float]:
    rounded = [round(share, 4) for share in shares]
    return [*rounded[:-1], round(1 - sum(rounded[:-1]), 4)]


FIRST = ("contacts", "template", "html/", "assignment", "holdout", "suppressed")
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
        self.pages = QStackedWidget()
        self.pages.addWidget(none)
        for model, name in ((self.planned, "Files that will be written"), (self.model, "Files of the export")):
            table = TableView(model, name)
            table.verticalHeader().setDefaultSectionSize(theme.active().px(26))
            self.pages.addWidget(table)
        self.pages.setMinimumHeight(theme.active().px(120))
        self.add(self.pages, 1)
        self.show_files([], "")

    def show_planned(self, planned: Sequence[Any]) -> None:
        """Say what an export would write; what one wrote goes on standing there until the plan is another."""
        rows = [
            {
                "path": " · ".join(one.files) if len(one.files) < 3 else f"{one.files[0]} … {one.files[-1]}",
                "rows": "" if one.rows is None else words.number(one.rows),
                "holds": one.holds,
            }
            for one in planned
        ]
        self.planned.set_rows(rows)
        if not self.model.rowCount():
            self.pages.setCurrentIndex(1)

    def show_files(self, files: Sequence[dict[str, Any]], where: str) -> None:
        """Show the files of an export, emails of single people as one row; without any, what would be written."""
        emails = [one for one in files if one["path"].startswith("html/")]
        rows = [_file(one) for one in files if not one["path"].startswith("html/")]
        if emails:
            size = words.number(sum(one["bytes"] for one in emails) / 1024)
            rows.append({"path": "html/", "rows": words.number(len(emails)), "bytes": f"{size} KB", "sha256": ""})
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
        "rows": "" if rows is None else words.number(rows),
        "bytes": f"{words.number(max(1, one['bytes'] / 1024))} KB",
        "sha256": str(one["sha256"])[:12],
    }
