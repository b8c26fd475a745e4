"""The cleaning recipe of a file: a list of steps on columns, each a sentence, kept as JSON, run wholly or not at all.

A step is a JSON object (`{"step": "replace", "columns": ["Address"], "find": "St.", "with": "Street"}`); what it does
is an object of `StepKind` in `steps/`. Beside it stands how alike values of a column are found (`alike`).
"""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.recipe.clusters import METHODS, Cluster, Method, alike
    from app.recipe.parsing import DEFAULT, Recipe, load, made_by, misfits, parse, refuse_misfits, renamed, save
    from app.recipe.running import Ran, asks_targets, is_plain, run, wanted_by
    from app.recipe.step import Misfit, Parameter, Step, StepKind
    from app.recipe.steps import kind_of, kinds
    from app.recipe.tally import StepReport, Tally

HOMES: Final = {
    "clusters": "METHODS Cluster Method alike",
    "parsing": "DEFAULT Recipe load made_by misfits parse refuse_misfits renamed save",
    "running": "Ran asks_targets is_plain run wanted_by",
    "step": "Misfit Parameter Step StepKind",
    "steps": "kind_of kinds",
    "tally": "StepReport Tally",
}

__all__ = [
    "DEFAULT",
    "METHODS",
    "Cluster",
    "Method",
    "Misfit",
    "Parameter",
    "Ran",
    "Recipe",
    "Step",
    "StepKind",
    "StepReport",
    "Tally",
    "alike",
    "asks_targets",
    "is_plain",
    "kind_of",
    "kinds",
    "load",
    "made_by",
    "misfits",
    "parse",
    "refuse_misfits",
    "renamed",
    "run",
    "save",
    "wanted_by",
]

__getattr__ = lazy(__name__, HOMES)
