"""Data: what has come in, and the wizard that brings in more."""

from typing import TYPE_CHECKING

from ui.panes.description import Description, Words

if TYPE_CHECKING:
    from ui.panes.base import Pane


def _load() -> "type[Pane]":
    from ui.panes.data.pane import Data

    return Data


PANE = Description(
    __name__,
    title="Data",
    icon="database",
    order=20,
    load=_load,
    count=lambda found: found.imports,
    tips={
        "import": Words(
            "Now build a segment",
            "Your people are in. Ask a question about them in Segments, and see how many it holds for.",
        ),
    },
)
