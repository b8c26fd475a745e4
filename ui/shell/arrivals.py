"""What came in by itself is said in passing, with the way to it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.core import formats

if TYPE_CHECKING:
    from app.watching import Happening
    from ui.shell.window import MainWindow


class Arrivals(QObject):
    """Tells in the window what its watcher found."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        window.projects.watcher.happened.connect(self._tell)

    def _tell(self, found: "Sequence[Happening]") -> None:
        came = [one for one in found if one.event == "imported"]
        wait = [one for one in found if one.event in ("waiting", "refused")]
        # What waits needs somebody; what came in is looked at when there is time.
        if wait:
            files = [str(Path(one.folder) / one.file) for one in wait]
            text = wait[0].message if len(wait) == 1 else f"{formats.counted(len(wait), 'file')} wait to be looked at"
            self._window.toast.show_message(text, "Look at it", lambda: self._window.go_to("data", files=files))
        elif came:
            text = came[0].message if len(came) == 1 else f"{formats.counted(len(came), 'file')} came in by themselves"
            batch = came[-1].detail["batch"]
            self._window.toast.show_message(text, "Show", lambda: self._window.go_to("data", batch=batch))
        elif other := [one for one in found if one.event in ("later", "gone")]:
            self._window.toast.show_message(other[0].message)
