"""Groups where people stand close together: the number is found, and who stands apart belongs to none."""

from typing import TYPE_CHECKING

from app.discover.algorithms.base import Algorithm, Setting, Settings
from app.domain.progress import Progress

if TYPE_CHECKING:
    from app.discover.answers import Fit, Floats

_LOOKING = "Looking for where people stand close together"
_CROWD = Setting(
    "crowd",
    "People in a crowd",
    "How many must stand close together. More of them leave more people out. Found: twice the features, at least 4.",
    default=None,
    least=2,
    most=1_000,
)
# Neighbours are looked up pair by pair where there are many columns: more people take minutes.
_MOST = 50_000


class Dbscan(Algorithm):
    """scikit-learn's DBSCAN; the reach of a neighbourhood is found from how near the nearest others are."""

    name = "dbscan"
    label = "DBSCAN"
    good_for = "Finds groups of any form that are equally dense, and leaves out who stands apart."
    settings = (_CROWD,)
    needs_k = False
    leaves_out = True
    most = _MOST

    def fit(self, matrix: "Floats", k: int, seed: int, settings: Settings, progress: Progress) -> "Fit":
        """See the kind."""
        from sklearn.cluster import DBSCAN

        from app.discover.algorithms.labels import described
        from app.discover.knees import reach

        progress.step(0, 1, _LOOKING)
        crowd = self.value(settings, "crowd") or fewest(matrix)
        return described(matrix, DBSCAN(eps=reach(matrix, crowd), min_samples=crowd).fit(matrix).labels_)


class Hdbscan(Algorithm):
    """scikit-learn's HDBSCAN: closer together than those around them, each at least a fiftieth of all."""

    name = "hdbscan"
    label = "HDBSCAN"
    good_for = "Finds groups of any form, dense ones beside loose ones, and leaves out who stands apart."
    settings = (
        Setting(
            "smallest",
            "Smallest group",
            "A group has at least so many people. Found: a fiftieth of all, at least 5.",
            default=None,
            least=2,
            most=_MOST,
        ),
        _CROWD,
    )
    needs_k = False
    leaves_out = True
    most = _MOST

    def fit(self, matrix: "Floats", k: int, seed: int, settings: Settings, progress: Progress) -> "Fit":
        """See the kind."""
        from sklearn.cluster import HDBSCAN

        from app.discover.algorithms.labels import described

        progress.step(0, 1, _LOOKING)
        size = self.value(settings, "smallest") or max(5, len(matrix) // 50)
        # Neither may be more than there are people: scikit-learn refuses that by an error of its own.
        crowd = min(self.value(settings, "crowd") or fewest(matrix), len(matrix))
        # A copy, else scikit-learn may write into the matrix that all algorithms share.
        found = HDBSCAN(min_cluster_size=min(size, len(matrix)), min_samples=crowd, copy=True)
        return described(matrix, found.fit(matrix).labels_)


def fewest(matrix: "Floats") -> int:
    """How many make a crowd unless it is set: twice the number of columns, at least four."""
    return max(4, 2 * int(matrix.shape[1]))
