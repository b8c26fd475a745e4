"""What came in by itself is said in passing, with the way to it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.counts import agreed
from ui.core import formats

if TYPE_CHECKING:
    from app.watching import Happening
    from ui.core.watcher import Watcher
    from ui.widgets.messages import Toast


class Arrivals(QObject):
    """Tells what a watcher found; `toast` gives the place, which is another at each size of text."""

    def __init__(
        self, watcher: "Watcher", toast: "Callable[[], Toast]", go_to: Callable[..., None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._toast = toast
        self._go_to = go_to
        watcher.happened.connect(self._tell)

    def _tell(self, found: "Sequence[Happening]") -> None:
        came = [one for one in found if one.event == "imported"]
        wait = [one for one in found if one.event in ("waiting", "refused")]
        # What waits needs somebody; what came in is looked at when there is time.
        if wait:
            files = [str(Path(one.folder) / one.file) for one in wait]
            text = wait[0].message if len(wait) == 1 else f"{formats.counted(len(wait), 'file')} wait to be looked at"
            say = agreed(len(wait), "Look at it", "Look at them")
            self._toast().show_message(text, say, lambda: self._go_to("data", files=files))
        elif came:
            text = came[0].message if len(came) == 1 else f"{formats.counted(len(came), 'file')} came in by themselves"
            batch = came[-1].detail["batch"]
            self._toast().show_message(text, "Show", lambda: self._go_to("data", batch=batch))
        elif other := [one for one in found if one.event in ("later", "gone")]:
            self._toast().show_message(other[0].message)
