"""What the mirror's tables hold, made from the project's own."""

from pathlib import Path

import pytest
from sqlalchemy import insert

from app.project import Change, Project
from storage.file.models import (
    event,
    event_property,
    identifier,
    product,
    profile,
    profile_row,
    score_run,
    score_value,
    suppression,
    tag,
    trait,
)
from storage.mirror import build

NOON = 1_309_521_600_000_000  # 2011-07-01T12:00:00Z, 13:00 in London


MIDNIGHT = 1_309_561_200_000_000  # 2011-07-01T23:00:00Z, the next day in London


def _fill(project: Project) -> None:
    with project.write("fill", set(Change)) as connection:
        connection.execute(
            insert(trait),
            [
                {"name": name, "label": name, "type": kind, "own": False}
                for name, kind in {
                    "city": "text",
                    "email": "text",
                    "shoe size": "number",
                    "birth_date": "date",
                    "signed_up_at": "datetime",
                    "vip": "boolean",
                    "interests": "list",
                    "odd \"name'": "text",
                }.items()
            ],
        )
        first = {
            "city": "STRASSE",
            "shoe size": 41.5,
            "birth_date": 100,
            "signed_up_at": MIDNIGHT,
            "vip": True,
            "interests": ["Bags", "Tëa"],
            "odd \"name'": "x",
        }
        people = [
            {"id": 7, "key": "customer_id:2", "email": "A@b.example", "mailable": True, "traits": first},
            {"id": 8, "key": "email:z", "email": None, "mailable": False, "traits": {"email": "n/a", "city": "Straße"}},
            {"id": 9, "key": "customer_id:10", "email": None, "mailable": False, "traits": {"city": "  "}},
        ]
        connection.execute(insert(profile), [person | {"created_batch": 1} for person in people])
        connection.execute(
            insert(identifier).values(
                profile_id=7, kind="email", value="a@b.example", original="A@b.example", link_id=7
            )
        )
        connection.execute(insert(suppression).values(channel="email", address="a@b.example", reason="asked"))
        connection.execute(insert(tag).values(profile_id=7, tag="Outdoor", batch_id=1))
        connection.execute(insert(event_property).values(event="rated", name="stars", type="number"))
        connection.execute(insert(event_property).values(event="rated", name="mood", type="text"))
        rows = [
            {"name": "viewed_product", "at": NOON, "sku": "É1", "more": None, "profile_id": 7},
            {"name": "rated", "at": MIDNIGHT, "sku": None, "more": {"stars": 4, "mood": "Süß"}, "profile_id": 7},
            {"name": "viewed_product", "at": NOON, "sku": "waits", "more": None, "profile_id": None},
        ]
        connection.execute(insert(event), [row | {"link_id": 1, "batch_id": 1, "row": 1, "digest": 1} for row in rows])
        connection.execute(
            insert(product).values(sku="É1", name="Tëapot", price=29_500, in_stock=True, batch_id=1, more={"size": "L"})
        )
        connection.execute(
            insert(score_run).values(id=1, name="rfm", kind="rfm", as_of=NOON, made_at=NOON, parameters={}, summary={})
        )
        connection.execute(insert(score_value).values(run_id=1, profile_id=7, name="rfm_segment", text="Champions"))
        history = [("a", 1, {"city": "Oslo"}), ("b", 2, {"city": "STRASSE"})]
        connection.execute(
            insert(profile_row),
            [
                {
                    "link_id": 1,
                    "profile_id": 7,
                    "batch_id": 1,
                    "row": 1,
                    "effective_at": at,
                    "mode": "update",
                    "traits": t,
                }
                for _, at, t in history
            ],
        )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "a.quill", timezone="Europe/London")
    _fill(made)
    return made


def _rows(project: Project, table: str) -> list[dict[str, object]]:
    with project.audience() as mirror:
        found: list[dict[str, object]] = mirror.to_pyarrow(mirror.table(table)).to_pylist()
        return found


@pytest.mark.parametrize("in_child", [False, True])
def test_people_arrive_typed_folded_and_in_key_order(
    project: Project, in_child: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "CHILD_FROM", 0 if in_child else 10**9)
    with project:
        people = _rows(project, "profiles")
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
        events = {row["name"]: row for row in _rows(project, "events")}
        assert set(events) == {"viewed_product", "rated"}
        assert (events["viewed_product"]["day"], events["viewed_product"]["hour"]) == (15_156, 13)
        assert (events["rated"]["day"], events["rated"]["hour"]) == (15_157, 0)
        assert (events["rated"]["p_stars"], events["rated"]["f_mood"]) == (4.0, "süss")
        assert (events["viewed_product"]["p_sku"], events["viewed_product"]["f_sku"]) == ("É1", "é1")


def test_products_scores_and_history_arrive(project: Project) -> None:
    with project:
        (item,) = _rows(project, "products")
        assert (item["p_price"], item["p_in_stock"], item["f_name"], item["p_size"]) == (29_500, True, "tëapot", "L")
        (score,) = _rows(project, "scores")
        assert (score["name"], score["f_text"], score["as_of"]) == ("rfm_segment", "champions", NOON)
        assert _rows(project, "score_runs") == [{"name": "rfm_segment", "run_id": 1, "as_of": NOON}]
        history = [(row["trait"], row["at"], row["text"], row["f_text"]) for row in _rows(project, "trait_history")]
        assert sorted(history) == [("city", 1, "Oslo", "oslo"), ("city", 2, "STRASSE", "strasse")]
        assert _rows(project, "trait_changes") == [{"trait": "city", "latest": 2}]
