"""What is Qt's is never taken away by a job's thread: the window came to a standstill for good."""

import gc
import sys
import threading
import types
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from app.domain.progress import Progress
from ui.core.garbage_collector import LIBRARY, MANY, Sweeper
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


@pytest.fixture
def looked_through() -> Iterator[list[int]]:
    """The generations that were collected, in turn."""
    kept: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "stop":
            kept.append(info["generation"])

    gc.callbacks.append(note)
    yield kept
    gc.callbacks.remove(note)


def _make_the_oldest_due() -> None:
    """So many collections of the younger ones that Python's own collector would look through all there is."""
    for _ in range(gc.get_threshold()[2] + 1):
        gc.collect(1)


def test_all_there_is_is_looked_through_when_a_quarter_has_come_to_it(qapp: Any, looked_through: list[int]) -> None:
    sweeper = Sweeper(qapp, lambda: False)
    _make_the_oldest_due()
    sweeper.sweep()
    assert 2 not in looked_through
    kept = [[] for _ in range(sys.getallocatedblocks() // 2)]
    sweeper.sweep()
    assert looked_through[-1] == 2
    sweeper.close()
    assert kept


def test_what_a_job_has_at_hand_holds_nobody_up(qapp: Any, looked_through: list[int]) -> None:
    runs = [True]
    sweeper = Sweeper(qapp, lambda: runs[0])
    kept = [[] for _ in range(max(MANY, sys.getallocatedblocks() // 2) + 1)]
    _make_the_oldest_due()
    looked_through.clear()
    more = [[] for _ in range(MANY + 1)]
    sweeper.sweep()
    assert looked_through == []
    runs[0] = False
    sweeper.sweep()
    assert looked_through == [2]
    sweeper.close()
    assert kept
    assert more


def test_a_library_that_has_come_is_not_looked_through_any_more(qapp: Any, looked_through: list[int]) -> None:
    sweeper = Sweeper(qapp, lambda: False)
    names = [f"library_of_a_test_{at}" for at in range(LIBRARY)]
    sys.modules.update({name: types.ModuleType(name) for name in names})
    kept = [[] for _ in range(sys.getallocatedblocks() // 2)]
    _make_the_oldest_due()
    before = gc.get_freeze_count()
    sweeper.sweep()
    assert gc.get_freeze_count() > before + len(kept)
    assert 2 not in looked_through
    sweeper.close()
    gc.unfreeze()
    for name in names:
        del sys.modules[name]


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
