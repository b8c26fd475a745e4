"""The tools whose merge tags are read: each is one module here, found by being here, that gives its `ORIGIN`."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, cast

from app.domain.found_kinds import found_in, names_in
from app.template import problems

if TYPE_CHECKING:
    from app.template.origin import Origin


def origin_names() -> list[str]:
    """The names of all tools; imports none of them."""
    return list(names_in(__path__))


@cache
def origins() -> "dict[str, Origin]":
    """All tools by name."""
    return {name: cast("Origin", each) for name, each in found_in(__name__, __path__, "ORIGIN").items()}


def origin_of(name: str) -> "Origin":
    """The tool of that name; raises TemplateProblem."""
    if name not in origins():
        raise problems.NO_ORIGIN(name=name, names=", ".join(origins()))
    return origins()[name]


def origin_in(sources: Iterable[str]) -> "Origin | None":
    """The tool that the sources of a template were written for, as far as their tags tell; else None."""
    given = list(sources)
    return next((each for each in origins().values() if any(map(each.writes, given))), None)
