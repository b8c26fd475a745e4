"""A mirror's tables, made of others by queries; that a server answers them alike is held beside, where one runs."""

import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.own_tables import Column, Events, OwnTables, People, Products
from app.project import Project
from storage.mirror.carried import TABLES
from storage.postgresql import own_tables
from tests.app.audience.shop_data import NOW, fill

KEY = Column("no", "text", "people.key")
TRAITS = {
    "first_name": Column("first", "text", "1"), "city": Column("town", "text", "2"),
    "birth_date": Column("born", "date", "3"), "signed_up_at": Column("signed", "datetime", "4"),
    "interests": Column("likes", "list", "5"), "shoe_size": Column("shoe", "number", "6"),
    "budget": Column("money", "amount", "7"), "vip": Column("vip", "boolean", "8"),
    "latitude": Column("lat", "number", "9"), "longitude": Column("lon", "number", "10"),
}  # fmt: skip
OWN = {"stars": Column("stars", "number", "e3"), "mood": Column("mood", "text", "e4")}
EVENTS = Events(
    "web", "events[0]", Column("who", "text", "e1"), Column("at", "datetime", "e2"), {"": "rated"}, None, None, OWN
)
TYPES = {column.where: "text" for column in (KEY, *TRAITS.values(), EVENTS.person, EVENTS.time)}
MAPPED = OwnTables(
    People("customers", KEY, "customer_id", traits=TRAITS), (EVENTS,), Products("p", Column("s", "text", "p"))
)
NOTHING = OwnTables(People("customers", KEY, "customer_id"))


def test_they_have_the_columns_of_a_project_s_own(tmp_path: Path) -> None:
    made = own_tables.queries(MAPPED, TYPES, "Europe/London")
    with Project.create(tmp_path / "shop.quill", timezone="Europe/London", clock=NOW) as project:
        fill(project)
        with project.audience() as mirror:
            for name in TABLES:
                ours = {column: str(kind) for column, kind in mirror.table(name).schema().items()}
                assert made[name].schema() == ours, name


def test_without_events_and_products_there_are_none() -> None:
    made = own_tables.queries(NOTHING, TYPES, "UTC")
    for name in ("events", "products", "tags", "scores"):
        assert made[name].sql(f'"{next(iter(made[name].schema()))}"').endswith("WHERE false")


def test_only_what_is_asked_for_is_read() -> None:
    said = own_tables.queries(MAPPED, TYPES, "UTC")["profiles"].sql('SELECT "id", "t_vip" FROM "profiles"')
    assert (
        said
        == 'SELECT hashtextextended(source."no"::text, 0) AS "id", source."vip" AS "t_vip" FROM customers AS source'
    )


def test_events_are_numbered_below_those_that_nobody_did() -> None:
    # Whatever their own numbers are, or a hash: "*" means all of them.
    numbered = OwnTables(MAPPED.people, (replace(EVENTS, id=Column("no", "number", "e0")),))
    for mapped, number in ((MAPPED, "hashtextextended(source::text, 0)"), (numbered, 'source."no"::bigint')):
        said = own_tables.queries(mapped, TYPES, "UTC")["events"].sql('SELECT "id" FROM "events"')
        assert f"""({number} | '-9223372036854775808'::bigint) AS "id\"""" in said


def test_a_quote_in_a_name_ends_nothing() -> None:
    people = People("customers", KEY, "it's", traits={"vip": Column('v"ip', "boolean", "8")})
    said = own_tables.queries(OwnTables(people), TYPES, "UTC")["profiles"].sql('"key" "t_vip"')
    assert "'it''s:'" in said
    assert 'source."v""ip"' in said


@pytest.mark.parametrize("block", range(0, sys.maxunicode + 1, 0x20000))
def test_letters_are_folded_as_python_folds_them(block: int) -> None:
    many, simple, small = own_tables._folds()
    single = str.maketrans(simple, small)
    for point in range(block, min(block + 0x20000, sys.maxunicode + 1)):
        if 0xD800 <= point < 0xE000:
            continue
        sign = unicodedata.normalize("NFC", chr(point))
        # As the database is told: sign by sign, then each of those that become several.
        folded = sign.translate(single)
        for one, made in many.items():
            folded = folded.replace(one, made)
        assert folded == sign.casefold(), hex(point)
