import threading

import pytest
from PySide6.QtCore import QThread

from app.domain.problems import Problem
from app.domain.progress import Progress
from ui.core.jobs import SHOWN_AFTER, Jobs


def _wait_for(event: threading.Event, progress: Progress) -> str:
    """Work that reports until it may end."""
    while not event.wait(0.005):
        progress.step(1, 4, "still at it")
    return "done"


def test_work_runs_elsewhere_and_its_result_comes_back_here(qtbot, jobs: Jobs) -> None:
    seen: list[object] = []
    main = QThread.currentThread()
    jobs.start(
        "a",
        lambda _: QThread.currentThread() is main,
        lambda result: seen.extend([result, QThread.currentThread() is main]),
    )
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [False, True]


def test_the_same_key_cancels_the_one_before_and_its_result_never_arrives(qtbot, jobs: Jobs) -> None:
    gate, seen = threading.Event(), []
    calls = (seen.append, lambda problem: seen.append(problem), lambda: seen.append("cancelled"))
    first = jobs.start("count", lambda progress: _wait_for(gate, progress), *calls)
    jobs.start("count", lambda _: "second", *calls)
    qtbot.waitUntil(lambda: not jobs.running())
    assert first.cancelled
    assert seen == ["second"]


def test_a_result_that_was_ready_before_it_was_replaced_does_not_arrive_either(qtbot, jobs: Jobs) -> None:
    ended, seen = threading.Event(), []

    def quick(_: Progress) -> str:
        ended.set()
        return "stale"

    jobs.start("count", quick, seen.append)
    assert ended.wait(5)
    QThread.msleep(50)  # its result now waits in the queue of this thread
    jobs.start("count", lambda _: "fresh", seen.append)
    qtbot.waitUntil(lambda: not jobs.running())
    assert seen == ["fresh"]


def test_other_keys_do_not_disturb_each_other(qtbot, jobs: Jobs) -> None:
    seen: list[str] = []
    for key in "abcdef":
        jobs.start(key, lambda _, key=key: key, seen.append)
    qtbot.waitUntil(lambda: not jobs.running())
    assert sorted(seen) == list("abcdef")


def test_cancelling_stops_the_work_at_its_next_report_and_says_so(qtbot, jobs: Jobs) -> None:
    gate, seen = threading.Event(), []
    job = jobs.start(
        "long", lambda progress: _wait_for(gate, progress), seen.append, seen.append, lambda: seen.append(0)
    )
    job.cancel()
    qtbot.waitUntil(lambda: not jobs.running())
    assert seen == [0]


def test_a_problem_is_given_to_the_one_who_asked(qtbot, jobs: Jobs) -> None:
    seen: list[Problem] = []
    bugs: list[object] = []
    jobs.bug.connect(bugs.append)

    def fails(_: Progress) -> None:
        raise Problem("The disk is full", "", "Make room")

    jobs.start("a", fails, None, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert str(seen[0]) == "The disk is full. Make room."
    assert bugs == []


def test_a_bug_is_reported_and_the_one_who_asked_hears_a_sentence_without_its_text(qtbot, jobs: Jobs) -> None:
    seen: list[Problem] = []
    bugs: list[BaseException] = []
    jobs.bug.connect(bugs.append)

    def broken(_: Progress) -> None:
        raise ValueError("maria@example.com")

    jobs.start("a", broken, None, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert [type(bug) for bug in bugs] == [ValueError]
    assert "maria" not in str(seen[0])


def test_a_job_is_shown_only_after_a_while_and_never_when_quiet(qtbot, jobs: Jobs) -> None:
    gate, lists = threading.Event(), []
    jobs.shown.connect(lists.append)
    job = jobs.start("a", lambda progress: _wait_for(gate, progress), title="Counting")
    jobs.start("b", lambda progress: _wait_for(gate, progress), quiet=True)
    qtbot.waitUntil(lambda: bool(lists))
    assert lists[0] == []
    job.started -= SHOWN_AFTER
    qtbot.waitUntil(lambda: lists[-1] == [job])
    assert job.words == "Counting · still at it"
    assert job.state[0] == pytest.approx(0.25)
    gate.set()
    qtbot.waitUntil(lambda: not jobs.running())
    assert lists[-1] == []


def test_dropping_a_prefix_silences_those_jobs_only(qtbot, jobs: Jobs) -> None:
    gate, seen = threading.Event(), []
    jobs.start("pane/a", lambda progress: _wait_for(gate, progress), seen.append, None, lambda: seen.append("heard"))
    jobs.start("other/a", lambda progress: _wait_for(gate, progress), seen.append)
    jobs.drop("pane/")
    gate.set()
    qtbot.waitUntil(lambda: not jobs.running())
    assert seen == ["done"]


def test_closing_stops_everything_and_nothing_arrives_after_it(qtbot) -> None:
    jobs, gate, seen = Jobs(), threading.Event(), []
    for key in "abcdefgh":
        jobs.start(key, lambda progress: _wait_for(gate, progress), seen.append, seen.append, lambda: seen.append(0))
    jobs.close()
    assert jobs.running() == []
    late = jobs.start("late", lambda _: "late", seen.append)
    assert late.cancelled
    qtbot.wait(50)
    assert seen == []


def test_what_keeps_work_is_done_in_order_and_never_cancelled(qtbot, jobs: Jobs) -> None:
    gate, done = threading.Event(), []

    def slow(_: Progress) -> None:
        gate.wait(5)
        done.append("first")

    jobs.start("pane/keep", slow, keeps=True)
    jobs.start("pane/keep", lambda _: done.append("second"), keeps=True)
    qtbot.wait(50)
    assert done == []
    threading.Timer(0.05, gate.set).start()
    jobs.drop("pane/")
    assert done == ["first", "second"], "a pane that goes waits for what it keeps"


def test_what_is_to_be_done_once_is_not_begun_again_while_it_runs(qtbot, jobs: Jobs) -> None:
    gate, done, seen = threading.Event(), [], []

    def copy(_: Progress) -> str:
        gate.wait(5)
        done.append("copied")
        return "the copy"

    first = jobs.start("copy", copy, seen.append, once=True)
    assert jobs.start("copy", copy, seen.append, once=True) is first
    gate.set()
    qtbot.waitUntil(lambda: not jobs.running())
    assert (done, seen) == (["copied"], ["the copy"])
    jobs.start("copy", copy, seen.append, once=True)
    qtbot.waitUntil(lambda: len(seen) == 2)


def test_cancelling_interrupts_what_waits_for_an_answer(qtbot, jobs: Jobs) -> None:
    gate, waiting, seen = threading.Event(), threading.Event(), []

    def work(progress: Progress) -> None:
        with progress.interrupting(gate.set):
            waiting.set()
            assert gate.wait(5)
            raise RuntimeError("interrupted")

    job = jobs.start("long", work, seen.append, seen.append, lambda: seen.append("stopped"))
    assert waiting.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: not jobs.running())
    assert seen == ["stopped"]
