"""People as rows and as stories, on the small shop of the audience tests."""

from collections.abc import Iterator

import pytest

from app import people
from app.audience import segments
from app.domain.problems import NotFound
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


def test_keys_are_addresses_or_kinds_and_values(shop: Shop) -> None:
    assert people.resolve_key(shop.project, "customer_id:98") == 3
    assert people.resolve_key(shop.project, " P3@Example.com ") == 3
    assert people.resolve_key(shop.project, "email:p3@example.com") == 3
    for stranger in ("p4@example.com", "customer_id:1", "customer_id:", ""):
        with pytest.raises(NotFound):
            people.resolve_key(shop.project, stranger)


def test_sorted_by_any_trait_with_the_unknown_last(shop: Shop) -> None:
    by_city = people.ids(shop.project, "city").tolist()
    assert by_city[-3:] == [12, 6, 5]  # nobody knows theirs: in key order
    assert by_city[:4] == [11, 7, 1, 2]  # London, Lyon, and two that only case tells apart, in key order
    assert people.ids(shop.project, "city", descending=True).tolist()[-3:] == [12, 6, 5]
    by_orders = people.ids(shop.project, "orders", descending=True)
    counts = [row["orders"] for row in people.page(shop.project, by_orders, ["orders"])]
    assert counts == sorted(counts, reverse=True)
    assert people.ids(shop.project).tolist()[:2] == [1, 12]


def test_chosen_by_a_rule_and_a_search(shop: Shop) -> None:
    assert sorted(people.ids(shop.project, rule={"segment": "Parisians"}).tolist()) == [1, 2]
    assert people.ids(shop.project, search="p2@EXAMPLE").tolist() == [2]
    assert people.ids(shop.project, search="customer_id 95").tolist() == [6]
    assert people.ids(shop.project, rule={"segment": "Parisians"}, search="98").tolist() == []


def test_a_page_is_in_the_order_asked(shop: Shop) -> None:
    rows = people.page(shop.project, [7, 2, 99, 1], ["city", "revenue", "suppressed", "email"])
    assert [row["id"] for row in rows] == [7, 2, 1]
    assert rows[2] == {
        "id": 1,
        "key": "customer_id:100",
        "city": "Paris",
        "revenue": 1457581,
        "suppressed": True,
        "email": "p1@example.com",
    }


def test_quick_search(shop: Shop) -> None:
    assert [(one.key, one.name) for one in people.find(shop.project, "ada")] == [("customer_id:94", "Ada")]
    assert people.find(shop.project, "  ") == []
    assert len(people.find(shop.project, "example", limit=4)) == 4
