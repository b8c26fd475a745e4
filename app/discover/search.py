"""One search for groups over one set of people: every number of groups is fitted once and kept."""

import dataclasses
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from app.discover import figures, problems
from app.discover.algorithms import algorithm
from app.discover.answers import (
    CANDIDATES,
    SCALES,
    Candidate,
    Choice,
    Fit,
    Floats,
    Grouping,
    People,
    Picture,
)
from app.discover.clustering import different, silhouette
from app.discover.picture import draw
from app.discover.portraits import portraits
from app.discover.scaling import Scaling, suggestion
from app.domain import counts
from app.domain.counts import agreed, counted
from app.domain.progress import SILENT, Progress

SEARCHED = 100_000
"""Beyond so many people the number of groups is looked for in a seeded sample of so many."""
FAR = 3.0
"""A skew above this is pointed out where the feature is not compared by order of magnitude."""
_NEARLY = 0.1
"""A finer grouping is worth offering while its silhouette is at most so far below the best."""


class Study:
    """Finds groups among people for one choice of features.

    Cancelling loses nothing that is finished: a number of groups that was fitted is not fitted again.
    """

    def __init__(self, people: People, choice: Choice) -> None:
        choice = settled(choice, people)
        _check(choice)
        self.choice = choice
        self.algorithm = algorithm(choice.algorithm)
        self._logs = choice.logs or frozenset()
        self.of = len(people.ids)
        self.as_of = people.as_of
        whole = ~np.isnan(people.values).any(axis=1)
        self.columns = people.columns
        self.left_out = _left_out(people)
        self.ids = people.ids[whole]
        self.values: Floats = people.values[whole]
        if len(self.ids) < 3:
            raise problems.TOO_FEW(
                with_all=len(self.ids), people=counts.people(self.of), have=agreed(len(self.ids), "has", "have")
            )
        logged = [at for at, column in enumerate(self.columns) if column.feature in self._logs]
        self._scaling = Scaling(choice.scale, logged)
        self.matrix: Floats = self._scaling.fit(self.values)
        # By who has every feature: those who lack one are compared with nobody.
        self.algorithm.check_size(len(self.ids))
        # A silhouette needs fewer groups than people.
        self._most = min(different(self.matrix, CANDIDATES.stop), len(self.ids) - 1)
        self._fits: dict[int, Fit] = {}
        self._candidates: dict[int, Candidate] = {}

    def candidates(self, progress: Progress = SILENT) -> tuple[Candidate, ...]:
        """How well 2 to 10 groups fit, each number tried once."""
        possible = [k for k in CANDIDATES if k <= self._most]
        if not possible:
            raise problems.ALL_THE_SAME()
        for done, k in enumerate(possible):
            self.candidate(k, progress.part(done / len(possible), (done + 1) / len(possible)))
        return tuple(self._candidates[k] for k in possible)

    def candidate(self, k: int, progress: Progress = SILENT) -> Candidate:
        """How well `k` groups fit; over very many people, in a sample of them."""
        if k not in self._candidates:
            sampled = len(self.ids) > SEARCHED
            matrix = self.matrix[self._sample(SEARCHED)] if sampled else self.matrix
            # Groups of a sample are not kept: those that are shown are made from everybody.
            fit = self._run(matrix, k, progress) if sampled else self._fit(k, progress)
            clear, measured = silhouette(matrix, fit.labels, self.choice.seed)
            self._candidates[k] = Candidate(
                k, clear, fit.inertia, measured, len(matrix), sampled or measured < len(matrix)
            )
        return self._candidates[k]

    def best(self, progress: Progress = SILENT) -> int:
        """The number of groups with the highest silhouette; of equals the smallest."""
        tried = self.candidates(progress)
        # A silhouette is -1 at the least.
        return max(tried, key=lambda one: (-2.0 if one.silhouette is None else one.silhouette, -one.k)).k

    def grouping(self, k: int | None = None, progress: Progress = SILENT) -> Grouping:
        """The groups, described; `k` None looks for the best number first."""
        found, fit = self._found(k, progress.part(0, 0.85))
        progress.part(0.85, 0.9).step(0, 1, "Measuring how clear the groups are")
        clear, measured = silhouette(self.matrix, fit.labels, self.choice.seed)
        here = len(self.ids)
        centres = self._scaling.back(fit.centres)
        logged = self._scaling.logged(self.values)
        cards = portraits(self.columns, self.values, logged, fit.labels, centres, progress.part(0.9, 1))
        return Grouping(
            choice=self.choice,
            k=len(fit.centres),
            ids=self.ids,
            labels=fit.labels,
            silhouette=clear,
            silhouette_of=measured,
            inertia=fit.inertia,
            portraits=cards,
            of=self.of,
            missing=self.of - len(self.ids),
            as_of=self.as_of,
            left_out=self.left_out,
            candidates=self._tried() or (Candidate(found, clear, fit.inertia, measured, here, measured < here),),
            advice=self.advice(),
            notes=self._notes(measured, fit.labels),
        )

    def picture(self, axes: tuple[str, str] | None = None) -> Picture:
        """Where everybody stands: by two columns, or by the two directions that show most."""
        return draw(self.columns, self.values, self.matrix, axes, self.choice.seed)

    def advice(self) -> str:
        """Which number of groups fits, from the candidates tried so far; nothing where fewer than two were."""
        tried = [one for one in self._candidates.values() if one.silhouette is not None]
        if len(tried) < 2:
            return ""
        best = max(tried, key=lambda one: (one.silhouette or 0.0, -one.k))
        said = f"{figures.spelled(best.k).capitalize()} groups are the clearest apart"
        # Below 0.05 groups run into each other, however near that is to the best.
        finer = [one.k for one in tried if (one.silhouette or 0) >= max((best.silhouette or 0) - _NEARLY, 0.05)]
        if max(finer, default=0) > best.k:
            return f"{said}; {figures.spelled(max(finer))} tell you more and still hold together."
        return f"{said}."

    def _tried(self) -> tuple[Candidate, ...]:
        return tuple(self._candidates[k] for k in sorted(self._candidates))

    def _found(self, k: int | None, progress: Progress) -> tuple[int, Fit]:
        """The number of groups and the groups, whichever way they are found."""
        if not self.algorithm.needs_k:
            return self._by_itself(k, progress)
        found = self.best(progress.part(0, 0.7)) if k is None else k
        self._check_number(found)
        return found, self._fit(found, progress.part(0.7 if k is None else 0, 1))

    def _by_itself(self, k: int | None, progress: Progress) -> tuple[int, Fit]:
        if k is not None:
            raise problems.FINDS_BY_ITSELF(label=self.algorithm.label)
        found = self._fit(0, progress)
        if not len(found.centres):
            raise problems.TOO_FAR_APART()
        return len(found.centres), found

    def _fit(self, k: int, progress: Progress) -> Fit:
        if k not in self._fits:
            self._fits[k] = self._run(self.matrix, k, progress)
        return self._fits[k]

    def _run(self, matrix: Floats, k: int, progress: Progress) -> Fit:
        return self.algorithm.fit(matrix, k, self.choice.seed, self.choice.settings, progress)

    def _sample(self, size: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.sort(np.random.default_rng(self.choice.seed).choice(len(self.ids), size, replace=False))

    def _check_number(self, k: int) -> None:
        if not 2 <= k <= self._most:
            raise problems.NO_SUCH_NUMBER(
                groups=counted(k, "group"),
                people=counts.people(len(self.ids)),
                why=f"There can be 2 to {self._most:,}: as many as there are people that differ in the chosen features"
                if self._most >= 2
                else "Everybody is the same in the chosen features",
            )

    def _notes(self, measured: int, labels: NDArray[np.int32]) -> tuple[str, ...]:
        called = {column.name: column.label for column in self.columns}
        notes = [_who(self.of, len(self.ids), {called[name]: gap for name, gap in self.left_out.items()})]
        noise = int((labels < 0).sum())
        if noise:
            stand = agreed(noise, "stands apart from everybody and belongs", "stand apart from everybody and belong")
            notes.append(f"{counts.people(noise)} {stand} to no group.")
        if measured < len(self.ids) - noise:
            notes.append(f"The silhouette was measured on a sample of {counts.people(measured)}.")
        if any(one.fitted < len(self.ids) for one in self._candidates.values()):
            notes.append(f"The number of groups was looked for in a sample of {counts.people(SEARCHED)}.")
        flat = [column.label for at, column in enumerate(self.columns) if np.ptp(self.values[:, at]) == 0]
        notes += [f"{label} is the same for everybody here, so it tells nobody apart." for label in flat]
        return (*notes, *self._long_tails())

    def _long_tails(self) -> list[str]:
        """Where a few people far out would make groups of their own."""
        return [
            f"A few people are far out in {column.label.lower()}: compare it by order of magnitude (log) "
            "for groups of a useful size."
            for at, column in enumerate(self.columns)
            if column.feature not in self._logs and suggestion(column.measure, self.values[:, at], limit=FAR) == "log"
        ]


def settled(choice: Choice, people: People) -> Choice:
    """The choice with its logs named: those that are suggested for these people where it left that open."""
    if choice.logs is not None:
        return choice
    pairs = zip(people.columns, people.values.T, strict=True)
    logs = frozenset(column.feature for column, values in pairs if suggestion(column.measure, values) == "log")
    return dataclasses.replace(choice, logs=logs)


def _check(choice: Choice) -> None:
    if choice.scale not in SCALES:
        raise problems.NO_SCALE(scale=choice.scale, scales=", ".join(SCALES))
    algorithm(choice.algorithm).check(choice.settings)
    if unknown := sorted((choice.logs or frozenset()) - set(choice.features)):
        raise problems.LOGS(unknown=", ".join(unknown))
    if not choice.features:
        raise problems.NO_FEATURES()


def _left_out(people: People) -> Mapping[str, int]:
    gaps = np.isnan(people.values).sum(axis=0)
    return {column.name: int(gap) for column, gap in zip(people.columns, gaps, strict=True) if gap}


def _who(of: int, kept: int, left_out: Mapping[str, int]) -> str:
    if kept == of:
        return f"All {counts.people(of)} {agreed(of, 'has', 'have')} every feature."
    most = max(left_out, key=lambda name: left_out[name])
    have = f"{kept:,} of {counts.people(of)} {agreed(kept, 'has', 'have')} every feature"
    return f"{have}; most often missing: {most} ({left_out[most]:,})."
