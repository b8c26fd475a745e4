"""One line of the report: what was looked at, how much was found of how much, and what can be done."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.core import formats
from ui.widgets.bars import Bar, BarRow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, vbox

if TYPE_CHECKING:
    from app.quality import Finding


_BUTTONS = {
    "order_outliers": ("Decide", "Decide on them"),
    "suspected_duplicates": ("Review", "Look at two at a time"),
}
KINDS = 6
"""So many kinds of a fault are told."""


def coverage(finding: "Finding") -> BarRow:
    """How many people have a field."""
    filled = finding.of - finding.found
    share = filled / finding.of if finding.of else 0.0
    token = "accent" if share >= 0.5 else "warn"
    # A blank keeps the bars of all lines as long as one another.
    change = _change(finding, good=-1) or formats.NBSP
    # What changed takes little room; the bars are what is looked at.
    return BarRow(
        finding.title, share, _percent(filled, finding.of), change, token=token, label_width=140, bar_stretch=4
    )


def _percent(part: int, whole: int) -> str:
    """As `formats.share`, but nothing short of all is called 100 %."""
    if part < whole and part * 200 >= whole * 199:
        return f"{formats.number(min(99.9, 100 * part / whole), 1)}{formats.NBSP}%"
    return formats.share(part, whole)


class FindingRow(QWidget):
    """A check that found something, with what to do about it; `show` is given the finding whose people are wanted."""

    def __init__(self, finding: "Finding", show: "Callable[[Finding], None]") -> None:
        super().__init__()
        self.finding = finding
        self.title = Label(finding.title, "strong", wrap=True)
        self.number = Label(formats.number(finding.found), "strong")
        among = f"of {formats.number(finding.of)} {finding.things}"
        if finding.check == "suspected_duplicates":
            among = f"among {formats.people(finding.of)}"
        of = Label(among, "small", "muted")
        self.change = Label(_change(finding), "small", "muted")
        said, named = _BUTTONS.get(finding.check, ("Show them", "Show the people"))
        if finding.things == "rows":
            said, named = "Open Data", "Open Data"
        named = f"{named}: {finding.title}"
        self.show_button = Button(said, small=True, name=named)
        self.show_button.setVisible(leads_on(finding))
        self.show_button.clicked.connect(lambda: show(finding))
        head = hbox(self.title, self.change, self.number, of, self.show_button, spacing=10)
        head.setStretchFactor(self.title, 1)
        self.bar = Bar(finding.share, "bad" if finding.group == "addresses" else "warn", height=4)
        told = _told(finding)
        self.note = Label(told, "small", "muted", wrap=True)
        self.bar.setVisible(bool(finding.found))
        self.note.setVisible(bool(told))
        self.title.set_tone("" if finding.found else "muted")
        vbox(head, self.bar, self.note, spacing=4, margins=(0, 6, 0, 6), parent=self)
        told = f" {told}" if told else ""
        self.setAccessibleName(f"{finding.title}: {formats.number(finding.found)} {of.text()}.{told}")


def _told(finding: "Finding") -> str:
    """Examples, kinds and what can be done; what was not found needs no remedy."""
    told = finding.remedy if finding.found else ""
    if finding.examples and not _are_keys(finding):
        told = f"{', '.join(finding.examples)}. {told}".strip()
    if finding.kinds:
        parts = [f"{one.what} ({formats.number(one.found)})" for one in finding.kinds[:KINDS]]
        more = "…" if len(finding.kinds) > KINDS else "."
        told = f"{'; '.join(parts)}{more} {told}"
    return told


def leads_on(finding: "Finding") -> bool:
    """Whether there is something to be shown: people, pairs of them, or rows."""
    return bool(finding.found) and (finding.rule is not None or finding.things in ("people", "suspected", "rows"))


def _are_keys(finding: "Finding") -> bool:
    """Whether the examples are names that programs give to people: nobody reads those."""
    return all(one.partition(":")[0] in ("customer_id", "email", "phone") or "(" in one for one in finding.examples)


def _change(finding: "Finding", good: int = 1) -> str:
    """What changed since the report before, as an arrow and a number; `good` -1 tells it of those without the fault."""
    if finding.before is None or finding.before == finding.found:
        return ""
    more = (finding.found - finding.before) * good
    return f"{'↑' if more > 0 else '↓'} {formats.number(abs(more))}"
