"""Tables that are in a database already, and what of them is a person, an event or a product."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, the type of what it gives (`text`, `amount` …), and where that was said."""

    name: str
    type: str
    where: str


@dataclass(frozen=True, slots=True)
class Consent:
    """The column that says who may be emailed, by these of its values."""

    column: Column
    granted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People:
    """The table of people, one row each: `key` tells them apart, and is their identifier of that `kind`."""

    table: str
    key: Column
    kind: str
    email: Column | None = None
    since: Column | None = None
    consent: Consent | None = None
    traits: Mapping[str, Column] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Events:
    """A table of events: whose they are, when, and which; `names` gives the events by the values of `name`.

    Without `name` all are the one event in `names`.
    """

    table: str
    where: str
    person: Column
    time: Column
    names: Mapping[str, str]
    name: Column | None = None
    id: Column | None = None
    properties: Mapping[str, Column] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Products:
    """The table of what is sold."""

    table: str
    sku: Column
    fields: Mapping[str, Column] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnTables:
    """All that is used of a database."""

    people: People
    events: tuple[Events, ...] = ()
    products: Products | None = None
