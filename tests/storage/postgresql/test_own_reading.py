"""Tables that are in a PostgreSQL already are asked as they are, and give whom a project with the same rows gives."""

# ruff: noqa: E501

import datetime as dt
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

from app import audience
from app.command_line import run
from app.domain.problems import EngineProblem
from app.project import Project, engine_at, own_tables
from app.project.engine import WithTables
from tests import servers
from tests.app.audience.plain_memberships import record
from tests.app.audience.plain_time import EPOCH, Clock
from tests.app.audience.random_rules import drawn, moved
from tests.app.audience.random_shop import CLOCKS, Rows
from tests.app.audience.shop_data import Shop, put
from tests.app.audience.test_meaning import KINDS
from tests.servers import PASSWORD

MAPPING: dict[str, Any] = {
    "version": 1,
    "people": {
        "table": "crm.customers",
        "key": "no",
        "since": "created",
        "traits": {
            "city": "town",
            "birth_date": "born",
            "signed_up_at": "signed",
            "interests": "likes",
            "shoe_size": {"column": "shoe", "type": "number"},
            "budget": {"column": "budget", "type": "amount"},
            "vip": {"column": "vip", "type": "boolean"},
            "first_name": "first",
            "latitude": "lat",
            "longitude": "lon",
        },
    },
    "events": [
        {
            "table": "web.happened",
            "person": "who",
            "time": "at",
            "id": "id",
            "name": "what",
            "names": {
                "order line": "ordered_product",
                "view": "viewed_product",
                "open": "opened_email",
                "rating": "rated",
                "refund": "refunded_order",
            },
            "properties": {
                "order_id": "order_id",
                "amount": "amount",
                "sku": "sku",
                "quantity": "quantity",
                "device": "device",
                "duration_s": "duration",
                "campaign": "campaign",
                "machine": "machine",
                "stars": {"column": "stars", "type": "number"},
                "mood": {"column": "mood", "type": "text"},
            },
        },
        {
            "table": "orders",
            "person": "who",
            "time": "at",
            "id": "id",
            "event": "placed_order",
            "properties": {"order_id": "no", "amount": "total"},
        },
    ],
    "products": {
        "table": "products",
        "sku": "sku",
        "fields": {"name": "name", "category": "category", "brand": "brand", "price": "price", "in_stock": "stock"},
    },
}
WORDS = {
    "ordered_product": "order line",
    "viewed_product": "view",
    "opened_email": "open",
    "rated": "rating",
    "refunded_order": "refund",
}
LARGE = 1 << 61
"""Events are numbered from here on: many systems put the time into the upper bits."""
MADE = """
DROP SCHEMA IF EXISTS crm CASCADE; DROP SCHEMA IF EXISTS web CASCADE; DROP TABLE IF EXISTS orders, products;
CREATE SCHEMA crm; CREATE SCHEMA web; CREATE DOMAIN crm.town AS varchar(80);
CREATE TABLE crm.customers (no text, created timestamptz, town crm.town, born date, signed timestamptz, likes text[],
    shoe numeric, budget numeric(12, 4), vip boolean, first text, lat double precision, lon double precision,
    mail text, news text);
CREATE TABLE web.happened (id bigint, who varchar, what text, at timestamptz, order_id text, amount numeric, sku text,
    quantity integer, device text, duration real, campaign text, machine boolean, stars double precision, mood text);
CREATE TABLE orders (id bigint, who text, at timestamptz, no text, total numeric);
CREATE TABLE products (sku text, name text, category text, brand text, price numeric, stock boolean);
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with servers.postgresql() as running:
        yield running.address().replace("reader@", f"reader:{quote(PASSWORD)}@")


def moment(us: int | None) -> dt.datetime | None:
    return None if us is None else EPOCH + dt.timedelta(microseconds=us)


def money(amount: int | None) -> str | None:
    return None if amount is None else f"{amount / 10_000:.4f}"


def fill(address: str, shop: Shop) -> None:
    """Put a shop's rows into tables as somebody else keeps them."""
    with psycopg.connect(address) as connection:

        def insert(table: str, rows: list[tuple[Any, ...]]) -> None:
            places = ", ".join(["%s"] * len(rows[0]))
            connection.cursor().executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # type: ignore[arg-type]

        connection.execute(MADE)
        people = []
        for one in shop.people:
            t = one["traits"]
            born = None if "birth_date" not in t else EPOCH.date() + dt.timedelta(days=t["birth_date"])
            people.append(
                (one["key"].partition(":")[2], moment(shop.facts.first_record), t.get("city"), born,
                 moment(t.get("signed_up_at")), t.get("interests"), t.get("shoe_size"), money(t.get("budget")),
                 t.get("vip"), t.get("first_name"), t.get("latitude"), t.get("longitude"), f"p{one['id']}@example.com",
                 [None, "yes", "no", ""][one["id"] % 4])
            )  # fmt: skip
        keys = {one["id"]: row[0] for one, row in zip(shop.people, people, strict=True)}
        insert("crm.customers", people)
        rows = list(enumerate(shop.events))
        insert("orders", [
            (LARGE + at, keys[e["profile_id"]], moment(e["at"]), e["order_id"], money(e["amount"]))
            for at, e in rows if e["name"] == "placed_order"
        ])  # fmt: skip
        insert("web.happened", [
            (LARGE + at, keys[e["profile_id"]], WORDS[e["name"]], moment(e["at"]), e.get("order_id"), money(e.get("amount")),
             e.get("sku"), None if e.get("quantity") is None else e["quantity"] // 10_000, e.get("device"),
             e.get("duration_s"), e.get("campaign"), e.get("machine"), (e.get("more") or {}).get("stars"),
             (e.get("more") or {}).get("mood"))
            for at, e in rows if e["name"] != "placed_order"
        ])  # fmt: skip
        # What nobody mapped, and what is of nobody.
        insert(
            "web.happened",
            [(-1, keys[1], "scrolled", moment(0), *[None] * 10), (-2, None, "view", moment(0), *[None] * 10)],
        )
        insert("products", [
            (p["sku"], p["name"], p["category"], p["brand"], money(p["price"]), p["in_stock"]) for p in shop.facts.products
        ])  # fmt: skip


