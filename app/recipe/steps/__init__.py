"""The kinds of step: each module here gives its `STEPS`, found by being here."""

from functools import cache
from typing import cast

from app.domain.found_kinds import found_in
from app.recipe import problems
from app.recipe.step import StepKind


@cache
def kinds() -> dict[str, StepKind]:
    """Every kind of step by its name, in the order of the menu."""
    found = [one for some in found_in(__name__, __path__, "STEPS").values() for one in cast(tuple[StepKind, ...], some)]
    return {one.name: one for one in sorted(found, key=lambda one: (not one.plain, _GROUPS.index(one.group)))}


_GROUPS = ("Text", "Values", "People", "Places and dates", "Columns")


def kind_of(name: object, where: str = "step") -> StepKind:
    """The kind of that name; raises ImportProblem where there is none."""
    known = kinds()
    if not isinstance(name, str) or name not in known:
        raise problems.NO_STEP(where=where, step=name, steps=", ".join(known))
    return known[name]
