"""What is wrong or doubtful in a template, a row each, with the line to jump to."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from ui.core import formats, theme
from ui.widgets.buttons import Button, ChipButton
from ui.widgets.cards import IconLabel
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import clear, hbox, scrolling, vbox
from ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from app.template import Finding

PLACES = {"html": "line {line}", "subject": "subject", "preheader": "preheader", "text": "text, line {line}"}

TONES = {"error": "bad", "warning": "warn", "note": "accent"}

MENDED = {
    "missing-value": "Add fallback",
    "empty-greeting": "Add fallback",
    "alias": "Convert",
    "language-missing": "Say English",
    "role-missing": "Add roles",
    "link-insecure": "Make it https",
}
"""What can be mended by a press, and what the button says."""


def place_of(part: str, line: int) -> str:
    """A place in a template as a chip names it."""
    return PLACES.get(part, part).format(line=line) if line else part


class Findings(QFrame):
    """The list; `jump(part, line)` is called for a row's chip, `show(key)` for its example person."""

    HEIGHT = 132

    def __init__(
        self, jump: Callable[[str, int], None], show: Callable[[str], None], mend: Callable[["Finding"], None]
    ) -> None:
        super().__init__()
        self.setFixedHeight(theme.active().px(self.HEIGHT))
        self._jump, self._show, self._mend = jump, show, mend
        self.title = Label("", "strong")
        self.over = Elided("", "small", "muted")
        head = hbox(spacing=8)
        head.addWidget(self.title)
        head.addWidget(self.over, 1)
        self.over.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        inside = QWidget()
        self._column = vbox(spacing=6, parent=inside)
        area = scrolling(inside)
        area.setFrameShape(QFrame.Shape.NoFrame)
        outer = vbox(spacing=8, margins=(24, 10, 16, 8), parent=self)
        outer.addLayout(head)
        outer.addWidget(area, 1)

    def wait(self) -> None:
        """Nothing is known of this template yet: no finding, and no tick either."""
        clear(self._column)
        self.title.blank(theme.active().px(86))
        self.over.setText("")
        self._column.addWidget(Skeleton(2, 28, 60))
        self._column.addStretch(1)

    def set_dim(self) -> None:
        """The template was edited: what was found is being looked at again."""
        if not self.title.is_blank:
            self.title.set_dim(True)
            self.over.setText("looking again…")

    def show_findings(self, findings: "Sequence[Finding]", over: str) -> None:
        """Show these; `over` says of whom they are true."""
        clear(self._column)
        self.title.set_dim(False)
        self.title.setText(formats.counted(len(findings), "finding") if findings else "No findings")
        self.over.setText(over)
        for finding in findings:
            self._column.addWidget(self._row(finding))
        if not findings:
            row = hbox(IconLabel("check-circle", 17, "good"), spacing=8)
            row.addWidget(Label("Nothing stands out.", tone="muted"), 1)
            self._column.addLayout(row)
        self._column.addStretch(1)

    def _row(self, finding: "Finding") -> QWidget:
        row = QWidget()
        line = hbox(spacing=8, parent=row)
        tone = TONES[finding.severity]
        place = place_of(finding.where, finding.line)
        chip = ChipButton(place, tone)
        chip.setAccessibleName(f"Go to {place}")
        chip.clicked.connect(lambda: self._jump(finding.where, finding.line))
        line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        whom = f"{formats.people(finding.recipients)}: " if finding.recipients else ""
        line.addWidget(Label(whom + finding.message, wrap=True), 1)
        example = finding.example
        if example:
            look = Button("Show", small=True, name=f"Show somebody whom this concerns: {finding.message}")
            look.clicked.connect(lambda: self._show(example))
            line.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        if finding.code in MENDED and finding.line:
            mend = Button(MENDED[finding.code], small=True)
            mend.clicked.connect(lambda: self._mend(finding))
            line.addWidget(mend, 0, Qt.AlignmentFlag.AlignTop)
        return row
