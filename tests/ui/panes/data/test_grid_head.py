"""The painted heads: a press chooses a column, a second one opens it; the chosen one is told apart."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.ink import has_ink
from tests.ui.panes.data.heads import heads
from ui.panes.data.grid import PreviewGrid


def test_a_press_chooses_and_a_second_one_opens(shown, qtbot: QtBot) -> None:
    grid = PreviewGrid()
    grid.resize(620, 300)
    shown(grid)
    grid.show_columns(heads(5, {2: "doubtful"}), "Field 0")
    head, told = grid.table.head, []
    head.chosen.connect(lambda header: (told.append(("chosen", header)), grid.mark(header)))
    head.opened.connect(lambda header: told.append(("opened", header)))
    place = QPoint(head.sectionViewportPosition(1) + 20, 20)
    assert not has_ink(head.viewport(), "accent-soft")
    for _ in range(2):
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == [("chosen", "Field 2"), ("opened", "Field 2")]
    assert has_ink(head.viewport(), "accent-soft")
    assert has_ink(head.viewport(), "warn"), "its bar says that there is something to look at"
    assert head.sizeHint().height() == head.height()
