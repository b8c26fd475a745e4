"""The Segments pane: the library of kept segments, and the builder in which one is made while its count moves."""

import contextlib
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.problems import Problem, RuleProblem
from app.domain.progress import Progress
from app.project import Change
from ui.core.commands import Command
from ui.core.subjects import Shown
from ui.core.timers import once
from ui.core.undo import redo_keys, undo_keys
from ui.panes.base import Context, Pane
from ui.panes.segments.asking import Asking
from ui.panes.segments.builder import ADDING, Builder
from ui.panes.segments.drafts import Drafts, save
from ui.panes.segments.editing import Editing
from ui.panes.segments.explanation import Why
from ui.panes.segments.library import Kept
from ui.panes.segments.row import Bench
from ui.panes.segments.rule_model import RuleModel
from ui.panes.segments.side import InWords, Side, today
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.layouts import beside, finish_editing, keep_height, keep_width, scrolling, vbox
from ui.widgets.pages import Pages

if TYPE_CHECKING:
    from app.audience import Look
    from app.domain.clock import Moment
    from app.rules import Names

CONCERNS = frozenset(Change) - {Change.TEMPLATES, Change.CAMPAIGNS}
"""Changes after which counts may differ."""
LOOK_AFTER = 60
SAVE_AFTER = 1000
"""Milliseconds after the last edit."""


