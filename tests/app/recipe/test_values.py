"""Each different value is treated once, and what cannot be done stays and is counted by its cells."""

import pyarrow as pa

from app.recipe.values import by_pair, by_value, kept_where_null


def _column(*cells: str) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(cells[:2], pa.string()), pa.array(cells[2:], pa.string())])


def test_a_rule_is_asked_once_for_each_value_and_never_for_a_blank_one() -> None:
    asked: list[str] = []

    def rule(text: str) -> str | None:
        asked.append(text)
        return None if text == "x" else text.upper()

    made = by_value(_column("a", "x", "a", "", "x"), rule)
    assert made.column.to_pylist() == ["A", "x", "A", "", "x"]
    assert (asked, made.left) == (["a", "x"], 2)


def test_a_column_in_which_nothing_changes_is_the_same_column() -> None:
    column = _column("a", "b", "c")
    assert by_value(column, lambda text: text).column is column


def test_a_pair_is_treated_by_the_cell_beside_it() -> None:
    made = by_pair(
        _column("1", "1", "", "2"), _column("a", "b", "a", ""), lambda text, beside: beside and beside + text
    )
    assert made.column.to_pylist() == ["a1", "b1", "", ""]


def test_what_was_not_found_stays_and_counts_unless_it_says_nothing() -> None:
    made = kept_where_null(_column("a", "n/a", "", "b"), pa.array(["A", None, None, None]), lambda text: text == "n/a")
    assert (made.column.to_pylist(), made.left) == (["A", "n/a", "", "b"], 1)
