"""The ways to find groups, each one object, and the one registry from which the window and the command line take them.

A new one is a module in here with a class of the kind `Algorithm`, and its line below.
"""

from typing import Final

from app.discover import problems
from app.discover.algorithms.base import Algorithm, Setting, Settings
from app.discover.algorithms.density import Dbscan, Hdbscan
from app.discover.algorithms.hierarchical import Hierarchical
from app.discover.algorithms.kmeans import KMeans

__all__ = ["ALGORITHMS", "Algorithm", "Setting", "Settings", "algorithm", "register"]

ALGORITHMS: Final[dict[str, Algorithm]] = {}
"""Every algorithm by its name, in the order in which they are offered; the first is proposed."""


def register(one: Algorithm) -> None:
    """Offer an algorithm wherever groups are found; raises ValueError for a name that is taken."""
    if one.name in ALGORITHMS:
        raise ValueError(f"there is an algorithm {one.name!r} already")
    ALGORITHMS[one.name] = one


def algorithm(name: str) -> Algorithm:
    """The algorithm of that name; raises Problem where there is none."""
    if name not in ALGORITHMS:
        raise problems.NO_ALGORITHM(name=name, algorithms=", ".join(ALGORITHMS))
    return ALGORITHMS[name]


for _one in (KMeans(), Hierarchical(), Dbscan(), Hdbscan()):
    register(_one)
