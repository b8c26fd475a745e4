"""Decisions that are pressed while one is being kept: each in its turn, and one that fails stops no other."""

import threading

from ui.core.problems import TOO_MANY
from ui.panes.base import Pane
from ui.panes.decision_line import DecisionLine
from ui.preview_pane import settle
from ui.shell.window import MainWindow


def test_each_is_kept_in_its_turn_and_one_that_fails_stops_no_other(at_work: MainWindow) -> None:
    pane = at_work.host.current()
    assert isinstance(pane, Pane)
    gate, seen, failed, over = threading.Event(), [], [], []
    line = DecisionLine(pane, "try", "Keeping", "Stopped.", lambda: over.append(len(seen)))

    def fails(progress: object) -> None:
        raise TOO_MANY(people="3 people")

    line.add(lambda progress: (gate.wait(10), seen.append("first")), lambda: failed.append("first"))
    line.add(fails, lambda: failed.append("second"))
    line.add(lambda progress: seen.append("third"), lambda: failed.append("third"))
    assert line.busy
    gate.set()
    assert settle(at_work, lambda: not line.busy)
    assert (seen, failed, over[-1]) == (["first", "third"], ["second"], 2)
    assert "3 people" in pane.strip.text()
