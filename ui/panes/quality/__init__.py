"""Quality: what is missing in the data, and what cannot be right."""

from typing import TYPE_CHECKING

from ui.panes.description import Description

if TYPE_CHECKING:
    from ui.panes.base import Pane


def _load() -> "type[Pane]":
    from ui.panes.quality.pane import Quality

    return Quality


PANE = Description(
    __name__,
    title="Quality",
    icon="heartbeat",
    order=85,
    load=_load,
    heading="How good your data are",
    aliases="report coverage missing typos outliers check",
)
