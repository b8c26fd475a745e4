"""The kept segments as a list: how many are in each, in words, and what can be done with it."""

from typing import Any

from ui import words
from ui.widgets.buttons import Button
from ui.widgets.cards import EmptyState
from ui.widgets.library import Action, Do, Item, Library

ACTIONS = (
    Action("duplicate", "Duplicate", "copy"),
    Action("campaign", "Use in a campaign", "megaphone-simple"),
    Action("people", "Show the people", "users"),
    Action("delete", "Delete", "trash"),
)


def library(do: Do) -> Library:
    """The list, or what a segment is for where there is none."""
    new = Button("New segment", kind="main")
    new.clicked.connect(lambda: do("new", ""))
    empty = EmptyState(
        "chart-pie-slice",
        "Say whom you mean",
        "A segment is everyone for whom your conditions hold: what they did, what is known of them, what they "
        "allow. The count moves as you build, and each person can be explained.",
        new,
    )
    return Library(empty, ACTIONS, do)


def item(segment: dict[str, Any]) -> Item:
    """A kept segment, `{"name", "sentence", "count"}`, in the list; one without a count cannot be asked about."""
    count = segment["count"]
    return Item(segment["name"], segment["sentence"], "–" if count is None else words.number(count), "people")
