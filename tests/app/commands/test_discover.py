"""`quillwork cluster` prints what the specification says, and keeps what it is asked to keep."""

import io
import json
from typing import Any

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler

from app import audience, command_line
from app.discover import ALGORITHMS
from app.discover.feature_survey import people
from app.project import Project
from tests.app.discover.conftest import _one_thread, shop

__all__ = ["_one_thread", "shop"]

AS_OF = "2011-07-01T12:00:00"
FEATURES = ("days_since_last_order", "orders", "revenue")


def _run(shop: Project, *words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = command_line.run(["cluster", str(shop.path), *words, "--as-of", AS_OF], out, err)
    return status, out.getvalue(), err.getvalue()


def _answer(shop: Project, *words: str) -> Any:
    status, out, err = _run(shop, "--features", ",".join(FEATURES), *words, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def _theirs(shop: Project, k: int) -> tuple[np.ndarray, KMeans]:
    values = people(shop, FEATURES, AS_OF).values
    values = values[~np.isnan(values).any(axis=1)]
    return values, KMeans(n_clusters=k, n_init=10, random_state=42).fit(StandardScaler().fit_transform(values))


def test_json_has_what_the_specification_names(shop: Project) -> None:
    found = _answer(shop, "--k", "3")
    values, theirs = _theirs(shop, 3)
    assert (found["algorithm"], found["k"], found["noise"]) == ("kmeans", 3, 0)
    assert found["inertia"] == pytest.approx(theirs.inertia_)
    assert [one["size"] for one in found["clusters"]] == np.bincount(theirs.labels_).tolist()
    for number, cluster in enumerate(found["clusters"]):
        assert set(cluster) >= {"label", "size", "centre", "traits", "suggested_action"}
        expected = values[theirs.labels_ == number].mean(axis=0)
        assert list(cluster["centre"].values()) == pytest.approx(expected.tolist())
    assert [one["k"] for one in found["candidates"]] == [3]
    assert found["candidates"][0]["silhouette"] == found["silhouette"]
    assert found["left_out"] == {"people": 10, "by_feature": {"days_since_last_order": 10, "revenue": 10}}


def test_auto_takes_the_best_silhouette_of_two_to_ten(shop: Project) -> None:
    found = _answer(shop)
    assert [one["k"] for one in found["candidates"]] == list(range(2, 11))
    best = max(found["candidates"], key=lambda one: one["silhouette"])
    assert (found["k"], found["silhouette"]) == (best["k"], pytest.approx(best["silhouette"]))


def test_save_keeps_a_trait_and_segments(shop: Project) -> None:
    found = _answer(shop, "--k", "3", "--save", "Buyers")
    assert found["trait"] == "cluster:Buyers"
    assert found["segments"] == [f"Buyers: {one['label']}" for one in found["clusters"]]
    for one in found["clusters"]:
        rule = {"trait": "cluster:Buyers", "op": "is", "value": one["label"]}
        assert audience.count(shop, rule, AS_OF).count == one["size"]


def test_scale_log_and_seed_are_taken(shop: Project) -> None:
    found = _answer(shop, "--k", "2", "--scale", "minmax", "--log", "orders,revenue", "--seed", "7")
    assert (found["scale"], found["log"], found["seed"]) == ("minmax", ["orders", "revenue"], 7)
    assert found["inertia"] != _answer(shop, "--k", "2")["inertia"]
    assert _answer(shop, "--features", "views_90_days,orders", "--k", "2", "--log", "auto")["log"] == ["views_90_days"]


def test_other_algorithms_are_asked_for_by_name(shop: Project) -> None:
    found = _answer(shop, "--algorithm", "hierarchical", "--k", "4")
    assert (found["algorithm"], found["k"], found["noise"]) == ("hierarchical", 4, 0)
    found = _answer(shop, "--algorithm", "dbscan")
    assert found["k"] == len(found["clusters"]) == len({one["label"] for one in found["clusters"]})
    assert found["noise"] == 50 - sum(one["size"] for one in found["clusters"])


def test_without_json_it_reads_as_sentences_and_a_table(shop: Project) -> None:
    status, out, _ = _run(shop, "--features", ",".join(FEATURES), "--k", "3")
    assert status == 0
    assert out.startswith("3 groups of 50 people, silhouette 0.")
    assert "50 of 60 people have every feature" in out
    assert "last ordered" in out


def test_without_features_it_lists_them(shop: Project) -> None:
    status, out, _ = _run(shop, "--json")
    assert status == 0
    listed = {one["name"]: one for one in json.loads(out)}
    assert listed["orders"]["chosen"] is True
    assert listed["gender"]["values"] == ["female", "male"]
    assert "Days since last order" in _run(shop)[1]


def test_wrong_words_are_status_2_and_a_wrong_feature_1(shop: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(shop, "--features", "orders", "--k", "many")[0] == 2
    assert "neither auto nor a number" in capsys.readouterr().err
    status, out, err = _run(shop, "--features", "orders,height", "--k", "2", "--json")
    assert (status, out) == (1, "")
    assert "There is no feature 'height'" in err


def test_what_is_set_of_an_algorithm_is_taken_and_the_help_lists_what_there_is(
    shop: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    found = _answer(shop, "--algorithm", "hdbscan", "--settings", "smallest=2,crowd=2")
    assert found["k"] > 1
    # No crowd of so many: what was set was heard.
    assert _run(shop, "--features", ",".join(FEATURES), "--algorithm", "hdbscan", "--settings", "smallest=40")[0] == 1
    status, _, err = _run(shop, "--features", "orders,revenue", "--settings", "crowd=2", "--json")
    assert (status, "K-means has no setting 'crowd'" in err) == (1, True)
    assert _run(shop, "--features", "orders", "--settings", "crowd")[0] == 2
    assert "'crowd' is not NAME=N" in capsys.readouterr().err
    assert command_line.run(["cluster", "--help"], io.StringIO(), io.StringIO()) == 0
    said = " ".join(capsys.readouterr().out.split())
    for one in ALGORITHMS.values():
        assert f"{one.name}: {one.good_for}" in said
