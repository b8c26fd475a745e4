"""What of a mirror is carried to another engine: its tables, and what it says of itself, to be read there later."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Self

from app.domain.shared_answers import Known

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa
    from numpy import int64
    from numpy.typing import NDArray

TABLES: Final = (
    "profiles",
    "products",
    "consents",
    "suppressions",
    "tags",
    "memberships",
    "scores",
    "score_runs",
    "trait_history",
    "events",
)
"""All that a question is built on."""

ANSWERS: Final = 500
"""So many answers about one push are kept."""


def facts_of(source: Any) -> dict[str, Any]:
    """What a reading (`app/project/engine.py`) says of itself and of its tables, as JSON takes it."""
    return {
        "types": {kind: dict(names) for kind, names in source.types.items()},
        "changes": dict(source.changes),
        "latest_consent": source.latest_consent,
        "latest_suppression": source.latest_suppression,
        "people": source.people,
        "tables": {
            name: {column: str(kind) for column, kind in source.table(name).schema().items()} for name in TABLES
        },
    }


class CarriedMirror(ABC):
    """One reading there: it says of itself what was carried with its tables."""

    def __init__(self, token: str, facts: dict[str, Any], known: Known) -> None:
        import ibis

        self.token = token
        self.known = known
        self.types: Mapping[str, Mapping[str, str]] = facts["types"]
        self.changes: Mapping[str, int] = facts["changes"]
        self.latest_consent: int | None = facts["latest_consent"]
        self.latest_suppression: int | None = facts["latest_suppression"]
        self.people: int = facts["people"]
        self._tables = {name: ibis.table(columns, name=name) for name, columns in facts["tables"].items()}

    def table(self, name: str) -> "ibis.Table":
        """One of the tables as an expression."""
        return self._tables[name]

    @abstractmethod
    def to_pyarrow(self, expression: "ibis.Table") -> "pa.Table":
        """The whole answer."""

    @abstractmethod
    def close(self) -> None:
        """End the reading."""

    def scalar(self, expression: "ibis.Scalar") -> Any:
        """A single value."""
        return self.to_pyarrow(expression.as_table()).column(0)[0].as_py()

    def answer(
        self, key: Hashable, make: "Callable[[ibis.Table], ibis.Table]", people: "Sequence[int] | NDArray[int64]"
    ) -> list[dict[str, Any]]:
        """The rows that `make` asks of these people, whom it is given as a table of their ids, `few_id`."""
        import ibis
        import pyarrow as pa

        few = ibis.memtable(pa.table({"few_id": pa.array(people, pa.int64())}))
        rows: list[dict[str, Any]] = self.to_pyarrow(make(few)).to_pylist()
        return rows

    def __enter__(self) -> Self:
        """The reading itself; leaving closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
