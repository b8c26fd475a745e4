"""Every rule through `audience.count` and the builder's look, each beside the best SQL by hand over the same file."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from measuring import Taken, in_turn, middle, taken
from rule_kinds import Asked, At
from rules import MOST_ORDINARY, RULES

ROUNDS, LOOKS = 7, 3
LOOKS_FROM = 40
"""The constants of the looks begin here, so that no look asks what a count has asked."""


@dataclass(frozen=True)
class Line:
    """What one rule came to, in seconds: the floor, ours, ours when first asked, the first number and all of it."""

    name: str
    floor: Taken
    ours: Taken
    first: float
    counted: float
    whole: float

    @property
    def in_goal(self) -> bool:
        """Whether a count is at most 1.5 times the SQL and 30 ms more."""
        return self.ours.clock <= 1.5 * self.floor.clock + 0.03


def rules(project_path: Path, word: str = "") -> None:
    """Measure all rules, or those with a word in their name; print a line for each and what they come to together."""
    from app import audience
    from app.project import Project

    with Project.open(project_path) as project:
        with project.audience() as mirror:
            moment = project.moment()
            audience.count(project, {"all": []})
            print(
                f"{'rule, in ms':44} {'floor':>8} {'ours':>8} {'ratio':>6} {'cpu':>6} "
                f"{'first':>8} {'counted':>8} {'all':>8}"
            )
            lines = [
                _line(project, mirror, asked, partial(At, moment.us, moment.day))
                for asked in RULES
                if word in asked.name
            ]
        if len(lines) > 1:
            _sums(lines)


def _line(project: Any, mirror: Any, asked: Asked, at: Callable[[int], At]) -> Line:
    from app import audience

    def ours(number: int) -> Taken:
        rule = asked.rule(at(number))
        return taken(lambda: audience.count(project, rule).count)

    def floor(number: int) -> Taken:
        sql = asked.sql(at(number))
        # The baseline has to ask the very same file, and Ibis has no way to it for SQL of ours.
        return taken(lambda: mirror._connection.execute(sql).fetchone()[0])

    mine, plain = in_turn((ours, floor), ROUNDS)
    looks = [_look(project, asked.rule(at(LOOKS_FROM + number))) for number in range(LOOKS)]
    line = Line(
        asked.name,
        middle(plain),
        middle(mine[1:]),
        mine[0].clock,
        *(statistics.median(taken) for taken in zip(*looks, strict=True)),
    )
    differing = [
        f"{n}: {m.answer:,} for {p.answer:,}"
        for n, (m, p) in enumerate(zip(mine, plain, strict=True))
        if m.answer != p.answer
    ]
    _print(line, mine[-1].answer, differing)
    return line


def _look(project: Any, rule: Any) -> tuple[float, float]:
    """The seconds until the builder has its first number, and until it has all."""
    from app import audience

    moments: list[float] = []
    began = time.perf_counter()
    audience.look(project, rule, counted=lambda reach, sentence: moments.append(time.perf_counter()))
    return moments[0] - began, time.perf_counter() - began


def _print(line: Line, answer: int, differing: Sequence[str]) -> None:
    ratio, cpu = line.ours.clock / line.floor.clock, line.ours.cpu / line.floor.cpu
    figures = [line.first, line.counted, line.whole]
    print(
        f"{line.name:44} {line.floor.clock * 1000:8.1f} {line.ours.clock * 1000:8.1f} {ratio:6.2f} {cpu:6.2f} "
        f"{' '.join(f'{figure * 1000:8.1f}' for figure in figures)}  {'in' if line.in_goal else 'NOT IN'} the goal; "
        f"{answer:,} people{'; ANSWERS DIFFER: ' + '; '.join(differing) if differing else ''}",
        flush=True,
    )


def _highest(figures: Sequence[float]) -> float:
    """The 95th percentile, in milliseconds."""
    return statistics.quantiles(figures, n=20, method="inclusive")[-1] * 1000


def _sums(lines: Sequence[Line]) -> None:
    clock = statistics.median(line.ours.clock / line.floor.clock for line in lines)
    cpu = statistics.median(line.ours.cpu / line.floor.cpu for line in lines)
    ours = [line.ours.clock for line in lines]
    print(
        f"\n{len(lines)} rules: ratio {clock:.2f} by the clock, {cpu:.2f} by the processor (medians); "
        f"{sum(line.in_goal for line in lines)} in the goal; 95th percentile {_highest(ours):.0f} ms, "
        f"of the floor {_highest([line.floor.clock for line in lines]):.0f} ms, "
        f"when first asked {_highest([line.first for line in lines]):.0f} ms"
    )
    soon = sum(line.counted <= line.ours.clock + 0.02 for line in lines)
    number = statistics.median(line.counted / line.ours.clock for line in lines)
    print(f"the builder's first number: {number:.2f} times the count (median), {soon} within 20 ms of it")
    few = sum(line.whole <= 4 * line.ours.clock for line in lines)
    whole = statistics.median(line.whole / line.ours.clock for line in lines)
    print(f"all that the builder shows: {whole:.2f} times the count (median), {few} within 4 times")
    ordinary = next((line for line in lines if line.name == MOST_ORDINARY), None)
    if ordinary:
        print(f"the most ordinary question: {ordinary.floor.clock * 1000:.0f} and {ordinary.ours.clock * 1000:.0f} ms")
