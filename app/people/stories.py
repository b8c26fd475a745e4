"""One person's whole story, read from the store by its indexes and from the mirror for what is computed."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from app import audience
from app.audience import AsOf
from app.domain import names
from app.domain.clock import Moment
from app.domain.identifier_rules import SETTING, Rank, parsed
from app.people import event_values
from app.people.table import Story, name_of
from app.project import Project
from storage.file import kept_traits, models, permissions, stage_changes

if TYPE_CHECKING:
    from app.query import Question

_LISTED = ("channel", "address", "reason", "source")
_SAID = ("channel", "topic", "status", "source", "address", "method", "wording", "double_opt_in")
_EVENT_COLUMNS = tuple(
    column.name
    for column in models.event.columns
    if column.name not in ("id", "link_id", "profile_id", "batch_id", "row", "digest", "more")
)


def tell(project: Project, number: int, as_of: AsOf, events: int | None) -> Story:
    """The story of the profile of that number."""
    with audience.asking(project, as_of) as question:
        traits = _traits(question, number)
        segments = _segments(question, number)
        scores = _scores(question, number)
        moment = question.moment
    with project.read() as connection:
        known = kept_traits.of_profile().label("known")
        profile = connection.execute(select(models.profile, known).where(models.profile.c.id == number)).one()
        identifiers = _identifiers(connection, number, parsed(project.setting(SETTING)).rank)
        return Story(
            id=number,
            key=profile.key,
            name=name_of(profile.known),
            email=profile.email,
            mailable=profile.mailable,
            suppressions=_suppressions(connection, number, moment),
            traits=traits,
            identifiers=identifiers,
            consents=_consents(connection, number, moment),
            tags=_tags(connection, number),
            segments=segments,
            events=_events(connection, number, events, 0, moment),
            event_count=_event_count(connection, number),
            scores=scores,
        )


def _traits(question: "Question", number: int) -> dict[str, Any]:
    """All traits that are known, stored ones first, ready to be read."""
    from app.query import ProfileBatch, traits

    # What runs say of somebody is told among the scores.
    wanted = [name for name in question.names.traits if name == "lifecycle_stage" or not names.is_of_a_run(name)]
    row = ProfileBatch(question, [number]).traits(wanted)[number]
    return {
        name: traits.shown(traits.kind_of(name, question.mirror), row[name], question.moment)
        for name in wanted
        if row[name] is not None
    }


def _segments(question: "Question", number: int) -> list[str]:
    """The kept segments that the person is in; one whose rule can no longer be asked is left out."""
    from app.audience import segments_of

    return [known.name for known in segments_of(question, number)]


def _scores(question: "Question", number: int) -> dict[str, Any]:
    """What the newest runs say of the person, by the name of the score."""
    from app.query import ProfileBatch

    def mine(ask: "Question") -> Any:
        """The person's scores up to the moment, those of older runs first."""
        scores = ask.theirs(ask.mirror.table("scores"))
        return scores.filter(scores.as_of <= ask.moment.us).order_by(["as_of", "run_id"])

    rows = ProfileBatch(question, [number]).rows("scores", mine)
    # The last of a name stays, which is that of the newest run.
    newest = {row["name"]: row for row in rows}
    return {
        name: {
            "value": row["text"] if row["text"] is not None else row["number"],
            "as_of": Moment(row["as_of"], question.moment.timezone).iso(),
        }
        for name, row in newest.items()
    }


def _identifiers(connection: Connection, number: int, rank: Rank) -> list[dict[str, Any]]:
    """All identifiers, the highest kind first, each with the name of the file that first showed it."""
    table, link, batch = models.identifier, models.link, models.batch
    rows = connection.execute(
        select(table.c.kind, table.c.value, table.c.original, batch.c.file_name.label("source"))
        .outerjoin_from(table, link, table.c.link_id == link.c.id)
        .outerjoin(batch, link.c.batch_id == batch.c.id)
        .where(table.c.profile_id == number)
    )
    found = [dict(row._mapping) for row in rows]
    return sorted(found, key=lambda one: (rank(one["kind"]), one["value"]))


