"""What RFM is reckoned by: any window, other events, engagement, fixed borders; against pandas on real orders."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from app import audience
from app.domain.problems import Problem
from app.project import Project
from app.runs import rfm, rfm_basis, rfm_groups
from tests.app.audience import retail as orders


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Any:
    """A copy of the retail project of its own, as its settings are changed."""
    path = tmp_path_factory.mktemp("basis") / "retail.quill"
    with Project.create(path, timezone="UTC", clock="2011-12-10") as project:
        orders.fill(project, orders.read(shared_data))
        yield project


def scored(worse: "pd.Series[Any]") -> np.ndarray[Any, Any]:
    """Scores by pandas: the share of people with a strictly worse figure, in fifths."""
    below = worse.rank(method="min") - 1
    return np.asarray(1 + (5 * below) // len(worse), dtype=int)


def theirs(project: Project, days: tuple[str, str]) -> "pd.DataFrame":
    """Days since the last order, orders and money of each person from one day to another, by pandas."""
    with audience.asking(project) as question:
        events = question.mirror.table("events")
        rows = events.filter(events["name"] == "placed_order").select("profile_id", "at", "p_amount")
        found = question.mirror.to_pyarrow(rows).to_pandas()
    found["day"] = pd.to_datetime(found["at"], unit="us").dt.normalize()
    found = found[(found["day"] >= days[0]) & (found["day"] <= days[1])]
    per = found.groupby("profile_id").agg(last=("day", "max"), orders=("day", "size"), money=("p_amount", "sum"))
    per["days"] = (pd.Timestamp("2011-12-10") - per["last"]).dt.days
    return per.sort_index()


@pytest.mark.parametrize("window", ["2011-03-01..2011-06-30", "all"])
def test_any_window_agrees_with_pandas(shop: Project, window: str) -> None:
    names = audience.names(shop)
    rfm_basis.choose(shop, {"within": rfm_basis.window_from(window)} if window != "all" else None, names)
    found, _ = rfm.evaluate(shop)
    per = theirs(shop, ("2011-03-01", "2011-06-30") if window != "all" else ("1900-01-01", "2011-12-09"))
    assert found.ids.tolist() == per.index.tolist()
    assert found.values["recency"].tolist() == per["days"].tolist()
    assert found.values["monetary"].tolist() == per["money"].tolist()
    for name, column in (("recency", -per["days"]), ("frequency", per["orders"]), ("monetary", per["money"])):
        assert found.scores[name].tolist() == scored(column).tolist(), name


def test_fixed_borders_agree_with_pandas(shop: Project) -> None:
    borders = {"recency": [30, 90, 180, 365], "frequency": [2, 3, 5, 10], "monetary": [100, 250.5, 1000, 5000]}
    rfm_basis.choose(shop, {"thresholds": borders}, audience.names(shop))
    found, _ = rfm.evaluate(shop)
    per = theirs(shop, ("1900-01-01", "2011-12-09"))
    inf = float("inf")
    by = {
        "recency": pd.cut(per["days"], [-1, *borders["recency"], inf], labels=[5, 4, 3, 2, 1]),
        "frequency": pd.cut(per["orders"], [0, *borders["frequency"], inf], right=False, labels=[1, 2, 3, 4, 5]),
        "monetary": pd.cut(
            per["money"] / 10_000, [-inf, *borders["monetary"], inf], right=False, labels=[1, 2, 3, 4, 5]
        ),
    }
    for name, labels in by.items():
        assert found.scores[name].tolist() == labels.astype(int).tolist(), name
    assert found.basis.endswith("Each score is between fixed borders.")
    rfm_basis.choose(shop, None, audience.names(shop))


def test_engagement_beside_and_instead_of_money(shop: Project) -> None:
    names = audience.names(shop)
    # As nobody is mailed here, another figure stands for engagement.
    rfm_basis.choose(shop, {"third": "both", "engagement": "average_order_value"}, names)
    told = rfm.run(shop)
    assert set(told.counts) == {"recency", "frequency", "monetary", "engagement"}
    fives = {"trait": "rfm_engagement", "op": "=", "value": 5}
    assert audience.count(shop, fives).count == told.counts["engagement"][4] > 0
    rfm_basis.choose(shop, {"third": "engagement", "engagement": "average_order_value"}, names)
    instead = rfm.run(shop)
    assert set(instead.counts) == {"recency", "frequency", "engagement"}
    assert audience.count(shop, {"trait": "rfm_monetary", "op": "is_set"}).count == told.scored, "of the run before"
    champions = {"trait": "rfm_segment", "op": "is", "value": "Champions"}
    by_scores = {"all": [{"trait": f"rfm_{one}", "op": ">=", "value": 4} for one in instead.counts]}
    assert audience.count(shop, champions).count == audience.count(shop, by_scores).count > 0
    rfm_basis.choose(shop, None, names)


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("all", None),
        ("365 days", {"last": {"days": 365}}),
        ("12m", {"last": {"months": 12}}),
        ("1 week", {"last": {"weeks": 1}}),
        ("2011-01-01..2011-06-30", {"from": "2011-01-01", "to": "2011-06-30"}),
        ("2011-01-01 ..", {"from": "2011-01-01"}),
        ("..2011-06-30", {"to": "2011-06-30"}),
    ],
)
def test_a_window_as_it_is_typed(text: str, window: Any) -> None:
    assert rfm_basis.window_from(text) == window


@pytest.mark.parametrize("text", ["", "..", "soon", "2011-13-01..", "3 years"])
def test_no_window(text: str) -> None:
    with pytest.raises(Problem, match="no span of time"):
        rfm_basis.window_from(text)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([], "is an object"),
        ({"windw": 1}, "windw: “windw” has no meaning"),
        ({"third": "none"}, "one of money, engagement, both"),
        ({"recency": []}, "no events"),
        ({"recency": ["nothing"]}, "nothing"),
        ({"engagement": "city"}, "cannot be measured"),
        ({"thresholds": {"recency": [1, 2, 3]}}, "thresholds.recency: Fixed borders are four numbers"),
        ({"thresholds": {"recency": [1, 3, 2, 4]}}, "do not rise"),
        ({"thresholds": {"other": [1, 2, 3, 4]}}, "four numbers"),
        ({"within": {"last": 3}}, "within.last"),
    ],
)
def test_what_is_wrong_is_told(shop: Project, document: Any, said: str) -> None:
    with pytest.raises(Problem, match=said):
        rfm_basis.read(document, audience.names(shop))


def test_whoever_no_group_takes_is_told(shop: Project) -> None:
    row = {"name": "Lately", "recency": [5, 5], "frequency": [1, 5], "monetary": [1, 5]}
    rfm_groups.choose(shop, [row])
    told = rfm.run(shop)
    assert [one.name for one in told.groups] == ["Lately", "Other"]
    assert sum(one.count for one in told.groups) == told.scored == 4338
    rfm_groups.choose(shop, None)
