"""What colours a widget is drawn in."""

from PySide6.QtWidgets import QWidget

from ui.core import theme


def has_ink(widget: QWidget, token: str) -> bool:
    """Whether any pixel of it has exactly that colour of the theme."""
    wanted = theme.active().color(token).name()
    drawn = widget.grab().toImage()
    return any(drawn.pixelColor(x, y).name() == wanted for x in range(drawn.width()) for y in range(drawn.height()))
