"""A name and a plan of action for each group, proposed from where it stands among everybody."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from app.discover.answers import Difference, Floats
from app.discover.catalogue import KNOWN

AXES = ("recency", "frequency", "monetary")
_TELLING = 0.25
"""A difference of fewer standard deviations names nobody."""
_SINCE = "Days since "


@dataclass(frozen=True, slots=True)
class Archetype:
    """A kind of customer: where it stands on recency, frequency and monetary value (0 worst, 1 best)."""

    name: str
    action: str
    place: tuple[float, float, float]
    by_recency: bool = True


ARCHETYPES: tuple[Archetype, ...] = (
    Archetype("Champions", "Loyalty reward, early access", (0.86, 0.93, 0.93), by_recency=False),
    Archetype("Loyal", "Thank them and recommend what goes with it", (0.76, 0.8, 0.78)),
    Archetype("Steady", "Recommend what goes with it", (0.52, 0.66, 0.66), by_recency=False),
    Archetype("Big spenders", "Premium picks and personal service", (0.6, 0.5, 0.92), by_recency=False),
    Archetype("Small baskets", "Bundles that make the basket worth more", (0.65, 0.75, 0.4), by_recency=False),
    Archetype("Promising", "A reason for the next order", (0.74, 0.54, 0.5)),
    Archetype("New and curious", "Welcome with tips", (0.74, 0.34, 0.32)),
    Archetype("In the middle", "The general newsletter, with what is popular", (0.5, 0.5, 0.5), by_recency=False),
    Archetype("Occasional", "Seasonal highlights, not every week", (0.55, 0.25, 0.23), by_recency=False),
    Archetype("Good but gone quiet", "A personal note: what would bring them back", (0.2, 0.75, 0.78)),
    Archetype("Cooling off", "Show what is new since their last visit", (0.33, 0.5, 0.55)),
    Archetype("One big order", "Follow up on what they bought", (0.4, 0.22, 0.7)),
    Archetype("Slipping away", "Win back with an incentive", (0.24, 0.28, 0.28)),
    Archetype("Lapsed", "A last good offer, then fewer emails", (0.11, 0.2, 0.2)),
    Archetype("Quiet", "Re-engage with special incentives", (0.3, 0.1, 0.1), by_recency=False),
)
_AGAIN = 0.015
"""What it costs to give a second group the same archetype: less than to give it one that is plainly wrong."""


def by_place(places: Floats) -> list[Archetype | None]:
    """The archetypes that fit all groups best together; two groups share one only where nothing else fits.

    `places` is groups × AXES, 0 to 1, NaN for an axis that no feature measures. None for everybody where fewer
    than two axes are measured.
    """
    measured = np.logical_not(np.isnan(places).all(axis=0))
    if measured.sum() < 2:
        return [None] * len(places)
    # Where nothing measures recency no name may speak of it.
    fitting = [kind for kind in ARCHETYPES if measured[0] or not kind.by_recency]
    ideal = np.array([kind.place for kind in fitting])[:, measured]
    far = ((places[:, None, measured] - ideal[None]) ** 2).mean(axis=2)
    # One more copy of every archetype for each group, each dearer than the last.
    cost = np.concatenate([far + _AGAIN * copy for copy in range(len(places))], axis=1)
    groups, kinds = linear_sum_assignment(cost)
    found: list[Archetype | None] = [None] * len(places)
    for group, kind in zip(groups, kinds, strict=True):
        found[group] = fitting[kind % len(fitting)]
    return found


def by_difference(traits: Sequence[Difference], taken: set[str]) -> str:
    """A name from what sets a group apart most, unlike those that are taken."""
    telling = [_short(trait) for trait in traits if abs(trait.strength) >= _TELLING]
    names = [_capital(", ".join(telling[:length])) for length in range(1, len(telling) + 1)] or ["In the middle"]
    return next((name for name in names if name not in taken), unique(names[-1], taken))


def unique(name: str, taken: set[str]) -> str:
    """The name, numbered if it is taken."""
    number = 1
    while (numbered := name if number == 1 else f"{name} {number}") in taken:
        number += 1
    return numbered


def action(traits: Sequence[Difference]) -> str:
    """What to do about a group that no archetype names."""
    if not traits or abs(traits[0].strength) < _TELLING:
        return "The general newsletter"
    first = traits[0]
    more = first.strength > 0
    value = first.label.partition(": ")[2]
    if value:
        return f"Lead with {value}" if more else f"Something other than {value}"
    if first.label.startswith(_SINCE):
        return "A reason to come back" if more else "Keep the conversation going"
    if first.feature in KNOWN and KNOWN[first.feature].axis:
        return "Thank them and offer more of it" if more else "Find out what holds them back"
    return f"Words that suit a {_short(first)}"


def _short(trait: Difference) -> str:
    more = trait.strength > 0
    label = trait.label[:1].lower() + trait.label[1:]
    category, _, value = trait.label.partition(": ")
    if value:
        return f"{'mostly' if more else 'seldom'} {value}"
    if category.startswith(_SINCE):
        return f"{'long' if more else 'not long'} since {category.removeprefix(_SINCE)}"
    return f"{'high' if more else 'low'} {label}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
