"""The veil over the window while files are dragged: it says what a drop would do, and lets it through."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from tests.ui.ink import has_ink
from ui.shell.drop_overlay import DropVeil


def test_it_says_what_a_drop_would_do_and_lets_it_through(qtbot, shown) -> None:
    window = QWidget()
    window.resize(500, 300)
    below, pressed = QPushButton("Below", window), []
    below.clicked.connect(lambda: pressed.append(1))
    veil = DropVeil(window)
    shown(window)
    assert not veil.isVisible()
    window.resize(640, 360)
    veil.cover(into_project=True)
    assert veil.geometry() == window.rect()
    assert veil.accessibleName() == "Drop to look at these files in Data"
    assert has_ink(veil, "accent")
    under = window.childAt(below.geometry().center())
    assert under is below
    qtbot.mouseClick(under, Qt.MouseButton.LeftButton)
    assert pressed == [1]
    veil.cover(into_project=False)
    assert veil.accessibleName() == "Drop to begin a project with these"
