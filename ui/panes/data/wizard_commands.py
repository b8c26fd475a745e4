"""What can be done by keyboard while a file is looked at."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from ui.core.commands import Command
from ui.core.undo import redo_keys, undo_keys

if TYPE_CHECKING:
    from ui.panes.data.pane import Data


def of(pane: "Data") -> Iterable[Command]:
    """The commands of the wizard, which is not made for the asking, and of what comes in without it."""
    yield Command(
        "data.folders", "Drop folders…", pane.show_drop_folders, aliases="watch automatic by itself schedule hot folder"
    )
    yield Command(
        "data.step_back",
        "Undo",
        lambda: pane.wizard.corrections.back(),
        "edit",
        (undo_keys(),),
        enabled=lambda: pane.showing_wizard() and pane.wizard.corrections.steps.canUndo(),
    )
    yield Command(
        "data.step_again",
        "Redo",
        lambda: pane.wizard.corrections.again(),
        "edit",
        (redo_keys(),),
        enabled=lambda: pane.showing_wizard() and pane.wizard.corrections.steps.canRedo(),
    )
    for key, title, step, keys in (
        ("data.next_row", "Next row of the file, as it will arrive", 1, "Alt+Down"),
        ("data.row_before", "Row before, as it will arrive", -1, "Alt+Up"),
    ):
        yield Command(key, title, partial(_turn, pane, step), keys=(keys,), enabled=pane.showing_wizard)
    yield Command(
        "data.keep",
        "Keep as a ready-made mapping…",
        lambda: pane.wizard.keeping.ask(),
        aliases="preset template tool export",
        enabled=lambda: pane.showing_wizard() and pane.wizard.look is not None,
    )


def _turn(pane: "Data", step: int) -> None:
    pane.wizard_page.arrivals.turn(step)
