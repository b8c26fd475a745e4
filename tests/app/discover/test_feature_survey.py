"""Features come from the project's people with their coverage, and their matrix is in key order."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app import discover, ingest
from app.discover.answers import Choice
from app.discover.feature_survey import people
from app.domain.problems import Problem
from app.project import Project

AS_OF = "2011-07-01T12:00:00"


def _column(shop: Project, name: str) -> dict[int, float]:
    """By profile id."""
    found = people(shop, [name], AS_OF)
    return dict(zip(found.ids.tolist(), found.values[:, 0].tolist(), strict=True))


def test_features_say_who_has_them_and_what_is_proposed(shop: Project) -> None:
    found = {feature.name: feature for feature in discover.features(shop, AS_OF)}
    assert found["orders"].coverage == 1
    assert found["days_since_last_order"].coverage == pytest.approx(50 / 60)
    assert found["shoe_size"].coverage == 0.5
    assert found["gender"].coverage == pytest.approx(40 / 60)
    assert found["gender"].values == ("female", "male")
    assert [name for name, feature in found.items() if feature.chosen] == ["orders", "revenue", "days_since_last_order"]
    assert (found["revenue"].label, found["revenue"].measure) == ("Spent", "money")
    assert (found["vip"].measure, found["vip"].skew) == ("yes/no", None)


def test_what_cannot_make_groups_is_not_offered(shop: Project) -> None:
    offered = {feature.name for feature in discover.features(shop, AS_OF)}
    # A list as such, a text of sixty values, nobody's data, everybody's the same, and an event that nobody ever did.
    assert not offered & {"hobbies", "city", "days_since_trial_ends", "age", "birth_date", "opens_90_days"}
    assert {"views_90_days", "days_since_signed_up", "days_since_first_order", "orders_180_days"} <= offered


def test_a_long_tail_suggests_the_log(shop: Project) -> None:
    found = {feature.name: feature for feature in discover.features(shop, AS_OF)}
    assert found["views_90_days"].suggestion == "log"
    assert (found["views_90_days"].skew or 0) > 1
    assert found["days_since_signed_up"].suggestion == "none"


def test_values_are_in_units_that_people_read(shop: Project) -> None:
    assert _column(shop, "revenue")[3] == 4 * 12.5
    assert _column(shop, "average_order_value")[3] == 12.5
    assert _column(shop, "days_since_last_order")[3] == 94
    assert _column(shop, "days_since_signed_up")[3] == 3
    assert _column(shop, "vip")[4] == 1
    assert _column(shop, "orders")[60] == 0
    assert np.isnan(_column(shop, "revenue")[60])


def test_events_are_counted_in_their_window_and_never_from_the_future(shop: Project) -> None:
    views = _column(shop, "views_90_days")
    assert views[20] == 20
    assert views[1] == 2  # 89.99 days ago counts, 90 days ago does not
    assert views[2] == 2  # tomorrow's does not
    assert views[60] == 0


def test_rows_are_in_key_order(shop: Project) -> None:
    assert people(shop, ["orders"], AS_OF).ids.tolist() == list(range(60, 0, -1))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("revenu", "Did you mean revenue"),
        ("signed_up_at", "Use days_since_signed_up"),
        ("hobbies", "hobbies is a list. Name one of its elements, as hobbies:NAME"),
        ("city", "city has 60 different values"),
        ("days_since_never", "There is no feature 'days_since_never'"),
    ],
)
def test_a_wrong_name_is_refused_with_what_would_be_right(shop: Project, name: str, said: str) -> None:
    with pytest.raises(Problem, match=said):
        people(shop, [name], AS_OF)


def test_groups_are_found_in_a_project(shop: Project) -> None:
    choice = Choice(("days_since_last_order", "orders", "revenue"), logs=None)
    found = discover.find_groups(shop, choice, 3, AS_OF)
    assert (found.of, found.missing, len(found.ids)) == (60, 10, 50)
    assert found.left_out == {"days_since_last_order": 10, "revenue": 10}
    assert sum(portrait.size for portrait in found.portraits) == 50
    assert discover.find_groups(shop, choice, None, AS_OF).k in range(2, 11)


def test_a_feature_is_called_as_its_column_was_when_it_came_and_after(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    rows = "".join(f"a{at}@example.com,{at},{at % 7}\n" for at in range(30))
    path.write_text(f"Email,R&D budget,Col 7\n{rows}", "utf-8")
    with Project.create(tmp_path / "Shop.quill", clock="2025-01-01") as project:
        mapping = ingest.plan(project, path).mapping
        columns = mapping.columns | {"Col 7": replace(mapping.columns["Col 7"], to="visits_a_week")}
        mapping = replace(mapping, columns=columns)
        plan = ingest.plan(project, path, "profiles", mapping)
        assert [one.label for one in plan.columns[1:]] == ["R&D budget", "Visits a week"]
        ingest.run_import(project, path, "profiles", mapping)
        assert {one.label for one in discover.features(project)} >= {"R&D budget", "Visits a week"}
        assert [one.label for one in people(project, ["r_d_budget"]).columns] == ["R&D budget"]


def test_a_feature_is_called_as_somebody_called_its_field(shop: Project) -> None:
    from app import fields

    fields.rename(shop, "gender", "Salutation")
    fields.rename(shop, "signed_up_at", "Joined")
    fields.rename(shop, "shoe_size", "Size")
    found = {feature.name: feature.label for feature in discover.features(shop, AS_OF)}
    assert (found["gender"], found["days_since_signed_up"], found["shoe_size"]) == (
        "Salutation", "Days since joined", "Size",
    )  # fmt: skip
    assert found["revenue"] == "Spent"
