"""The life of a child: it does what comes through its pipe, and ends with it."""

import subprocess
import sys
from typing import Any

import orjson
import pyarrow as pa

from app.domain.problems import ImportProblem, received
from app.ingest.readers.child import ASK, BYTES, DONE, END, FAILED, HEAD, TABLE


def double(name: str, data: Any, request: dict[str, Any], give: Any) -> dict[str, Any]:
    give(pa.record_batch({"n": [len(data) * request["times"]]}))
    print("what a library prints is no answer")
    return {"name": name}


def stumble(name: str, data: Any, request: dict[str, Any], give: Any) -> dict[str, Any]:
    if request["ours"]:
        raise ValueError("a slip of ours")
    raise ImportProblem(f"{name} is damaged", "It ends too soon", "Export it again.", where="line 3")


def _asked(*tasks: tuple[str, bytes, dict[str, Any]]) -> list[tuple[bytes, bytes]]:
    """What a child answers to tasks, one after another."""
    said = b""
    for task, data, request in tasks:
        asked = orjson.dumps({"task": f"{__name__}:{task}", "name": "a.xlsx", "request": request})
        for kind, piece in ((ASK, asked), (BYTES, data), (END, b"")):
            said += HEAD.pack(kind, len(piece)) + piece
    code = "import sys; sys.path[:0] = sys.argv[1:]; from app.ingest.readers.child_main import main; main()"
    done = subprocess.Popen([sys.executable, "-c", code, *sys.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert done.stdin is not None
    assert done.stdout is not None
    done.stdin.write(said)
    done.stdin.flush()
    answers, ended = list[tuple[bytes, bytes]](), 0
    while ended < len(tasks):
        kind, length = HEAD.unpack(done.stdout.read(HEAD.size))
        answers.append((kind, done.stdout.read(length)))
        ended += kind in (DONE, FAILED)
    done.stdin.close()
    assert done.wait(20) == 0, "with its pipe it ends"
    done.stdout.close()
    return answers


def test_it_gives_a_table_and_a_document_and_waits_for_more() -> None:
    answers = _asked(("double", b"abc", {"times": 2}), ("double", b"abcd", {"times": 3}))
    tables, documents = b"", []
    for kind, piece in answers:
        if kind == TABLE:
            tables += piece
        else:
            documents.append(orjson.loads(piece))
            assert pa.ipc.open_stream(tables).read_all().column("n").to_pylist() == [[6], [12]][len(documents) - 1]
            tables = b""
    assert documents == [{"name": "a.xlsx"}] * 2


def test_what_is_wrong_with_the_file_is_told_apart_from_what_we_did_wrong() -> None:
    (_, world), (_, ours) = _asked(("stumble", b"", {"ours": False}), ("stumble", b"", {"ours": True}))
    told = received(orjson.loads(world)["problem"])
    assert (type(told), told.what, told.where) == (ImportProblem, "a.xlsx is damaged", "line 3")
    assert orjson.loads(ours) == {"problem": None, "mistake": "ValueError: a slip of ours"}
