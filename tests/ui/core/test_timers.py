"""Timers: once is once, though started twice; every goes on until it is stopped, or its parent has gone."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject

from ui.core.timers import every, once


def test_once_calls_once_after_its_last_start(qtbot) -> None:
    parent, calls = QObject(), []
    timer = once(parent, 20, lambda: calls.append(1))
    assert not timer.isActive()
    timer.start()
    timer.start()
    qtbot.waitUntil(lambda: bool(calls))
    qtbot.wait(60)
    assert calls == [1]
    assert not timer.isActive()


def test_every_goes_on_until_what_it_belongs_to_has_gone(qtbot) -> None:
    parent, calls = QObject(), []
    every(parent, 5, lambda: calls.append(1)).start()
    qtbot.waitUntil(lambda: len(calls) > 2)
    parent.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    before = len(calls)
    qtbot.wait(30)
    assert len(calls) == before
