"""Reporting long work, and stopping it."""

import pytest

from app.domain.progress import SILENT, Cancelled, Progress, StopCalls


def test_a_step_tells_the_share_and_the_phrase() -> None:
    told: list[tuple[float, str]] = []
    Progress(lambda share, phrase: told.append((share, phrase))).step(1, 4, "Reading")
    assert told == [(0.25, "Reading")]


def test_a_part_fills_its_slice_and_parts_of_parts_theirs() -> None:
    told: list[float] = []
    whole = Progress(lambda share, _: told.append(round(share, 6)))
    half = whole.part(0.5, 1.0)
    half.step(0, 1, "")
    half.part(0.5, 1.0).step(1, 2, "")
    half.step(1, 1, "")
    assert told == [0.5, 0.875, 1.0]


@pytest.mark.parametrize(("done", "total", "share"), [(5, 4, 1.0), (1, 0, 0.0), (0, 0, 0.0)])
def test_no_share_leaves_the_bar(done: float, total: float, share: float) -> None:
    told: list[float] = []
    Progress(lambda one, _: told.append(one)).step(done, total, "")
    assert told == [share]


def test_the_next_report_stops_work_that_somebody_cancelled_and_so_does_that_of_its_parts() -> None:
    stopped = False
    told: list[str] = []
    progress = Progress(lambda _, phrase: told.append(phrase), lambda: stopped)
    part = progress.part(0, 0.5)
    part.step(1, 2, "first")
    stopped = True
    for one in (progress, part):
        with pytest.raises(Cancelled, match="second"):
            one.step(2, 2, "second")
    assert told == ["first"]


def test_silence_is_told_to_nobody() -> None:
    SILENT.step(1, 2, "anything")
    SILENT.part(0, 1).step(1, 2, "anything")


def test_what_waits_is_interrupted_only_while_it_waits_and_raises_that_it_was_stopped() -> None:
    stopped, calls, heard = False, StopCalls(), []
    part = Progress(None, lambda: stopped, calls).part(0, 0.5)
    with pytest.raises(KeyError), part.interrupting(lambda: heard.append("first")):
        # Its own mistakes are no end that somebody asked for.
        raise KeyError
    calls.call()
    assert heard == []

    def wait() -> None:
        nonlocal stopped
        with part.interrupting(lambda: heard.append("second")):
            stopped = True
            calls.call()
            raise ValueError("ended")

    with pytest.raises(Cancelled, match="ended"):
        wait()
    assert heard == ["second"]
    with SILENT.interrupting(lambda: heard.append("never")):
        calls.call()
    assert heard == ["second"]
