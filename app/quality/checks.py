"""What a check is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.project import Json

COVERAGE, ADDRESSES, PEOPLE, ORDERS, SOURCES = "coverage", "addresses", "people", "orders", "sources"

SHOWN = 5
"""So many examples are told."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A part of what a check found: what is wrong in words, with how many, and of which category."""

    what: str
    found: int
    category: str


@dataclass(frozen=True, slots=True)
class Check:
    """A check before it is counted: with a `rule` and no `found`, it finds as many people as the rule holds for."""

    name: str
    group: str
    title: str
    rule: Json = None
    found: int | None = None
    of: int = 0
    examples: Sequence[str] = ()
    things: str = "people"
    remedy: str = ""
    kinds: tuple[Kind, ...] = ()
