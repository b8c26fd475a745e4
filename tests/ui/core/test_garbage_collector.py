"""What is Qt's is never taken away by a job's thread: the window came to a standstill for good."""

import gc
import threading
import weakref
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from app.domain.progress import Progress
from ui.core.jobs import Jobs
from ui.preview_pane import settle
from ui.shell.window import MainWindow


class Knot(QObject):
    """An object that holds itself, so that only the collector of cycles takes it away."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


def test_cycles_are_collected_on_the_thread_of_the_interface(jobs: Jobs, qtbot: QtBot) -> None:
    gone: list[threading.Thread] = []

    def work(_: Progress) -> int:
        for _ in range(200):
            kept: list[Any] = [[one] for one in range(2_000)]
        return len(kept)

    knots = [Knot() for _ in range(20)]
    for knot in knots:
        weakref.finalize(knot, lambda: gone.append(threading.current_thread()))
    del knots, knot
    with qtbot.waitSignal(jobs.idle):
        jobs.start("make many", work)
    qtbot.waitUntil(lambda: len(gone) == 20)
    assert set(gone) == {threading.main_thread()}


def test_what_a_job_was_given_is_let_go_of_on_the_thread_of_the_interface(jobs: Jobs, qtbot: QtBot) -> None:
    gone: list[threading.Thread] = []

    def start() -> None:
        held = QObject()
        weakref.finalize(held, lambda: gone.append(threading.current_thread()))
        jobs.start("hold", lambda _: held.objectName())

    with qtbot.waitSignal(jobs.idle):
        start()
    qtbot.waitUntil(lambda: bool(gone))
    assert gone == [threading.main_thread()]


def test_python_collects_by_itself_again_when_the_last_is_closed(jobs: Jobs) -> None:
    others = Jobs()
    assert not gc.isenabled()
    others.close()
    others.close()
    assert not gc.isenabled()
    jobs.close()
    assert gc.isenabled()


def test_an_answer_for_a_pane_that_is_gone_goes_nowhere(open_shop: MainWindow, qtbot: QtBot) -> None:
    open_shop.go_to("people")
    assert settle(open_shop)
    pane: Any = open_shop.host.current()
    told: list[str] = []
    open_shop.host.suspend()
    pane.run("late", lambda _: 1, lambda _: told.append(pane.strip.text()))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qtbot.waitUntil(lambda: not open_shop.running())
    assert told == []
    open_shop.go_to("home")
