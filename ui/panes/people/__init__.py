"""People: a table of everyone, and one person's whole story."""

from typing import TYPE_CHECKING

from ui.panes.description import Description

if TYPE_CHECKING:
    from ui.panes.base import Pane


def _load() -> "type[Pane]":
    from ui.panes.people.pane import People

    return People


PANE = Description(
    __name__,
    title="People",
    icon="users",
    order=30,
    load=_load,
    count=lambda found: found.people,
)
