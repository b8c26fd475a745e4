"""A recipe run over the columns of a file, in its order: those that dear steps change, whole and at once."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import pyarrow as pa

from app.domain.background import beating
from app.domain.progress import SILENT, Progress
from app.recipe.parsing import refuse_misfits
from app.recipe.step import EVERY, Step
from app.recipe.steps import kind_of
from app.recipe.tally import Tally

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Ran:
    """What a recipe made: the columns that it was run over and those that it added, by header, and what it changed."""

    columns: dict[str, pa.ChunkedArray]
    made: tuple[str, ...]
    tally: Tally = field(default_factory=Tally)


def is_plain(recipe: Iterable[Step]) -> bool:
    """Whether every step can be done where a column is read, so that nothing has to be run beforehand."""
    return all(kind_of(step["step"]).plain for step in recipe)


def asks_targets(recipe: Iterable[Step]) -> bool:
    """Whether a step that is run over whole columns depends on what these mean."""
    return not is_plain(recipe) and any(kind_of(step["step"]).by_target for step in recipe)


def wanted_by(recipe: Iterable[Step], headers: Collection[str], texts: Collection[str]) -> set[str]:
    """The columns that have to be run whole: those that a dear step changes or asks, of `texts` where it says all."""
    found: set[str] = set()
    for step in recipe:
        kind = kind_of(step["step"])
        if not kind.plain:
            found.update(_headers(step, texts), kind.asks(step), kind.makes(step))
    return {name for name in found if name in headers or name in _made(recipe)}


def _made(recipe: Iterable[Step]) -> set[str]:
    return {name for step in recipe for name in kind_of(step["step"]).makes(step)}


def _headers(step: Step, every: Iterable[str]) -> list[str]:
    wanted = step.get("columns", [EVERY])
    return list(every) if EVERY in wanted else list(wanted)


def run(
    recipe: Collection[Step],
    headers: Collection[str],
    text: Callable[[str], pa.ChunkedArray],
    wanted: Collection[str],
    texts: Collection[str],
    progress: Progress = SILENT,
    *,
    targets: Mapping[str, str] = _NONE,
) -> Ran:
    """Run a recipe over the `wanted` columns of a file with these `headers`; `text` gives a column's text, never null.

    A step for every column is done in those that hold text (`texts`); `targets` says by header what a column means,
    where that is known. Raises ImportProblem, before anything is done, where the columns do not fit the recipe.
    """
    refuse_misfits(recipe, headers)
    there = [name for name in headers if name in wanted]
    columns = {name: text(name) for name in there}
    made: list[str] = []
    tally = Tally()
    with beating(progress) as pulse:
        _run(recipe, columns, made, tally, texts, targets, pulse)
    return Ran(columns, tuple(made), tally)


def _run(
    recipe: Collection[Step],
    columns: dict[str, pa.ChunkedArray],
    made: list[str],
    tally: Tally,
    texts: Collection[str],
    targets: Mapping[str, str],
    progress: Progress,
) -> None:
    """Change these columns, and add those that are made."""
    for place, step in enumerate(recipe):
        kind = kind_of(step["step"])
        every = [name for name in columns if name in texts or name in made]
        for name in _headers(step, every):
            if name not in columns:
                continue
            progress.step(place, len(recipe), kind.sentence(step))
            found = kind.run(columns[name], step, columns.__getitem__, targets.get(name, ""))
            changed = tally.add(place, columns[name], found.column, found.left, found.fresh)
            if found.more:
                tally.add_parts(place, columns[name], list(found.more.values()))
            # One in which nothing changed stays the very same.
            columns[name] = found.column if changed else columns[name]
            columns |= found.more
            made += found.more
