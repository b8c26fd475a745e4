"""What the steps of a recipe changed: so many cells each, and a look at some of them before and after."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from app.domain.serialising import as_document
from app.recipe.step import Step
from app.recipe.steps import kind_of

_LOOKS = 4
_LOOKED_AT = 400


@as_document("step", "sentence", "cells", "left", "new", "examples", if_told=("left", "new", "examples"))
@dataclass(frozen=True, slots=True)
class StepReport:
    """One step as it was run: how many `cells` it changed, how many it `left` because it could not do them, and how
    many `new` spellings it treated that nobody had named. `examples` are pairs of a cell before and after."""

    step: str
    sentence: str
    cells: int = 0
    left: int = 0
    new: int = 0
    examples: Sequence[tuple[str, str]] = ()


@dataclass(slots=True)
class Tally:
    """Counts what steps change, by their place in the recipe."""

    cells: Counter[int] = field(default_factory=Counter)
    left: Counter[int] = field(default_factory=Counter)
    fresh: dict[int, set[str]] = field(default_factory=dict)
    looks: dict[int, list[tuple[str, str]]] = field(default_factory=dict)

    def add(
        self, place: int, before: pa.ChunkedArray, after: pa.ChunkedArray, left: int = 0, fresh: Iterable[str] = ()
    ) -> int:
        """Note a column as it was and as it is, both never null; gives how many of its cells differ."""
        self.left[place] += left
        if fresh := set(fresh):
            self.fresh.setdefault(place, set()).update(fresh)
        if is_same(before, after):
            return 0
        mask = pc.not_equal(before, after)
        count = int(pc.sum(mask).as_py() or 0)
        self.cells[place] += count
        looks = self.looks.setdefault(place, [])
        if count and len(looks) < _LOOKS:
            rows = pa.array(np.flatnonzero(np.asarray(mask))[:_LOOKED_AT])
            pairs = zip(before.take(rows).to_pylist(), after.take(rows).to_pylist(), strict=True)
            looks += [pair for pair in dict.fromkeys(pairs) if pair not in looks][: _LOOKS - len(looks)]
        return count

    def add_parts(self, place: int, whole: pa.ChunkedArray, parts: list[pa.ChunkedArray]) -> None:
        """Note a column whose cells now stand in parts in other columns: those count of which there are several."""
        second = pc.not_equal(parts[1], "")
        self.cells[place] += int(pc.sum(second).as_py() or 0)
        looks = self.looks.setdefault(place, [])
        rows = pa.array(np.flatnonzero(np.asarray(second))[:_LOOKED_AT])
        shown = [" | ".join(one) for one in zip(*(part.take(rows).to_pylist() for part in parts), strict=True)]
        pairs = dict.fromkeys(zip(whole.take(rows).to_pylist(), shown, strict=True))
        looks += [pair for pair in pairs if pair not in looks][: max(0, _LOOKS - len(looks))]

    def copy(self) -> "Tally":
        """The same numbers, to be counted on with."""
        made = Tally()
        made.join(self)
        return made

    def join(self, other: "Tally") -> None:
        """Add what another counted of the same recipe."""
        self.cells.update(other.cells)
        self.left.update(other.left)
        for place, words in other.fresh.items():
            self.fresh.setdefault(place, set()).update(words)
        for place, pairs in other.looks.items():
            known = self.looks.setdefault(place, [])
            known += [pair for pair in pairs if pair not in known][: max(0, _LOOKS - len(known))]

    def reports(self, recipe: Iterable[Step], *, looks: bool) -> list[StepReport]:
        """Each step with its numbers; cells are shown only where nobody keeps what is given."""
        return [
            StepReport(
                step["step"],
                kind_of(step["step"]).sentence(step),
                self.cells[place],
                self.left[place],
                len(self.fresh.get(place, ())),
                tuple(self.looks.get(place, ())) if looks else (),
            )
            for place, step in enumerate(recipe)
        ]


def is_same(before: pa.ChunkedArray, after: pa.ChunkedArray) -> bool:
    """Whether a column is the very same as before, which is asked for nothing: steps that find nothing to do give the
    cells back that they got."""
    if before is after:
        return True
    return [_place(one) for one in _chunks(before)] == [_place(one) for one in _chunks(after)]


def _chunks(column: Any) -> list[pa.Array]:
    return list(column.chunks) if isinstance(column, pa.ChunkedArray) else [column]


def _place(cells: pa.Array) -> tuple[int, ...]:
    """Where cells lie in memory: Arrow makes another object of them each time it is asked."""
    return (cells.offset, len(cells), *(0 if one is None else one.address for one in cells.buffers()))
