"""The recipe of a mapping run over a file's columns before anything else is asked of them, wholly or not at all."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from app import recipe as recipes
from app.domain.counts import listed
from app.domain.progress import SILENT, Progress
from app.ingest.facts.typed_block import EXCEPT
from app.ingest.mapping.inference import with_entities
from app.ingest.readers.table import Cleaned, RawTable
from app.ingest.report import Note
from app.ingest.vocabulary.map_file import Mapping


@dataclass(frozen=True, slots=True)
class UnfitRecipe:
    """A recipe that was not run, for the file's columns do not fit it: its steps, what they lack, and of which file it
    is; blank where somebody stated it for this one."""

    steps: recipes.Recipe
    misfits: tuple[recipes.Misfit, ...]
    of: str = ""

    @property
    def missing(self) -> list[str]:
        """The headers that are wanted and not there, each once."""
        return list(dict.fromkeys(one.header for one in self.misfits if one.missing))

    def note(self) -> Note:
        """What whoever imports the file is told."""
        return Note("red", f"{self.what}. {self.remedy}", len(self.misfits))

    @property
    def what(self) -> str:
        """That nothing was cleaned, and why."""
        of = f" of {self.of}" if self.of else ""
        steps = "; ".join(dict.fromkeys(one.sentence for one in self.misfits))
        if not self.missing:
            return f"The cleaning recipe{of} is not used: it makes columns that the file has already ({steps})"
        are = "is" if len(self.missing) == 1 else "are"
        told = listed([f"“{header}”" for header in self.missing])
        return f"The cleaning recipe{of} is not used: {told} {are} not in this file, and a step needs it ({steps})"

    @property
    def remedy(self) -> str:
        """What mends it."""
        return "Say which column stands for it now, or leave the step out; a recipe is used whole or not at all."


Targets = Callable[[], dict[str, str]]
"""Tells by header what a file's columns mean: asked only where a step depends on it."""


def cleaned(
    raw: RawTable,
    recipe: recipes.Recipe,
    more: Collection[str] = (),
    progress: Progress = SILENT,
    targets: Targets = dict,
) -> tuple[RawTable, recipes.Recipe]:
    """A file with a recipe run over those of its columns that dear steps change, and over `more`; and the recipe as it
    was run: entities of HTML are read before all else. Raises ImportProblem, before anything is done, where the recipe
    does not fit. What plain steps do in other columns is done where those are read (`rest`).
    """
    recipes.refuse_misfits(recipe, raw.headers)
    if recipes.is_plain(recipe) and not more:
        return raw, recipe
    meant = targets() if recipes.asks_targets(recipe) else {}
    asked = json.dumps([recipe, sorted(more), meant])
    made = raw.memo.get(asked)
    if made is None:
        made = _run(raw, recipe, more, meant, progress)
        # Two: of the file, and of a column that is looked at beside it.
        for oldest in list(raw.memo)[:-1]:
            raw.memo.pop(oldest, None)
        raw.memo[asked] = made
    return made


def _run(
    raw: RawTable, recipe: recipes.Recipe, more: Collection[str], targets: dict[str, str], progress: Progress
) -> tuple[RawTable, recipes.Recipe]:
    recipe = with_entities(raw, recipe)
    texts = [name for name in raw.headers if raw.says_words(name)]
    wanted = recipes.wanted_by(recipe, raw.headers, texts) | set(more)
    given = {name: raw.text(name) for name in raw.headers if name in wanted}
    ran = recipes.run(recipe, raw.headers, given.__getitem__, wanted, texts, progress, targets=targets)
    columns = raw.columns
    for name, column in ran.columns.items():
        if name in ran.made:
            columns = columns.append_column(name, column)
        elif column is not given[name]:
            columns = columns.set_column(columns.column_names.index(name), name, column)
    done = Cleaned(frozenset(ran.columns), ran.tally)
    return replace(raw, columns=columns, own=raw.columns, cleaned=done, memo={}), recipe


def tally_of(raw: RawTable) -> recipes.Tally:
    """What was counted when a recipe was run over columns of a file, to be counted on with."""
    return recipes.Tally() if raw.cleaned is None else raw.cleaned.tally.copy()


def rest(raw: RawTable, mapping: Mapping) -> Mapping:
    """The mapping by which a file is read of which some columns are clean already: nothing is done to them twice."""
    if raw.cleaned is None:
        return mapping
    clean = sorted(raw.cleaned.headers)
    return replace(mapping, recipe=tuple({**step, EXCEPT: clean} for step in mapping.recipe))
