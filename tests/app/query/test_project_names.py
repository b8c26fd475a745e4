"""What a project's rules may name: all that every project knows, and what this one has ever held."""

from sqlalchemy import create_engine, insert, text

from app import audience
from app.query.project_names import segments_of
from app.rules import vocabulary
from storage.file import models
from tests.app.audience.shop_data import Shop


def test_the_projects_own_stand_beside_what_every_project_knows(shop: Shop) -> None:
    names = audience.names(shop.project)
    base = vocabulary.standard()
    assert base.traits.keys() <= names.traits.keys()
    assert {name: names.traits[name].type for name in ("shoe_size", "budget", "vip")} == {
        "shoe_size": "number", "budget": "amount", "vip": "boolean",
    }  # fmt: skip
    assert names.events["rated"] == "Rated"
    assert names.properties["rated"] == {"stars": "number", "mood": "text"}
    assert names.properties["viewed_product"]["quantity"] == "amount"
    assert "quantity" not in base.properties["viewed_product"], "what every project knows is not changed"
    assert str(names.zone) == "Europe/London"


def test_a_damaged_segment_is_its_own_damage() -> None:
    engine = create_engine("sqlite://")
    models.segment.create(engine)
    with engine.begin() as connection:
        for number, name in enumerate(("Sound", "Hurt"), 1):
            row = {"id": number, "name": name, "name_folded": name.lower(), "rule": {"all": []}, "position": -number}
            connection.execute(
                insert(models.segment).values(row | {"content": False, "created_at": 0, "changed_at": 0})
            )
        connection.execute(text("UPDATE segment SET rule = x'7bff' WHERE id = 2"))
        found = segments_of(connection)
    engine.dispose()
    assert [(one.name, one.rule) for one in found.values()] == [("Hurt", None), ("Sound", {"all": []})]