def _iso(at: int | None, moment: Moment) -> str | None:
    return None if at is None else Moment(at, moment.timezone).iso()


def _suppressions(connection: Connection, number: int, moment: Moment) -> list[dict[str, Any]]:
    rows = permissions.suppressions_of(connection, number)
    return [
        {name: row[name] for name in _LISTED} | {"at": _iso(row["at"], moment), "by_hand": row["batch_id"] is None}
        for row in rows
    ]


def _consents(connection: Connection, number: int, moment: Moment) -> list[dict[str, Any]]:
    """The ledger, newest first; what was said without a time comes after all that has one, the last import first."""
    rows = permissions.consents_of(connection, number)
    ordered = sorted(rows, key=lambda row: (-1 if row["at"] is None else row["at"], row["seq"]), reverse=True)
    told = [{name: row[name] for name in _SAID} | {"at": _iso(row["at"], moment)} for row in ordered]
    # Next month's export says of an old order what this month's said.
    return list({tuple(one.values()): one for one in told}.values())


def _tags(connection: Connection, number: int) -> list[str]:
    table = models.tag
    return sorted(connection.scalars(select(table.c.tag).where(table.c.profile_id == number).distinct()))


def page_of_events(project: Project, number: int, limit: int | None, offset: int) -> list[dict[str, Any]]:
    """A page of events, newest first."""
    with project.read() as connection:
        return _events(connection, number, limit, offset, Moment(0, project.timezone))


def _event_count(connection: Connection, number: int) -> int:
    table = models.event
    stand = (table.c.profile_id == number, table.c.aside.is_(None))
    stored = int(connection.scalar(select(func.count()).where(*stand)) or 0)
    return stored + len(stage_changes.of_profile(connection, number))


def _events(
    connection: Connection, number: int, limit: int | None, offset: int, moment: Moment
) -> list[dict[str, Any]]:
    changes = stage_changes.of_profile(connection, number)
    if not changes:
        return _stored_events(connection, number, limit, offset, moment)
    # A page begins at another event for each change before it.
    upto = None if limit is None else offset + limit
    told = [
        {"name": one.name, "label": names.label_of(one.name), "at": _iso(one.at, moment), "stage": one.stage}
        for one in changes
    ]
    # Of one moment a change comes after what led to it, so here before it.
    merged = sorted([*told, *_stored_events(connection, number, upto, 0, moment)], key=_instant, reverse=True)
    return merged[offset:upto]


def _instant(event: dict[str, Any]) -> dt.datetime:
    # Texts of local times are not in the order of moments where clocks are put back.
    return dt.datetime.fromisoformat(event["at"])


def _stored_events(
    connection: Connection, number: int, limit: int | None, offset: int, moment: Moment
) -> list[dict[str, Any]]:
    table, products = models.event, models.product
    chosen = (
        select(table, products.c.name.label("product"))
        # What no catalogue explains was ordered all the same.
        .join_from(table, products, table.c.sku == products.c.sku, isouter=True)
        .where(table.c.profile_id == number, table.c.aside.is_(None))
        .order_by(table.c.at.desc(), table.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    types = event_values.types_of(connection)
    return [_event(dict(row._mapping), moment, types) for row in connection.execute(chosen)]


def _event(row: dict[str, Any], moment: Moment, types: event_values.Types) -> dict[str, Any]:
    """One event with what it has: its label, local time, the product's name, and amounts as numbers."""
    event: dict[str, Any] = {"name": row["name"], "label": names.label_of(row["name"]), "at": _iso(row["at"], moment)}
    for column in _EVENT_COLUMNS:
        if column not in ("name", "at") and row[column] is not None:
            scaled = column in names.PROPERTIES and names.PROPERTIES[column].type == "amount"
            event[column] = row[column] / 10_000 if scaled else row[column]
    if row["product"]:
        event["product"] = row["product"]
    own = event_values.own(row["name"], row["more"], types, moment.timezone)
    # An own property that is called like one of these is no such thing of the event itself, as in the look at a file.
    named = {f"own_{name}" if name in event else name: value for name, value in own.items()}
    return event | {name: event_values.as_json(value) for name, value in named.items()}
