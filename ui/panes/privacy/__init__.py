"""Privacy: what was done to the project, and how long people are kept."""

from typing import TYPE_CHECKING

from ui.panes.description import Description

if TYPE_CHECKING:
    from ui.panes.base import Pane


def _load() -> "type[Pane]":
    from ui.panes.privacy.pane import Privacy

    return Privacy


PANE = Description(
    __name__,
    title="Privacy",
    icon="shield-check",
    order=80,
    load=_load,
    aliases="audit log erase retention gdpr",
)
