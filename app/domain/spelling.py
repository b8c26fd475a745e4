"""Which known name somebody most likely meant. There is one measure of likeness, and one cut-off below it."""

from collections.abc import Iterable, Mapping
from typing import Final

from app.domain.names import fold

CUT_OFF: Final = 70.0
"""Of 100 for equal ones. Two letters exchanged in a word of four leave 75; `last` and `first` have 67."""


def likeness(one: str, other: str) -> float:
    """How much two texts are alike without case, from the cut-off to 100; 0 for less.

    It is twice the letters that both have in the same order, in a hundred of all their letters.
    """
    from rapidfuzz import fuzz

    return fuzz.ratio(fold(one), fold(other), score_cutoff=CUT_OFF)


def near(wrong: str, known: Iterable[str], most: int, labels: Mapping[str, str] | None = None) -> list[str]:
    """The known names that a wrong one may mean, the most alike first, at most so many.

    `labels` says what else may be written for a name: by each label the name that it stands for.
    """
    from rapidfuzz import fuzz, process

    # Sorted, as sets come in another order every time the program runs, and equals are told in the order they come in.
    # A name stands before the labels: what is written like both means what bears it as its name.
    forms = [*((name, name) for name in sorted(known)), *sorted((labels or {}).items())]
    written = [fold(form) for form, _ in forms]
    found = process.extract(fold(wrong), written, scorer=fuzz.ratio, score_cutoff=CUT_OFF, limit=None)
    return list(dict.fromkeys(forms[place][1] for _, _, place in found))[:most]


def nearest(wrong: str, known: Iterable[str], labels: Mapping[str, str] | None = None) -> str:
    """The one that a wrong name most likely means; empty where none is near."""
    return next(iter(near(wrong, known, 1, labels)), "")
