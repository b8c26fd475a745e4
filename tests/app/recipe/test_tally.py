"""What steps changed, in numbers, and a look at some cells that nobody keeps."""

import pyarrow as pa

from app import recipe
from app.recipe import Tally
from app.recipe.tally import is_same
from tests.app.recipe.columns import told


def _column(*cells: str) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(cells, pa.string())])


def test_changed_cells_are_counted_and_shown_each_once() -> None:
    report = told({"step": "upper"}, "a", "a", "B", "c")
    assert (report.step, report.cells, report.left) == ("upper", 3, 0)
    assert report.examples == (("a", "A"), ("c", "C"))


def test_what_is_kept_shows_no_cell() -> None:
    tally = Tally()
    tally.add(0, _column("a"), _column("A"))
    (report,) = tally.reports(recipe.parse([{"step": "upper"}]), looks=False)
    assert (report.cells, report.examples) == (1, ())


def test_two_blocks_count_together_and_a_copy_counts_alone() -> None:
    one, other = Tally(), Tally()
    one.add(0, _column("a"), _column("A"), left=1, fresh=["x"])
    other.add(0, _column("b", "c"), _column("B", "c"), left=2, fresh=["x", "y"])
    copy = one.copy()
    one.join(other)
    assert (one.cells[0], one.left[0], one.fresh[0]) == (2, 3, {"x", "y"})
    assert (copy.cells[0], copy.left[0], copy.fresh[0]) == (1, 1, {"x"})
    assert one.looks[0] == [("a", "A"), ("b", "B")]


def test_the_very_same_cells_cost_no_comparison() -> None:
    column = _column("a", "b")
    assert is_same(column, pa.chunked_array(column.chunks))
    assert not is_same(column, _column("a", "b"))


def test_parts_are_counted_where_there_are_several() -> None:
    report = told({"step": "split", "separator": " ", "into": ["A", "B"]}, "Ann Lee", "Bob", "")
    assert (report.cells, report.left) == (1, 1)
    assert report.examples == (("Ann Lee", "Ann | Lee"),)
