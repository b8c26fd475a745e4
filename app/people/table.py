"""People as rows and as stories: a table of a million of them, a quick search, and everything known of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app import audience
from app.audience import AsOf
from app.domain import names
from app.domain.names import called
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.project import Json, Project
from app.query import resolve_key as resolve_key
from storage.file import models

if TYPE_CHECKING:
    import numpy as np

    from app.query import Question

    Ids = np.ndarray[Any, np.dtype[np.int64]]

SEARCHED = ("email", "first_name", "last_name", "full_name")
"""Traits in which a search looks, besides the key."""


# The table.


def ids(
    project: Project,
    sort: str = "key",
    descending: bool = False,
    rule: Json = None,
    search: str = "",
    as_of: AsOf = None,
    progress: Progress = SILENT,
    *,
    among: "Ids | None" = None,
) -> "Ids":
    """The numbers of all profiles, or of those whom a rule, a search and a list of numbers leave, sorted by any trait.

    Whoever lacks the trait comes last; equals are in key order.
    """
    with audience.asking(project, as_of, progress) as question:
        question.among = among
        people = chosen(question, rule, search)
        rows, order = _sorted_by(question, people.select("id", "key"), sort, descending)
        found = question.mirror.to_pyarrow(rows.order_by(order).select("id"))
    numbers: Ids = found.column("id").to_numpy()
    return numbers


def chosen(question: "Question", rule: Json, search: str) -> Any:
    """The rows of profiles whom a rule and a search leave."""
    from app.query import compile as compiling

    people = question.people
    if rule is not None:
        people = compiling.members(audience.parse(rule, question.names).root, question)
    return people.filter(_matches(people, search)) if search.strip() else people


def _matches(people: Any, search: str) -> Any:
    """Whether each word of the search is in the key or in one of the traits that are searched."""
    from functools import reduce
    from operator import and_, or_

    import ibis

    columns = [people[f"f_{name}"] for name in SEARCHED if f"f_{name}" in people.columns]
    columns += [people.key.lower(), people.email.lower()]
    words = [names.fold(word) for word in search.split()]
    return reduce(
        and_, [reduce(or_, [ibis.coalesce(text.contains(word), False) for text in columns]) for word in words]
    )


def _sorted_by(question: "Question", rows: Any, sort: str, descending: bool) -> tuple[Any, list[Any]]:
    import ibis

    from app.query import traits

    if sort in ("key", "id"):
        column = rows[sort]
        return rows, [column.desc() if descending else column.asc()]
    question.names.trait(sort, "sort")
    known = traits.columns(question, [sort], folded=True)
    # By the folded text, or all capitals would stand before the first small letter.
    by = known[f"f_{sort}" if f"f_{sort}" in known.columns else sort]
    # Under names of their own: Ibis renames what both sides of a join call alike.
    known = known.select(sorted_id=known.profile_id, by=by)
    joined = rows.left_join(known, rows.id == known.sorted_id)
    value = joined.by
    return joined, [
        ibis.desc(value, nulls_first=False) if descending else ibis.asc(value, nulls_first=False),
        joined.key,
    ]


def page(
    project: Project, numbers: "Sequence[int] | Ids", columns: list[str], as_of: AsOf = None
) -> list[dict[str, Any]]:
    """A row for each of these profiles, in their order: `id`, `key` and the wanted columns as the mirror keeps them.

    Amounts are integers of 1/10,000, dates days and times microseconds; besides traits, `mailable` and
    `suppressed` may be asked for.
    """
    from app.query import OWN_COLUMNS, ProfileBatch

    own = [name for name in ("mailable", "suppressed") if name in columns]
    wanted = [name for name in columns if name not in OWN_COLUMNS]
    with audience.asking(project, as_of) as question:
        batch = ProfileBatch(question, numbers)
        rows = batch.rows(("page", tuple(own)), lambda ask: ask.people.select("id", "key", *own))
        found = {row["id"]: row for row in rows}
        for number, known in batch.traits(wanted).items():
            found[number] |= {name: known[name] for name in wanted}
    # Somebody may have left since the numbers were asked for.
    return [found[number] for number in map(int, numbers) if number in found]


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody whom a search found."""

    id: int
    key: str
    name: str
    email: str


def find(project: Project, text: str, limit: int = 20) -> list[Found]:
    """The first people, in key order, in whose key, address or name each word of the text is found."""
    if not text.strip():
        return []
    with audience.asking(project) as question:
        people = question.people
        called = [name for name in ("first_name", "last_name", "full_name") if f"t_{name}" in people.columns]
        found = people.filter(_matches(people, text)).order_by("key").limit(limit)
        rows = question.mirror.to_pyarrow(
            found.select("id", "key", "email", *[f"t_{name}" for name in called])
        ).to_pylist()
    return [
        Found(row["id"], row["key"], name_of({n: row[f"t_{n}"] for n in called}), row["email"] or "") for row in rows
    ]


def name_of(traits: dict[str, Any]) -> str:
    """How somebody is called: first and last name, else the full name, else nothing."""
    return called(traits)


# One person's story.


@as_document(
    *("key", "traits", "identifiers", "consents", "tags", "segments", "events", "scores"),
    *("mailable", "suppressions", "event_count"),
)
@dataclass(frozen=True, slots=True)
class Story:
    """Everything known of one person."""

    id: int
    key: str
    name: str
    email: str | None
    mailable: bool
    suppressions: list[dict[str, Any]]
    traits: dict[str, Any]
    identifiers: list[dict[str, Any]]
    consents: list[dict[str, Any]]
    tags: list[str]
    segments: list[str]
    events: list[dict[str, Any]]
    event_count: int
    scores: dict[str, Any]


def story(project: Project, key: str, as_of: AsOf = None, events: int | None = 200) -> Story:
    """The whole story of whoever is meant by an email or `kind:value`; raises NotFound.

    Values are ready to be read: amounts as numbers, dates and local times in ISO 8601. Of the events come the
    newest `events`, or all with None.
    """
    from app.people.stories import tell

    return tell(project, resolve_key(project, key), as_of, events)


def opened(project: Project, number: int) -> None:
    """Note in the audit log that somebody looked at all that is known of that person."""
    project.note("Looked at a person's page", "opened", about=[number])


def events_of(project: Project, number: int, limit: int | None = 200, offset: int = 0) -> list[dict[str, Any]]:
    """A page of one person's events, newest first, with the names of their products."""
    from app.people.stories import page_of_events

    return page_of_events(project, number, limit, offset)


def count(project: Project) -> int:
    """How many profiles there are."""
    with project.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(models.profile)) or 0)
