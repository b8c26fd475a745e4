"""The Lifecycle pane: the stages with their thresholds and counts, running and keeping them, and who moved."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.domain.problems import Problem
from app.domain.progress import Progress
from app.project import Change
from app.runs import lifecycle_stages, lifecycle_thresholds
from ui.core import formats, timers
from ui.core.commands import Command
from ui.core.literal_names import Check
from ui.panes.base import Context, Pane
from ui.panes.lifecycle.flow_card import FlowCard
from ui.panes.lifecycle.stage_row import StageRow
from ui.widgets.buttons import Button, Segmented
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import beside, clear, keep_width, scrolling, vbox
from ui.widgets.value_popups import TextPopup

if TYPE_CHECKING:
    from app.runs import Done, Flow, KeptStages, Lifecycle, Move, Stage, Threshold

WHAT = "Counted as of now. Nothing is kept until you run it."
_FAMILIES = (("activity", "By activity"), ("customer", "By orders"))
_OWN = ("own", "Your own")
_PAUSE = 300
_CONCERNS = frozenset({Change.PROFILES, Change.EVENTS, Change.SCORES, Change.SETTINGS})


class LifecyclePane(Pane):
    """See the module."""

    WIDTH = 400

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.stages: list[Stage] = []
        self.kept: KeptStages | None = None
        self.counted: Lifecycle | None = None
        self.rows: list[StageRow] = []
        self._own: list[Stage] = []
        self._moment: dt.date | None = None
        self.run_button = Button("Run and keep", kind="main", hint="Ctrl+Return", parent=self)
        self.run_button.clicked.connect(self.run_and_keep)
        self.set_actions(self.run_button)
        page = QWidget()
        row = beside(page)
        row.addWidget(self._stages_card())
        self.flow_card = FlowCard()
        self.flow_card.asked.connect(self.ask_flow)
        self.flow_card.opened.connect(self.show_people)
        self.flow_card.segment.connect(self._name_segment)
        self.tell_of(self.flow_card.files)
        row.addWidget(self.flow_card, 1)
        self.body.addWidget(page, 1)
        self._soon = timers.once(self, _PAUSE, self._ask_both)

    def _stages_card(self) -> Card:
        card = Card("Stages")
        keep_width(card, self.WIDTH)
        self.family = Segmented([*_FAMILIES, _OWN], "Which stages")
        self.family.changed.connect(self._choose_family)
        card.add(self.family)
        self.guard = Check()
        self.guard.toggled.connect(self._guard)
        card.add(self.guard)
        inside = QWidget()
        self._column = vbox(spacing=2, margins=(0, 0, 8, 0), parent=inside)
        card.add(scrolling(inside), 1)
        self.note = Label(WHAT, "small", "muted", wrap=True)
        card.add(self.note)
        return card

    def commands(self) -> Iterable[Command]:
        """Running the lifecycle."""
        return [
            Command("lifecycle.run", "Run the lifecycle and keep it", self.run_and_keep, keys=("Ctrl+Return",)),
        ]

    # Coming and going

    def opened(self, **what: Any) -> None:
        if not self.stages:
            self._load()

    def project_changed(self, changes: frozenset[Change]) -> None:
        if changes & _CONCERNS and self.stages:
            self._load()

    def state(self) -> dict[str, Any]:
        return {"stages": self.stages, "days": (self.flow_card.start.value(), self.flow_card.end.value())}

    def take_up(self, state: dict[str, Any]) -> None:
        if state["stages"]:
            self.stages = state["stages"]
            self._moment = state["days"][1]
            self.flow_card.set_days(*state["days"])
            self._load()

    def _load(self) -> None:
        project = self.project

        def work(_: Progress) -> "tuple[list[Stage], KeptStages | None, dt.date]":
            from app.runs import lifecycle_runs

            return lifecycle_stages.stages(project), lifecycle_runs.newest(project), project.moment(None).local().date()

        self.run("stages", work, self._loaded, quiet=True)

    def _loaded(self, answer: "tuple[list[Stage], KeptStages | None, dt.date]") -> None:
        kept_stages, self.kept, today = answer
        self._own = [] if _family_of(kept_stages) != "own" else kept_stages
        if not self.stages:
            self.stages = kept_stages
        if self._moment is None:
            self._moment = today
            self.flow_card.set_days(today - dt.timedelta(days=90), today)
        self._show_stages()
        self._ask_both()

    # The stages

    def _choose_family(self, key: str) -> None:
        if key == "own":
            self.stages = self._own or self.stages
        else:
            self.stages = lifecycle_stages.read(lifecycle_stages.family(key))
        self._show_stages()
        self._ask_both()

    def _show_stages(self) -> None:
        self.family.set_value(_family_of(self.stages))
        clear(self._column)
        self.rows = []
        for at, stage in enumerate(self.stages):
            row = StageRow(stage, f"series-{at % 5 + 1}", partial(self.turn, at))
            self.rows.append(row)
            self._column.addWidget(row)
        self._column.addStretch(1)
        self._show_guard()
        self._show_counts()

    def _show_guard(self) -> None:
        at = lifecycle_thresholds.guarded(self.stages)
        self.guard.setVisible(at is not None)
        if at is not None:
            self.guard.setText(f"Nobody who bought falls back to {self.stages[-1].name}")
            self.guard.blockSignals(True)
            self.guard.setChecked(self.stages[at].floor)
            self.guard.blockSignals(False)

    def _guard(self, on: bool) -> None:
        at = lifecycle_thresholds.guarded(self.stages)
        if at is not None:
            self.stages[at] = replace(self.stages[at], floor=on)
            self._changed()

    def turn(self, at: int, threshold: "Threshold", value: int) -> None:
        """Turn a number of a stage; the rows stay, so that the field keeps the keyboard."""
        self.stages[at] = lifecycle_thresholds.turned(self.stages[at], threshold, value)
        self.rows[at].say_turned(self.stages[at])
        self._changed()

    def _changed(self) -> None:
        self._own = list(self.stages)
        self.family.set_value(_family_of(self.stages))
        for row in self.rows:
            row.set_dim()
        self._soon.start()

    # Counting

    def _ask_both(self) -> None:
        self.ask_counts()
        self.ask_flow()

    def ask_counts(self) -> None:
        """Count the stages as they stand on the screen."""
        project, wanted = self.project, list(self.stages)

        def work(progress: Progress) -> "Lifecycle":
            from app.runs import lifecycle

            return lifecycle.told(lifecycle.place(project, wanted, None, progress), wanted)

        def done(found: "Lifecycle") -> None:
            self.counted = found
            self._show_counts()

        self.run("counts", work, done, quiet=True, about=lambda: wanted == self.stages)

    def _show_counts(self) -> None:
        found = self.counted
        if found is None or [one.name for one in found.stages] != [one.name for one in self.stages]:
            return
        whole = sum(one.count for one in found.stages) + found.none
        for row, count in zip(self.rows, found.stages, strict=True):
            row.show_count(count, whole, compared=self._compared)
        self.note.setText(self._noted(found))

    @property
    def _compared(self) -> bool:
        """Whether the newest run went by any of these stages; against others nobody moved."""
        known = {one.name for one in self.kept.stages} if self.kept is not None else set()
        return any(one.name in known for one in self.stages)

    def _noted(self, found: "Lifecycle") -> str:
        parts = [WHAT]
        if self.kept is not None and self._compared:
            parts.append(f"Plus and minus are since the run of {formats.day(self.kept.as_of.local().date())}.")
        if found.held:
            parts.append(f"The guard rail holds {formats.people(found.held)}.")
        if found.none:
            parts.append(f"In no stage: {formats.people(found.none)}.")
        return " ".join(parts)

    # Running

    def run_and_keep(self) -> None:
        """Let these be the stages, find everybody's, and keep them."""
        project, wanted = self.project, list(self.stages)
        if not wanted:
            return

        def work(progress: Progress) -> "Done":
            from app.runs import lifecycle_runs

            return lifecycle_runs.keep(project, wanted, None, progress)

        def done(kept: "Done") -> None:
            self.run_button.setEnabled(True)
            self.context.toast("Everybody has a stage now", undo=lambda: self._take_back(kept, wanted))

        def failed(problem: Problem) -> None:
            self.run_button.setEnabled(True)
            self.strip.show_problem(problem)

        self.run_button.setEnabled(False)
        ready = partial(self.run_button.setEnabled, True)
        self.run("keep", work, done, failed, ready, title="Finding everybody’s stage", keeps=True)

    def _take_back(self, kept: "Done", shown: "list[Stage]") -> None:
        project = self.project

        def work(_: Progress) -> None:
            from app.runs import lifecycle_runs

            lifecycle_runs.undo(project, kept)

        def done(_: None) -> None:
            # What was edited since the run stays somebody's work.
            if self.stages == shown:
                self.stages = []
            self._load()
            self.context.toast("Taken back: the stages are as before")

        self.run("keep", work, done, title="Taking the stages back", keeps=True)

    # Who moved

    def ask_flow(self) -> None:
        """Look up who moved between the two days."""
        project, wanted = self.project, list(self.stages)
        start, end = self.flow_card.start.value(), self.flow_card.end.value()
        # As of the end of the days, and of now for today: what lies ahead has not happened.
        until = None if end == self._moment else end.isoformat()

        def work(progress: Progress) -> "Flow":
            from app.runs import lifecycle_flow

            return lifecycle_flow.flow(project, start.isoformat(), until, progress, wanted)

        self.run("flow", work, self.flow_card.show_flow, quiet=True, about=lambda: wanted == self.stages)

    def show_people(self, move: "Move") -> None:
        """Open those who moved so."""
        flow = self.flow_card.flow
        if flow is not None and move is not None:
            self.context.go_to("people", ids=flow.people(move), called=_called(move))

    def _name_segment(self, move: "Move") -> None:
        popup = TextPopup("Name of the segment", _called(move).capitalize(), self.window(), hint="Name of the segment")
        popup.given.connect(partial(self.make_segment, move))
        popup.open_under(self.flow_card.segment_button)

    def make_segment(self, move: "Move", name: str) -> None:
        """Keep those who moved so as a segment."""
        flow, project = self.flow_card.flow, self.project
        if flow is None:
            return
        ids = flow.people(move).tolist()

        def work(progress: Progress) -> str:
            from app import discover

            return discover.save_selection(project, ids, name, progress)

        def done(kept: str) -> None:
            go = partial(self.context.go_to, "segments", name=kept)
            self.context.toast(f"Kept {formats.people(len(ids))} as “{kept}”", "Open", go)

        self.run("segment", work, done, title="Making a segment", keeps=True)


def _family_of(stages: "list[Stage]") -> str:
    same = (key for key, _ in _FAMILIES if lifecycle_stages.read(lifecycle_stages.family(key)) == stages)
    return next(same, "own")


def _called(move: "Move") -> str:
    if move.origin == move.target:
        return f"stayed in {move.origin}"
    return f"went from {move.origin or 'no stage'} to {move.target or 'no stage'}"
