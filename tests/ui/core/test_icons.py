import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from ui.core import icons, theme
from ui.panes import panes


def _inks(image: QImage) -> set[str]:
    """The colours of the pixels that are fully covered."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_an_icon_is_drawn_in_the_colour_its_token_has_now(qapp: QApplication) -> None:
    icon = icons.icon("database", "accent")
    light = _inks(icon.pixmap(QSize(34, 34)).toImage())
    theme.active().choose("dark")
    dark = _inks(icon.pixmap(QSize(34, 34)).toImage())
    theme.active().choose("light")
    assert light == {theme.tokens("light")["accent"].lower()}
    assert dark == {theme.tokens("dark")["accent"].lower()}


def test_a_checked_icon_has_its_own_colour(qapp: QApplication) -> None:
    icon = icons.icon("house", "muted", on="good")
    off = icon.pixmap(QSize(34, 34), QIcon.Mode.Normal, QIcon.State.Off).toImage()
    on = icon.pixmap(QSize(34, 34), QIcon.Mode.Normal, QIcon.State.On).toImage()
    assert _inks(off) == {theme.tokens("light")["muted"].lower()}
    assert _inks(on) == {theme.tokens("light")["good"].lower()}


def test_a_disabled_icon_is_fainter(qapp: QApplication) -> None:
    icon = icons.icon("house")
    drawn = icon.pixmap(QSize(34, 34), QIcon.Mode.Disabled).toImage()
    strongest = max(drawn.pixelColor(x, y).alpha() for x in range(34) for y in range(34))
    assert 60 < strongest < 200


def test_an_unknown_name_is_refused(qapp: QApplication) -> None:
    with pytest.raises(KeyError, match="no-such-icon"):
        icons.icon("no-such-icon")


def test_every_icon_that_the_sources_name_exists(qapp: QApplication, checkout: Path) -> None:
    source = "\n".join(path.read_text() for path in (checkout / "ui").rglob("*.py"))
    named = set(re.findall(r'(?:icon=|icons?\.icon\(|IconLabel\(|EmptyState\(\s*)"([a-z0-9-]+)"', source))
    named |= {entry.icon for entry in panes()}
    assert len(named) > 10
    for name in named:
        icons.icon(name)


def test_the_mark_follows_the_theme(qapp: QApplication) -> None:
    drawn = icons.mark(40).toImage()
    near = QColor(theme.tokens("light")["accent"])
    assert near.name() in _inks(drawn)
    assert icons.mark(20, 2.0).width() == 40
