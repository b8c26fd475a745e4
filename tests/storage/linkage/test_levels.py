"""The settings in the words of the linkage library."""

import pytest

from app.people.duplicates import settings
from storage.linkage.levels import comparisons


def test_only_what_somebody_has_is_compared_and_the_first_guesses_are_shares_of_one() -> None:
    assert [one["output_column_name"] for one in comparisons(settings(), {"city", "email"})] == ["postal", "email"]
    for field in settings()["fields"]:
        assert sum(level.get("m", 0) for level in field["levels"]) == pytest.approx(1, abs=0.011), field["name"]
        assert field["levels"][-1]["alike"] == "other"


def test_swapped_names_are_told_once() -> None:
    first, last = comparisons(settings(), {"first", "last"})
    assert "first_l = last_r" in first["comparison_levels"][2]["sql_condition"]
    assert "first_l = last_r" in last["comparison_levels"][0]["sql_condition"]
    assert last["comparison_levels"][0]["is_null_level"]


def test_a_way_to_be_alike_that_there_is_not_is_refused() -> None:
    field = {"name": "first", "levels": [{"alike": "sounding", "m": 1, "says": ""}]}
    with pytest.raises(ValueError, match="no way"):
        comparisons({"fields": [field]}, {"first"})
