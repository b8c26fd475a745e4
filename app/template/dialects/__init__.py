"""The merge languages of the ESPs: each is one module here, found by being here, with a profile of its name.

A module gives its `DIALECT`; the profile is `resources/esp/<module>.json`.
"""

from functools import cache
from typing import TYPE_CHECKING, cast

from app.domain.found_kinds import found_in, names_in

if TYPE_CHECKING:
    from app.template.compiling.dialect import Dialect

FIRST_ESP = "generic"
"""The ESP that stands for all that are not here: offered first, and chosen where nothing is."""


def esp_names() -> list[str]:
    """The names of all ESPs, the generic one first; imports none of them."""
    return sorted(names_in(__path__), key=lambda name: (name != FIRST_ESP, name))


@cache
def dialects() -> "dict[str, Dialect]":
    """All merge languages by the name of their ESP, the generic one first."""
    found = found_in(__name__, __path__, "DIALECT")
    return {name: cast("Dialect", found[name]) for name in esp_names()}
