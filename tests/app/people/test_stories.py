"""One person's whole story."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import ingest, people
from app.audience import segments
from app.domain.serialising import to_json
from app.project import Project
from tests.app.audience.shop_data import NOW, Shop, fill


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path = tmp_path_factory.mktemp("people") / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as project:
        filled = fill(project)
        segments.save(project, "Parisians", {"trait": "city", "op": "is", "value": "paris"})
        segments.save(project, "Buyers", {"event": "placed_order"})
        yield filled


def test_the_whole_story(shop: Shop) -> None:
    found = people.story(shop.project, "p1@example.com", events=3)
    assert (found.key, found.mailable, found.segments, found.tags) == (
        "customer_id:100",
        True,
        ["Parisians", "Buyers"],
        ["Outdoor"],
    )
    assert found.traits["city"] == "Paris"
    assert found.traits["revenue"] == 145.7581
    assert found.traits["orders"] == 4
    assert found.traits["last_order_at"] == "2011-11-10T20:00:00+00:00"
    assert [one["kind"] for one in found.identifiers] == ["customer_id", "email"]
    assert [one["status"] for one in found.consents] == ["withdrawn", "granted"]
    assert found.suppressions[0]["reason"] == "asked"
    mine = [row for row in shop.events if row["profile_id"] == 1]
    assert found.event_count == len(mine)
    assert [one["at"] for one in found.events] == sorted((one["at"] for one in found.events), reverse=True)
    everything = people.events_of(shop.project, 1, None)
    assert [one["at"] for one in everything[:3]] == [one["at"] for one in found.events]
    assert people.events_of(shop.project, 1, 2, 1) == everything[1:3]
    view = next(one for one in everything if one.get("sku") == "S2")
    assert (view["product"], view["label"], view["quantity"]) == ("Tea", "Viewed product", 1.0)
    assert set(to_json(found)) >= {"key", "traits", "identifiers", "consents", "tags", "segments", "events", "scores"}


def test_a_files_own_name_stands_not_in_place_of_the_events(tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("order_id,email,date,name,sku,quantity,price\n1,a@x.de,2024-01-02,Mug,M,1,5\n")
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock=NOW) as project:
        ingest.run_import(project, file, "orders")
        events = people.story(project, "a@x.de").events
    assert {event["name"] for event in events} == {"placed_order", "ordered_product"}
