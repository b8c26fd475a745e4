"""A rule of the benchmark: what Quillwork is asked, beside the best SQL by hand for the same number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from generate import BRANDS, CATEGORIES, CITIES, FIRST, TAGS

DAY = 86_400_000_000
T = TypeVar("T")


@dataclass(frozen=True)
class At:
    """When a question is put: microseconds UTC, the local day, and how many questions were put before.

    A rule takes its constants from `n`, so that each question has others: remembering whole statements gains nothing.
    """

    now: int
    today: int
    n: int

    def of(self, words: Sequence[T], step: int = 1) -> T:
        """One word after the other."""
        return words[self.n * step % len(words)]

    @property
    def city(self) -> str:
        """A city in capitals or not, for both mean the same."""
        name = self.of(CITIES)
        return name if self.n // len(CITIES) % 2 == 0 else name.upper()

    @property
    def first(self) -> str:
        """A first name."""
        return self.of(FIRST)

    @property
    def tag(self) -> str:
        """A tag."""
        return self.of(TAGS)

    @property
    def category(self) -> str:
        """A category of products."""
        return self.of(CATEGORIES)

    @property
    def brand(self) -> str:
        """A brand of products."""
        return self.of(BRANDS)

    def within(self, days: int, until: int = 0) -> str:
        """The SQL of a window over events that begins so many days ago, and ends so many days ago."""
        return f'"at" > {self.now - days * DAY} AND "at" <= {self.now - until * DAY}'

    @property
    def known(self) -> str:
        """The SQL of all that had happened by now."""
        return f'"at" <= {self.now}'


@dataclass(frozen=True)
class Asked:
    """One rule: its name, its JSON and its SQL, each made for a question."""

    name: str
    rule: Callable[[At], Any]
    sql: Callable[[At], str]


def people(condition: str) -> str:
    """The SQL that counts the people for whom a condition holds."""
    return f"SELECT count(*) FROM profiles p WHERE {condition}"


def doers(condition: str, having: str) -> str:
    """The SQL that counts the people whose events of a kind come to something."""
    return f"SELECT count(*) FROM ({grouped(condition, having)})"


def grouped(condition: str, having: str) -> str:
    """The SQL of the people whose events of a kind come to something."""
    return f"SELECT profile_id FROM events WHERE {condition} GROUP BY profile_id HAVING {having}"


def folded(text: str) -> str:
    """A text as the mirror's twins hold it, in quotes."""
    return "'" + text.casefold().replace("'", "''") + "'"


def last(days: int) -> dict[str, Any]:
    """A window of the rule grammar."""
    return {"last": {"days": days}}


def trait(name: str, op: str, *value: Any, **more: Any) -> dict[str, Any]:
    """A condition on a trait."""
    return {"trait": name, "op": op} | ({"value": value[0]} if value else {}) | more
