"""The line at the foot: what the project holds, and the oldest work with the way to stop it."""

import threading

from PySide6.QtCore import Qt

from app.project import Project, overview
from ui.core.jobs import Jobs
from ui.shell.status import JobLine, StatusLine
from ui.widgets.buttons import Button


def test_it_says_what_the_project_holds_or_why_nothing_is_saved(qtbot, shown, shop) -> None:
    line, wanted = shown(StatusLine()), []
    line.palette_wanted.connect(lambda: wanted.append(1))
    assert line.text() == "No project open"
    with Project.open(shop) as project:
        found = overview(project)
    line.show_project(found)
    assert line.text() == "Saved · 12 people · 18 events · as of 10 Dec 2011"
    line.show_project(found, "Only to be read: it is open elsewhere")
    assert line.text().startswith("Only to be read: it is open elsewhere · 12 people")
    line.show_project(None)
    assert line.text() == "No project open"
    (palette,) = [one for one in line.findChildren(Button) if "for anything" in one.text()]
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton)
    assert wanted == [1]


def test_the_oldest_work_is_shown_with_how_many_more_and_its_cross_stops_it(qtbot, shown, jobs: Jobs) -> None:
    line, gate = JobLine(), threading.Event()
    shown(line)
    line.show_jobs([])
    assert (line.isVisible(), line.cancel()) == (False, False)

    def work(progress) -> None:
        while not gate.wait(0.005):
            progress.step(1, 4, "orders.csv")

    stopped: list[str] = []
    first = jobs.start("a", work, cancelled=lambda: stopped.append("a"), title="Importing")
    second = jobs.start("b", work, cancelled=lambda: stopped.append("b"), title="Counting")
    try:
        qtbot.waitUntil(lambda: first.state[0] > 0)
        line.show_jobs([first, second])
        assert line.accessibleName() == "Importing · orders.csv 25\u00a0%"
        assert line._more.text() == "and 1 more"
        (cross,) = line.findChildren(Button)
        assert cross.accessibleName() == "Cancel this work"
        qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
        line.show_jobs([first, second])
        assert line.accessibleName().startswith("Stopping…")
        qtbot.waitUntil(lambda: stopped == ["a"])
        assert not second.cancelled
    finally:
        gate.set()
    qtbot.waitUntil(lambda: not jobs.running())
