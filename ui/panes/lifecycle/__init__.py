"""Lifecycle: in which stage everybody is, by thresholds of your own, and who moved between two days."""

from typing import TYPE_CHECKING

from ui.panes.description import Description

if TYPE_CHECKING:
    from ui.panes.base import Pane


def _load() -> "type[Pane]":
    from ui.panes.lifecycle.pane import LifecyclePane

    return LifecyclePane


PANE = Description(
    __name__,
    title="Lifecycle",
    icon="arrows-clockwise",
    order=55,
    load=_load,
    heading="Lifecycle",
    aliases="stages new lead active at risk dormant churned prospect loyal flow",
)
