"""Home: the first page: what to begin with, and the project at a glance."""

from typing import TYPE_CHECKING

from ui.panes.description import Description

if TYPE_CHECKING:
    from ui.panes.base import Pane


def _load() -> "type[Pane]":
    from ui.panes.home.pane import Home

    return Home


PANE = Description(
    __name__,
    title="Home",
    icon="house",
    order=10,
    load=_load,
    needs_project=False,
)
