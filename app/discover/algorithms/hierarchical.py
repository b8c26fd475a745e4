"""A tree that joins the nearest people first (Ward's), cut into the number of groups that is given."""

from typing import TYPE_CHECKING

from app.discover.algorithms.base import Algorithm, Settings
from app.domain.counts import counted
from app.domain.progress import Progress

if TYPE_CHECKING:
    from app.discover.answers import Fit, Floats


class Hierarchical(Algorithm):
    """scikit-learn's own labels."""

    name = "hierarchical"
    label = "Hierarchical"
    good_for = "Joins the nearest people first, so that three groups are four of which two were joined."
    # The distances of all pairs stand in memory: 10,000 people take 400 MB.
    most = 10_000

    def fit(self, matrix: "Floats", k: int, seed: int, settings: Settings, progress: Progress) -> "Fit":
        """See the kind; draws nothing, so that the seed changes nothing."""
        from sklearn.cluster import AgglomerativeClustering

        from app.discover.algorithms.labels import described

        progress.step(0, 1, f"Cutting the tree into {counted(k, 'group')}")
        return described(matrix, AgglomerativeClustering(n_clusters=k).fit(matrix).labels_)
