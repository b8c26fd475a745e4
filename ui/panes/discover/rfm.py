"""RFM in the window: everyone who bought, scored by when, how often and for how much, in named groups."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.progress import Progress
from ui.core import formats
from ui.panes.discover.rfm_map import RfmMap
from ui.panes.discover.rfm_settings import Chosen, RfmSettings, choose
from ui.widgets.bars import Bar
from ui.widgets.buttons import Button, Segmented
from ui.widgets.cards import Card, EmptyState
from ui.widgets.inputs import DateField
from ui.widgets.labels import Label
from ui.widgets.layouts import beside, clear, hbox, keep_height, keep_width, scrolling, vbox
from ui.widgets.pages import Pages

if TYPE_CHECKING:
    from app.runs import Group, Kept, Made
    from ui.panes.base import Pane

TITLE = "RFM · Who buys lately, often and for much?"
WHAT = (
    "Everyone who bought gets three scores from 1 to 5: how lately, how often and for how much, each against all "
    "others. The scores make named groups."
)
KEPT = "Kept as the traits RFM segment, recency, frequency and monetary, for segments and merge fields."


class GroupRow(QWidget):
    """One group: its name, its people and what share they are, what is new, and in words who they are."""

    def __init__(self, group: "Group", most: int, make: Callable[[str], None], over: Callable[[str], None]) -> None:
        super().__init__()
        self.group = group
        self._over = over
        name = Label(group.name, "strong")
        self.number = Label(formats.number(group.count), "strong")
        self.share = Label(formats.share(group.share, 1.0), tone="muted")
        self.more = Label(_more(group.more), "small", "muted")
        self.make = Button("Segment", kind="quiet", small=True, icon="plus", name=f"Make a segment of {group.name}")
        self.make.setEnabled(group.count > 0)
        self.make.clicked.connect(lambda: make(group.name))
        head = hbox(name, 1, self.more, self.number, self.share, self.make, spacing=8)
        self.about = Label(_said(group), "small", "muted", wrap=True)
        vbox(head, Bar(group.count / most if most else 0.0), self.about, spacing=3, margins=(0, 4, 0, 4), parent=self)
        self.setAccessibleName(f"{group.name}: {formats.people(group.count)}. {_said(group)}")

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over(self.group.name)

    def leaveEvent(self, event: Any) -> None:
        self._over("")


def _more(more: int | None) -> str:
    """How many more or fewer than in the run before; empty for none, or no run before."""
    return "" if not more else f"{'+' if more > 0 else '−'}{formats.number(abs(more))}"


def _said(group: "Group") -> str:
    if not group.count:
        return f"{group.about}: nobody"
    figures = [
        f"{formats.counted(round(group.recency_days or 0), 'day')} ago",
        formats.number(group.frequency or 0, 1) + " orders",
        formats.number(group.monetary or 0, 2) + " spent",
    ]
    if group.engagement is not None:
        figures.append(f"engagement {formats.number(group.engagement, 2)}")
    return f"{group.about} · on average {', '.join(figures)}"


class RfmPage(QWidget):
    """Settings and the picture at the left, the groups at the right; `pane` runs its jobs, says what
    went wrong, and has its button in the header."""

    WIDTH = 420

    def __init__(self, pane: "Pane") -> None:
        super().__init__()
        self._pane = pane
        self.score_button = Button("Score everyone", kind="main", parent=pane)
        self.score_button.clicked.connect(self.score)
        self.rows: list[GroupRow] = []
        self.kept: Kept | None = None
        self._chosen: Chosen | None = None
        row = beside(self)
        left = self._left = QWidget()
        keep_width(left, self.WIDTH)
        column = vbox(spacing=16, parent=left)
        self.picture = RfmMap(pane)
        self.grid = self.picture.grid
        column.addWidget(self._settings())
        column.addWidget(self.picture)
        column.addStretch(1)
        row.addWidget(left)
        row.addWidget(self._groups(), 1)

    def _settings(self) -> Card:
        card = Card("Recency, frequency, money")
        card.add(Label(WHAT, "small", "muted", wrap=True))
        self.when = Segmented([("now", "As things are now"), ("day", "On a day")], "Which moment is looked at")
        self.day = DateField("The day that is looked at", dt.date(2000, 1, 1))
        self.when.changed.connect(lambda key: self.day.setVisible(key == "day"))
        self.day.hide()
        card.add(hbox(self.when, self.day, 1, spacing=8))
        self.note = Label("", "small", "muted", wrap=True)
        card.add(self.note)
        self.undo_button = Button("Take these scores back", small=True, icon="arrow-counter-clockwise")
        self.undo_button.clicked.connect(self._take_this_back)
        self.edit_button = Button("What counts", small=True, icon="sliders-horizontal")
        self.edit_button.clicked.connect(self._edit)
        card.add(hbox(self.edit_button, self.undo_button, 1))
        return card

    def _groups(self) -> QStackedWidget:
        card = Card("Groups")
        self.all_button = Button("Make a segment of each", small=True)
        self.all_button.clicked.connect(lambda: self.make_segments([row.group.name for row in self.rows]))
        card.add_to_head(self.all_button)
        inside = QWidget()
        self._column = vbox(spacing=4, margins=(0, 0, 8, 0), parent=inside)
        keep_height(card, 300)
        card.add(scrolling(inside), 1)
        self.pages = Pages()
        first = Button("Score everyone", kind="main")
        first.clicked.connect(self.score)
        text = (
            "Champions, new buyers, those who slip away: eleven groups by when, how often and for how much they bought."
        )
        self.pages.addWidget(EmptyState("medal", "Who are your best customers?", text, first))
        self.pages.addWidget(card)
        self.settings = RfmSettings(self._pane, self._score_so, lambda: self._show(self.kept))
        self.pages.addWidget(self.settings)
        return self.pages

    def _edit(self) -> None:
        self.settings.load()
        self._left.hide()
        self.pages.setCurrentIndex(2)

    def _score_so(self, chosen: "Chosen") -> None:
        """Keep what counts and the groups, and score everyone by them."""
        self._chosen = chosen
        self.score()

    # Scoring

    def load(self) -> None:
        """Show the newest run."""
        project = self._pane.project

        def work(_: Progress) -> "tuple[Kept | None, dt.date]":
            from app.runs import rfm_runs

            return rfm_runs.newest(project), project.moment(None).local().date()

        self._pane.run("rfm", work, self._loaded, quiet=True)

    def _loaded(self, answer: "tuple[Kept | None, dt.date]") -> None:
        kept, today = answer
        # The field's first value stands for a day that nobody has chosen yet.
        if self.day.value().year == 2000:
            self.day.set_value(today)
        self._show(kept)

    def score(self) -> None:
        """Score everyone at the chosen moment, and keep it."""
        project = self._pane.project
        as_of = self.day.value().isoformat() if self.when.value() == "day" else None

        chosen, self._chosen = self._chosen, None

        def work(progress: Progress) -> "tuple[Kept | None, Chosen | None]":
            from app.runs import rfm, rfm_runs

            before = None if chosen is None else choose(project, chosen)
            rfm.run(project, as_of, progress)
            return rfm_runs.newest(project), before

        def done(answer: "tuple[Kept | None, Chosen | None]") -> None:
            kept, before = answer
            self._busy(False)
            self._show(kept)
            if kept is not None:
                said = f"Scored {formats.people(kept.scored)}"
                self._pane.context.toast(said, undo=lambda: self.take_back(kept.run, before))

        def failed(problem: Any) -> None:
            self._busy(False)
            self._pane.strip.show_problem(problem)

        self._busy(True)
        self._pane.run("score", work, done, failed, lambda: self._busy(False), title="Scoring everyone who bought")

    def _take_this_back(self) -> None:
        if self.kept is not None:
            self.take_back(self.kept.run)

    def take_back(self, run: int, before: "Chosen | None" = None) -> None:
        """Take the scores of a run back; those of the run before count again, and so does what counted `before`."""
        project = self._pane.project

        def work(_: Progress) -> "Kept | None":
            from app.runs import rfm_runs

            rfm_runs.take_back(project, run)
            if before is not None:
                choose(project, before)
            return rfm_runs.newest(project)

        def done(kept: "Kept | None") -> None:
            self._busy(False)
            self._show(kept)
            before = "" if kept is None else f": those of {_moment(kept.as_of.local())} count again"
            self._pane.context.toast(f"The scores are taken back{before}")

        def failed(problem: Any) -> None:
            self._busy(False)
            self._pane.strip.show_problem(problem)

        self._busy(True)
        self._pane.run("score", work, done, failed, lambda: self._busy(False), title="Taking the scores back")

    def state(self) -> dict[str, Any]:
        """The moment that is chosen, for `take_up`."""
        return {"when": self.when.value(), "day": self.day.value()}

    def take_up(self, state: dict[str, Any]) -> None:
        """Choose that again."""
        self.when.set_value(state["when"])
        self.day.set_value(state["day"])
        self.day.setVisible(state["when"] == "day")

    def _busy(self, busy: bool) -> None:
        for one in (self.edit_button, self.all_button, self.when, self.day, self.score_button, self.undo_button):
            one.setEnabled(not busy)

    def _show(self, kept: "Kept | None") -> None:
        self.kept = kept
        self._left.show()
        self.pages.setCurrentIndex(0 if kept is None else 1)
        clear(self._column)
        self.rows = []
        self.picture.setVisible(kept is not None)
        self.undo_button.setVisible(kept is not None)
        if kept is None:
            self.note.setText(KEPT)
            return
        most = max((one.count for one in kept.groups), default=0)
        self.rows = [
            GroupRow(one, most, lambda name: self.make_segments([name]), self.grid.choose) for one in kept.groups
        ]
        for row in self.rows:
            self._column.addWidget(row)
        self._column.addStretch(1)
        self.picture.show_run(kept)
        self.note.setText(f"{_scored(kept)} {kept.basis or KEPT}")

    # Segments

    def make_segments(self, names: list[str]) -> None:
        """Keep segments of these groups, whose members follow the newest run."""
        project = self._pane.project

        def work(_: Progress) -> "Made":
            from app.runs import rfm_runs

            return rfm_runs.make_segments(project, names)

        def done(made: "Made") -> None:
            one = made.names[0] if len(made.names) == 1 else ""
            said = f"“{one}” is a segment" if one else f"{formats.counted(len(made.names), 'group')} are segments"
            where: dict[str, Any] = {"name": one} if one else {}
            go = self._pane.context.go_to
            # At the foot of the window: a strip above would move the next row's button away from under the mouse.
            toast = self._pane.context.toast
            if made.new:
                toast(said, undo=lambda: self._take_segments_back(made))
            else:
                toast(said, "See it" if one else "See them", lambda: go("segments", **where))

        self._pane.run("rfm segments", work, done, title="Making segments", keeps=True)

    def _take_segments_back(self, made: "Made") -> None:
        project = self._pane.project

        def work(_: Progress) -> None:
            from app.runs import rfm_runs

            rfm_runs.take_segments_back(project, made)

        def done(_: None) -> None:
            self._pane.context.toast(f"{formats.counted(len(made.new), 'segment')} taken back")

        self._pane.run("rfm segments", work, done, title="Taking the segments back", keeps=True)


def _scored(kept: "Kept") -> str:
    """When the newest run was, of how many, and what its changes are measured against."""
    said = f"{formats.people(kept.scored)} scored as of {_moment(kept.as_of.local())}."
    if kept.before is not None:
        said += f" Plus and minus are since {_moment(kept.before.local())}."
    return said


def _moment(at: dt.datetime) -> str:
    day = formats.day(at.date())
    return day if (at.hour, at.minute, at.second) == (0, 0, 0) else f"{day}, {at:%H:%M}"
