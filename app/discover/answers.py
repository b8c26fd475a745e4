"""What the search for groups is asked and what it answers: plain values, no computing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.domain.serialising import as_document

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

SCALES = ("standard", "minmax", "robust")
"""The ways to bring features to equal weight, each scikit-learn's scaler of that name."""

CANDIDATES = range(2, 11)
"""The numbers of groups that are tried when the number is to be found."""

MEASURES = ("days", "count", "money", "share", "number", "yes/no", "category")
"""What a feature's number means; the wording of portraits depends on it."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing about people that groups can be made from.

    `name` is what the command line and rules call it, `measure` one of MEASURES, `coverage` the share of people
    who have it (0 to 1), `skew` the moment coefficient (None where it has no meaning), `suggestion` is `log` or
    `none`, `chosen` whether it is proposed at first, `values` the categories of one that is one-hot.
    """

    name: str
    label: str
    measure: str
    coverage: float = 0.0
    skew: float | None = None
    suggestion: str = "none"
    chosen: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the matrix: a feature, or one value of a category."""

    name: str
    feature: str
    label: str
    measure: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """People and what is known of them at a moment (`as_of`, microseconds UTC).

    `ids` and rows are in key order, `values` in display units, NaN where missing.
    """

    ids: Whole
    columns: tuple[Column, ...]
    values: Floats
    as_of: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """How groups are to be found: the same choice over the same people gives the same groups.

    `logs` are the features that are compared by order of magnitude, None those where it is suggested; `algorithm` is
    the name of a registered one, `settings` what of it was set.
    """

    features: tuple[str, ...]
    logs: frozenset[str] | None = frozenset()
    scale: str = "standard"
    algorithm: str = "kmeans"
    seed: int = 42
    settings: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fit:
    """What one run found: a label for each row, the centres in scaled units, the sum of squared distances."""

    labels: NDArray[np.int32]
    centres: Floats
    inertia: float


@as_document("k", "silhouette", "inertia", "sampled")
@dataclass(frozen=True, slots=True)
class Candidate:
    """How well `k` groups fit.

    `silhouette` (-1 to 1, None where it cannot be measured) was taken over `measured` people, and the groups were
    made from `fitted` people; both are all of them unless there are very many.
    """

    k: int
    silhouette: float | None
    inertia: float
    measured: int
    fitted: int
    sampled: bool


@as_document("feature", "label", "value", "typical", "ratio", "words")
@dataclass(frozen=True, slots=True)
class Difference:
    """How a group differs in one column: its median against everybody's.

    `ratio` is None where everybody's median is zero or the ratio says nothing; `strength` is the difference of
    means in standard deviations, after the log where one was asked for; `words` say it, `by_times` as so many times
    (or such a part of) the usual.
    """

    feature: str
    label: str
    value: float
    typical: float
    ratio: float | None
    strength: float
    words: str
    by_times: bool = False


@as_document(
    *("name", "label", "size", "centre", "description", "traits", "action"),
    called={"name": "label", "label": "cluster", "action": "suggested_action"},
)
@dataclass(frozen=True, slots=True)
class Portrait:
    """One group as people read it; `label` is scikit-learn's number for it."""

    label: int
    name: str
    action: str
    size: int
    share: float
    sentence: str
    highlight: str
    centre: Mapping[str, float]
    traits: tuple[Difference, ...]

    @property
    def description(self) -> str:
        """Who they are, and what sets them apart most."""
        return f"{self.sentence}: {self.highlight}"


@dataclass(frozen=True, slots=True)
class Picture:
    """Where everybody stands: `x` and `y` belong to the grouping's ids and labels; only those at `rows` are drawn.

    `share` is how much of all variation the two axes show, `measured` whether they are two features with their values.
    """

    rows: Whole
    x: Floats
    y: Floats
    x_label: str
    y_label: str
    share: float
    measured: bool = False

    @property
    def people(self) -> int:
        """How many people there are in all."""
        return len(self.x)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many people are in no grouping, as they lack a feature, and how many lack each."""

    people: int
    by_feature: Mapping[str, int]


@as_document(
    *(
        "algorithm",
        "k",
        "silhouette",
        "inertia",
        "candidates",
        "portraits",
        "noise",
        "features",
        "scale",
        "log",
        "seed",
    ),
    *("of", "without", "silhouette_of", "told"),
    called={"portraits": "clusters", "of": "people", "without": "left_out", "told": "notes"},
)
@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups that were found: `labels` belong to `ids`, -1 is nobody's group (noise).

    `left_out` counts, by feature, the people who lack it; `missing` is how many people that leaves out, `of` how
    many there were, `as_of` the moment (microseconds UTC). `advice` says which number of groups fits and why,
    `notes` what one should know.
    """

    choice: Choice
    k: int
    ids: Whole
    labels: NDArray[np.int32]
    silhouette: float | None
    silhouette_of: int
    inertia: float | None
    portraits: tuple[Portrait, ...]
    of: int
    missing: int
    as_of: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    advice: str = ""
    notes: tuple[str, ...] = ()

    @property
    def algorithm(self) -> str:
        """The name of the way that they were found by."""
        return self.choice.algorithm

    @property
    def features(self) -> tuple[str, ...]:
        """What they were made from."""
        return self.choice.features

    @property
    def scale(self) -> str:
        """How the features got equal weight."""
        return self.choice.scale

    @property
    def log(self) -> list[str]:
        """The features that were compared by order of magnitude."""
        return sorted(self.choice.logs or ())

    @property
    def seed(self) -> int:
        """What they were drawn by."""
        return self.choice.seed

    @property
    def without(self) -> LeftOut:
        """Who could not be taken in."""
        return LeftOut(self.missing, self.left_out)

    @property
    def told(self) -> list[str]:
        """The advice and the notes, as far as there are any."""
        return [note for note in (self.advice, *self.notes) if note]

    @property
    def noise(self) -> int:
        """How many people belong to no group."""
        return int((self.labels < 0).sum())
