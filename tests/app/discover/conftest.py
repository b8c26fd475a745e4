"""People to find groups among, made up from a seed."""

from collections.abc import Iterator

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from app.discover.model import Choice, Column, People

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
