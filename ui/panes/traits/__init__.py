"""Fields: what is known of people, where it comes from, how it is called, and which source is believed first."""

from typing import TYPE_CHECKING

from ui.panes.description import Description

if TYPE_CHECKING:
    from ui.panes.base import Pane


def _load() -> "type[Pane]":
    from ui.panes.traits.pane import Fields

    return Fields


PANE = Description(
    __name__,
    title="Fields",
    icon="rows",
    order=88,
    load=_load,
    aliases="traits columns master data priority source rename hide schema",
)
