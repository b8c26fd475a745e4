"""Waiting on another thread: what comes of the work, and stopping it while it waits."""

import threading
import time

import pytest

from app.domain.progress import SILENT, Cancelled, Progress
from storage.other_databases import waiting
from storage.other_databases.waiting import GivenUp, awaited


def stopped_after(seconds: float) -> Progress:
    until = time.monotonic() + seconds
    return Progress(None, lambda: time.monotonic() > until)


def test_what_the_work_gives_or_raises_is_given_or_raised() -> None:
    assert awaited(lambda: 7, SILENT, "Asking", lambda: None) == 7

    def fail() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        awaited(fail, SILENT, "Asking", lambda: None)


def test_it_is_said_what_is_waited_for() -> None:
    said: list[str] = []
    awaited(lambda: time.sleep(0.12), Progress(lambda _, phrase: said.append(phrase)), "Asking", lambda: None)
    assert len(said) > 1
    assert set(said) == {"Asking"}


def test_work_is_stopped_where_it_waits() -> None:
    told = threading.Event()
    with pytest.raises(Cancelled) as caught:
        awaited(lambda: told.wait(20), stopped_after(0.1), "Asking", told.set)
    assert caught.value.__cause__ is None


def test_work_that_does_not_stop_is_left_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_PATIENCE", 0.1)
    told = threading.Event()
    with pytest.raises(Cancelled) as caught:
        awaited(lambda: told.wait(20), stopped_after(0.1), "Asking", lambda: None)
    assert isinstance(caught.value.__cause__, GivenUp)
    told.set()
