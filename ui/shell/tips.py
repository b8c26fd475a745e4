"""The tips: each is shown once, at the moment it helps, and all of them again when the user asks for it."""

import json
from typing import Final

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.panes import panes
from ui.panes.description import Words
from ui.widgets.tip import Tip

KEPT: Final = "tips/shown"


def every() -> dict[str, Words]:
    """Each tip that a pane may offer by its key, which is remembered once the tip was shown."""
    return {key: words for pane in panes() for key, words in pane.tips.items()}


class Tips(QObject):
    """Shows the tips over one part of the window, one at a time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._over: QWidget | None = None
        self._places: dict[str, QWidget] = {}
        self.showing: Tip | None = None

    def lie_over(self, widget: QWidget) -> None:
        """From now on tips float over this widget, which holds every anchor."""
        self._over = widget

    def offer(self, key: str, anchor: QWidget) -> None:
        """It would help now, beside `anchor`: show it, unless it was shown before or another one is open."""
        self._places[key] = anchor
        if key not in self._shown() and self.showing is None:
            self._show(key)

    def close(self) -> bool:
        """Take the open tip away; says whether there was one."""
        if self.showing is None:
            return False
        self.showing.close()
        return True

    def again(self) -> None:
        """Forget that they were shown: each comes back at its moment, and one that helps here and now at once."""
        self._keep([])
        self.close()
        here = (key for key, anchor in self._places.items() if isValid(anchor) and not anchor.visibleRegion().isEmpty())
        if (key := next(here, None)) is not None:
            self._show(key)

    def _show(self, key: str) -> None:
        anchor = self._places[key]
        if self._over is None or not self._over.isAncestorOf(anchor) or anchor.visibleRegion().isEmpty():
            return
        self._keep([*self._shown(), key])
        words = every()[key]
        self.showing = Tip(words.title, words.text, anchor, self._over)
        self.showing.gone.connect(self._gone)

    def _gone(self) -> None:
        self.showing = None

    def _shown(self) -> list[str]:
        try:
            return [str(key) for key in json.loads(str(QSettings().value(KEPT, "[]")))]
        except (ValueError, TypeError):
            return []  # written by another version: a tip that comes twice is no harm

    def _keep(self, keys: list[str]) -> None:
        # As one text: from an INI file a list of a single word comes back as no list.
        QSettings().setValue(KEPT, json.dumps(keys))


def mark_all_shown() -> None:
    """As if each had been shown: for pictures of the window."""
    QSettings().setValue(KEPT, json.dumps(list(every())))
