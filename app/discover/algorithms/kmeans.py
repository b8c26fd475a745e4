"""K-means: the number of groups is given, everybody is in the group whose middle is nearest."""

from typing import TYPE_CHECKING

from app.discover.algorithms.base import Algorithm, Setting, Settings
from app.domain.progress import Progress

if TYPE_CHECKING:
    from app.discover.answers import Fit, Floats


class KMeans(Algorithm):
    """scikit-learn's, label by label, with places to stop."""

    name = "kmeans"
    label = "K-means"
    good_for = "Puts everybody into a number of round groups, and takes any number of people: the one to begin with."
    settings = (
        Setting(
            "restarts", "Restarts", "How often it begins anew; the best of all is taken.", default=10, least=1, most=100
        ),
    )

    def fit(self, matrix: "Floats", k: int, seed: int, settings: Settings, progress: Progress) -> "Fit":
        """See the kind; reports, and can be stopped, between restarts."""
        from app.discover.clustering import kmeans

        return kmeans(matrix, k, seed, self.value(settings, "restarts") or 1, progress)
