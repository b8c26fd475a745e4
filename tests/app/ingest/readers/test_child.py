"""What a child that reads strangers' files does to its parent: nothing, whatever becomes of it."""

import errno
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pyarrow as pa
import pytest

from app.domain.problems import FileProblem, ImportProblem
from app.domain.progress import Cancelled, Progress
from app.ingest.readers import child as apart
from app.ingest.readers import problems
from tests.processes import wait_until_ended


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """No child from before, and none left."""
    _end_all()
    yield
    _end_all()


def _end_all() -> None:
    while apart._waiting:
        apart._waiting.pop().end()


def _children() -> list[psutil.Process]:
    """Those of this kind; tests of the window leave the browser engine's."""
    return [one for one in psutil.Process().children() if _is_at_work(one)]


def _is_at_work(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and "app.ingest.readers.child_main" in " ".join(
            process.cmdline()
        )
    except psutil.NoSuchProcess:
        return False


def ask(task: str, data: bytes = b"", progress: Progress | None = None, **request: Any) -> apart.Answer:
    return apart.ask(f"{__name__}:{task}", "orders.xlsx", data, request, progress or Progress())


# What the child does here; it imports this module.


def tell(name: str, data: Any, request: dict[str, Any], give: Any) -> dict[str, Any]:
    for start in (0, 2):
        give(pa.record_batch({"n": [start, start + 1]}))
    print("what a library prints is no answer")
    return {"name": name, "size": len(data), "request": request, "process": os.getpid()}


def refuse(name: str, data: Any, request: dict[str, Any], give: Any) -> dict[str, Any]:
    raise ImportProblem(f"{name} has no sheet", "It is blank", "Save it again.", where="line 3")


def abort(name: str, data: Any, request: dict[str, Any], give: Any) -> dict[str, Any]:
    os.abort()


def swell(name: str, data: Any, request: dict[str, Any], give: Any) -> dict[str, Any]:
    kept = []
    while True:
        kept.append(bytearray(10_000_000))
        time.sleep(0.001)


def fill_the_disk(name: str, data: Any, request: dict[str, Any], give: Any) -> dict[str, Any]:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def sleep(name: str, data: Any, request: dict[str, Any], give: Any) -> dict[str, Any]:
    time.sleep(600)
    return {}


def test_a_child_answers_with_a_table_and_a_document() -> None:
    found = ask("tell", b"x" * 3_000_000, sheet="A")
    assert pa.ipc.open_stream(found.table).read_all().to_pydict() == {"n": [0, 1, 2, 3]}
    told = {"name": "orders.xlsx", "size": 3_000_000, "request": {"sheet": "A"}}
    assert {key: found.document[key] for key in told} == told
    assert found.document["process"] != os.getpid()
    # It waits, and does the next work.
    assert ask("tell").document["process"] == found.document["process"]


def test_a_problem_arrives_as_it_was_said() -> None:
    with pytest.raises(ImportProblem) as caught:
        ask("refuse")
    said = caught.value
    assert (said.what, said.why, said.remedy, said.where) == (
        "orders.xlsx has no sheet", "It is blank", "Save it again.", "line 3",
    )  # fmt: skip


def widen(name: str, data: Any, request: dict[str, Any], give: Any) -> dict[str, Any]:
    raise problems.TOO_WIDE(name=name, columns=f"{request['columns']:,} columns", most=16_384, where="line 2")


def test_a_declared_problem_arrives_with_its_code_and_values() -> None:
    with pytest.raises(ImportProblem) as raised:
        ask("widen", columns=20_000)
    assert raised.value.code == problems.TOO_WIDE.code
    assert raised.value.values == {"name": raised.value.values["name"], "columns": "20,000 columns", "most": 16_384}
    assert "A table may have 16,384." in str(raised.value)
    assert raised.value.where == "line 2"


def test_a_problem_of_a_kind_of_its_own_arrives_as_that() -> None:
    with pytest.raises(problems.EncodingProblem, match="cannot be read as latin"):
        ask("misread")


def misread(name: str, data: Any, request: dict[str, Any], give: Any) -> dict[str, Any]:
    raise problems.OTHER_ENCODING(name=name, encoding="latin", why="")


def test_a_child_that_does_not_survive_a_file_is_told_in_a_sentence() -> None:
    with pytest.raises(FileProblem, match=r"^orders\.xlsx cannot be read\. It is damaged, or made so"):
        ask("abort")
    assert ask("tell").document["size"] == 0


def test_what_this_machine_lacks_is_not_the_file_s_fault() -> None:
    with pytest.raises(FileProblem, match=r"^orders\.xlsx cannot be read\. The disk is full\. "):
        ask("fill_the_disk")


def test_an_answer_that_nobody_waits_for_is_not_the_next_one_s() -> None:
    def report(_share: float, _phrase: str) -> None:
        raise ImportProblem("Whoever asked has thought better of it")

    with pytest.raises(ImportProblem, match="thought better"):
        ask("tell", progress=Progress(report), of="one")
    assert ask("tell", of="another").document["request"] == {"of": "another"}


def test_a_child_that_takes_too_much_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MEMORY", 400_000_000)
    with pytest.raises(FileProblem, match=r"takes too much memory to be read\. More than 0\.4 GB"):
        ask("swell")
    assert _children() == []


def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_SECONDS", 1.5)
    with pytest.raises(FileProblem, match="takes too long to be read"):
        ask("sleep")
    assert _children() == []


def test_a_child_is_ended_within_a_second_of_a_cancel() -> None:
    asked = time.monotonic()
    with pytest.raises(Cancelled):
        ask("sleep", progress=Progress(cancelled=lambda: time.monotonic() > asked + 1))
    assert time.monotonic() - asked < 2
    assert _children() == []


@pytest.mark.parametrize("task", ["sleep", "tell"])
def test_a_killed_parent_leaves_no_child(task: str, tmp_path: Path) -> None:
    told = tmp_path / "child"
    text = (
        "import threading, time, psutil\n"
        "from app.ingest.readers import child as apart\n"
        f"asked = threading.Thread(target=apart.ask, args=('{__name__}:{task}', 'a.xlsx', b'', {{}}), daemon=True)\n"
        "asked.start()\n"
        "time.sleep(1.5)\n"
        f"open({str(told)!r}, 'w').write(' '.join(str(one.pid) for one in psutil.Process().children()))\n"
        "time.sleep(60)\n"
    )
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    parent = subprocess.Popen([sys.executable, "-c", text], env=found)
    until = time.monotonic() + 30
    while not (told.exists() and told.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    (child,) = map(int, told.read_text().split())
    parent.kill()
    parent.wait()
    wait_until_ended(child)