class Segments(Pane):
    """See the module."""

    _early = Signal(object, object)
    """The rule that was asked about, and what is known of it before the whole answer: from the job's thread."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.model = RuleModel(changed=self._edited, owner=self)
        self.asking = Asking(self, self.model)
        self.editing = Editing(self.model, self.asking.suggest, self.asking.spread)
        self.name = ""
        self._new = self.unsaved = self.opening = False
        self.drafts: Drafts = Drafts(self)
        self.shown = Shown(self._blank)
        self._early.connect(self._show_early)
        self._look_soon = once(self, LOOK_AFTER, self._look)
        self._save_soon = once(self, SAVE_AFTER, self._save)
        self.kept = Kept(self, self.open_segment, self.new)
        self.library = self.kept.library
        self.pages = Pages(self.kept.pages, self._build_page)
        self.body.addWidget(self.pages, 1)
        self._build_actions()
        self._show_library()

    # What stands where

    def _build_page(self) -> QWidget:
        page = QWidget()
        row = beside(page)
        left = vbox(spacing=16)
        self.card = Card()
        keep_height(self.card, 260)
        self.name_field = self.header.name
        self.name_field.setAccessibleName("Name of the segment")
        self.name_field.setPlaceholderText("Name this segment to keep it")
        self.name_field.named.connect(self._name_given)
        self.builder = Builder()
        self.editing.added = self.builder.complete
        self.card.add(self.kept.on_list.beside(scrolling(self.builder)), 1)
        left.addWidget(self.card, 1)
        self.in_words = InWords(self.asking.statement)
        left.addWidget(self.in_words)
        left.addWidget(self.kept.keeping.make_line())
        row.addLayout(left, 1)
        self.side = Side(self._open_person, self.asking)
        self.side.over_time.chosen.connect(self._turned_to)
        self.why = Why(self.asking.find, self.asking.explain, self._close_why)
        keep_width(self.why, Side.WIDTH)
        self.why.hide()
        row.addWidget(self.side)
        row.addWidget(self.why)
        return page

    def _build_actions(self) -> None:
        self.new_button = Button("New segment", kind="main", icon="plus", parent=self)
        self.new_button.clicked.connect(self.new)
        self.back_button = Button("All segments", icon="arrow-left", parent=self)
        self.back_button.clicked.connect(self._show_library)
        self.why_button = Button("Why is someone in?", hint="Ctrl+E", parent=self)
        self.why_button.clicked.connect(self.toggle_why)
        self.use_button = Button("Use in a campaign", kind="main", parent=self)
        self.use_button.clicked.connect(self._use)

    def commands(self) -> Iterable[Command]:
        """Beginning a segment, adding to it, asking why somebody is in, undo and redo."""
        return [
            Command("segments.new", "New segment", self.new, keys=("Ctrl+Shift+N",)),
            *(Command(f"segments.{key}", said, partial(self._press, key), keys=(way,)) for key, said, way in ADDING),
            *self.kept.commands(),
            Command("segments.why", "Why is someone in?", self.toggle_why, keys=("Ctrl+E",)),
            Command("segments.undo", "Undo", self.model.undo, menu="edit", keys=(undo_keys(),)),
            Command("segments.redo", "Redo", self.model.redo, menu="edit", keys=(redo_keys(),)),
        ]

    def _press(self, what: str) -> None:
        if self.pages.currentIndex() == 1:
            self.builder.press(what)

    # Coming and going

    def opened(self, **what: Any) -> None:
        """Show a segment (`name`), begin a `new` one, or bring the library up to date; then edit in `rule`."""
        if "name" in what:
            self.open_segment(str(what["name"]))
        elif what.get("new"):
            self.new()
        elif self.pages.currentIndex() == 0:
            self.kept.refresh()
        if "rule" in what:
            self.model.put((), what["rule"])

    def project_changed(self, changes: frozenset[Change]) -> None:
        """Bring the library up to date, or count the segment that is open again."""
        if not changes & CONCERNS:
            return
        if self.pages.currentIndex() == 0:
            self.kept.refresh()
        elif changes - {Change.SEGMENTS} and not self.opening:
            self.side.over_time.set_dim()
            self.kept.on_list.refresh()
            self._look()

    def escape(self) -> None:
        if self.pages.currentIndex() == 1 and self.why.isVisible():
            self._close_why()
        else:
            super().escape()

    def keep(self) -> None:
        """Save at once what is being edited."""
        if self.unsaved:
            self._save_soon.stop()
            self._save()

    def closing(self) -> None:
        """Save what is being edited, where it is no wrong rule, before the project is closed."""
        finish_editing(self)
        if self.unsaved:
            self._save_soon.stop()
            try:
                save(self.project, self.name, self.model.root)
                self.unsaved = False
            except RuleProblem:
                pass  # A rule in the making may be wrong: then what was kept before stays.
            except Problem as problem:
                # The project goes on closing: another program may be writing it.
                self.context.toast(str(problem))

    def _use(self) -> None:
        self.keep()
        self.context.go_to("campaigns", segment=self.name)

    # The library

    def _show_library(self) -> None:
        self.library.come_back_from(self.name)
        self.drafts.leave()
        self.keep()
        self.shown.turn_to(None)
        self.pages.setCurrentIndex(0)
        self.kept.show_shelf()
        if self.context.project is not None:
            self.kept.refresh()

    # The builder

    def new(self) -> None:
        """Begin a segment that has no name yet."""
        self.turn_to("")
        self.load("", {"all": []}, new=True)
        self.name_field.setFocus()

    def open_segment(self, name: str) -> None:
        """Show a kept segment in the builder: its name at once, the rest as it comes."""
        self.turn_to(name)

        def work(_: Progress) -> Any:
            from app.audience import segments

            kept = segments.get(self.project, name)
            return kept.name, kept.sound()

        def failed(problem: Problem) -> None:
            self._show_library()
            self.strip.show_problem(problem)

        still = self.shown.still()
        self.run("open", work, lambda kept: self.load(*kept, new=False), failed, about=still)

    def turn_to(self, name: str) -> None:
        """Keep what is open, and let nothing of it stand under another name."""
        self.drafts.leave()
        self.keep()
        self.pages.make(1)
        self.shown.turn_to(name, anew=True)
        self.pages.setCurrentIndex(1)
        self.set_title(name, "")
        self.set_actions(self.back_button, self.why_button, self.use_button)
        self.use_button.setEnabled(False)

    def _blank(self) -> None:
        self.opening = True
        self.name, self._new, self.unsaved, self.asking.as_of = "", False, False, None
        self._look_soon.stop()
        self.model.load(None)
        self.builder.wait()
        self.in_words.wait()
        self.side.wait()
        self.why.wait()

    def load(self, name: str, rule: Any, *, new: bool) -> None:
        """Show a rule in the builder; `new` is one that the project does not keep."""
        self.name, self._new, self.unsaved = name, new, False
        self.opening = False
        self.model.load(rule)
        self.set_name(name, "" if new else "Saved · counted again after every import")
        self.use_button.setEnabled(bool(name))
        self.kept.show_opened(name, rule)
        self._rebuild()
        self._look()

    def _dim(self, *, edited: bool = True) -> None:
        self.side.set_dim(edited=edited)
        if edited:
            self.in_words.set_dim()
        self.builder.dim_counts()
        self.why.wait()

    def _edited(self) -> None:
        self._rebuild()
        self._dim()
        self._look_soon.start()
        if self.name:
            self.quiet_line("Saving…")
            self.unsaved = True
            self._save_soon.start()

    def _turned_to(self, moment: "Moment | None") -> None:
        """All figures are to be those of another moment; None is now."""
        self.asking.as_of = moment
        self.side.reach.set_moment(moment)
        self._dim(edited=False)
        self._look_soon.start()

    def _rebuild(self) -> None:
        if self.editing.names is not None:
            self.builder.rebuild(Bench(self.model, self.editing.names, self.editing, self.builder.focus_row))

    def _look(self) -> None:
        self.asking.look(self._tell_early, self._show_look)

    def _tell_early(self, rule: Any, *known: Any) -> None:
        """From the job's thread, for which the pane may be gone."""
        with contextlib.suppress(RuntimeError):
            self._early.emit(rule, known)

    def _show_early(self, rule: Any, known: tuple[Any, Any]) -> None:
        """What a rule may name, or how many match: each as soon as it is known, if the rule is still the same."""
        if rule is not self.model.root:
            return
        if isinstance(known[1], str):
            reach, sentence = known
            self.in_words.set(sentence)
            self.side.reach.show_reach(reach)
        else:
            self._know(*known)

    def _know(self, names: "Names", now: "Moment") -> None:
        first = self.editing.names is None or self.builder.root is None
        self.editing.names, self.editing.today, self.editing.now = names, today(now), now
        if first or self.builder.shown_rule != self.model.root:
            self._rebuild()
            self.builder.dim_counts()

    def _show_look(self, rule: Any, found: tuple["Names", "Moment", "Look | RuleProblem"]) -> None:
        names, now, answer = found
        if rule is not self.model.root:
            return  # it was edited meanwhile, and is asked about again in a moment
        self._know(names, now)
        if isinstance(answer, RuleProblem):
            self._show_wrong(answer)
            return
        self.builder.clear_problems()
        self.builder.show_counts(self.model.root, answer.figures, answer.reach)
        self.asking.shared(self.name, partial(self.builder.below.show_shared, matched=answer.reach.matched))
        self.in_words.set(answer.sentence)
        self.side.show_look(answer, now)
        self.why.again()
        self.context.announce(f"{self.side.reach.hero.text()} match")
        if answer.reach.matched:
            self.context.tip("count", self.side.reach)

    def _show_wrong(self, problem: RuleProblem) -> None:
        self.side.show_unknown()
        self.in_words.set("")
        self.builder.clear_counts()
        said = str(problem.retold(problem.what[:1].upper() + problem.what[1:], problem.remedy).placed(""))
        if not self.builder.show_problem(self.model.root, problem.where, said):
            self.strip.show_problem(problem)

    # Keeping it

    def _name_given(self, name: str) -> None:
        before, rule, new = self.name, self.model.root, self._new
        self._save_soon.stop()

        def work(_: Progress) -> str:
            from app.audience import segments

            if new:
                # A new segment takes nobody's place: the name may be another's already.
                segments.save(self.project, name, rule, replace=False)
            else:
                segments.rename(self.project, before, name)
                with contextlib.suppress(RuleProblem):
                    save(self.project, name, rule)
            return name

        # By the document: naming one segment is not called off by naming another.
        key = f"name/{before}"
        self.run(key, work, self._named, about=self.shown.still(), keeps=True)

    def _named(self, name: str) -> None:
        self.name, self._new, self.unsaved = name, False, self._save_soon.isActive()
        self.kept.show_renamed(name)
        self.set_name(name, "Saved")
        self.use_button.setEnabled(True)

    def _save(self) -> None:
        self._save_as(self.name, self.model.root)

    def _save_as(self, name: str, rule: Any) -> None:
        project = self.project

        def saved(_: None) -> None:
            if name == self.name and rule is self.model.root:
                self.unsaved = False
                self.quiet_line("Saved")

        def failed(problem: Problem) -> None:
            if not isinstance(problem, RuleProblem):
                self.quiet_line("Not saved")
                self.strip.show_problem(problem, "Try again", lambda: self._save_as(name, rule))
            elif name == self.name:
                # A rule in the making is often wrong for a moment: its row says so, and what was kept stays.
                self.quiet_line("Not saved yet: a condition is incomplete")
            else:
                said = f"A condition of “{name}” was incomplete: what was kept before stays"
                self.drafts.let_go({"name": name, "rule": rule}, said)

        # By name: the job that keeps another segment must not be the one that cancels this.
        self.run(f"save/{name}", lambda _: save(project, name, rule), saved, failed, keeps=True)

    # Why

    def toggle_why(self) -> None:
        """Explain people in the place of the look at them, or no more."""
        if self.pages.currentIndex() != 1:
            return
        self.why.setVisible(not self.why.isVisible())
        self.side.setVisible(not self.why.isVisible())
        if self.why.isVisible():
            self.why.search.setFocus()

    def _close_why(self) -> None:
        self.why.hide()
        self.side.show()

    def _open_person(self, key: str) -> None:
        self.context.go_to("people", key=key)
