"""Progress that repeats itself within one long piece of work."""

import threading

import pytest

from app.domain import background
from app.domain.background import RepeatingProgress, beat, beating, tick
from app.domain.progress import Cancelled, Progress


def _told() -> tuple[list[tuple[float, str]], Progress]:
    told: list[tuple[float, str]] = []
    return told, Progress(lambda share, phrase: told.append((share, phrase)))


def test_a_beat_says_the_last_again() -> None:
    told, outer = _told()
    pulse = RepeatingProgress(outer)
    pulse.step(1, 2, "Reading")
    pulse.beat()
    assert told == [(0.5, "Reading")] * 2


def test_steps_that_overlap_never_take_a_bar_back() -> None:
    told, outer = _told()
    pulse = RepeatingProgress(outer)
    pulse.part(0, 1).step(3, 4, "a")
    pulse.part(0, 0.5).step(1, 2, "b")
    assert told == [(0.75, "a"), (0.75, "b")]


def test_work_that_knows_nothing_of_it_can_beat_and_be_stopped() -> None:
    stop = False
    with beating(Progress(cancelled=lambda: stop)):
        beat()
        stop = True
        with pytest.raises(Cancelled):
            beat()
    # Outside nobody listens.
    beat()
    tick()


def test_each_thread_has_its_own() -> None:
    told, outer = _told()
    with beating(outer) as pulse:
        pulse.step(1, 2, "mine")
        other = threading.Thread(target=beat)
        other.start()
        other.join()
    assert len(told) == 1


def test_ticks_come_as_beats_at_most_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(background.time, "monotonic", lambda: now[0])
    told, outer = _told()
    with beating(outer):
        for _ in range(1_000):
            tick()
        assert len(told) == 1
        now[0] += 0.06
        tick()
    assert len(told) == 2
