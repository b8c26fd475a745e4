"""How the benchmarks measure: ours and the floor in turn, by the clock and by the processor, and a child's memory."""

import json
import os
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROGRAM = [sys.executable, "-m", "ui.program"]


@dataclass(frozen=True)
class Taken:
    """What some work took: seconds by the clock and of the processor, its answer, and a child's peak in bytes."""

    clock: float
    cpu: float
    answer: Any = None
    peak: int = 0


def _processor() -> float:
    """Seconds of the processor in all threads of this process, and in its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def taken(work: Callable[[], Any]) -> Taken:
    """Do some work once."""
    clock, cpu = time.perf_counter(), _processor()
    answer = work()
    return Taken(time.perf_counter() - clock, _processor() - cpu, answer)


def middle(runs: Sequence[Taken]) -> Taken:
    """The medians of some runs; the answer and the peak are the last one's and the greatest."""
    return Taken(
        statistics.median(run.clock for run in runs),
        statistics.median(run.cpu for run in runs),
        runs[-1].answer,
        max(run.peak for run in runs),
    )


def in_turn(works: Sequence[Callable[[int], Taken]], rounds: int) -> list[list[Taken]]:
    """All runs of each work: one after the other in every round, so that a slow moment falls on all of them."""
    runs: list[list[Taken]] = [[] for _ in works]
    for number in range(rounds):
        for work, theirs in zip(works, runs, strict=True):
            theirs.append(work(number))
    return runs


def compared(name: str, ours: Sequence[Taken], floor: Sequence[Taken], against: str, note: str = "") -> None:
    """Print one line: both medians, and ours over the floor's by the clock and by the processor."""
    mine, plain = middle(ours), middle(floor)
    memory = f", {mine.peak / 1e6:,.0f} against {plain.peak / 1e6:,.0f} MB" if mine.peak else ""
    print(
        f"{name:44} {mine.clock:9.3f} s {plain.clock:9.3f} s  ratio {mine.clock / plain.clock:6.2f}  "
        f"processor {mine.cpu:8.2f} s {plain.cpu:8.2f} s  ratio {mine.cpu / plain.cpu:6.2f}"
        f"{memory}  against {against}{'; ' if note else ''}{note}",
        flush=True,
    )


def alone(name: str, runs: Sequence[Taken], note: str = "") -> None:
    """Print one line of what has no floor."""
    mine = middle(runs)
    memory = f", {mine.peak / 1e6:,.0f} MB" if mine.peak else ""
    print(f"{name:44} {mine.clock:9.3f} s  processor {mine.cpu:8.2f} s{memory}  {note}", flush=True)


def child(words: Sequence[str | Path], cache: Path | None = None) -> Taken:
    """Run a program to its end; the answer is what it printed, the peak the most that it or a child of it held.

    `cache` takes the place of the cache folder, where the program is to find nothing.
    """
    clock, cpu = time.perf_counter(), _processor()
    environment = os.environ | ({"QUILLWORK_CACHE": str(cache)} if cache else {})
    # What starts without compiled modules compiles them; the second start of a checkout is like the bundle's.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with subprocess.Popen(list(map(str, words)), cwd=ROOT, stdout=subprocess.PIPE, env=environment) as process:
        peak = _Peak(process.pid)
        assert process.stdout is not None
        answer = process.stdout.read()
        process.wait()
        clock = time.perf_counter() - clock
    highest = peak.ended()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return Taken(clock, _processor() - cpu, answer, highest)


def floor(action: str, *words: str | Path) -> Taken:
    """What a floor took by itself, the start of its process left out; see `floors.py`."""
    done = child([sys.executable, HERE / "floors.py", action, *words])
    told = json.loads(done.answer)
    return Taken(told["clock"], told["cpu"], told["rows"], done.peak)


def ours(action: str, *words: str | Path, cache: Path | None = None) -> dict[str, Taken]:
    """What each part of our work took by itself; see `ours.py`. The peak is that of the whole process."""
    done = child([sys.executable, HERE / "ours.py", action, *words], cache)
    told = json.loads(done.answer)
    return {name: Taken(part["clock"], part["cpu"], part["rows"], done.peak) for name, part in told.items()}


class _Peak:
    """Watches the resident memory of a process and of its children: `VmHWM` of each, which only grows."""

    def __init__(self, pid: int) -> None:
        self._pid, self._highest, self._end = pid, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._end.wait(0.02):
            self._look(str(self._pid))

    def _look(self, pid: str) -> None:
        try:
            status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        except OSError:  # it has ended
            return
        for line in status.splitlines():
            if line.startswith("VmHWM:"):
                self._highest = max(self._highest, int(line.split()[1]) * 1024)
        for one in children:
            self._look(one)

    def ended(self) -> int:
        """The most that one of them held, in bytes."""
        self._end.set()
        self._thread.join()
        return self._highest
