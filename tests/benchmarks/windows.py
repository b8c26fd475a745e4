"""The window: its start, the first visit of each pane, and a film strip of the builder."""

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

from measuring import HERE, ROOT, Taken, child, compared, in_turn, taken

_EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.show(); app.processEvents()
"""
_OURS = """
from ui.core.application import prepare
app = prepare(["quillwork"])
from ui.shell.window import MainWindow
window = MainWindow(); window.show(); app.processEvents(); window.close()
"""
SLOWEST = 0.05
"""The longest that the window's thread may be blocked, in seconds."""


def start() -> None:
    """From nothing to a shown window, against an empty window of PySide6."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}

    def run(source: str, _: int) -> Taken:
        words = [sys.executable, "-c", source]
        return taken(partial(subprocess.run, words, check=True, cwd=ROOT, env=environment))

    compared("window: shown", *in_turn((partial(run, _OURS), partial(run, _EMPTY)), 5), "an empty PySide6 window")


def _in_window(*words: str | Path) -> Any:
    return json.loads(child([sys.executable, HERE / "in_window.py", *words]).answer)


def visits(project: Path) -> None:
    """The first visit of each pane, at once after the project was opened and when all was loaded ahead."""
    from ui.panes import panes

    print(f"{'first visit, in ms':44} {'call':>8} {'block':>8} {'all':>8}")
    for pane in panes():
        for when in ("at-once", "loaded"):
            found = _in_window("visit", project, pane.key, when)
            figures = " ".join(f"{found[what] * 1000:8.0f}" for what in ("call", "block", "all"))
            late = "" if found["block"] <= SLOWEST else f"  over {SLOWEST * 1000:.0f}"
            print(f"{f'{pane.key}, {when}':44} {figures}{late}", flush=True)


def film(project: Path) -> None:
    """Ten edits 60 ms apart in the builder, then some each by itself: when the number and the rest were painted."""
    found = _in_window("film", project)
    print(f"{'film strip, in ms from the first edit':44} {'edited':>8} {'number':>8} {'rest':>8}")
    for number, frame in enumerate(found["typed"], 1):
        _frame(f"edit {number}", frame)
    print("edits each by itself, in ms from the edit")
    for number, frame in enumerate(found["single"], 1):
        _frame(f"edit {number}", frame)
    print(f"{'longest block of the window':44} {found['block'] * 1000:8.0f}")


def _frame(name: str, frame: dict[str, float]) -> None:
    moments = [f"{frame[what] * 1000:.0f}" if what in frame else "–" for what in ("edited", "number", "rest")]
    print(f"{name:44} {' '.join(f'{moment:>8}' for moment in moments)}", flush=True)
