"""Traits that follow from events and scores, against the rows that they follow from."""

import datetime as dt
import random
from collections import defaultdict
from types import SimpleNamespace
from typing import Any, cast

import ibis
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import audience
from app.domain.names import COMPUTED, YEARLESS
from app.query import Question, trait_families
from app.query.trait_families import whole_years
from app.rules.operator_checks import anniversaries
from app.rules.windows import day_number
from tests.app.audience.shop_data import US, Shop


@pytest.fixture(scope="module")
def known(shop: Shop) -> dict[str, dict[int, Any]]:
    """Each computed trait of everybody who is in a row of its family."""
    found: dict[str, dict[int, Any]] = {}
    with audience.asking(shop.project) as question:
        for name in COMPUTED:
            if trait_families.family(name) is not None and not name.startswith("rfm"):
                rows = question.mirror.to_pyarrow(trait_families.of(name, question)).to_pylist()
                found[name] = {row["profile_id"]: row[name] for row in rows}
    return found


@pytest.fixture(scope="module")
def done(shop: Shop) -> dict[int, list[dict]]:
    """What each person had done by now, in its order."""
    by_person: dict[int, list[dict]] = defaultdict(list)
    for row in sorted(shop.events, key=lambda row: row["at"]):
        if row["at"] <= US:
            by_person[row["profile_id"]].append(row)
    return by_person


def test_orders_are_counted_and_added_exactly(known: dict, done: dict) -> None:
    for person, rows in done.items():
        orders = [row for row in rows if row["name"] == "placed_order"]
        if not orders:
            assert person not in known["orders"]
            continue
        amounts = [row["amount"] for row in orders if row["amount"] is not None]
        assert known["orders"][person] == len(orders)
        assert known["revenue"][person] == (sum(amounts) if amounts else None)
        assert (known["first_order_at"][person], known["last_order_at"][person]) == (orders[0]["at"], orders[-1]["at"])
        if amounts:
            assert known["average_order_value"][person] == (2 * sum(amounts) + len(orders)) // (2 * len(orders))
            assert known["net_revenue"][person] == sum(amounts), "nothing came back"
        assert (known["days_between_orders"][person] is None) is (len(orders) == 1)


def test_activity_is_what_somebody_did_and_no_machine(known: dict, done: dict) -> None:
    for person, rows in done.items():
        own = [row["at"] for row in rows if not row.get("machine")]
        assert known["last_active_at"].get(person) == (own[-1] if own else None)


def test_the_latest_product_has_its_name_or_else_its_number(known: dict, done: dict) -> None:
    names = {"S1": "Bag", "s1": "Small bag", "S2": "Tea"}
    for person, rows in done.items():
        viewed = [row["sku"] for row in rows if row["name"] == "viewed_product" and row["sku"]]
        last = names.get(viewed[-1], viewed[-1]) if viewed else None
        assert known["last_viewed_product"].get(person) == last


def test_the_favourite_is_that_of_most_pieces(known: dict, done: dict) -> None:
    categories = {"S1": "bags", "s1": "bags", "S2": "kitchen"}
    for person, rows in done.items():
        pieces: dict[str, int] = defaultdict(int)
        for row in rows:
            if row["name"] == "ordered_product" and row["sku"] in categories:
                pieces[categories[row["sku"]]] += row["quantity"]
        most = min(pieces, key=lambda one: (-pieces[one], one)) if pieces else None
        assert (known["favourite_category"].get(person) or "").casefold() == (most or "")


CATALOGUE = {"s1": ("Cup", "Kitchen"), "s2": ("s3", "Kitchen"), "s4": (None, None), "s5": ("cup", "Bags")}


def _pieces(seed: int) -> list[tuple]:
    """What 500 people did, up to five things each."""
    draw = random.Random(seed)
    return [
        (
            person, draw.randint(0, 3), draw.choice(["placed_order", "ordered_product", "viewed_product"]),
            draw.choice([None, "s1", "s2", "s3", "s4", "s5"]), draw.choice([None, 10_000, 30_000, -10_000]),
            draw.choice([None, "Mobile", "mobile", "desktop", "TV"]),
        )
        for person in range(1, 501) for _ in range(draw.randint(1, 5))
    ]  # fmt: skip


