"""The panes of the window. Each is one folder in here that describes itself, and is found by being there."""

import pkgutil
from functools import cache
from importlib import import_module

from ui.panes.description import Description


@cache
def panes() -> tuple[Description, ...]:
    """Every pane in the order of the rail. A pane's description is imported by this, what it is made of is not."""
    # By the package's path rather than a list: whoever adds a pane adds a folder. The bundle answers the same question.
    folders = (found.name for found in pkgutil.iter_modules(__path__, f"{__name__}.") if found.ispkg)
    found: list[Description] = [import_module(name).PANE for name in folders]
    return tuple(sorted(found, key=lambda one: one.order))


def described(key: str) -> Description:
    """The pane with that key; raises KeyError where there is none."""
    return {one.key: one for one in panes()}[key]