def shop_without_what_tables_do_not_say(path: Path, number: int) -> Shop:
    """A random shop that knows nothing but people as they are, events and products."""
    zone, now = CLOCKS[number % len(CLOCKS)]
    made = Rows(Random(number), Clock(Clock(0, zone).moment(now), zone))
    project = Project.create(path, timezone=zone, clock=now)
    people, events = made.people(), made.events()
    facts = replace(made.facts(), consents=[], courses={}, tags={}, suppressions=[], stays=[])
    shop = put(Shop(project, people, events, facts))
    record(project, shop.facts)
    return shop


def asked_of(project: Project, address: str, mapping: dict[str, Any]) -> Project:
    engine = engine_at(address)
    assert isinstance(engine, WithTables)
    return Project.open(project.path, engine.with_tables(own_tables.parse(mapping)))


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("number", range(8))
def test_the_same_rows_give_the_same_people(tmp_path: Path, address: str, number: int) -> None:
    shop = shop_without_what_tables_do_not_say(tmp_path / "shop.quill", number)
    with shop.project as ours:
        fill(address, shop)
        rules = KINDS + [moved(rule, shop.facts.clock.today) for rule in drawn(40, number)]
        with asked_of(ours, address, MAPPING) as there:
            for rule in rules:
                found = [audience.members(one, rule, ["key"]).column("key").to_pylist() for one in (ours, there)]
                assert found[1] == found[0], rule
            names = ["key", "city", "first_name", "birth_date", "signed_up_at", "interests", "budget", "orders", "age",
                     "last_viewed_product", "favourite_category", "preferred_device", "revenue"]  # fmt: skip
            shown = [audience.members(one, {"all": []}, names).to_pylist() for one in (ours, there)]
            assert shown[1] == shown[0]
            for rule in KINDS[20:30]:
                told = [audience.explain(one, rule, shop.people[0]["key"]) for one in (ours, there)]
                assert told[1] == told[0]


@pytest.fixture
def filled(tmp_path: Path, address: str) -> Iterator[Project]:
    shop = shop_without_what_tables_do_not_say(tmp_path / "shop.quill", 2)
    with shop.project as project:
        fill(address, shop)
        yield project


