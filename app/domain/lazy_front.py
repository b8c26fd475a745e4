"""A package's front whose names are imported when they are first asked for, so that a start pays for nothing unused.

The front itself imports the same names under `TYPE_CHECKING`: that is what type checkers and the contracts about
layers read, and `tests/house` holds both lists equal.
"""

from collections.abc import Callable, Mapping
from importlib import import_module


def lazy(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """A module's `__getattr__`: `homes` gives, by module, the names (parted by blanks) that are found there."""
    home_of = {name: home for home, names in homes.items() for name in names.split()}

    def look_up(name: str) -> object:
        """The name from its home; AttributeError for one that the front does not have."""
        home = home_of.get(name)
        if home is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{home}"), name)

    return look_up
