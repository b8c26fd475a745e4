"""One step, or several, run over columns that are given as lists."""

from typing import Any

import pyarrow as pa

from app import recipe
from app.recipe import Ran, StepReport


def ran(steps: list[dict[str, Any]], **columns: list[str]) -> Ran:
    told = recipe.parse(steps)
    table = {name: pa.chunked_array([pa.array(cells, pa.string())]) for name, cells in columns.items()}
    return recipe.run(told, list(table), table.__getitem__, set(table) | set(recipe.made_by(told)), list(table))


def done(step: dict[str, Any], *cells: str, **beside: list[str]) -> list[str]:
    """What a step makes of the cells of a column `C`."""
    found: list[str] = ran([{"columns": ["C"], **step}], C=list(cells), **beside).columns["C"].to_pylist()
    return found


def told(step: dict[str, Any], *cells: str, **beside: list[str]) -> StepReport:
    """What a step says of such cells."""
    steps = [{"columns": ["C"], **step}]
    return ran(steps, C=list(cells), **beside).tally.reports(recipe.parse(steps), looks=True)[0]
