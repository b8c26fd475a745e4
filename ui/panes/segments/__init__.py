"""Segments: questions about people, each with a count that is true now."""

from typing import TYPE_CHECKING

from ui.panes.description import Description, Words

if TYPE_CHECKING:
    from ui.panes.base import Pane


def _load() -> "type[Pane]":
    from ui.panes.segments.pane import Segments

    return Segments


PANE = Description(
    __name__,
    title="Segments",
    icon="chart-pie-slice",
    order=40,
    load=_load,
    count=lambda found: found.segments,
    tips={
        "count": Words(
            "Two numbers",
            "The large one is everybody who matches. “Can be emailed” is who could get an email: with a valid address, "
            "with consent, and not suppressed.",
        ),
    },
)
