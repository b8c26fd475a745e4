import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import insert, update
from sqlalchemy.event import listen

from app.project import Change, Project
from app.project.at_a_glance import months, overview
from storage.file import models

DAY = 86_400_000_000
DECEMBER = 14_944 * DAY  # 2010-12-01 UTC


@pytest.fixture
def project(tmp_path: Path):
    with Project.create(tmp_path / "a.quill", timezone="Asia/Tokyo", clock="2011-12-10") as made:
        yield made


def _add(project: Project, *rows: tuple) -> None:
    with project.write("Added for a test", {Change.PROFILES, Change.EVENTS}) as connection:
        for table, values in rows:
            connection.execute(insert(table).values(**values))


def _batch(number: int, kind: str) -> tuple:
    counts = {"rows": 5, "accepted": 4, "rejected": 1, "adjustments": 0, "duplicates": 0, "anonymous": 0}
    named = {"id": number, "kind": kind, "file_name": f"{kind}.csv", "file_sha256": "0", "mapping": {}, "report": {}}
    return models.batch, named | counts | {"as_of": DECEMBER, "imported_at": DECEMBER + number}


def _person(number: int, *, mailable: bool) -> list[tuple]:
    profile = {"id": number, "key": f"p{number}", "mailable": mailable, "traits": {}, "created_batch": 1}
    link = {"id": number, "batch_id": 1, "row": number, "profile_id": number, "identifiers": []}
    return [(models.profile, profile), (models.link, link)]


def _event(number: int, name: str, at: int) -> tuple:
    row = {"id": number, "link_id": 1, "profile_id": 1, "batch_id": 1, "row": number, "digest": number}
    return models.event, row | {"name": name, "at": at}


def test_an_empty_project_holds_nothing(project: Project) -> None:
    found = overview(project)
    assert (found.people, found.events, found.imports, found.latest, found.kinds) == (0, 0, 0, (), frozenset())
    assert found.moment.local().date() == dt.date(2011, 12, 10)
    assert months(project) == []


def test_everything_is_counted_and_what_was_undone_is_not_listed(project: Project) -> None:
    _add(
        project,
        *[_batch(number, kind) for number, kind in enumerate(["contacts", "orders", "products"], 1)],
        *_person(1, mailable=True),
        *_person(2, mailable=False),
        _event(1, "placed_order", DECEMBER),
        (models.suppression, {"channel": "email", "address": "a@example.com", "reason": "unsubscribed"}),
    )
    with project.write("Undone", {Change.IMPORTS}) as connection:
        connection.execute(update(models.batch).where(models.batch.c.id == 3).values(undone_at=DECEMBER))
    found = overview(project)
    assert (found.people, found.mailable, found.suppressed, found.events) == (2, 1, 1, 1)
    assert (found.imports, found.kinds) == (2, {"contacts", "orders"})
    assert [(line.batch_id, line.file_name, line.accepted, line.rejected) for line in found.latest] == [
        (2, "orders.csv", 4, 1),
        (1, "contacts.csv", 4, 1),
    ]


def test_events_are_counted_again_once_events_were_touched(project: Project) -> None:
    _add(project, _batch(1, "orders"), *_person(1, mailable=True), _event(1, "placed_order", DECEMBER))
    assert overview(project).events == 1
    statements: list[str] = []
    with project.read() as connection:
        listen(connection.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    with project.write("A batch", {Change.IMPORTS}) as connection:
        connection.execute(insert(models.batch).values(**_batch(2, "orders")[1]))
    assert overview(project).events == 1
    assert not any("event.aside" in statement for statement in statements)
    # Whatever a commit says of itself, the event that it sets aside is noted.
    with project.write("Set aside", {Change.IMPORTS}) as connection:
        connection.execute(update(models.event).values(aside=2))
    assert overview(project).events == 0
    assert any("event.aside" in statement for statement in statements)


def test_months_are_local_and_quiet_ones_are_there_too(project: Project) -> None:
    # 16:00 UTC on 31 December is the first of January in Tokyo.
    late = DECEMBER + 30 * DAY + 16 * 3_600_000_000
    _add(
        project,
        _batch(1, "orders"),
        *_person(1, mailable=True),
        _event(1, "placed_order", DECEMBER),
        _event(2, "viewed_product", DECEMBER),
        _event(3, "placed_order", late),
        _event(4, "viewed_product", DECEMBER + 100 * DAY),
        # Of a cookie that nobody is known by yet: neither the months nor any rule count it.
        (models.event, _event(5, "viewed_product", DECEMBER)[1] | {"profile_id": None}),
    )
    found = months(project)
    assert overview(project).events == sum(month.events for month in found) == 4
    assert [(month.first, month.events, month.orders) for month in found] == [
        (dt.date(2010, 12, 1), 2, 1),
        (dt.date(2011, 1, 1), 1, 1),
        (dt.date(2011, 2, 1), 0, 0),
        (dt.date(2011, 3, 1), 1, 0),
    ]
