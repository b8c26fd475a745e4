"""Discover: groups of people who are alike, found in the data."""

from typing import TYPE_CHECKING

from ui.panes.description import Description, Words

if TYPE_CHECKING:
    from ui.panes.base import Pane


def _load() -> "type[Pane]":
    from ui.panes.discover.pane import Discover

    return Discover


PANE = Description(
    __name__,
    title="Discover",
    icon="circles-three",
    order=50,
    load=_load,
    heading="Find groups",
    tips={
        "picture": Words(
            "Choose people by hand",
            "Drag over points to choose people, then make a segment of them. Shift adds more, Alt takes some away.",
        ),
    },
)
