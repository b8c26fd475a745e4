"""What the program asks of an engine, whichever answers questions about the audience: expressions in, rows out.

Between them stands the Ibis expression, built over the tables of the mirror without asking anybody. An engine is one
module in `app/project/engines/`, found by being there, that gives its `ENGINE`.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self, runtime_checkable

from app.domain.progress import Progress
from app.domain.shared_answers import Known

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa
    from numpy import int64
    from numpy.typing import NDArray

    from app.domain.own_tables import OwnTables
    from storage.file.touched_tables import Footprint

Step = Callable[[float, float, str], None]
"""Told (done, total, phrase) while a mirror is prepared; may raise to stop the work."""


class Mirror(Protocol):
    """One reading of everything that is committed, for one thread; close it after use.

    What it says of itself is known once it is open; only `to_pyarrow`, `batches`, `scalar` and `answer` ask the engine.
    """

    @property
    def engine(self) -> str:
        """The name of the engine that answers."""

    @property
    def token(self) -> str:
        """The commit that it shows: two readings with one token say the same."""

    @property
    def types(self) -> Mapping[str, Mapping[str, str]]:
        """Names and types of what the project has ever held: by `traits`, `properties` and `product`.

        By `merged` the traits that are part of another, each with that one in place of a type. Of tables that are
        not the project's own, by `events` the names of all events, and by `event NAME` what each of them has.
        """

    @property
    def changes(self) -> Mapping[str, int]:
        """When each trait that has a course last changed, in microseconds UTC."""

    @property
    def latest_consent(self) -> int | None:
        """The latest time of an answer about consent, in microseconds UTC; None where none has a time."""

    @property
    def latest_suppression(self) -> int | None:
        """The latest time of an entry of the suppression list, in microseconds UTC; None where none has a time."""

    @property
    def people(self) -> int:
        """How many profiles there are."""

    @property
    def known(self) -> Known:
        """What was worked out of this mirror and never changes: all its readings share it."""

    def table(self, name: str) -> "ibis.Table":
        """One of the mirror's tables as an expression, with the columns that `storage/mirror` gives it.

        There are `profiles`, `events`, `products`, `consents`, `suppressions`, `tags`, `memberships`, `scores`,
        `score_runs` and `trait_history`.
        """

    def to_pyarrow(self, expression: "ibis.Table") -> "pa.Table":
        """The whole answer."""

    def batches(self, expression: "ibis.Table", at_once: int) -> "Iterator[pa.RecordBatch]":
        """The answer in its order, so many rows at once; the expression is of the mirror's tables alone."""

    def scalar(self, expression: "ibis.Scalar") -> Any:
        """A single value."""

    def answer(
        self, key: Hashable, make: "Callable[[ibis.Table], ibis.Table]", people: "Sequence[int] | NDArray[int64]"
    ) -> list[dict[str, Any]]:
        """The rows that `make` asks of these people, whom it is given as a table of their ids, `few_id`.

        `key` tells apart all that the expression depends on beside who they are: an engine may keep what it made.
        """

    def interrupt(self) -> None:
        """End what is being answered with an error; from any thread, and without waiting."""

    def close(self) -> None:
        """End the reading."""

    def __enter__(self) -> Self:
        """The reading itself; leaving closes it."""

    def __exit__(self, *_: object) -> None: ...


class Ahead(Protocol):
    """A mirror in the making of a commit that is still to come, on events that are on their way into the project."""

    @property
    def numbers(self) -> tuple[int, int]:
        """The numbers of these events, the first and the last."""

    def end(self) -> None:
        """Stop the work, and take away what was not kept of it. Ending twice does nothing."""


class Mirrors(Protocol):
    """The mirrors of one project in an engine; may be asked from any thread."""

    def prepare(self, timezone: str, rows: "pa.Table", types: Mapping[str, str]) -> Ahead | None:
        """Begin with the mirror of the commit that will bring these events; None where the engine does not.

        They are rows of the project's table `event`, by `id`; `types` are those of own properties after them.
        """

    def arrived(self, ahead: Any, token: str, left: "Footprint", step: Step) -> None:
        """Keep what was begun for the commit of that token, which touched `left` beside bringing its events."""

    def open(self, timezone: str, step: Step) -> Mirror:
        """A reading of everything that is committed now, prepared first where it must be."""

    def close(self) -> None:
        """Let go of what is kept open."""


class Engine(Protocol):
    """One engine, or one at an address.

    `name` is how answers tell it and how `--engine` may; `parts` are the libraries that it loads, by the name of
    their distribution.
    """

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def parts(self) -> Mapping[str, str]:
        """The module of each distribution that must be there."""

    def at(self, address: str) -> "Engine | None":
        """The engine that an address means, or None where it is no address of this kind."""

    def mirrors(self, project: Path, uid: str) -> Mirrors:
        """The mirrors of the project in that file, whose `uid` tells it from others."""


@runtime_checkable
class Fillable(Protocol):
    """An engine at an address that knows only what was put there: its mirrors show the project as it was then."""

    @property
    def form(self) -> str:
        """How its addresses are written, as an example."""

    def place(self) -> str:
        """Its address as it may be told: without user and password."""

    def fill(self, mirror: Mirror, uid: str, name: str, timezone: str, progress: Progress) -> dict[str, int]:
        """Put all tables of a reading there, of the project of that `uid`, name and zone; the rows of each by its name.

        They take the place of earlier ones at once and wholly. Raises EngineProblem and Cancelled.
        """


@runtime_checkable
class WithTables(Protocol):
    """An engine at an address that can be asked for tables which are there already."""

    def with_tables(self, tables: "OwnTables") -> Engine:
        """The engine whose mirrors show these tables, whatever the project holds itself."""
