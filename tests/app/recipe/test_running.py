"""A recipe over whole columns: in its order, over what it names, and before anything is done checked."""

import pytest

from app import recipe
from app.domain.problems import ImportProblem
from tests.app.recipe.columns import ran


def test_steps_are_done_in_their_order_over_the_columns_that_they_name() -> None:
    steps = [
        {"step": "lower", "columns": ["City"]},
        {"step": "merge", "columns": ["City"], "values": {"munich": "München"}},
        {"step": "trim", "columns": ["*"]},
    ]
    found = ran(steps, City=["MUNICH", "Berlin"], Note=[" Munich "])
    assert found.columns["City"].to_pylist() == ["München", "berlin"]
    assert found.columns["Note"].to_pylist() == ["Munich"]
    assert [found.tally.cells[place] for place in range(3)] == [2, 1, 1]


def test_a_step_can_use_what_an_earlier_one_made() -> None:
    steps = [
        {"step": "split", "columns": ["Name"], "separator": " ", "into": ["First", "Last"]},
        {"step": "upper", "columns": ["Last"]},
    ]
    found = ran(steps, Name=["Ann Lee"])
    assert found.made == ("First", "Last")
    assert found.columns["Last"].to_pylist() == ["LEE"]
    with pytest.raises(ImportProblem):
        ran(steps[::-1], Name=["Ann Lee"])


def test_nothing_is_done_where_one_step_does_not_fit() -> None:
    asked: list[str] = []

    def text(header: str) -> None:
        asked.append(header)

    steps = recipe.parse([{"step": "names", "columns": ["Name"]}, {"step": "names", "columns": ["Gone"]}])
    with pytest.raises(ImportProblem):
        recipe.run(steps, ["Name"], text, {"Name"}, ["Name"])  # type: ignore[arg-type]
    assert asked == []


def test_only_columns_that_a_dear_step_changes_or_asks_are_run_whole() -> None:
    steps = recipe.parse(
        [
            {"step": "trim"},
            {"step": "phone", "columns": ["Tel"], "country_column": "Land"},
            {"step": "lower", "columns": ["Mail"]},
        ]
    )
    assert recipe.wanted_by(steps, ["Mail", "Tel", "Land", "Note"], ["Mail", "Tel", "Land", "Note"]) == {"Tel", "Land"}
    assert not recipe.is_plain(steps)
    assert recipe.is_plain(recipe.DEFAULT)
    everywhere = recipe.parse([{"step": "replace", "find": "a"}])
    assert recipe.wanted_by(everywhere, ["Mail", "Sum"], ["Mail"]) == {"Mail"}, "of text, not of numbers"
