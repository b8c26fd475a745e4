"""Kinds that are found by being there: one module each in a package, with what it adds under one name.

Whoever adds a kind adds a module and edits no list. The package that asks is the only one that learns of its own
modules this way, so the contracts about layers lose no arrow between rooms.
"""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules


def names_in(path: Iterable[str]) -> tuple[str, ...]:
    """The names of what lies in a package (its `__path__`), without importing any of it."""
    # Not the folder's files: in the bundle there are none, and the finder of the bundle answers all the same.
    return tuple(sorted(found.name for found in iter_modules(path)))


def found_in(package: str, path: Iterable[str], attribute: str) -> dict[str, object]:
    """By the name of each module of the package what it has under `attribute`; AttributeError where it has nothing."""
    return {name: getattr(import_module(f"{package}.{name}"), attribute) for name in names_in(path)}
