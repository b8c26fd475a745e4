"""On the real orders the groups are scikit-learn's own, and are called what a marketer would call them."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler

from app.discover.answers import Choice, Column, People
from app.discover.search import Study

COLUMNS = (
    Column("days_since_last_order", "days_since_last_order", "Days since last order", "days"),
    Column("orders", "orders", "Orders", "count"),
    Column("revenue", "revenue", "Spent", "money"),
)
FEATURES = tuple(column.name for column in COLUMNS)


@pytest.fixture(scope="module")
def buyers(shared_data: Path) -> People:
    """The 4,338 customers at 2011-12-10, by plain pandas."""
    rows = pd.read_csv(shared_data / "online_retail" / "online_retail.csv.gz")
    rows = rows[rows.CustomerID.notna() & (rows.Quantity > 0) & (rows.UnitPrice > 0)]
    rows = rows.assign(amount=rows.Quantity * rows.UnitPrice, day=pd.to_datetime(rows.InvoiceDate).dt.normalize())
    each = rows.groupby("CustomerID").agg(day=("day", "max"), orders=("InvoiceNo", "nunique"), spent=("amount", "sum"))
    days = (pd.Timestamp("2011-12-10") - each.day).dt.days
    values = np.column_stack([days, each.orders, each.spent]).astype(float)
    return People(each.index.to_numpy().astype(np.int64), COLUMNS, values)


@pytest.mark.parametrize("k", [2, 4, 8])
def test_labels_are_scikit_learns_own(buyers: People, k: int) -> None:
    assert len(buyers.ids) == 4_338
    theirs = KMeans(n_clusters=k, n_init=10, random_state=42).fit(StandardScaler().fit_transform(buyers.values))
    np.testing.assert_array_equal(Study(buyers, Choice(FEATURES)).grouping(k).labels, theirs.labels_)


def test_four_groups_by_order_of_magnitude_are_told_apart_in_words(buyers: People) -> None:
    study = Study(buyers, Choice(FEATURES, logs=None))
    found = {portrait.name: portrait for portrait in study.grouping(4).portraits}
    sizes = {name: portrait.size for name, portrait in found.items()}
    assert sizes == {"Champions": 720, "Steady": 1_162, "New and curious": 877, "Slipping away": 1_579}
    best = found["Champions"]
    assert best.sentence == "10 orders, spent 3,726, last ordered 9 days ago"
    assert best.highlight == "five times the usual orders"
    assert found["Slipping away"].sentence == "1 order, spent 300, last ordered half a year ago"


def test_silhouettes_of_two_to_eight(buyers: People) -> None:
    study = Study(buyers, Choice(FEATURES, logs=None))
    tried = {one.k: round(one.silhouette or 0, 2) for one in study.candidates()}
    assert [tried[k] for k in range(2, 9)] == [0.43, 0.34, 0.34, 0.32, 0.32, 0.31, 0.30]
    assert study.advice() == "Two groups are the clearest apart; four tell you more and still hold together."
