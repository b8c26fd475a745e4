"""What was worked out once and is asked for again by many threads."""

import threading

import pytest

from app.domain.shared_answers import Known


def test_it_is_worked_out_once() -> None:
    known, made = Known(8), []
    for _ in range(3):
        assert known.once("a", lambda: made.append(1) or "answer") == "answer"
    assert made == [1]


def test_every_thread_is_given_the_very_same() -> None:
    known, gate, got = Known(8), threading.Barrier(6), []

    def ask() -> None:
        gate.wait()
        got.append(known.once("a", object))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 6
    assert len({id(one) for one in got}) == 1


def test_only_the_latest_are_kept_and_asking_counts_as_late() -> None:
    known = Known(2)
    known.once("a", lambda: 1)
    known.once("b", lambda: 2)
    known.once("a", lambda: 0)
    known.once("c", lambda: 3)
    assert len(known) == 2
    assert known.once("a", lambda: 9) == 1
    assert known.once("b", lambda: 9) == 9


def test_what_fails_is_not_kept() -> None:
    known = Known(2)
    with pytest.raises(ZeroDivisionError):
        known.once("a", lambda: 1 // 0)
    assert known.once("a", lambda: 4) == 4


def test_an_answer_of_nothing_is_one() -> None:
    known, made = Known(2), []
    for _ in range(2):
        assert known.once("a", lambda: made.append(1)) is None
    assert made == [1]
