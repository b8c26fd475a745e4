"""A card for each group that says in words what sets it apart from everybody."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from app.discover import figures
from app.discover.answers import Column, Difference, Floats, Portrait
from app.discover.catalogue import KNOWN, Known, known
from app.discover.naming import AXES, action, by_difference, by_place, unique
from app.domain.progress import SILENT, Progress

_SPOKEN = 4
"""A sentence has at most so many parts; the rest is in the table of traits."""
_ORDINARY = 0.3
"""With no difference of so many standard deviations a group is much like everybody."""


def portraits(
    columns: Sequence[Column],
    values: Floats,
    compared: Floats,
    labels: NDArray[np.int32],
    centres: Floats,
    progress: Progress = SILENT,
) -> tuple[Portrait, ...]:
    """One portrait per group, in the order of the labels.

    `values` are the people's (display units), `compared` the same after any log; `centres` are in display units.
    """
    means, spread = compared.mean(axis=0), compared.std(axis=0)
    # What is the same for all sets nobody apart; no division by nought.
    spread[spread == 0] = 1.0
    typical = _middles(columns, values)
    groups, traits = len(centres), []
    for label in range(groups):
        progress.step(label, groups, "Describing the groups")
        inside = labels == label
        strengths = (compared[inside].mean(axis=0) - means) / spread
        traits.append(_differences(columns, _middles(columns, values[inside]), typical, strengths))
    names = _names(_places(columns, values, labels, groups), traits)
    return _cards(columns, labels, centres, traits, names)


def _cards(
    columns: Sequence[Column],
    labels: NDArray[np.int32],
    centres: Floats,
    traits: list[tuple[Difference, ...]],
    names: list[tuple[str, str]],
) -> tuple[Portrait, ...]:
    found = []
    for label, (centre, differences, (name, plan)) in enumerate(zip(centres, traits, names, strict=True)):
        size = int((labels == label).sum())
        most = _most(differences)
        portrait = Portrait(
            label=label,
            name=name,
            action=plan,
            size=size,
            share=size / len(labels),
            sentence=_sentence(columns, differences, most),
            highlight=most.words if most else "much like everybody else",
            centre={column.name: float(value) for column, value in zip(columns, centre, strict=True)},
            traits=differences,
        )
        found.append(portrait)
    return tuple(found)


def _names(places: Floats, traits: list[tuple[Difference, ...]]) -> list[tuple[str, str]]:
    """A name of its own and a plan for each group; of groups of one kind the better one has the plain name."""
    kinds = by_place(places)
    found = [("", "")] * len(traits)
    taken: set[str] = set()
    for label in sorted(range(len(traits)), key=lambda label: -np.nansum(places[label])):
        kind, differences = kinds[label], traits[label]
        name = unique(kind.name, taken) if kind else by_difference(differences, taken)
        found[label] = (name, kind.action if kind else action(differences))
        taken.add(name)
    return found


def _middles(columns: Sequence[Column], values: Floats) -> Floats:
    """The medians; for what is either one or nothing, the share that has it."""
    middles = np.median(values, axis=0)
    shares = [index for index, column in enumerate(columns) if _either_or(column)]
    middles[shares] = values[:, shares].mean(axis=0)
    return middles


def _either_or(column: Column) -> bool:
    return column.measure in ("category", "yes/no")


def _differences(
    columns: Sequence[Column], middles: Floats, typical: Floats, strengths: Floats
) -> tuple[Difference, ...]:
    found = [
        _difference(column, float(value), float(usual), float(strength))
        for column, value, usual, strength in zip(columns, middles, typical, strengths, strict=True)
    ]
    return tuple(sorted(found, key=lambda difference: -abs(difference.strength)))


def _difference(column: Column, value: float, typical: float, strength: float) -> Difference:
    if _either_or(column):
        said, by_times = figures.among(column.label.partition(":")[0], column.value, value, typical), False
    else:
        said = figures.compared(_of(column), value, typical)
        by_times = figures.by_times(_of(column), value, typical)
    sensible = typical > 0 and value >= 0 and not _either_or(column)
    ratio = value / typical if sensible else None
    return Difference(column.name, column.label, value, typical, ratio, strength, said, by_times)


def _of(column: Column) -> Known:
    return known(column.feature, column.label, column.measure, column.feature)


def _sentence(columns: Sequence[Column], differences: Sequence[Difference], most: Difference | None) -> str:
    """The known features in the catalogue's order, then the rest by strength; categories only where they are strong.

    What the highlight (`most`) says in the same words is not said twice, unless it is all there is.
    """
    by_name = {column.name: column for column in columns}
    order = list(KNOWN)
    spoken = sorted(
        (one for one in differences if not _either_or(by_name[one.feature])),
        key=lambda one: order.index(one.feature) if one.feature in KNOWN else len(order),
    )
    phrases = {one.feature: figures.phrase(_of(by_name[one.feature]), one.value) for one in spoken}
    said = phrases.get(most.feature) if most else None
    if most is not None and said is not None and len(phrases) > 1 and most.words.startswith(said):
        del phrases[most.feature]
    parts = list(phrases.values())
    parts += [one.words for one in differences if _either_or(by_name[one.feature]) and one.strength > _ORDINARY]
    return figures.sentence(parts[:_SPOKEN] or [one.words for one in differences[:_SPOKEN]])


def _most(differences: Sequence[Difference]) -> Difference | None:
    """What sets them apart most; a comparison by times beats a plainer one that is nearly as strong."""
    strong = [one for one in differences if abs(one.strength) >= _ORDINARY]
    near = [one for one in strong if abs(one.strength) >= 0.75 * abs(strong[0].strength)]
    return next((one for one in near if one.by_times), strong[0] if strong else None)


def _places(columns: Sequence[Column], values: Floats, labels: NDArray[np.int32], groups: int) -> Floats:
    """Where each group stands on recency, frequency and monetary value: its mean rank among everybody, 0 to 1.

    Engagement stands in for monetary value where nothing measures that.
    """
    places = np.full((groups, len(AXES)), np.nan)
    axes = [KNOWN[column.feature].axis if column.feature in KNOWN else "" for column in columns]
    for at, axis in enumerate(AXES):
        wanted = axis if axis in axes else {"monetary": "engagement"}.get(axis, axis)
        if wanted in axes:
            column = axes.index(wanted)
            # The middle of each rank, so that equals share a place and the mean of everybody is a half.
            ranks = (rankdata(values[:, column]) - 0.5) / len(values)
            # Fewer days since are better.
            best = 1 - ranks if columns[column].measure == "days" else ranks
            places[:, at] = [best[labels == label].mean() for label in range(groups)]
    return places
