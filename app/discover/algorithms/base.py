"""What an algorithm for groups is: what it is called and good for, what can be set, and how it finds groups."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from app.discover import problems
from app.domain.progress import Progress

if TYPE_CHECKING:
    from app.discover.answers import Fit, Floats

Settings = Mapping[str, float]
"""What was set, by the names of an algorithm's settings; what is missing is its default."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing about an algorithm that can be set, a whole number of `least` to `most`.

    `default` None lets the algorithm find it from the people; `about` says in a sentence what it does.
    """

    name: str
    label: str
    about: str
    default: int | None
    least: int
    most: int


class Algorithm(ABC):
    """A way to find groups. An object of a class of this kind, registered, is all that one is.

    `name` is what the command line calls it, `good_for` says in one sentence when to take it. `needs_k` is whether it
    is told the number of groups, so that several can be compared; `leaves_out` whether it may put people in no group.
    `most` is how many people it can take, None for any number.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    good_for: ClassVar[str]
    settings: ClassVar[tuple[Setting, ...]] = ()
    needs_k: ClassVar[bool] = True
    leaves_out: ClassVar[bool] = False
    most: ClassVar[int | None] = None

    @abstractmethod
    def fit(self, matrix: "Floats", k: int, seed: int, settings: Settings, progress: Progress) -> "Fit":
        """Group the rows of a matrix of equal weights; labels count from 0, -1 is nobody's group.

        `k` is 0 for an algorithm that finds the number by itself. The same arguments give the same groups. A library
        that takes long to load is imported in here, for the window lists the algorithms before anybody asks for one.
        """

    def check(self, settings: Settings) -> None:
        """Raise Problem for something that cannot be set, or not to that."""
        known = {one.name: one for one in self.settings}
        for name, value in settings.items():
            if (one := known.get(name)) is None:
                what = f"It has {', '.join(known)}" if known else "It has none"
                raise problems.NO_SETTING(label=self.label, setting=name, what=what)
            if not one.least <= value <= one.most or value != int(value):
                can = f"It can be a whole number of {one.least:,} to {one.most:,}"
                raise problems.NO_SUCH_VALUE(label=one.label, value=value, can=can)

    def value(self, settings: Settings, name: str) -> int | None:
        """What was set, or the default."""
        default = next(one.default for one in self.settings if one.name == name)
        found = settings.get(name, default)
        return None if found is None else int(found)

    def check_size(self, people: int) -> None:
        """Raise Problem where there are too many people for it."""
        if self.most is not None and people > self.most:
            raise problems.TOO_MANY_PEOPLE(label=self.label, people=people, most=self.most)
