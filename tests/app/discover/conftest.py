"""People to find groups among, made up from a seed."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import insert
from threadpoolctl import threadpool_limits

from app.discover.answers import Choice, Column, People
from app.domain import names
from app.project import Change, Project
from storage.file.models import event, profile, trait

SHOPPING = (
    Column("days_since_last_order", "days_since_last_order", "Days since last order", "days"),
    Column("orders", "orders", "Orders", "count"),
    Column("revenue", "revenue", "Spent", "money"),
)


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    """On few people several threads only wait for one another, most of all beside other tests."""
    with threadpool_limits(1):
        yield


def shoppers(count: int = 400, seed: int = 7) -> People:
    """Skewed recency, orders and spend, in loosely four kinds of people."""
    draw = np.random.default_rng(seed)
    kind = draw.integers(0, 4, count)
    orders = 1 + draw.poisson(np.array([12.0, 4.0, 0.6, 0.3])[kind])
    spent = orders * draw.lognormal(4.5, 0.6, count)
    days = draw.gamma(1.5, np.array([8.0, 40.0, 12.0, 160.0])[kind]).round()
    return People(np.arange(count) + 1_000, SHOPPING, np.column_stack([days, orders, spent]).astype(float))


@pytest.fixture
def crowd() -> People:
    """Four hundred shoppers."""
    return shoppers()


@pytest.fixture
def choice() -> Choice:
    """All three features as they are."""
    return Choice(tuple(column.name for column in SHOPPING))


DAY = 86_400_000_000
NOW = 1_309_521_600_000_000  # 2011-07-01T12:00:00Z
AS_OF = "2011-07-01T12:00:00"


def _orders(person: int, orders: int, latest: int) -> list[dict[str, object]]:
    """So many orders of 12.50 each, ten days apart, the last `latest` days ago."""
    return [_event(person, "placed_order", latest + 10 * back, amount=125_000) for back in range(orders)]


def _event(person: int, name: str, days_ago: float, **more: object) -> dict[str, object]:
    row = {"link_id": person, "profile_id": person, "name": name, "at": NOW - int(days_ago * DAY), "batch_id": 1}
    return {"row": 1, "digest": "", "amount": None, "campaign": None} | row | more


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Project]:
    """Sixty people: 1 to 50 with orders (the more, the later), 51 to 60 without; keys run against the ids."""
    with Project.create(tmp_path / "shop.quill") as project:
        with project.write("fill", set(Change)) as connection:
            types = {"gender": "text", "city": "text", "vip": "boolean", "shoe_size": "number", "hobbies": "list"}
            types |= {"birth_date": "date", "signed_up_at": "datetime", "trial_ends_at": "datetime"}
            rows = [{"name": name, "label": names.label_of(name), "type": types[name], "own": False} for name in types]
            connection.execute(insert(trait), rows)
            connection.execute(insert(profile), [_profile(person) for person in range(1, 61)])
            events = [row for person in range(1, 51) for row in _orders(person, 1 + person % 7, 100 - 2 * person)]
            events += [_event(person, "viewed_product", 5) for person in range(1, 21) for _ in range(person)]
            events += [_event(1, "viewed_product", 90), _event(1, "viewed_product", 89.99)]
            events += [_event(2, "viewed_product", -1)]
            connection.execute(insert(event), events)
        yield project


def _profile(person: int) -> dict[str, object]:
    traits: dict[str, object] = {
        "city": f"City {person}",
        "vip": person % 2 == 0,
        "hobbies": ["tea"],
        "signed_up_at": NOW - person * DAY,
        "birth_date": 1_000,
    }
    if person % 3:
        traits["gender"] = "female" if person % 3 == 1 else "male"
    if person <= 30:
        traits["shoe_size"] = 36 + person % 8
    key = f"customer_id:{1_000 - person}"
    return {"id": person, "key": key, "mailable": True, "traits": traits, "created_batch": 1}
