"""What follows from a campaign's plan: who gets it, whether it is right, the test, and what will be written."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from ui import words
from ui.widgets.bars import BarRow
from ui.widgets.buttons import Button, Chip
from ui.widgets.cards import Card, IconLabel
from ui.widgets.flow import clear, hbox, scrolling, vbox
from ui.widgets.inputs import NumberField
from ui.widgets.labels import Label
from ui.widgets.table import Column, RowsModel, TableView

STATES = {"ok": ("check", "good"), "warning": ("warning", "warn"), "error": ("x", "bad")}


class Waterfall(Card):
    """Who will get it: a bar for each step, how many are left, and why the others are not."""

    def __init__(self, look_up: Callable[[QWidget], None]) -> None:
        super().__init__("Who will get it", spacing=6)
        self.look_up = Button("Look someone up", small=True)
        self.look_up.clicked.connect(lambda: look_up(self.look_up))
        self.add_to_head(self.look_up)
        self._rows = QWidget()
        self._column = vbox(spacing=4, parent=self._rows)
        self.add(self._rows)
        self.fate = Label("", tone="accent", wrap=True)
        self.fate.hide()
        self.add(self.fate)

    def show_steps(self, steps: Sequence[dict[str, Any]]) -> None:
        """Show the waterfall; the last bar is who gets it."""
        clear(self._column)
        whole = steps[0]["people"] if steps else 0
        for at, step in enumerate(steps):
            last = at == len(steps) - 1
            row = BarRow(
                step["step"],
                step["people"] / whole if whole else 0.0,
                words.number(step["people"]),
                # A note on every row, so that all the bars have one length.
                step["reason"] or " ",
                token="good" if last else "accent",
                height=13,
                label_width=214,
                number_width=56,
            )
            self._column.addWidget(row)

    def show_fate(self, sentence: str) -> None:
        """Say what becomes of one person."""
        self.fate.setText(sentence)
        self.fate.setVisible(bool(sentence))


class Checks(Card):
    """Ready to export: each thing that was looked at for every recipient, and what was found."""

    def __init__(self) -> None:
        super().__init__("Ready to export", spacing=6)
        self.verdict = Chip("", "muted")
        self.add_to_head(self.verdict)
        inside = QWidget()
        self._column = vbox(spacing=6, parent=inside)
        area = scrolling(inside)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.add(area, 1)

    def show_waiting(self, text: str) -> None:
        """Say that there is no verdict yet."""
        clear(self._column)
        self.verdict.set("", "muted")
        self.verdict.hide()
        self._column.addWidget(Label(text, tone="muted", wrap=True))
        self._column.addStretch(1)

    def show_verdict(self, verdict: Any) -> None:
        """Show the lines, then what was found."""
        clear(self._column)
        good = sum(1 for check in verdict.checks if check.state != "error")
        self.verdict.show()
        self.verdict.set(f"{good} of {len(verdict.checks)}", "good" if verdict.ready else "bad")
        for check in verdict.checks:
            self._column.addWidget(_line(*STATES[check.state], check.check))
        for finding in verdict.findings:
            self._column.addWidget(_line(*STATES[finding.severity], finding.message))
        self._column.addStretch(1)


def _line(icon: str, token: str, text: str) -> QWidget:
    row = QWidget()
    line = hbox(spacing=9, parent=row)
    line.addWidget(IconLabel(icon, 15, token), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Label(text, wrap=True), 1)
    return row


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
        card = Card(stripe=f"series-{at % 5 + 1}", spacing=4)
        head = hbox(Label(str(one["name"]), "strong"), spacing=6)
        self.people[str(one["name"])] = Label("", tone="muted")
        head.addWidget(self.people[str(one["name"])], 1)
        share = NumberField(f"Share of variant {one['name']} in %", round(100 * one["share"]), 0, 100)
        share.setSuffix(" %")
        share.editingFinished.connect(lambda: self._set_share(at, share.value()))
        head.addWidget(share)
        if len(self._variants) > 1:
            gone = Button(kind="quiet", icon="x", small=True, name=f"Take variant {one['name']} away")
            gone.clicked.connect(lambda: self._remove(at))
            head.addWidget(gone)
        card.add(head)
        subject = QLineEdit(str(one.get("subject") or ""))
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


class Written(Card):
    """What is in the last export, file by file, or where it would go."""

    def __init__(self, open_folder: Callable[[], None]) -> None:
        super().__init__("What was written")
        self.open = Button("Open the folder", small=True)
        self.open.clicked.connect(open_folder)
        self.add_to_head(self.open)
        self.model = RowsModel(
            [
                Column("path", "File", 0),
                Column("rows", "Rows", 80, numeric=True),
                Column("bytes", "Size", 90, numeric=True),
                Column("sha256", "SHA-256", 120),
            ]
        )
        self.table = TableView(self.model, "Files of the export")
        self.add(self.table, 1)
        self.none = Label(
            "Nothing yet. An export writes the contacts for your email service, the email in its own language, who was "
            "held out, who must not be mailed, and a manifest that says how each number came about.",
            tone="muted",
            wrap=True,
        )
        self.add(self.none)

    def show_files(self, files: Sequence[dict[str, Any]], where: str) -> None:
        """Show the files of an export; emails of single people as one row."""
        emails = [one for one in files if one["path"].startswith("html/")]
        rows = [_file(one) for one in files if not one["path"].startswith("html/")]
        if emails:
            size = words.number(sum(one["bytes"] for one in emails) / 1024)
            rows.append({"path": "html/", "rows": words.number(len(emails)), "bytes": f"{size} KB", "sha256": ""})
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.open.setVisible(bool(rows))
        self.open.setToolTip(where)


def _file(one: dict[str, Any]) -> dict[str, str]:
    rows = one.get("rows")
    return {
        "path": one["path"],
        "rows": "" if rows is None else words.number(rows),
        "bytes": f"{words.number(max(1, one['bytes'] / 1024))} KB",
        "sha256": str(one["sha256"])[:12],
    }


SENDER = (
    ("from_name", "From", "The Gift Shop"),
    ("from_address", "Address", "hello@yourshop.example"),
    ("postal_address", "Post", "12 Example Street, Leeds"),
)


class Sender(Card):
    """Who the emails come from; shown large while something of it is missing."""

    def __init__(self, changed: Callable[[dict[str, str]], None]) -> None:
        super().__init__("The sender", spacing=6)
        self.fields: dict[str, QLineEdit] = {}
        for key, title, hint in SENDER:
            line = QLineEdit()
            line.setPlaceholderText(hint)
            line.setAccessibleName(f"Sender: {title}")
            line.editingFinished.connect(lambda: changed(self.values()))
            label = Label(title, tone="muted")
            label.setFixedWidth(60)
            row = hbox(label, spacing=8)
            row.addWidget(line, 1)
            self.fields[key] = line
            self.add(row)

    def show_sender(self, sender: dict[str, str]) -> None:
        """Show what the project says."""
        for key, line in self.fields.items():
            line.setText(sender.get(key, ""))
            line.setCursorPosition(0)

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {key: line.text().strip() for key, line in self.fields.items()}
