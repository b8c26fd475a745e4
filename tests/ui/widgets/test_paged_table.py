import threading
from array import array
from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt

from app.domain.problems import Problem
from app.domain.progress import Progress
from ui.core.jobs import Jobs
from ui.widgets.paged_table import AT_ONCE, KEPT, PAGE, PagedModel, PagedTable
from ui.widgets.table import DIM, Column

COLUMNS = [Column("name", "Person", 0), Column("orders", "Orders", 80, numeric=True)]


class Source:
    """Rows made up from their ids; remembers what was asked for, and can be made to wait, fail or change."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.problem: Problem | None = None
        self.version = ""

    def __call__(self, ids: list[int], progress: Progress) -> list[dict]:
        self.asked.append(ids)
        assert self.gate.wait(5)
        if self.problem:
            raise self.problem
        return [{"name": f"Person {one}{self.version}", "orders": one % 7} for one in ids]


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def model(jobs: Jobs, source: Source) -> PagedModel:
    made = PagedModel(COLUMNS, source, jobs, "people/rows")
    made.set_ids(array("q", range(5000, 6000)))
    return made


def _text(model: PagedModel, row: int, column: int = 0) -> str | None:
    return model.data(model.index(row, column))


@pytest.fixture
def quiet(qtbot, jobs: Jobs) -> Callable[[], None]:
    def wait() -> None:
        qtbot.wait(5)
        qtbot.waitUntil(lambda: not jobs.running())

    return wait


def test_it_keeps_the_rules_of_qts_models(qtmodeltester, model: PagedModel, quiet) -> None:
    qtmodeltester.check(model, force_py=True)
    quiet()
    qtmodeltester.check(model, force_py=True)


def test_rows_are_fetched_when_they_are_looked_at(model: PagedModel, source: Source, quiet) -> None:
    assert source.asked == []
    assert _text(model, 3) == "…"
    assert _text(model, 3, 1) is None
    quiet()
    assert source.asked == [list(range(5000, 5000 + PAGE))]
    assert _text(model, 3) == "Person 5003"
    assert _text(model, 3, 1) == str(5003 % 7)
    assert model.row(3) == {"name": "Person 5003", "orders": 5003 % 7}
    assert list(model.ids(3, 3)) == [5003]


def test_the_last_page_is_shorter(model: PagedModel, source: Source, quiet) -> None:
    _text(model, 999)
    quiet()
    assert _text(model, 999) == "Person 5999"
    assert len(source.asked[0]) == 1000 - 3 * PAGE


def test_landing_repaints_only_that_page(model: PagedModel, quiet) -> None:
    seen: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _: seen.append((first.row(), last.row())))
    _text(model, PAGE + 1)
    quiet()
    assert seen == [(PAGE, 2 * PAGE - 1)]


def test_only_the_last_pages_that_were_looked_at_are_fetched(jobs: Jobs, source: Source, quiet) -> None:
    model = PagedModel(COLUMNS, source, jobs, "people/rows")
    model.set_ids(range(100 * PAGE))  # type: ignore[arg-type]
    for page in range(50):
        _text(model, page * PAGE)
    quiet()
    # In one question.
    assert [sorted({one // PAGE for one in ids}) for ids in source.asked] == [list(range(50 - AT_ONCE, 50))]


def test_only_so_many_pages_are_kept(jobs: Jobs, source: Source, quiet) -> None:
    model = PagedModel(COLUMNS, source, jobs, "people/rows")
    model.set_ids(range(100 * PAGE))  # type: ignore[arg-type]
    for page in range(KEPT + 2):
        _text(model, page * PAGE)
        quiet()
    assert model.row(0) is None
    assert model.row((KEPT + 1) * PAGE) is not None


def test_a_refresh_dims_the_old_rows_until_the_new_ones_land(model: PagedModel, source: Source, quiet) -> None:
    _text(model, 0)
    quiet()
    source.version = " again"
    model.refresh()
    assert model.data(model.index(0, 0), DIM) is True
    assert _text(model, 0) == "Person 5000"
    quiet()
    assert _text(model, 0) == "Person 5000 again"
    assert model.data(model.index(0, 0), DIM) is False


def test_rows_of_an_older_order_never_land(model: PagedModel, source: Source, qtbot, jobs: Jobs, quiet) -> None:
    source.gate.clear()
    _text(model, 0)
    qtbot.waitUntil(lambda: bool(source.asked))
    model.set_ids(array("q", range(9000, 9010)))
    source.gate.set()
    quiet()
    assert model.row(0) is None
    assert _text(model, 0) == "…"
    quiet()
    assert _text(model, 0) == "Person 9000"


def test_a_failed_page_says_why_once_and_is_asked_for_again_after_a_refresh(
    model: PagedModel, source: Source, quiet
) -> None:
    why: list[Problem] = []
    model.failed.connect(why.append)
    source.problem = Problem("The project is locked")
    _text(model, 0)
    quiet()
    _text(model, 0)
    quiet()
    assert [problem.what for problem in why] == ["The project is locked"]
    assert len(source.asked) == 1
    source.problem = None
    model.refresh()
    _text(model, 0)
    quiet()
    assert _text(model, 0) == "Person 5000"


def test_other_columns_keep_the_rows(model: PagedModel, quiet) -> None:
    model.set_columns([Column("orders", "Orders")])
    assert (model.rowCount(), model.columnCount()) == (1000, 1)
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Orders"
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None


def test_a_million_rows_scroll_to_their_end_and_are_chosen_as_ranges(
    qtbot, jobs: Jobs, source: Source, shown, quiet
) -> None:
    model = PagedModel(COLUMNS, source, jobs, "people/rows")
    table = PagedTable(model, "People")
    table.resize(600, 400)
    shown(table)
    model.set_ids(array("q", range(1_000_000)))
    table.scrollToBottom()
    table.viewport().grab()
    quiet()
    assert _text(model, 999_999) == "Person 999999"
    assert sum(len(ids) for ids in source.asked) <= 4 * PAGE
    table.selectAll()
    assert table.selected() == [(0, 999_999)]
    assert table.selected_count() == 1_000_000
    assert table.verticalScrollBar().maximum() > 30_000_000


def test_the_same_rows_again_keep_who_is_chosen_and_others_do_not(model: PagedModel, shown, quiet) -> None:
    table = shown(PagedTable(model, "People"))
    quiet()
    table.selectRow(2)
    assert not model.take_ids(array("q", range(5000, 6000)))
    assert table.selected() == [(2, 2)]
    assert model.take_ids(array("q", range(5000, 5999)))
    assert table.selected() == []
    quiet()
