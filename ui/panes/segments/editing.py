"""Opens the right small window for each field of a condition, and puts what was given into the rule."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.rules import STARTERS, Names, coded_values
from ui.core import theme
from ui.panes.segments import choices
from ui.panes.segments.parts import Part, event_names, measured_type, property_type, value_kind
from ui.panes.segments.rule_model import Path, Rule, RuleModel, kind_of
from ui.widgets import value_popups as editors
from ui.widgets.picker import Choice, Picker

Suggest = Callable[[str, str, Callable[[list[tuple[str, int]]], None]], None]
"""Looks real values of a name up that contain a text, and hands them over later, on the main thread."""


class Editing:
    """Edits of one rule. `names` and `today` are those of the project now; `suggest` finds real values."""

    def __init__(self, model: RuleModel, suggest: Suggest) -> None:
        self.model = model
        self.names: Names | None = None
        self.today = dt.date(1970, 1, 1)
        self._suggest = suggest

    def edit(self, path: Path, part: Part, under: QWidget) -> None:
        """A field was pressed: open its editor under it."""
        if self.names is None:
            return
        rule = self.model.at(path)
        opener = getattr(self, "_edit_" + part.edits.replace("-", "_"))
        opener(path, rule, part, under, self.names)

    # What all editors share

    def _pick(
        self, under: QWidget, name: str, offered: Sequence[Choice], chosen: Callable[[str], None], current: str = ""
    ) -> Picker:
        picker = Picker(offered, name, under.window(), current=current, hint=name)
        picker.chosen.connect(chosen)
        picker.open_under(under)
        return picker

    def _open(self, popup: editors.ValuePopup, under: QWidget, given: Callable[[Any], None]) -> None:
        popup.given.connect(given)
        popup.open_under(under)

    def _set(self, path: Path, rule: Rule, **values: Any) -> None:
        kept = {key: value for key, value in (rule | values).items() if value is not None}
        self.model.put(path, kept)

    # Adding

    def _edit_add(self, path: Path, _: Rule, __: Part, under: QWidget, names: Names) -> None:
        self._pick(
            under,
            "What is the condition about?",
            choices.subjects(names),
            lambda key: self.model.append(path, choices.condition(key, names)),
        )

    def _edit_add_group(self, path: Path, _: Rule, __: Part, under: QWidget, names: Names) -> None:
        self._pick(
            under,
            "What is the group's first condition about?",
            choices.subjects(names),
            lambda key: self.model.append(path, {"any": [choices.condition(key, names)]}, "Add a group"),
        )

    def _edit_pattern(self, path: Path, _: Rule, __: Part, under: QWidget, names: Names) -> None:
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

    # What it is about

    def _edit_subject(self, path: Path, rule: Rule, _: Part, under: QWidget, names: Names) -> None:
        current = next((f"{kind}:{rule[kind]}" for kind in ("event", "trait", "consent") if kind in rule), "")

        def chosen(key: str) -> None:
            made = choices.condition(key, names)
            if "event" in rule and "event" in made:
                # The same question about another event keeps its time frame and how often.
                kept: Rule = {name: rule[name] for name in ("within", "op", "value") if name in rule}
                made |= kept if rule.get("measure", "count") == "count" else {}
            self.model.put(path, made)

        self._pick(under, "What is the condition about?", choices.subjects(names), chosen, current)

    def _edit_op(self, path: Path, rule: Rule, _: Part, under: QWidget, names: Names) -> None:
        kind = names.traits[rule["trait"]].type if "trait" in rule else measured_type(rule, names)
        offered = choices.operators(kind)
        self._pick(
            under, "How", offered, lambda op: self.model.put(path, choices.with_op(rule, kind, op)), str(rule.get("op"))
        )

    def _edit_lasting(self, path: Path, rule: Rule, _: Part, under: QWidget, __: Names) -> None:
        popup = editors.LengthPopup("For how long", rule.get("for"), under.window())
        self._open(popup, under, lambda value: self._set(path, rule, **{"for": value, "was": None}))

    # Values

    def _edit_value(self, path: Path, rule: Rule, part: Part, under: QWidget, names: Names) -> None:
        kind, name = value_kind(rule, names, part)
        self._value(kind, name, rule.get("value"), under, lambda value: self._set(path, rule, value=value))

    def _edit_where_value(self, path: Path, rule: Rule, part: Part, under: QWidget, names: Names) -> None:
        kind, name = value_kind(rule, names, part)
        line = rule["where"][part.index]
        self._value(
            kind,
            name,
            line.get("value"),
            under,
            lambda value: self._where(path, rule, part.index, line | {"value": value}),
        )

    def _value(self, kind: str, name: str, value: Any, under: QWidget, given: Callable[[Any], None]) -> None:
        window = under.window()
        if kind == "text":
            self._text(name, value, under, given)
        elif kind == "texts":
            self._texts(name, value, under, given)
        elif kind in ("number", "numbers"):
            self._open(editors.NumberPopup("Value", value, window, pair=kind == "numbers"), under, given)
        elif kind in ("length", "days_ahead"):
            self._open(editors.LengthPopup("How long", value, window, hours=kind == "length"), under, given)
        elif kind in ("day", "days", "moment"):
            self._open(editors.DayPopup("Date", value, self.today, window, pair=kind == "days"), under, given)
        elif kind == "month":
            months = [Choice(str(at), name) for at, name in enumerate(_months(), 1)]
            self._pick(under, "Month", months, lambda key: given(int(key)), str(value))
        else:
            self._open(editors.TextPopup("Pattern", value, window, hint="for example ^VIP"), under, given)

    def _text(self, name: str, value: Any, under: QWidget, given: Callable[[Any], None]) -> None:
        def typed(query: str) -> list[Choice]:
            return [Choice(query, f"Use “{query}”", "plus", "What you typed")] if query else []

        picker = Picker((), "Value", under.window(), current=str(value or ""), hint="Type or choose", typed=typed)
        picker.chosen.connect(given)
        self._feed(picker, name)
        picker.open_under(under)

    def _texts(self, name: str, value: Any, under: QWidget, given: Callable[[Any], None]) -> None:
        popup = editors.TextsPopup("Values", value, under.window(), said=lambda one: coded_values.said(name, one))
        self._feed(popup, name)
        self._open(popup, under, given)

    def _feed(self, popup: "Picker | editors.TextsPopup", name: str) -> None:
        open_ = [True]
        popup.destroyed.connect(lambda: open_.__setitem__(0, False))

        def ask(text: str) -> None:
            def offer(found: list[tuple[str, int]]) -> None:
                if open_[0]:
                    popup.offer(editors.counted(found, name, text))

            self._suggest(name, text, offer)

        popup.searched.connect(ask)
        ask("")

    # The details of an event

    def _edit_detail(self, path: Path, rule: Rule, _: Part, under: QWidget, names: Names) -> None:
        def chosen(name: str) -> None:
            kind = property_type(names, event_names(rule), name)
            line = {"property": name} | choices.with_op({}, kind, choices.FIRST_OPS.get(kind, "is_set"))
            self._set(path, rule, where=[*rule.get("where", []), line])

        self._pick(under, "Only where…", choices.properties(rule, names), chosen)

    def _edit_property(self, path: Path, rule: Rule, part: Part, under: QWidget, names: Names) -> None:
        lines = rule["where"]

        def chosen(name: str) -> None:
            if name == choices.NO_DETAIL:
                left = [line for index, line in enumerate(lines) if index != part.index]
                self._set(path, rule, where=left or None)
                return
            kind = property_type(names, event_names(rule), name)
            line = {"property": name} | choices.with_op({}, kind, choices.FIRST_OPS.get(kind, "is_set"))
            self._where(path, rule, part.index, line)

        offered = [Choice(choices.NO_DETAIL, "Take this detail away", "trash", " "), *choices.properties(rule, names)]
        self._pick(under, "Only where…", offered, chosen, str(lines[part.index]["property"]))

    def _edit_where_op(self, path: Path, rule: Rule, part: Part, under: QWidget, names: Names) -> None:
        line = rule["where"][part.index]
        kind = property_type(names, event_names(rule), str(line["property"]))
        self._pick(
            under,
            "How",
            choices.operators(kind),
            lambda op: self._where(path, rule, part.index, choices.with_op(line, kind, op)),
            str(line.get("op")),
        )

    def _where(self, path: Path, rule: Rule, index: int, line: Rule) -> None:
        lines = list(rule["where"])
        lines[index] = line
        self._set(path, rule, where=lines)

    def _edit_measure(self, path: Path, rule: Rule, _: Part, under: QWidget, names: Names) -> None:
        self._pick(
            under,
            "How often, or what it comes to",
            choices.measures(rule, names),
            lambda key: self.model.put(path, choices.with_measure(rule, key, names)),
        )

    def _edit_within(self, path: Path, rule: Rule, _: Part, under: QWidget, __: Names) -> None:
        popup = editors.WindowPopup(rule.get("within"), self.today, under.window())
        self._open(popup, under, lambda value: self._set(path, rule, within=value or None))

    # Permission, segments, tags, samples, places

    def _edit_segment(self, path: Path, _: Rule, __: Part, under: QWidget, names: Names) -> None:
        offered = [Choice(one.name, one.name, "chart-pie-slice") for one in names.segments.values()]
        self._pick(under, "Segment", offered, lambda name: self.model.put(path, {"segment": name}))

    def _edit_state(self, path: Path, rule: Rule, _: Part, under: QWidget, __: Names) -> None:
        self._pick(under, "Consent", choices.states(), lambda key: self._set(path, rule, **{"is": key}), rule["is"])

    def _edit_topic(self, path: Path, rule: Rule, _: Part, under: QWidget, __: Names) -> None:
        popup = editors.TextPopup("Topic", rule.get("topic"), under.window())
        self._open(popup, under, lambda value: self._set(path, rule, topic=value))

    def _edit_suppressed(self, path: Path, rule: Rule, _: Part, __: QWidget, ___: Names) -> None:
        self._set(path, rule, suppressed=not rule["suppressed"])

    def _edit_tag(self, path: Path, rule: Rule, _: Part, under: QWidget, __: Names) -> None:
        self._text("tag", rule.get("tag"), under, lambda value: self._set(path, rule, tag=value))

    def _edit_sample(self, path: Path, rule: Rule, _: Part, under: QWidget, __: Names) -> None:
        popup = editors.NumberPopup("Share in %", 100 * rule["sample"], under.window())
        self._open(popup, under, lambda value: self._set(path, rule, sample=round(min(max(value, 0), 100) / 100, 6)))

    def _edit_seed(self, path: Path, rule: Rule, _: Part, under: QWidget, __: Names) -> None:
        popup = editors.TextPopup("Drawn by", rule.get("seed"), under.window(), hint="another word draws others")
        self._open(popup, under, lambda value: self._set(path, rule, seed=value))

    def _edit_km(self, path: Path, rule: Rule, _: Part, under: QWidget, __: Names) -> None:
        popup = editors.NumberPopup("Kilometres", rule.get("km", 25), under.window())
        self._open(popup, under, lambda value: self._set(path, rule, km=value))

    def _edit_place(self, path: Path, rule: Rule, _: Part, under: QWidget, __: Names) -> None:
        at = rule["near"]
        popup = editors.TextPopup("Latitude, longitude", f"{at['lat']}, {at['lon']}", under.window())

        def given(text: str) -> None:
            lat, _, lon = text.partition(",")
            try:
                self._set(path, rule, near={"lat": float(lat), "lon": float(lon)})
            except ValueError:
                return

        self._open(popup, under, given)

    def _edit_note(self, path: Path, rule: Rule, _: Part, under: QWidget, __: Names) -> None:
        popup = editors.TextPopup("Note", rule.get("note"), under.window(), hint="why this condition is here")
        self._open(popup, under, lambda value: self.model.mark(path, "note", value))


def _months() -> tuple[str, ...]:
    from ui.panes.segments.parts import MONTHS

    return MONTHS
