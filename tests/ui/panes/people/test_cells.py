"""What is drawn of people: ticks, discs, chips and the line of their months."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from ui.core import theme
from ui.panes.people import cells


def drawn(draw) -> QImage:
    image = QImage(240, 52, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw(painter, image.rect().adjusted(8, 0, -8, 0))
    painter.end()
    return image


def ink(image: QImage, token: str) -> list[int]:
    """The columns of pixels in which a colour of the theme stands."""
    wanted = theme.active().color(token).name()
    return [
        x for x in range(image.width()) if any(image.pixelColor(x, y).name() == wanted for y in range(image.height()))
    ]


def test_chips_fill_the_room_and_tell_of_the_others() -> None:
    one = ink(drawn(lambda painter, rect: cells.chips(painter, rect, ["VIPs"], "sunken")), "sunken")
    two = ink(drawn(lambda painter, rect: cells.chips(painter, rect, ["VIPs", "Lapsed"], "sunken")), "sunken")
    assert max(two) > max(one) > 8
    many = [f"A long name of a segment {number}" for number in range(5)]
    image = drawn(lambda painter, rect: cells.chips(painter, rect, many, "sunken"))
    assert ink(image, "muted"), "how many more there are"
    assert max(ink(image, "sunken")) <= 232
    assert ink(drawn(lambda painter, rect: cells.chips(painter, rect, [], "sunken")), "sunken") == []


def test_a_line_rises_where_something_was_done() -> None:
    def draw(painter: QPainter, rect: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        cells.line_of(painter, rect, [0] * 11 + [5])

    image = drawn(draw)
    accent = theme.active().color("accent").name()
    tops = {x: min(y for y in range(52) if image.pixelColor(x, y).name() == accent) for x in ink(image, "accent")}
    assert tops[max(tops)] < tops[min(tops)]
    assert ink(drawn(lambda painter, rect: cells.line_of(painter, rect, [0] * 12)), "accent") == []


def test_a_tick_is_seen() -> None:
    box = QRect(10, 10, 16, 16)
    assert ink(drawn(lambda painter, _: cells.tick(painter, box, on=True)), "accent")
    assert not ink(drawn(lambda painter, _: cells.tick(painter, box, on=False)), "accent")
