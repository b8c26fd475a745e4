"""A small project with one of everything that a mirror shows."""

from sqlalchemy import Connection, insert

from app.project import Change, Project
from storage.file.models import (
    event,
    event_property,
    identifier,
    product,
    profile,
    profile_row,
    score_run,
    score_value,
    suppression,
    tag,
    trait,
)

NOON = 1_309_521_600_000_000  # 2011-07-01T12:00:00Z, 13:00 in London
MIDNIGHT = 1_309_561_200_000_000  # 2011-07-01T23:00:00Z, the next day in London


def fill(project: Project) -> None:
    """Write three people, their tags, events, scores and history."""
    with project.write("fill", set(Change)) as connection:
        _people(connection)
        _said_of_them(connection)
        _done_by_them(connection)


def _people(connection: Connection) -> None:
    connection.execute(
        insert(trait),
        [
            {"name": name, "label": name, "type": kind, "own": False}
            for name, kind in {
                "city": "text",
                "email": "text",
                "shoe size": "number",
                "birth_date": "date",
                "signed_up_at": "datetime",
                "vip": "boolean",
                "interests": "list",
                "odd \"name'": "text",
            }.items()
        ],
    )
    first = {
        "city": "STRASSE",
        "shoe size": 41.5,
        "birth_date": 100,
        "signed_up_at": MIDNIGHT,
        "vip": True,
        "interests": ["Bags", "Tëa"],
        "odd \"name'": "x",
    }
    people = [
        {"id": 7, "key": "customer_id:2", "email": "A@b.example", "mailable": True, "traits": first},
        {"id": 8, "key": "email:z", "email": None, "mailable": False, "traits": {"email": "n/a", "city": "Straße"}},
        {"id": 9, "key": "customer_id:10", "email": None, "mailable": False, "traits": {"city": "  "}},
    ]
    connection.execute(insert(profile), [person | {"created_batch": 1} for person in people])


def _said_of_them(connection: Connection) -> None:
    connection.execute(
        insert(identifier).values(profile_id=7, kind="email", value="a@b.example", original="A@b.example", link_id=7)
    )
    connection.execute(insert(suppression).values(channel="email", address="a@b.example", reason="asked"))
    connection.execute(insert(tag).values(profile_id=7, tag="Outdoor", batch_id=1))
    connection.execute(insert(event_property).values(event="rated", name="stars", type="number"))
    connection.execute(insert(event_property).values(event="rated", name="mood", type="text"))


def _done_by_them(connection: Connection) -> None:
    rows = [
        {"name": "viewed_product", "at": NOON, "sku": "É1", "more": None, "profile_id": 7},
        {"name": "rated", "at": MIDNIGHT, "sku": None, "more": {"stars": 4, "mood": "Süß"}, "profile_id": 7},
        {"name": "viewed_product", "at": NOON, "sku": "waits", "more": None, "profile_id": None},
    ]
    connection.execute(insert(event), [row | {"link_id": 1, "batch_id": 1, "row": 1, "digest": 1} for row in rows])
    connection.execute(
        insert(product).values(sku="É1", name="Tëapot", price=29_500, in_stock=True, batch_id=1, more={"size": "L"})
    )
    connection.execute(
        insert(score_run).values(id=1, name="rfm", kind="rfm", as_of=NOON, made_at=NOON, parameters={}, summary={})
    )
    connection.execute(insert(score_value).values(run_id=1, profile_id=7, name="rfm_segment", text="Champions"))
    history = [("a", 1, {"city": "Oslo"}), ("b", 2, {"city": "STRASSE"})]
    connection.execute(
        insert(profile_row),
        [
            {
                "link_id": 1,
                "profile_id": 7,
                "batch_id": 1,
                "row": 1,
                "effective_at": at,
                "mode": "update",
                "traits": t,
            }
            for _, at, t in history
        ],
    )


def rows_of(project: Project, table: str) -> list[dict[str, object]]:
    """The rows of one of the mirror's tables."""
    with project.audience() as mirror:
        found: list[dict[str, object]] = mirror.to_pyarrow(mirror.table(table)).to_pylist()
        return found