@pytest.mark.long
def test_nobody_may_be_mailed_unless_the_mapping_says_who(filled: Project, address: str) -> None:
    granted = {"consent": "email", "is": "granted"}
    with asked_of(filled, address, MAPPING) as there:
        assert audience.reach(there, {"all": []}).mailable == 0
        assert audience.count(there, granted).count == 0
    people = MAPPING["people"] | {"email": "mail", "consent": {"column": "news", "granted": ["yes"]}}
    with asked_of(filled, address, MAPPING | {"people": people}) as there:
        total = audience.count(there, {"all": []}).count
        allowed = len([n for n in range(1, total + 1) if n % 4 == 1])
        assert audience.reach(there, {"all": []}).mailable == allowed
        assert audience.count(there, granted).count == allowed
        assert audience.count(there, {"consent": "email", "is": "unknown"}).count == total // 4
        assert audience.explain(there, granted, "P1@example.com").member


@pytest.mark.long
def test_local_times_are_those_of_the_project_and_the_first_of_two(filled: Project, address: str) -> None:
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE local AS SELECT 1::bigint AS who, timestamp '2011-10-30 01:30' AS at "
                           "UNION ALL SELECT 1, '2011-03-27 01:30' UNION ALL SELECT 1, '2011-07-01 00:00'")  # fmt: skip
        connection.execute("CREATE TABLE whole AS SELECT 1::int AS no")
    events = {"table": "local", "person": "who", "time": "at", "event": "viewed_page"}
    with (
        asked_of(
            filled, address, {"version": 1, "people": {"table": "whole", "key": "no"}, "events": [events]}
        ) as there,
        audience.asking(there) as question,
    ):
        found = question.mirror.to_pyarrow(question.mirror.table("events").select("at", "day", "hour")).to_pylist()
    clock = Clock(0, "Europe/London")
    assert sorted(one["at"] for one in found) == sorted(
        clock.moment(text) for text in ("2011-03-27T01:30", "2011-07-01", "2011-10-30T01:30")
    )
    assert sorted(one["hour"] for one in found) == [0, 1, 2]


def changed(**parts: Any) -> dict[str, Any]:
    return MAPPING | {"people": MAPPING["people"] | parts}


@pytest.mark.long
@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        (changed(table="crm.custmers"), "has no table “crm.custmers”, which the mapping names at people.table. Correct"),
        (changed(table="crm.(x"), "has no table “crm.(x”"),
        (changed(key="number"), "The table “crm.customers” has no column “number”, which the mapping names at people.key. It has no, created,"),
        (changed(since="town"), "The column “town” is of the type varchar, which gives no datetime at people.since. Name"),
        (changed(key="lat"), "The column “lat” is of the type float8, which gives no text at people.key."),
        (changed(key="vip", traits={}), "gives no text at people.key"),
        (changed(key="first"), "The table “crm.customers” has several rows of one “first”, or rows without one. Name"),
        (MAPPING | {"people": {"table": "orders", "key": "id"}}, "gives no key of people, which is of the type int8, at events[0].person."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_place(
    filled: Project, address: str, mapping: dict[str, Any], told: str
) -> None:
    with asked_of(filled, address, mapping) as there, pytest.raises(EngineProblem) as refused:
        audience.count(there, {"all": []})
    assert told in str(refused.value)


@pytest.mark.long
def test_commands_take_the_mapping_from_a_file(filled: Project, address: str, tmp_path: Path) -> None:
    (tmp_path / "tables.json").write_text(json.dumps(MAPPING))
    (tmp_path / "rule.json").write_text(json.dumps({"event": "placed_order", "op": ">=", "value": 2}))

    def told(command: str, *words: str) -> Any:
        out, err = io.StringIO(), io.StringIO()
        given = ["--rule", str(tmp_path / "rule.json"), "--engine", address, "--tables", str(tmp_path / "tables.json")]
        status = run(["segment", command, str(filled.path), *words, *given, "--json"], out, err)
        assert (status, err.getvalue()) == (0, "")
        return json.loads(out.getvalue())

    found = told("count")
    assert (found["engine"], found["count"]) == (
        "postgresql",
        audience.count(filled, {"event": "placed_order", "op": ">=", "value": 2}).count,
    )
    members = told("members")
    assert len(members) == found["count"]
    assert told("explain", members[0]["key"])["member"] is True
