"""The small line of a segment, and words for when and how many."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.domain import clock
from ui.panes.segments.shelf_table import edited, signed, spark

DAY = 86_400_000_000


def rows_of(points: tuple[int, ...]) -> list[int]:
    """In which row of pixels a line stands, column by column."""
    image = QImage(60, 20, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    spark(painter, QRectF(2, 2, 56, 16), points, dim=False)
    painter.end()
    found = []
    for x in (4, 30, 55):
        inked = [y for y in range(20) if image.pixelColor(x, y).alpha() > 60]
        found.append(sum(inked) // len(inked) if inked else -1)
    return found


def test_it_goes_up_where_there_are_more_and_is_level_where_nothing_changed(qapp: QApplication) -> None:
    first, middle, last = rows_of((10, 20, 30))
    assert first > middle > last
    assert rows_of((30, 10))[0] < rows_of((30, 10))[2]
    level = rows_of((7, 7, 7))
    assert level[0] == level[1] == level[2] > 0
    assert rows_of((7,)) == rows_of(()) == [-1, -1, -1]


def test_how_many_more_and_when() -> None:
    assert [signed(one) for one in (1_200, -3, 0, None)] == ["+1,200", "−3", "±0", "–"]
    now = clock.system_now()
    said = [edited(now - days * DAY) for days in (0, 1, 3, 8)]
    assert said == ["today", "yesterday", "3 days ago", "last week"]
    assert "20" in edited(now - 400 * DAY)