def _asked_of(rows: list[tuple]) -> Question:
    """A question of some events and a catalogue, in which skus are unknown, nameless or called as another sku."""
    names = ["profile_id", "at", "name", "p_sku", "p_quantity", "p_device"]
    events = [dict(zip(names, row, strict=True)) | {"id": number} for number, row in enumerate(rows)]
    table = pa.Table.from_pylist(events, pa.schema(
        [*((name, pa.int64()) for name in ("id", "profile_id", "at", "p_quantity")),
         *((name, pa.string()) for name in ("name", "p_sku", "p_device"))]
    ))  # fmt: skip
    held = ibis.memtable(table)
    catalogue = [{"sku": sku, "p_name": name, "p_category": kind} for sku, (name, kind) in CATALOGUE.items()]
    products = ibis.memtable(pa.Table.from_pylist(catalogue))
    products = products.mutate(f_sku=products.sku.lower())
    told = SimpleNamespace(
        events=held.mutate(f_sku=held.p_sku.lower(), f_device=held.p_device.lower()),
        products=products.mutate(f_name=products.p_name.lower(), f_category=products.p_category.lower()),
    )
    return cast("Question", told)


@pytest.mark.parametrize(
    "name", ["last_viewed_product", "last_ordered_product", "favourite_category", "preferred_device"]
)
@pytest.mark.parametrize("turned", [False, True])
def test_those_of_a_value_are_found_as_by_everybodys_value(name: str, turned: bool) -> None:
    question = _asked_of(_pieces(seed=len(name) + turned))
    every = trait_families.of(name, question).to_pyarrow().to_pylist()
    whose = trait_families.whose_of(name, question)
    assert whose is not None
    for wanted in ("mobile", "kitchen", "cup", "s3", "s4"):
        found = whose(lambda faces: faces["folded"] != wanted if turned else faces["folded"] == wanted)  # noqa: B023
        assert sorted(found.to_pyarrow().to_pylist()) == sorted(
            row["profile_id"] for row in every if (row[f"f_{name}"] == wanted) is not turned
        )


def test_traits_of_one_table_are_gathered_together_and_stored_ones_are_not() -> None:
    assert trait_families.family("orders") is trait_families.family("revenue") is not None
    assert trait_families.family("orders") is not trait_families.family("net_revenue")
    assert trait_families.family("cluster:Tea") == "cluster:Tea"
    assert trait_families.family("city") is trait_families.family("age") is None
    assert not trait_families.is_computed("city")


def test_leap_days_are_kept_on_the_28th_of_common_years() -> None:
    assert anniversaries(day_number(dt.date(2011, 2, 28))) == {228, 229}
    leapling = day_number(dt.date(2000, 2, 29))
    assert whole_years(leapling, day_number(dt.date(2011, 2, 28))) == 11
    assert whole_years(leapling, day_number(dt.date(2012, 2, 28))) == 11
    assert whole_years(leapling, day_number(dt.date(1999, 2, 28))) is None
    assert whole_years(day_number(dt.date(YEARLESS, 2, 28)), leapling) is None


@given(st.dates(dt.date(1900, 1, 1), dt.date(2010, 12, 31)), st.integers(0, 90))
def test_somebody_is_a_year_older_on_their_birthday_and_not_before(born: dt.date, years: int) -> None:
    day = born.replace(year=born.year + years, day=28 if (born.month, born.day) == (2, 29) else born.day)
    leap = (born.month, born.day) == (2, 29) and (day.year % 4 == 0 and day.year != 1900)
    birthday = day_number(day) + (1 if leap else 0)
    assert whole_years(day_number(born), birthday) == years
    assert whole_years(day_number(born), birthday - 1) == (years - 1 if years else None)


def test_whoever_has_a_value_is_found_without_anybodys_value_being_worked_out(known: dict, shop: Shop) -> None:
    quick = 0
    with audience.asking(shop.project) as question:
        for name, values in known.items():
            having = trait_families.having(name, question)
            if having is not None:
                quick += 1
                rows = question.mirror.to_pyarrow(having.name("person").as_table().distinct()).column("person")
                assert set(rows.to_pylist()) == {person for person, value in values.items() if value is not None}, name
    assert quick == 7
