"""A first visit holds the window up for nothing that nobody looks at: no library, and no page that is not shown."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from ui.panes import panes
from ui.preview_pane import settle
from ui.shell.window import MainWindow

MOST = 110
"""Widgets of a first visit. Each takes a third of a millisecond to make, style and lay out."""

VISITS = """
import json, sys, threading
from pathlib import Path
from app.domain.progress import SILENT
from ui.core.application import prepare
from ui.panes import panes
from ui.preview_pane import settle
from ui.shell import preload
from ui.shell.window import MainWindow

class Watch:
    '''Notes what is imported by the thread of the interface.'''
    def find_spec(self, name, path=None, target=None):
        if threading.current_thread() is threading.main_thread():
            found.append(name)

app = prepare(["quillwork"])
window = MainWindow()
window.show()
window.projects.open(Path(sys.argv[1]))
assert settle(window, lambda: window.found is not None)
preload._load(SILENT)
found = []
sys.meta_path.insert(0, Watch())
for pane in panes():
    window.go_to(pane.key)
    assert settle(window)
found = list(found)
window.close()
print(json.dumps(found))
"""


def test_after_loading_ahead_a_first_visit_imports_nothing(checkout: Path, readers: Path) -> None:
    command = [sys.executable, "-c", VISITS, str(readers)]
    ended = subprocess.run(command, cwd=checkout, capture_output=True, text=True, timeout=120, check=True)
    assert json.loads(ended.stdout.splitlines()[0]) == []


def test_a_first_visit_makes_only_what_it_shows(at_work: MainWindow) -> None:
    for one in panes():
        at_work.go_to(one.key)
        pane = at_work.host.current()
        assert pane is not None
        assert len(pane.findChildren(QWidget)) < MOST, one.key
        # In its place from the start: what is made elsewhere is styled a second time, with all that it holds.
        assert pane.parent() is at_work.host
        assert settle(at_work)


class _Laid(QObject):
    """Counts how often each widget is asked to lay out anew what it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.times: Counter[int] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.times[id(watched)] += 1
        return False


def test_an_edit_lays_each_part_of_the_builder_out_once(at_work: MainWindow, qapp: QApplication) -> None:
    at_work.go_to("segments", name="Gold")
    pane: Any = at_work.host.current()
    assert settle(at_work, lambda: bool(pane.builder.boxes()))
    pane.model.append((), {"trait": "city", "op": "is", "value": "Leeds"})
    assert settle(at_work)
    kept = pane.builder.boxes()[1]
    laid = _Laid()
    qapp.installEventFilter(laid)
    pane.model.put((1,), {"trait": "city", "op": "is", "value": "Paris"})
    QApplication.processEvents()
    qapp.removeEventFilter(laid)
    assert laid.times
    assert max(laid.times.values()) == 1
    assert pane.builder.boxes()[1] is kept
    assert settle(at_work)
