"""Scores of the marketer's own: points for what people do, and indexes out of several figures.

`check` to `restore` keep definitions; `run`, `preview` and `explain` work them out; a `spread` says how a figure lies
among people.
"""

from app.runs.scoring.definition import BETTER, FIGURES, MISSING, SCALES, Definition, Index, Points
from app.runs.scoring.kept import (
    READY,
    Gone,
    Kept,
    called,
    definitions,
    delete,
    every,
    get,
    put_back,
    refuse_taken,
    restore,
    save,
    trait_of,
)
from app.runs.scoring.parts import Explained, Told, explain, of_person
from app.runs.scoring.spread import Bar, Spread
from app.runs.scoring.spread import of_trait as spread_of
from app.runs.scoring.words import title
from app.runs.scoring.working import Example, Preview, Ran, preview, run, take_back

__all__ = [
    "BETTER",
    "FIGURES",
    "MISSING",
    "READY",
    "SCALES",
    "Bar",
    "Definition",
    "Example",
    "Explained",
    "Gone",
    "Index",
    "Kept",
    "Points",
    "Preview",
    "Ran",
    "Spread",
    "Told",
    "called",
    "definitions",
    "delete",
    "every",
    "explain",
    "get",
    "of_person",
    "preview",
    "put_back",
    "refuse_taken",
    "restore",
    "run",
    "save",
    "spread_of",
    "take_back",
    "title",
    "trait_of",
]
