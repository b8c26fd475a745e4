"""The engines that answer questions about the audience: each is one module here, found by being here.

It gives its `ENGINE` (`app/project/engine.py`); `embedded` is asked where no other is meant.
"""

from functools import cache
from typing import TYPE_CHECKING, cast

from app.domain.found_kinds import found_in

if TYPE_CHECKING:
    from app.project.engine import Engine


@cache
def known_engines() -> "dict[str, Engine]":
    """All engines by the name of their module."""
    return {name: cast("Engine", engine) for name, engine in found_in(__name__, __path__, "ENGINE").items()}


def engine_at(address: str) -> "Engine | None":
    """The engine that an address means, or None where there is none of its kind."""
    return next(filter(None, (one.at(address) for one in known_engines().values())), None)
