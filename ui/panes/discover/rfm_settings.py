"""What RFM is reckoned by, and its groups, to be edited: the window, the events, engagement, borders, the table."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.progress import Progress
from ui.panes.discover.rfm_group_rows import GroupTable
from ui.panes.discover.score_rows import Span
from ui.widgets.buttons import Button, Segmented
from ui.widgets.cards import Card, Rule
from ui.widgets.inputs import Choice, DateField
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, scrolling, vbox
from ui.widgets.several_field import SeveralField

if TYPE_CHECKING:
    from app.project import Project
    from ui.panes.base import Pane

WHEN = (("all", "All time"), ("last", "The last…"), ("days", "From…to"))
THIRD = (("money", "Money"), ("engagement", "Engagement"), ("both", "Both"))
METHOD = (("fifths", "Fifths of the people"), ("fixed", "Fixed borders"))
BORDERS = (
    ("recency", "Days since the last", "30, 90, 180, 365"),
    ("frequency", "How often", "2, 3, 5, 10"),
    ("monetary", "Money", "50, 100, 250, 500"),
    ("engagement", "Engagement", "0.1, 0.2, 0.4, 0.6"),
)
"""The scores that can have borders, what stands before them, and for example."""


@dataclass(frozen=True)
class Chosen:
    """What RFM is reckoned by and its groups, as JSON; None for what comes with the program."""

    basis: Any
    groups: Any


def choose(project: "Project", chosen: Chosen) -> Chosen:
    """Let that count from now on; what counted before comes back. Raises Problem, and changes nothing then."""
    from app import audience
    from app.runs import rfm_basis, rfm_groups

    before = Chosen(project.setting(rfm_basis.SETTING), project.setting(rfm_groups.SETTING))
    names = audience.names(project)
    rfm_basis.read(chosen.basis or {}, names)
    if chosen.groups != before.groups:
        rfm_groups.choose(project, chosen.groups)
    if chosen.basis != before.basis:
        rfm_basis.choose(project, chosen.basis, names)
    return before


@dataclass(frozen=True)
class Known:
    """What stands in the fields at first: what counts now, the table that counts, and what can be chosen."""

    now: Chosen
    groups: list[dict[str, Any]]
    default: list[dict[str, Any]]
    events: list[tuple[str, str]]
    figures: list[tuple[str, str]]
    today: dt.date


class RfmSettings(Card):
    """The fields. `scored` is called with what was chosen, `left` when nothing is to be changed."""

    def __init__(self, pane: "Pane", scored: Callable[[Chosen], object], left: Callable[[], object]) -> None:
        super().__init__("What counts, and the groups")
        self._pane, self._scored = pane, scored
        self._known: Known | None = None
        self.cancel = Button("Cancel", small=True)
        self.cancel.clicked.connect(lambda: left())
        self.done = Button("Keep and score", kind="main", small=True)
        self.done.clicked.connect(self._give)
        self.add_to_head(self.cancel)
        self.add_to_head(self.done)
        inside = QWidget()
        column = vbox(spacing=8, margins=(0, 0, 8, 0), parent=inside)
        self._fields()
        for text, field in (
            ("What counts", hbox(self.when, self.span, self.start, self.end, 1)),
            ("How lately: the last", hbox(self.recency, 1)),
            ("How often: the number of", hbox(self.frequency, 1)),
            ("Beside them", hbox(self.third, self.engagement, 1)),
            ("Scores are", hbox(self.method, 1)),
        ):
            label = Label(text)
            label.setFixedWidth(label.fontMetrics().horizontalAdvance("How often: the number of") + 8)
            column.addLayout(hbox(label, field, spacing=10))
        column.addWidget(self._borders())
        column.addWidget(Rule())
        self.table = GroupTable()
        column.addWidget(self.table)
        column.addStretch(1)
        self.add(scrolling(inside), 1)

    def _fields(self) -> None:
        self.when = Segmented(WHEN, "What counts")
        self.span = Span("The last", "0", lambda: None, months=True)
        self.start = DateField("From", dt.date(2000, 1, 1))
        self.end = DateField("To", dt.date(2000, 1, 1))
        self.recency, self.frequency = SeveralField("How lately"), SeveralField("How often")
        self.third = Segmented(THIRD, "What stands beside recency and frequency")
        self.engagement = Choice("What engagement is", ())
        self.method = Segmented(METHOD, "How scores are made")
        for one in (self.when, self.third, self.method):
            one.changed.connect(lambda _: self._turn())

    def _borders(self) -> QWidget:
        self._fixed = QWidget()
        self.borders: dict[str, QLineEdit] = {}
        self._border_rows: dict[str, QWidget] = {}
        column = vbox(spacing=6, parent=self._fixed)
        column.addWidget(Label("Four borders each, from the least to the most. Empty: fifths.", "small", "muted"))
        for name, text, example in BORDERS:
            field = QLineEdit()
            field.setAccessibleName(f"Borders: {text}")
            field.setPlaceholderText(f"as {example}")
            field.setFixedWidth(field.fontMetrics().horizontalAdvance("0000, 0000, 0000, 0000") + 40)
            self.borders[name] = field
            row = self._border_rows[name] = QWidget()
            label = Label(text)
            label.setFixedWidth(label.fontMetrics().horizontalAdvance("How often: the number of") + 8)
            hbox(label, field, 1, spacing=10, parent=row)
            column.addWidget(row)
        return self._fixed

    def load(self) -> None:
        """Show what counts now."""
        project = self._pane.project

        def work(_: Progress) -> Known:
            from app import audience
            from app.runs import rfm_basis, rfm_groups

            names = audience.names(project)
            figures = [(one.name, one.label) for one in names.traits.values() if one.computed and one.type == "number"]
            return Known(
                Chosen(project.setting(rfm_basis.SETTING), project.setting(rfm_groups.SETTING)),
                [one.document() for one in rfm_groups.table(project)],
                rfm_groups.default(),
                sorted(names.events.items(), key=lambda one: one[1].casefold()),
                [one for one in figures if not one[0].startswith("rfm_")],
                project.moment(None).local().date(),
            )

        self._pane.run("rfm settings", work, self._show, quiet=True)

    def _show(self, known: Known) -> None:
        self._known = known
        basis = known.now.basis or {}
        within = basis.get("within") or {}
        last, other = within.get("last"), "between" in within
        self.when.set_value("last" if last or other else "days" if within else "all")
        self.span.show_length(last or (None if other else {"months": 12}), within if other else None)
        year_ago = known.today - dt.timedelta(days=365)
        self.start.set_value(_day(within.get("from"), year_ago))
        self.end.set_value(_day(within.get("to"), known.today))
        for field, key in ((self.recency, "recency"), (self.frequency, "frequency")):
            wanted = basis.get(key) or ["placed_order"]
            field.show_choices(known.events, [wanted] if isinstance(wanted, str) else wanted)
        _offer(self.engagement, known.figures, basis.get("engagement", "engagement_rate"))
        self.third.set_value(basis.get("third", "money"))
        fixed = basis.get("thresholds") or {}
        self.method.set_value("fixed" if fixed else "fifths")
        for name, line in self.borders.items():
            line.setText(", ".join(f"{one:g}" for one in fixed.get(name, ())))
        self.table.show_groups(known.groups, known.default)
        self._turn()

    def _turn(self) -> None:
        """Show the fields that belong to what is chosen."""
        self.span.setVisible(self.when.value() == "last")
        for field in (self.start, self.end):
            field.setVisible(self.when.value() == "days")
        third = self.third.value()
        self.engagement.setVisible(third != "money")
        self._fixed.setVisible(self.method.value() == "fixed")
        self._border_rows["monetary"].setVisible(third != "engagement")
        self._border_rows["engagement"].setVisible(third != "money")
        self.table.show_scores(third)

    def chosen(self) -> Chosen:
        """What stands in the fields; raises ValueError where a border is no number."""
        assert self._known is not None
        basis: dict[str, Any] = {}
        if (within := self._within()) is not None:
            basis["within"] = within
        for field, key in ((self.recency, "recency"), (self.frequency, "frequency")):
            if (events := field.value()) != ["placed_order"]:
                basis[key] = events
        if self.third.value() != "money":
            basis |= {"third": self.third.value(), "engagement": self.engagement.currentData()}
        if self.method.value() == "fixed":
            borders = {name: _numbers(line.text()) for name, line in self.borders.items() if line.text().strip()}
            basis |= {"thresholds": borders} if borders else {}
        groups = self.table.groups()
        return Chosen(basis or None, None if groups == self._known.default else groups)

    def _within(self) -> Any:
        if self.when.value() == "last":
            length = self.span.length()
            return self.span.other if length is None else {"last": length}
        if self.when.value() == "days":
            return {"from": self.start.value().isoformat(), "to": self.end.value().isoformat()}
        return None

    def _give(self) -> None:
        if self._known is None:
            return
        try:
            chosen = self.chosen()
        except ValueError:
            said = "A border is no number. Write four numbers with commas between them."
            self._pane.strip.show_message(said, "warn")
            return
        self._scored(chosen)


def _offer(field: Choice, choices: list[tuple[str, str]], chosen: str) -> None:
    """Offer these names, and show the one that is chosen, which may be of before."""
    field.clear()
    # Filled after it is shown: it would stay as wide as it was when it was empty.
    field.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
    known = [name for name, _ in choices]
    for name, title in [*([] if chosen in known else [(chosen, chosen)]), *choices]:
        field.addItem(title, name)
    field.setCurrentIndex(field.findData(chosen))


def _numbers(text: str) -> list[float]:
    return [float(one) for one in text.replace(";", ",").split(",") if one.strip()]


def _day(text: Any, otherwise: dt.date) -> dt.date:
    try:
        return dt.date.fromisoformat(str(text)[:10])
    except ValueError:
        return otherwise
