"""What became of the made-up shop's newsletters: sent, opened, clicked, bounced, unsubscribed, complained about."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.demo.people import DAYS, People, Whole

CAMPAIGNS = (
    "Autumn evenings", "Lantern season", "Gifts under 25", "Last posting day", "New year on the shelf",
    "Letters to love", "Spring greens", "Garden days", "Mothers’ day", "Summer table", "Travel light",
    "Late summer sale",
)  # fmt: skip
"""One a month, the last of them three weeks before the end."""
KINDS = ("sent", "opened", "clicked", "bounced", "unsubscribed", "complained")
_SENT, _OPENED, _CLICKED, _BOUNCED, _LEFT, _COMPLAINED = range(len(KINDS))


@dataclass(frozen=True, slots=True)
class Mails:
    """Email events as columns: `kind` is a position in KINDS, `variant` 0 or 1, `at` seconds of the two years."""

    person: Whole
    campaign: Whole
    kind: Whole
    at: Whole
    variant: Whole
    hard: NDArray[np.bool_]
    machine: NDArray[np.bool_]


def mails(people: People, subscribed: NDArray[np.bool_], draw: np.random.Generator) -> Mails:
    """The campaigns to those who subscribed; whoever leaves, complains or bounces hard gets no further one."""
    reachable = subscribed.copy()
    dead = draw.random(len(people)) < 0.006
    liking = draw.uniform(0.75, 1.25, len(CAMPAIGNS))
    parts = []
    for number in range(len(CAMPAIGNS)):
        day = DAYS - 21 - 30 * (len(CAMPAIGNS) - 1 - number)
        to = np.flatnonzero(reachable & (people.start < day))
        part = _campaign(people, to, dead[to], liking[number], day, draw)
        part["campaign"] = np.full(len(part["person"]), number)
        gone = (part["kind"] == _LEFT) | (part["kind"] == _COMPLAINED) | part["hard"].astype(bool)
        reachable[part["person"][gone]] = False
        parts.append(part)
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    # `lexsort` goes by its last key first: by time, and at one time sent before opened.
    order = np.lexsort((columns["person"], columns["kind"], columns["at"]))
    return Mails(**{name: column[order] for name, column in columns.items()})


def _campaign(
    people: People, to: Whole, dead: NDArray[np.bool_], liking: float, day: int, draw: np.random.Generator
) -> dict[str, NDArray[np.generic]]:
    """One campaign: at nine, a second for every eighty; opened when people get to it."""
    count = len(to)
    sent = day * 86_400 + 9 * 3_600 + np.arange(count) // 80
    variant = draw.integers(0, 2, count)
    bounced = dead | (draw.random(count) < 0.003)
    # Those who have fallen silent still get the newsletter, and hardly look at it.
    eager = people.opens[to] * liking * np.where(people.stop[to] < day, 0.3, 1.0) * np.where(variant == 1, 1.12, 1.0)
    opened = ~bounced & (draw.random(count) < eager)
    clicked = opened & (draw.random(count) < 0.22)
    machine = ~bounced & ~opened & (draw.random(count) < 0.06)
    left = opened & (draw.random(count) < 0.004)
    complained = ~bounced & ~left & (draw.random(count) < 0.0004)
    waited = (60 + draw.lognormal(9.0, 1.4, count)).astype(np.int64) % (6 * 86_400)
    steps = [
        (np.ones(count, bool), _SENT, sent),
        (opened | machine, _OPENED, sent + np.where(machine, 5, waited)),
        (clicked, _CLICKED, sent + waited + 40),
        (bounced, _BOUNCED, sent + 20),
        (left, _LEFT, sent + waited + 90),
        (complained, _COMPLAINED, sent + waited + 120),
    ]
    return _stacked(to, variant, dead, machine, steps)


def _stacked(
    to: Whole,
    variant: Whole,
    dead: NDArray[np.bool_],
    machine: NDArray[np.bool_],
    steps: list[tuple[NDArray[np.bool_], int, Whole]],
) -> dict[str, NDArray[np.generic]]:
    rows = [np.flatnonzero(chosen) for chosen, _, _ in steps]
    at = np.concatenate([when[row] for row, (_, _, when) in zip(rows, steps, strict=True)])
    kind = np.concatenate([np.full(len(row), which) for row, (_, which, _) in zip(rows, steps, strict=True)])
    row = np.concatenate(rows)
    return {
        "person": to[row],
        "kind": kind,
        "at": np.minimum(at, DAYS * 86_400 - 1),
        "variant": variant[row],
        "hard": dead[row] & (kind == _BOUNCED),
        "machine": machine[row] & (kind == _OPENED),
    }
