"""What the real window does, without a screen, in a process of its own; `windows.py` runs it and reads its JSON.

python tests/benchmarks/in_window.py visit PROJECT PANE at-once|loaded
python tests/benchmarks/in_window.py film PROJECT
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# As `ui` sets it, which comes after Qt here.
os.environ["PYSIDE6_OPTION_LAZY"] = "0"
# A container's root needs it for the preview; the tests set it too.
os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, Qt, QTimer  # noqa: E402

from ui.core.application import prepare  # noqa: E402

EDITS, APART = 10, 0.06
SLOW = 5
"""So many edits more, each when all of the one before has come."""


class Heartbeat:
    """A timer of one millisecond on the window's thread: the longest gap is the longest block."""

    def __init__(self, parent: QObject) -> None:
        self._timer = QTimer(parent)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self.begin()
        self._timer.start(1)

    def begin(self) -> None:
        """Forget what was."""
        self.longest, self._last = 0.0, time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


def until(holds: Callable[[], bool], seconds: float = 120.0) -> None:
    """Let the window work until something holds."""
    loop, timer, end = QEventLoop(), QTimer(), time.perf_counter() + seconds
    timer.timeout.connect(lambda: loop.quit() if holds() or time.perf_counter() > end else None)
    timer.start(2)
    loop.exec()


def quiet(window: Any, seconds: float = 0.3) -> Callable[[], bool]:
    """Whether no job has run for so long."""
    since = [time.perf_counter()]

    def holds() -> bool:
        if window.running():
            since[0] = time.perf_counter()
        return time.perf_counter() - since[0] > seconds

    return holds


def _opened(project: Path) -> Any:
    """A shown window in which the project is open, Home in front, before anything was loaded ahead."""
    from ui.shell.tips import mark_all_shown
    from ui.shell.window import MainWindow

    mark_all_shown()
    window = MainWindow()
    window.bug.connect(lambda error: print(repr(error), file=sys.stderr))
    window.resize(1280, 800)
    window.show()
    ready: list[bool] = []
    window.projects.open(project, lambda: ready.append(True))
    until(lambda: bool(ready))
    return window


def _settled(heart: Heartbeat) -> None:
    """Let the heart beat for a moment, then begin to measure."""
    soon = time.perf_counter() + 0.1
    until(lambda: time.perf_counter() > soon)
    heart.begin()


def visit(project: Path, pane: str, when: str) -> dict[str, float]:
    """The first visit of a pane: its call, the longest block until all is there, and how long that is."""
    from ui.shell.preload import load_ahead

    window = _opened(project)
    if when == "loaded":
        # As the program does once its window stands.
        load_ahead(window.jobs)
        until(quiet(window, 1.0))
    heart = Heartbeat(window)
    _settled(heart)
    began = time.perf_counter()
    window.go_to(pane)
    call = time.perf_counter() - began
    until(quiet(window))
    found = {"call": call, "block": heart.longest, "all": time.perf_counter() - began - 0.3}
    window.close()
    return found


class Film(QObject):
    """Makes edits in the builder and notes when what belongs to each was painted."""

    def __init__(self, window: Any) -> None:
        super().__init__()
        self.pane = window.host.current()
        self.frames: list[dict[str, float]] = []
        self._waiting: list[tuple[str, dict[str, float]]] = []
        side = self.pane.side
        self._notes(side.reach, "show_reach", "number")
        self._notes(side, "show_look", "rest")
        side.reach.hero.installEventFilter(self)

    def _notes(self, owner: Any, name: str, what: str) -> None:
        shown = getattr(owner, name)

        def noting(*given: Any) -> None:
            shown(*given)
            self._waiting.append((what, self.frames[-1]))
            self.pane.side.reach.hero.update()

        setattr(owner, name, noting)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On the screen is what was painted, not what was set."""
        if event.type() == QEvent.Type.Paint:
            for what, frame in self._waiting:
                frame.setdefault(what, time.perf_counter())
            self._waiting.clear()
        return False

    def edit(self, rule: Any, number: int) -> None:
        """Type another value into the second condition."""
        self.frames.append({"edited": time.perf_counter()})
        self.pane.model.put((1,), rule["all"][1] | {"value": 100 + number}, merge="value")

    def has_all(self) -> bool:
        """Whether all of the last edit was painted."""
        return "rest" in self.frames[-1]


def film(project: Path) -> dict[str, Any]:
    """Ten edits 60 ms apart, then some each by itself; the moments in seconds since the first edit of each part."""
    rule = {
        "all": [
            {"trait": "city", "op": "is_any_of", "value": ["Leeds", "Paris"]},
            {"trait": "revenue", "op": ">", "value": 99},
            {"none": [{"event": "opened_email", "within": {"last": {"days": 30}}}]},
        ]
    }
    window = _opened(project)
    until(quiet(window, 1.0))
    window.go_to("segments", new=True)
    pane = window.host.current()
    pane.model.put((), rule)
    until(quiet(window, 1.0))
    strip, heart = Film(window), Heartbeat(window)
    _settled(heart)
    for number in range(EDITS):
        strip.edit(rule, number)
        due = strip.frames[0]["edited"] + APART * (number + 1)
        until(lambda due=due: time.perf_counter() >= due)
    until(strip.has_all)
    typed = len(strip.frames)
    for number in range(SLOW):
        until(quiet(window))
        strip.edit(rule, EDITS + number)
        until(strip.has_all)
    frames = strip.frames
    block = heart.longest
    until(quiet(window))
    window.close()
    return {"typed": _since(frames[:typed]), "single": [_since([frame])[0] for frame in frames[typed:]], "block": block}


def _since(frames: list[dict[str, float]]) -> list[dict[str, float]]:
    return [{what: at - frames[0]["edited"] for what, at in frame.items()} for frame in frames]


def main() -> None:
    """Do what the words say and print it as JSON."""
    action, project, *words = sys.argv[1:]
    app = prepare(["quillwork"])
    with tempfile.TemporaryDirectory() as scratch:
        # A look at the window must not change what the real program remembers.
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, scratch)
        found = film(Path(project)) if action == "film" else visit(Path(project), *words)
    del app
    print(json.dumps(found))


if __name__ == "__main__":
    main()
