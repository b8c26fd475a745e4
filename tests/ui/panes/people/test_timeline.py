"""What somebody did: a line each, more of them as one comes to the end, and a sentence where there is none."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from ui.core import theme
from ui.panes.people.timeline import Line, Timeline, TimelineModel


def _line(at: int, day: str = "9 Dec") -> Line:
    return Line(day, "10:30", "eye", f"Viewed cup {at}", "twice", at == 0, "3.00")


def test_more_is_asked_for_once_at_the_end_and_stands_below(qtbot: QtBot, shown) -> None:
    model, asked = TimelineModel(), []
    model.more_wanted.connect(lambda: asked.append(1))
    view = Timeline(model)
    view.resize(500, 300)
    shown(view)
    model.show_lines([_line(at) for at in range(40)], more=True)
    view.scrollToBottom()
    qtbot.waitUntil(lambda: bool(asked))
    view.scrollToTop()
    view.scrollToBottom()
    assert asked == [1]
    model.append([_line(40, "8 Dec")], more=False)
    assert (model.rowCount(), model.last_day()) == (41, "8 Dec")
    assert not model.canFetchMore(QModelIndex())


def test_a_line_reads_as_a_sentence_and_its_tip_says_all_of_it(qtbot: QtBot, shown) -> None:
    model = TimelineModel()
    view = Timeline(model)
    shown(view)
    model.show_lines([_line(0)], more=False)
    index = model.index(0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "9 Dec, Viewed cup 0, 3.00"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "9 Dec 10:30 · Viewed cup 0 · 3.00 · twice"


def test_what_is_on_its_way_looks_other_than_nothing(shown) -> None:
    model = TimelineModel()
    view = Timeline(model)
    view.resize(500, 300)
    view.empty_text = "Nothing that they did is recorded yet."
    shown(view)
    nothing = view.grab().toImage()
    model.show_lines([_line(0)], more=False)
    line = view.grab().toImage()
    model.wait()
    assert (model.rowCount(), model.waiting) == (0, True)
    waiting = view.grab().toImage()
    assert nothing != waiting != line


def test_an_order_opens_to_its_lines_and_closes_again(qtbot: QtBot, shown) -> None:
    model, wanted = TimelineModel(), []
    view = Timeline(model)
    view.resize(500, 300)
    shown(view)
    order = Line("9 Dec", "10:30", "shopping-bag", "Ordered 2 products", order="A1")
    model.show_lines([_line(0), order, _line(1)], more=False)
    view.order_wanted.connect(wanted.append)
    for row in (0, 1):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(model.index(row)).center())
    assert wanted == [1], "only an order opens"
    within = [Line("9 Dec", "", "", "1 × Cup", within=True, first=False), Line("9 Dec", "", "", "1 × Pot", within=True)]
    model.unfold(1, within)
    model.unfold(1, within)
    assert [model.line(row).text for row in range(model.rowCount())][1:4] == [
        "Ordered 2 products",
        "1 × Cup",
        "1 × Pot",
    ]
    assert model.is_open(1)
    model.fold(1)
    assert (model.rowCount(), model.is_open(1)) == (3, False)
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "9 Dec, Ordered 2 products"


def test_a_time_never_stands_over_a_day_with_its_year(shown) -> None:
    model = TimelineModel()
    view = Timeline(model)
    view.resize(500, 300)
    shown(view)
    pictures = []
    for time in ("", "22:58"):
        model.show_lines([Line("28 Sept 2024", time, "", "Was sent “Lanterns”")], more=False)
        line = view.visualRect(model.index(0))
        wide = QFontMetrics(theme.active().font("small")).horizontalAdvance("28 Sept 2024") + 2
        pictures.append(view.viewport().grab(line.adjusted(0, 0, wide - line.width(), 0)).toImage())
    assert pictures[0] == pictures[1]
