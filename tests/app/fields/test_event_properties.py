"""What is known of events: by kind of event, with how many of them have it."""

from pathlib import Path

from app import fields, ingest
from app.project import Project


def test_each_property_that_events_have_is_told_by_kind_of_event(shop: Project, tmp_path: Path) -> None:
    lines = ("2011-05-02,viewed_product,1,A,red", "2011-05-02,viewed_product,2,B,", "2011-05-03,clicked_email,2,,")
    (tmp_path / "e.csv").write_text("time,event,customer_id,sku,colour\n" + "\n".join(lines) + "\n", "utf-8")
    ingest.run_import(shop, tmp_path / "e.csv", "events")
    found = {one.name: one for one in fields.of_events(shop)}
    colour = found["viewed_product.colour"]
    assert (colour.kind, colour.type, colour.event, colour.people, colour.of, colour.samples) == (
        "event", "text", "Viewed product", 1, 2, ("red",),
    )  # fmt: skip
    assert sorted(found["viewed_product.sku"].samples) == ["A", "B"]
    price = found["ordered_product.price"]
    assert (price.type, price.people, price.samples) == ("amount", 1, (5.0,))
    # What no event has is no field, and a kind of which nothing more is known has none.
    assert not [name for name in found if name.startswith("clicked_email") or name.endswith("url")]
