"""A campaign's plan as a sentence of fields: which email goes to whom, for which ESP, and who is held out."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.template import FIRST_ESP
from ui.core import formats
from ui.widgets.buttons import Button, Field
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import FlowLayout, clear
from ui.widgets.picker import Choice, Picker
from ui.widgets.skeleton import Skeleton
from ui.widgets.value_popups import NumberPopup, TextPopup, TextsPopup

if TYPE_CHECKING:
    from app.project import Project

Plan = dict[str, Any]

_AGAIN = 30
"""Days after which a triggered campaign is offered to go to somebody again."""
HTML = {"sample": "a sample of 20 emails", "all": "every email", "none": "no emails"}


NEEDED = (
    ("templates", "templates", "Write a template first"),
    ("segments", "segments", "Build a segment first"),
)
"""What a plan chooses from, the pane where it is made, and the words of the way there."""


def new_plan() -> Plan:
    """A plan with nothing chosen yet."""
    return {
        "version": 1,
        "include": [],
        "exclude": [],
        "template": "",
        "esp": FIRST_ESP,
        "holdout": {"share": 0.0, "seed": ""},
        "columns": ["email", "first_name"],
        "variants": [{"name": "A", "share": 1.0}],
        "html": "sample",
        "scheduled_at": None,
    }


def known_of(project: "Project") -> dict[str, Any]:
    """What a plan can choose from in a project: `segments`, `templates`, `columns`, and `esps` as (name, title)."""
    from app import mailing
    from app import template as templates
    from app.audience import segments
    from app.campaign import esps
    from app.query import merged_traits_of

    merged = merged_traits_of(project)
    return {
        "segments": [one.name for one in segments.every(project)],
        "templates": [one.name for one in templates.all_of(project)],
        "columns": [name for name in mailing.known_fields(project) if name not in merged],
        "esps": [(one.name, one.title) for one in esps().values()],
    }


def is_whole(plan: Plan) -> bool:
    """Whether the plan says enough to be counted."""
    return bool(plan["include"] and plan["template"])


class PlanCard(Card):
    """The plan to edit; `changed` is called with a new plan after each edit.

    `known` gives the names of what can be chosen: segments, templates, columns, and ESPs as (name, title).
    """

    def __init__(self, changed: Callable[[Plan], None], go_to: Callable[[str], None]) -> None:
        super().__init__("The plan")
        self._changed = changed
        self._go_to = go_to
        self.plan = new_plan()
        self.known: dict[str, Any] = {"segments": [], "templates": [], "columns": [], "esps": []}
        self.fields: dict[str, Field] = {}
        self._inside = QWidget()
        self._flow = FlowLayout(self._inside, gap=6, row_gap=8)
        self.add(self._inside)
        self._bones = Skeleton(2, 36)
        self._bones.hide()
        self.add(self._bones)

    def wait(self) -> None:
        """Another plan is on its way."""
        clear(self._flow)
        self.fields.clear()
        self._inside.hide()
        self._bones.show()

    def show_plan(self, plan: Plan) -> None:
        """Show another plan; the keyboard stays on the part that it was on."""
        now = self.window().focusWidget()
        held = next((key for key, field in self.fields.items() if field is now), "")
        self.plan = plan
        self._bones.hide()
        self._inside.show()
        clear(self._flow)
        self.fields.clear()
        esps = dict(self.known["esps"])
        holdout = plan["holdout"]["share"]
        self._say("Send")
        self._field("template", plan["template"] or "choose a template", not plan["template"], self._choose_template)
        self._say("to")
        self._field("include", _list(plan["include"]) or "choose segments", not plan["include"], self._choose_include)
        self._say("but not to")
        self._field("exclude", _list(plan["exclude"]) or "nobody else", False, self._choose_exclude)
        self._field("trigger", _when(plan.get("trigger")), False, self._choose_trigger)
        self._say("by")
        self._field("esp", str(esps.get(plan["esp"], plan["esp"])), False, self._choose_esp)
        self._say("· hold out")
        self._field("share", formats.share(holdout, 1.0) if holdout else "nobody", False, self._choose_share)
        if holdout:
            self._say("drawn by")
            self._field("seed", plan["holdout"]["seed"] or "its name", False, self._choose_seed)
        self._say("· columns")
        self._field("columns", _list(plan["columns"]), False, self._choose_columns)
        self._say("and")
        self._field("html", HTML[plan["html"]], False, self._choose_html)
        self._offer_what_is_missing()
        self._inside.updateGeometry()
        if held in self.fields:
            self.fields[held].setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_what_is_missing(self) -> None:
        """Without a template and a segment there is nothing to choose from: the way to make them."""
        for key, where, what in NEEDED:
            # What can be chosen from comes a moment later than the card; ESPs there are always.
            if self.known["esps"] and not self.known[key]:
                button = Button(what, small=True)
                button.clicked.connect(lambda _=False, pane=where: self._go_to(pane))
                self._flow.addWidget(button)

    def _say(self, text: str) -> None:
        self._flow.addWidget(Label(text, tone="muted"))

    def _field(self, key: str, text: str, missing: bool, edit: Callable[[Field], None]) -> None:
        # The card's lines are broken between fields, never in one; the whole of it is what a screen reader says.
        shown = text if len(text) <= 60 else text[:59] + "…"
        field = Field(shown, value=True, name=f"{text}, change")
        field.setMinimumHeight(28)
        field.setToolTip("Choose one to go on" if missing else "")
        field.clicked.connect(lambda: edit(field))
        self.fields[key] = field
        self._flow.addWidget(field)

    def put(self, **values: Any) -> None:
        """Change parts of the plan."""
        self._changed(self.plan | values)

    # Editors

    def _pick(self, under: QWidget, name: str, choices: Sequence[Choice], chosen: Callable[[str], None]) -> None:
        picker = Picker(choices, name, under.window(), hint=name)
        picker.chosen.connect(chosen)
        picker.open_under(under)

    def _several(self, under: QWidget, name: str, key: str, offered: Sequence[str]) -> None:
        popup = TextsPopup(name, self.plan[key], under.window(), empty=True, own=False)
        popup.offer([Choice(one, one) for one in offered])
        popup.given.connect(lambda value: self.put(**{key: value}))
        popup.open_under(under)

    def _choose_template(self, under: Field) -> None:
        choices = [Choice(name, name, "envelope-simple") for name in self.known["templates"]]
        self._pick(under, "Template", choices, lambda name: self.put(template=name))

    def _choose_include(self, under: Field) -> None:
        self._several(under, "Segments that get it", "include", self.known["segments"])

    def _choose_exclude(self, under: Field) -> None:
        self._several(under, "Segments that do not get it", "exclude", self.known["segments"])

    def _choose_trigger(self, under: Field) -> None:
        choices = [
            Choice("all", "Everyone in it, when you export", "users"),
            Choice("once", "Whoever enters it, once each", "lightning"),
            Choice("again", "Whoever enters it, and again after some days…", "lightning"),
        ]
        self._pick(under, "When it goes to whom", choices, lambda key: self._give_trigger(key, under))

    def _give_trigger(self, key: str, under: Field) -> None:
        # Since when entering counts stays as it was.
        kept = self.plan.get("trigger") or {}
        if key != "again":
            self.put(trigger=None if key == "all" else kept | {"again_after": None})
            return
        popup = NumberPopup("Again after, in days", _AGAIN, under.window(), low=1, high=3650)
        popup.given.connect(lambda days: self.put(trigger=kept | {"again_after": {"days": int(days)}}))
        popup.open_under(under)

    def _choose_columns(self, under: Field) -> None:
        self._several(under, "Columns of the contacts file", "columns", self.known["columns"])

    def _choose_esp(self, under: Field) -> None:
        choices = [Choice(name, title, "paper-plane-tilt") for name, title in self.known["esps"]]
        self._pick(under, "Email service", choices, lambda name: self.put(esp=name))

    def _choose_html(self, under: Field) -> None:
        choices = [Choice(key, text) for key, text in HTML.items()]
        self._pick(under, "HTML files", choices, lambda key: self.put(html=key))

    def _choose_share(self, under: Field) -> None:
        # Rounded where a product of floats has its noise, or 7 % would come back as a little more.
        popup = NumberPopup("Held out, in %", round(100 * self.plan["holdout"]["share"], 9), under.window())
        popup.given.connect(
            # Whoever holds everybody out sends to nobody, and a negative share is none.
            lambda value: self.put(holdout=self.plan["holdout"] | {"share": min(max(value, 0), 99) / 100})
        )
        popup.open_under(under)

    def _choose_seed(self, under: Field) -> None:
        popup = TextPopup("Drawn by", self.plan["holdout"]["seed"], under.window(), hint="another word draws others")
        popup.given.connect(lambda value: self.put(holdout=self.plan["holdout"] | {"seed": value}))
        popup.open_under(under)


def _when(trigger: dict[str, Any] | None) -> str:
    """When it goes to whom, in words."""
    if not trigger:
        return "everyone in it"
    again = trigger.get("again_after")
    return f"whoever enters, again after {formats.counted(again['days'], 'day')}" if again else "whoever enters, once"


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)
