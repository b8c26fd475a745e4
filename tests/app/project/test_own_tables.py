"""A mapping of tables is read without guessing: what is wrong in it is told with its place."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from app.command_line import run
from app.domain.own_tables import Column
from app.domain.problems import EngineProblem
from app.project import Project, own_tables

PEOPLE: dict[str, Any] = {"table": "crm.customers", "key": "no"}
ORDERS = {"table": "orders", "person": "who", "time": "at", "event": "placed_order"}


def mapping(**parts: Any) -> dict[str, Any]:
    return {"version": 1, "people": PEOPLE} | parts


def test_types_are_known_or_given() -> None:
    traits = {"city": "town", "budget": {"column": "money", "type": "amount"}}
    events = {"table": "web", "person": "who", "time": "at", "name": "what", "names": {"view": "viewed_page", "x": "x"}}
    read = own_tables.parse(mapping(people=PEOPLE | {"traits": traits}, events=[ORDERS, events]))
    assert read.people.traits == {
        "city": Column("town", "text", "people.traits.city"),
        "budget": Column("money", "amount", "people.traits.budget"),
    }
    assert (read.people.kind, read.people.consent, read.products) == ("customer_id", None, None)
    assert read.events[0].names == {"": "placed_order"}
    assert read.events[1].names == {"view": "viewed_page", "x": "x"}


def test_values_that_are_consent_are_as_the_database_writes_them() -> None:
    consent = {"column": "news", "granted": [True, 1, "yes"]}
    read = own_tables.parse(mapping(people=PEOPLE | {"consent": consent}))
    assert read.people.consent is not None
    assert read.people.consent.granted == ("true", "1", "yes")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ([], "the mapping is no object"),
        ({"version": 1}, "the mapping has no “people”"),
        (mapping(version=2), "version is not 1"),
        (mapping(peple={}), "peple is not known. Known are version, people, events, products."),
        (mapping(people={"table": "x"}), "people has no “key”"),
        (mapping(people=PEOPLE | {"colour": "x"}), "people.colour is not known"),
        (mapping(people=PEOPLE | {"kind": "a:b"}), "people.kind is “a:b”"),
        (mapping(people=PEOPLE | {"key": 3}), "people.key is no text"),
        (mapping(people=PEOPLE | {"traits": {"email": "mail"}}), "people.traits.email is no trait. Give people.email."),
        (mapping(people=PEOPLE | {"traits": {"orders": "n"}}), "people.traits.orders is worked out by the program"),
        (mapping(people=PEOPLE | {"traits": {"shoe": "n"}}), "people.traits.shoe has no type"),
        (mapping(people=PEOPLE | {"traits": {"Shoe": "n"}}), "people.traits.Shoe is no name of ours"),
        (
            mapping(people=PEOPLE | {"traits": {"city": {"column": "n", "type": "number"}}}),
            "people.traits.city is text wherever it is used",
        ),
        (mapping(events=ORDERS), "events is no list"),
        (mapping(events=[ORDERS | {"names": {}}]), "events[0] does not say which events they are"),
        (mapping(events=[{"table": "a", "person": "b", "time": "c"}]), "events[0] does not say which events"),
        (mapping(events=[ORDERS | {"event": "Placed order"}]), "events[0].event is “Placed order”"),
        (
            mapping(events=[ORDERS | {"properties": {"when": {"column": "x", "type": "date"}}}]),
            "events[0].properties.when has no type",
        ),
        (mapping(events=[ORDERS | {"properties": {"hour": "x"}}]), "events[0].properties.hour is worked out"),
        (
            mapping(products={"table": "p", "sku": "s", "fields": {"colour": "c"}}),
            "products.fields.colour is not known",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(wrong: Any, told: str) -> None:
    with pytest.raises(EngineProblem) as refused:
        own_tables.parse(wrong)
    assert str(refused.value).startswith(f"In the mapping of tables {told}")


def test_an_engine_that_has_no_tables_of_others_is_refused(tmp_path: Path) -> None:
    Project.create(tmp_path / "shop.quill").close()
    (tmp_path / "tables.json").write_text(json.dumps(mapping()))
    for engine in ((), ("--engine", f"spark://local{tmp_path}")):
        err = io.StringIO()
        words = ["segment", "count", str(tmp_path / "shop.quill"), "All", "--tables", str(tmp_path / "tables.json")]
        assert run([*words, *engine], io.StringIO(), err) == 1
        name = "spark" if engine else "duckdb"
        assert err.getvalue().startswith(f"quillwork: {name} cannot be asked for tables that are there already. Leave")
