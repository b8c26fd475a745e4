"""Work on a mirror in a process of its own, which tells what it does and ends with whoever started it."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

from storage.disk.errors import StoreFault, fault_of

Step = Callable[[float, float, str], None]
"""Told (done, total, phrase) now and then; may raise to stop the work."""

Said = Callable[[str], None]
"""Told a phrase for people."""


class Moved(Exception):
    """Something was committed between naming the mirror and reading for it: name it anew."""


def in_child(work: Callable[..., None], given: tuple[Any, ...], places: Sequence[Path], step: Step) -> None:
    """Run `work(*given, said)` in a child and wait for it; what `step` raises ends it. Raises what it met.

    `places` are the files that a fault of the disk may be about.
    """
    # A forked child would have this process's connections and held locks, and must not use them.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_live, args=(work, given, places, theirs), daemon=True)
    child.start()
    # With our own copy of its end open, the end of the child would never be read as the end of the pipe.
    theirs.close()
    try:
        outcome = _listen(ours, step)
    finally:
        if child.is_alive():
            child.terminate()
        child.join()
        child.close()
        ours.close()
    if outcome == Moved.__name__:
        raise Moved
    if isinstance(outcome, StoreFault):
        raise outcome
    if outcome:
        raise RuntimeError(outcome)


def _listen(pipe: Pipe, step: Step) -> str | StoreFault:
    """Pass the child's phrases on until it ends; returns what went wrong, or an empty text."""
    phrase = "Preparing your audience"
    while True:
        step(0, 0, phrase)
        # So often the work can be stopped while the child reads without a word.
        if not pipe.poll(0.1):
            continue
        try:
            kind, phrase = pipe.recv()
        except EOFError:
            return "the child that prepares the audience ended early"
        if kind == "fault":
            what, remedy, damaged = phrase
            return StoreFault(what, remedy, damaged=damaged)
        if kind != "said":
            return str(phrase) if kind == "failed" else ""


def end_with_parent() -> None:
    """End this child when its parent has ended, a killed one too: what it makes would be for nobody."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        """End this process with the one that it works for."""
        if parent is not None:
            # A killed parent cannot tell anybody: its child waits for its end instead.
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _live(work: Callable[..., None], given: tuple[Any, ...], places: Sequence[Path], pipe: Pipe) -> None:
    """The child's whole life."""
    end_with_parent()
    try:
        work(*given, lambda phrase: pipe.send(("said", phrase)))
        pipe.send(("done", ""))
    except Moved:
        pipe.send(("failed", Moved.__name__))
    except Exception as error:
        if fault := fault_of(error, list(places)):
            pipe.send(("fault", (fault.what, fault.remedy, fault.damaged)))
        else:
            pipe.send(("failed", f"{type(error).__name__}: {error}"))
