"""The list of fields: where each comes from, how many people have it, and nothing changed by looking."""

from app import fields
from app.ingest import master_data
from app.project import Project
from app.query import resolve_key


def test_every_field_says_where_it_comes_from_and_how_much_of_it_is_known(shop: Project) -> None:
    token = shop.token
    found = {one.name: one for one in fields.every(shop)}
    assert [one.name for one in found.values() if one.kind == "identifier"] == ["customer_id", "email"]
    told = {name: (one.kind, one.type, one.sources, one.people) for name, one in found.items()}
    assert told["customer_id"] == ("identifier", "identifier", ("CRM", "Shop", "2.csv"), 3)
    assert told["email"] == ("identifier", "identifier", ("CRM",), 2)
    assert told["city"] == ("standard", "text", ("CRM", "Shop"), 3)
    assert told["shoe_size"] == ("own", "number", ("CRM",), 1)
    assert told["orders"] == ("computed", "number", (), 1 if found["orders"].people == 1 else 3)
    assert told["revenue"] == ("computed", "amount", (), 1)
    assert (found["revenue"].samples, found["birth_date"].samples) == ((5.0,), ("1980-05-23",))
    assert set(found["city"].samples) == {"Paris", "Oslo", "Bonn"}
    assert (found["shoe_size"].label, found["shoe_size"].share) == ("Shoe size", 1 / 3)
    assert found["city"].first_seen is not None
    assert found["city"].first_seen <= (found["city"].last_seen or "")
    # Standard fields of which nothing came are none of this project's.
    assert "gender" not in found
    assert shop.token == token


def test_the_list_is_there_before_anything_is_counted(shop: Project) -> None:
    found = fields.listed(shop)
    assert all(one.people is None and one.share is None for one in found)
    counted = fields.with_counts(shop, found, computed=False)
    assert [one.people is None for one in counted] == [one.kind == "computed" for one in counted]


def test_what_was_decided_is_told(shop: Project) -> None:
    master_data.set_priority(shop, "city", ["Shop"])
    master_data.set_value(shop, resolve_key(shop, "customer_id:1"), "city", "Bonn")
    city = next(one for one in fields.listed(shop) if one.name == "city")
    assert (city.sources, city.priority, city.by_hand) == (("Shop", "CRM"), True, 1)
