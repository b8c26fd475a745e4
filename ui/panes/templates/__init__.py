"""Templates: emails, written while looking at what each person will get."""

from typing import TYPE_CHECKING

from ui.panes.description import Description, Words

if TYPE_CHECKING:
    from ui.panes.base import Pane


def _load() -> "type[Pane]":
    from ui.panes.templates.pane import Templates

    return Templates


PANE = Description(
    __name__,
    title="Templates",
    icon="envelope-simple",
    order=60,
    load=_load,
    count=lambda found: found.templates,
    tips={
        "worst": Words(
            "Step to the worst cases",
            "The longest name, no name, strange letters: an email that looks right for these looks right for everyone.",
        ),
    },
)
