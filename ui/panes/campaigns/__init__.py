"""Campaigns: one email to some people, checked and written for an ESP."""

from typing import TYPE_CHECKING

from ui.panes.description import Description

if TYPE_CHECKING:
    from ui.panes.base import Pane


def _load() -> "type[Pane]":
    from ui.panes.campaigns.pane import Campaigns

    return Campaigns


PANE = Description(
    __name__,
    title="Campaigns",
    icon="megaphone-simple",
    order=70,
    load=_load,
    count=lambda found: found.campaigns,
)
