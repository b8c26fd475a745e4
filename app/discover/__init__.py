"""Finding groups among people: which features there are, the groups, their portraits, and keeping them.

`prepare` gives a `Study`, in which every number of groups is fitted once and kept, for a window where people try
several; `find_groups` is the same in one call. With the same people (in key order), features, scale, seed and k
the labels are those of scikit-learn's `KMeans(n_clusters=k, n_init=10, random_state=seed)`.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy
from app.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from app.discover.algorithms import ALGORITHMS, Algorithm, Setting
    from app.discover.answers import Candidate, Choice, Feature, Grouping, Picture, Portrait
    from app.discover.clustering import kmeans
    from app.discover.saving import Kept
    from app.discover.search import Study
    from app.domain.clock import Moment
    from app.project import Project

HOMES: Final = {
    "algorithms": "ALGORITHMS Algorithm Setting",
    "saving": "Kept",
    "answers": "Candidate Choice Feature Grouping Picture Portrait",
    "clustering": "kmeans",
    "search": "Study",
}

__all__ = [
    "ALGORITHMS",
    "Algorithm",
    "Candidate",
    "Choice",
    "Feature",
    "Grouping",
    "Kept",
    "Picture",
    "Portrait",
    "Setting",
    "Study",
    "features",
    "find_groups",
    "kmeans",
    "prepare",
    "save",
    "save_selection",
    "undo_save",
]


def features(project: "Project", as_of: "str | Moment | None" = None, progress: Progress = SILENT) -> "list[Feature]":
    """What groups can be made from, with coverage, skew, and what is proposed."""
    from app.discover.feature_survey import survey

    return survey(project, as_of, progress)


def prepare(
    project: "Project", choice: "Choice", as_of: "str | Moment | None" = None, progress: Progress = SILENT
) -> "Study":
    """The people with the chosen features, ready to be grouped; raises Problem for a choice that cannot be."""
    from app.discover.feature_survey import people
    from app.discover.search import Study

    return Study(people(project, choice.features, as_of, progress), choice)


def find_groups(
    project: "Project",
    choice: "Choice",
    k: int | None = None,
    as_of: "str | Moment | None" = None,
    progress: Progress = SILENT,
) -> "Grouping":
    """The groups that a choice makes; `k` None finds the number between 2 and 10 with the best silhouette."""
    study = prepare(project, choice, as_of, progress.part(0, 0.2))
    return study.grouping(k, progress.part(0.2, 1))


def save(
    project: "Project",
    grouping: "Grouping",
    name: str,
    names: Mapping[int, str] | None = None,
    actions: Mapping[int, str] | None = None,
    progress: Progress = SILENT,
) -> "Kept":
    """Keep a grouping as the trait `cluster:NAME` and one segment per group; `names` and `actions` by label."""
    from app.discover.saving import save_grouping

    return save_grouping(project, grouping, name, names or {}, actions or {}, progress)


def undo_save(project: "Project", kept: "Kept") -> None:
    """Take a grouping that was just saved back: the run, and what became of the segments."""
    from app.discover.saving import undo

    undo(project, kept)


def save_selection(project: "Project", ids: Sequence[int], name: str, progress: Progress = SILENT) -> str:
    """Keep people who were picked by hand as a tag and a segment of that name; returns the segment's name."""
    from app.discover.saving import save_people

    return save_people(project, ids, name, progress)


__getattr__ = lazy(__name__, HOMES)
