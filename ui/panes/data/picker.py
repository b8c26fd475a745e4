"""What a column of a file is to become: the fields to choose from, one of the user's own, or nothing."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from ui.widgets.picker import Choice, Picker

SKIP: Final = "skip"
"""The key of the choice that leaves a column out."""
OWN: Final = "own:"
"""What the key of a field of the user's own begins with; its label follows."""

_SKIP: Final = Choice(SKIP, "Skip this column", "prohibit", "Or")


def field_picker(choices: Sequence[Choice], current: str, own: str, parent: QWidget) -> Picker:
    """The menu of a column: `current` is the key that is chosen, `own` the label of a new field until one is typed."""
    return Picker(
        choices,
        "What this column becomes",
        parent,
        current=current,
        hint="Find a field, or name your own",
        typed=_further({choice.label.casefold() for choice in choices}, own),
    )


def _further(known: set[str], own: str) -> Callable[[str], list[Choice]]:
    """What is offered below the fields: a new one, called as typed, and to skip the column."""

    def further(query: str) -> list[Choice]:
        label = query or own
        fresh = [Choice(OWN + label, f"New field “{label}”", "plus", "A field of your own")]
        found = fresh if label and label.casefold() not in known else []
        if not query:
            return [*found, _SKIP]
        return [_SKIP, *found] if _SKIP.label.casefold().startswith(query.casefold()) else found

    return further
