"""What the mirror's tables hold, made from the project's own."""

from hashlib import md5
from pathlib import Path

import pytest

from app import ingest
from app.project import Project
from storage.mirror import build
from tests.storage.mirror.filled import MIDNIGHT, NOON, fill, rows_of


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "a.quill", timezone="Europe/London")
    fill(made)
    return made


@pytest.mark.parametrize("in_child", [False, True])
def test_people_arrive_typed_folded_and_in_key_order(
    project: Project, in_child: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "CHILD_FROM", 0 if in_child else 10**9)
    with project:
        people = rows_of(project, "profiles")
        assert [person["key"] for person in people] == ["customer_id:10", "customer_id:2", "email:z"]
        known = people[1]
        assert known["t_city"] == "STRASSE"
        assert (known["f_city"], people[2]["f_city"]) == ("strasse", "strasse")
        assert (people[0]["t_city"], people[0]["f_city"]) == (None, None)
        assert (known["t_shoe size"], known["t_birth_date"], known["t_vip"]) == (41.5, 100, True)
        assert (known["t_signed_up_at"], known["d_signed_up_at"]) == (MIDNIGHT, 15_157)
        assert (known["t_interests"], known["f_interests"]) == (["Bags", "Tëa"], ["bags", "tëa"])
        assert (known["t_tags"], known["f_tags"]) == (["Outdoor"], ["outdoor"])
        assert known["t_odd \"name'"] == "x"
        assert (known["t_email"], people[2]["t_email"]) == ("A@b.example", "n/a")
        assert [person["suppressed"] for person in people] == [False, True, False]


@pytest.mark.parametrize("in_child", [False, True])
def test_events_have_local_days_and_their_own_properties(
    project: Project, in_child: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "CHILD_FROM", 0 if in_child else 10**9)
    with project:
        events = {row["name"]: row for row in rows_of(project, "events")}
        assert set(events) == {"viewed_product", "rated"}
        assert (events["viewed_product"]["day"], events["viewed_product"]["hour"]) == (15_156, 13)
        assert (events["rated"]["day"], events["rated"]["hour"]) == (15_157, 0)
        assert (events["rated"]["p_stars"], events["rated"]["f_mood"]) == (4.0, "süss")
        assert (events["viewed_product"]["p_sku"], events["viewed_product"]["f_sku"]) == ("É1", "é1")


def test_products_scores_and_history_arrive(project: Project) -> None:
    with project:
        (item,) = rows_of(project, "products")
        assert (item["p_price"], item["p_in_stock"], item["f_name"], item["p_size"]) == (29_500, True, "tëapot", "L")
        (score,) = rows_of(project, "scores")
        assert (score["name"], score["f_text"], score["as_of"]) == ("rfm_segment", "champions", NOON)
        assert rows_of(project, "score_runs") == [{"name": "rfm_segment", "run_id": 1, "as_of": NOON}]
        history = [(row["trait"], row["at"], row["text"], row["f_text"]) for row in rows_of(project, "trait_history")]
        assert sorted(history) == [("city", 1, "Oslo", "oslo"), ("city", 2, "STRASSE", "strasse")]
        assert rows_of(project, "trait_changes") == [{"trait": "city", "latest": 2}]


def test_days_have_their_month_and_day_and_people_their_place_in_samples(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(
        "Email,Birth date,Signed up\na@x.example,2000-02-29,2011-07-01T23:30:00Z\nb@x.example,,\n"
        "c@x.example,1904-12-31,2011-01-01T00:00:00Z\n",
        "utf-8",
    )
    with Project.create(tmp_path / "shop.quill", timezone="Europe/London", clock="2026-03-01") as project:
        ingest.run_import(project, path, "profiles")
        with project.audience() as mirror:
            rows = mirror.to_pyarrow(mirror.table("profiles").order_by("id")).to_pylist()
    # 23:30 in Greenwich is the next day in a London summer.
    assert [(row["m_birth_date"], row["m_signed_up_at"]) for row in rows] == [(229, 702), (None, None), (1231, 101)]
    digests = [md5(row["key"].encode(), usedforsecurity=False).hexdigest() for row in rows]
    assert [row["sample_hash"] for row in rows] == [int(digest[:16], 16) for digest in digests]
