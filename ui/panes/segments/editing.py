"""Opens the right small window for each field of a condition, and puts what was given into the rule."""

import contextlib
import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app import conditions
from app.domain.clock import Moment
from app.domain.problems import RuleProblem
from app.rules import STARTERS, Names, builder, coded_values, phrases
from ui.core import theme
from ui.core.icons import OF_TYPE
from ui.panes.segments.rule_model import Path, RuleModel, children, kind_of
from ui.widgets import value_popups as editors
from ui.widgets.picker import Choice, Picker
from ui.widgets.window_popup import WindowPopup

Suggest = Callable[[str, str, Callable[[list[tuple[str, int]]], None]], None]
"""Looks real values of a name up that contain a text, and hands them over later, on the main thread."""

Given = Callable[[Any], None]
Spread = Callable[[str, Callable[[Any], None]], None]


class Editing:
    """Edits of one rule. `names`, `today` and `now` are those of the project now; `suggest` finds real values, `spread`
    how those that are numbers are spread among people."""

    def __init__(self, model: RuleModel, suggest: Suggest, spread: Spread = lambda name, done: None) -> None:
        self.model = model
        self.names: Names | None = None
        self.today = dt.date(1970, 1, 1)
        self.now: Moment | None = None
        self.fresh: Path | None = None
        """Where a condition was just added, of which nothing was given yet."""
        self.added: Callable[[Path], None] = lambda path: None
        """Told of a condition that may not be complete yet, once its row stands."""
        self._suggest, self._spread = suggest, spread
        self._ways: dict[type, Callable[[Any, Any, QWidget, Given], None]] = {
            builder.Pick: self._pick_one,
            builder.Value: lambda how, start, under, given: self._value(how.kind, how.about, start, under, given),
            builder.Line: self._line,
            builder.Figure: self._figure,
            builder.Length: self._length,
            builder.TimeFrame: self._time_frame,
            builder.Place: self._place,
            builder.Switch: lambda how, start, under, given: given(not start),
        }

    def edit(self, path: Path, field: builder.Field, under: QWidget) -> None:
        """A field was pressed: open its editor under it."""
        if self.names is None:
            return
        if isinstance(field.editor, builder.Subject):
            self._change_subject(path, under, self.names)
        else:
            way = self._ways[type(field.editor)]
            choosing = isinstance(field.editor, builder.Pick)
            way(field.editor, field.start, under, lambda value: self._put(path, field.given(value), go_on=choosing))

    def _put(self, path: Path, rule: builder.Rule, *, go_on: bool) -> None:
        """Put a changed condition in its place; what is missing after something was chosen can be given at once."""
        self.fresh = path if go_on else None
        self.model.put(path, rule)
        if go_on:
            self.added(path)

    # Whole conditions

    def add(self, path: Path, under: QWidget) -> None:
        """Ask what a new condition of the group is about."""
        self._choose_subject("What is the condition about?", under, partial(self._append, path))

    def add_group(self, path: Path, under: QWidget) -> None:
        """Ask what the first condition of a new group is about."""
        self._choose_subject(
            "What is the group's first condition about?",
            under,
            lambda rule: self._append(path, {"any": [rule]}, "Add a group"),
        )

    def _append(self, path: Path, rule: builder.Rule, what: str = "Add a condition") -> None:
        """Add a condition, and let what is missing in it be given at once."""
        place = (*path, len(children(self.model.at(path))))
        self.fresh = (*place, 0) if kind_of(rule) else place
        fresh = self.fresh
        self.model.append(path, rule, what)
        self.added(fresh)

    def _choose_subject(self, title: str, under: QWidget, chosen: Callable[[builder.Rule], None]) -> None:
        if (names := self.names) is not None:
            offered = choices(conditions.subjects(names))
            self._pick(under, title, offered, lambda key: chosen(conditions.begun(key, names)))

    def _change_subject(self, path: Path, under: QWidget, names: Names) -> None:
        rule = self.model.at(path)
        self._pick(
            under,
            "What is the condition about?",
            choices(conditions.subjects(names)),
            lambda key: self._put(path, conditions.begun(key, names, rule), go_on=True),
            conditions.subject(rule),
        )

    def add_pattern(self, path: Path, under: QWidget) -> None:
        """Offer the ready patterns."""
        offered = [Choice(one.name, f"{one.name}  ·  {one.about}", "sparkle") for one in STARTERS]
        picker = self._pick(under, "Ready patterns", offered, lambda key: self._add_starter(path, key))
        picker.setFixedWidth(theme.active().column(560))

    def _add_starter(self, path: Path, name: str) -> None:
        rule = next(one.rule for one in STARTERS if one.name == name)
        root = self.model.at(path)
        if not path and self.model.is_empty and kind_of(rule):
            self.model.put((), rule, f"Start from “{name}”")
        elif kind_of(rule) == kind_of(root) == "all":
            self.model.edit(f"Add “{name}”", lambda whole: whole["all"].extend(rule["all"]) if not path else None)
        else:
            self.model.append(path, rule, f"Add “{name}”")

    def note(self, path: Path, under: QWidget) -> None:
        """Ask for a rule's note."""
        note = self.model.at(path).get("note")
        popup = editors.TextPopup("Note", note, under.window(), hint="why this condition is here")
        self._open(popup, under, lambda value: self.model.mark(path, "note", value))

    # The ways of giving something

    def _pick(
        self, under: QWidget, name: str, offered: Sequence[Choice], chosen: Callable[[str], None], current: str = ""
    ) -> Picker:
        picker = Picker(offered, name, under.window(), current=current, hint=name)
        picker.chosen.connect(chosen)
        picker.open_under(under)
        return picker

    def _open(self, popup: editors.ValuePopup, under: QWidget, given: Given) -> None:
        popup.given.connect(given)
        popup.open_under(under)

    def _pick_one(self, how: builder.Pick, _: Any, under: QWidget, given: Given) -> None:
        self._pick(under, how.title, choices(how.offers), given, how.current)

    def _line(self, how: builder.Line, start: Any, under: QWidget, given: Given) -> None:
        self._open(editors.TextPopup(how.title, start, under.window(), hint=how.hint), under, given)

    def _figure(self, how: builder.Figure, start: Any, under: QWidget, given: Given) -> None:
        popup = editors.NumberPopup(how.title, start, under.window(), low=how.low, high=how.high)
        self._open(popup, under, given)

    def _length(self, how: builder.Length, start: Any, under: QWidget, given: Given) -> None:
        self._open(editors.LengthPopup(how.title, start, under.window()), under, given)

    def _time_frame(self, _: builder.TimeFrame, start: Any, under: QWidget, given: Given) -> None:
        self._open(WindowPopup(start, self.today, under.window(), self._said_frame), under, given)

    def _said_frame(self, within: Any) -> str:
        # Of lengths that cannot stand so the row says what is wrong.
        with contextlib.suppress(RuleProblem):
            return "" if self.now is None else conditions.said_frame(within, self.now)
        return ""

    def _place(self, _: builder.Place, start: Any, under: QWidget, given: Given) -> None:
        self._open(editors.PlacePopup(start, under.window()), under, given)

    def _value(self, kind: str, name: str, value: Any, under: QWidget, given: Given) -> None:
        window = under.window()
        if kind == "text":
            self._text(name, value, under, given)
        elif kind == "texts":
            self._texts(name, value, under, given)
        elif kind in ("number", "numbers"):
            self._number(name, value, under, given, pair=kind == "numbers")
        elif kind in ("length", "days_ahead"):
            self._open(editors.LengthPopup("How long", value, window, hours=kind == "length"), under, given)
        elif kind in ("day", "days", "moment"):
            self._open(editors.DayPopup("Date", value, self.today, window, pair=kind == "days"), under, given)
        elif kind == "month":
            months = [Choice(str(at), month) for at, month in enumerate(phrases.MONTHS, 1)]
            self._pick(under, "Month", months, lambda key: given(int(key)), str(value))
        else:
            self._open(editors.TextPopup("Pattern", value, window, hint="for example ^VIP"), under, given)

    def _number(self, name: str, value: Any, under: QWidget, given: Given, *, pair: bool) -> None:
        known = self.names.traits.get(name) if self.names is not None else None
        spread = known is not None and known.type in ("number", "amount")
        popup = editors.NumberPopup("Value", value, under.window(), pair=pair, spread=spread)
        self._open(popup, under, given)
        if spread:
            open_ = [True]
            popup.destroyed.connect(lambda: open_.__setitem__(0, False))
            self._spread(name, lambda found: popup.show_spread(found) if open_[0] else None)

    def _text(self, name: str, value: Any, under: QWidget, given: Given) -> None:
        def typed(query: str) -> list[Choice]:
            return [Choice(query, f"Use “{query}”", "plus", "What you typed")] if query else []

        picker = Picker((), "Value", under.window(), current=str(value or ""), hint="Type or choose", typed=typed)
        picker.chosen.connect(given)
        self._feed(picker, name)
        picker.open_under(under)

    def _texts(self, name: str, value: Any, under: QWidget, given: Given) -> None:
        popup = editors.TextsPopup("Values", value, under.window(), said=lambda one: coded_values.said(name, one))
        self._feed(popup, name)
        self._open(popup, under, given)

    def _feed(self, popup: "Picker | editors.TextsPopup", name: str) -> None:
        # Values may come when the popup has gone and with it what they would be shown in.
        open_ = [True]
        popup.destroyed.connect(lambda: open_.__setitem__(0, False))

        def ask(text: str) -> None:
            def offer(found: list[tuple[str, int]]) -> None:
                if open_[0]:
                    popup.offer(editors.counted(found, name, text))

            self._suggest(name, text, offer)

        popup.searched.connect(ask)
        # The commonest values stand there before anything is typed.
        ask("")


def choices(offers: Sequence[builder.Offer]) -> list[Choice]:
    """The offers as lines of a list, each with its icon or that of its type."""
    return [
        Choice(one.key, one.label, one.icon or OF_TYPE.get(one.type, ""), one.section, one.aliases) for one in offers
    ]
