"""The records of topics: as files of lines, and read from a real broker, nothing twice and nothing left out."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app import ingest
from app.domain.problems import Problem
from app.project import Project
from app.watching import Topic, records
from app.watching.records import Record
from storage.file.models import event
from tests.servers import Broker, kafka

MAPPING = {
    "version": 1,
    "kind": "events",
    "columns": {
        "email": {"to": "email"},
        "event": {"to": "event"},
        "time": {"to": "time"},
        "product.sku": {"to": "sku"},
        "n": {"to": "n", "type": "number"},
    },
    "event": {"name_from": "event"},
}


def topic(**columns: dict[str, str]) -> Topic:
    mapping = MAPPING | {"columns": {**MAPPING["columns"], **columns}}  # type: ignore[dict-item]
    return Topic("kafka://127.0.0.1:9092/visits", ingest.parse(mapping))


def lines(path: Path) -> list[object]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_records_are_lines_and_those_that_are_no_objects_stand_last(tmp_path: Path) -> None:
    path = tmp_path / "visits.jsonl"
    found = [
        Record(0, 0, b"no json"),
        Record(0, 1, b'{"a": "x\\ny",\r\n "n": 12.10}'),
        Record(0, 2, None, b"gone"),
        Record(1, 0, b"[1]"),
        Record(1, 1, b"{}"),
    ]
    assert records.write(path, topic(), found) == 4
    assert lines(path) == [{"a": "x\ny", "n": 12.10}, {}, "no json", "[1]"]
    # A number is what it was, to the last figure.
    assert "12.10" in path.read_text("utf-8")


def test_key_and_time_come_along_where_the_mapping_names_them(tmp_path: Path) -> None:
    path = tmp_path / "visits.jsonl"
    wanted = topic(**{"kafka.key": {"to": "customer_id"}, "kafka.timestamp": {"to": "seen_at"}})
    records.write(path, wanted, [Record(0, 0, b'{"n": 1}', b"17", 1_767_225_600_000), Record(0, 1, b"{}", None, None)])
    assert lines(path) == [{"n": 1, "kafka.key": "17", "kafka.timestamp": "2026-01-01T00:00:00+00:00"}, {}]


def test_nothing_but_other_things_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="None of 2 records of visits is a JSON object"):
        records.write(tmp_path / "a.jsonl", topic(), [Record(0, 0, b"\x00\x01"), Record(0, 1, b"3")])


def test_a_stretch_is_what_was_read() -> None:
    found = [Record(2, 7, b"{}"), Record(0, 3, None), Record(2, 9, b"{}")]
    assert records.stretch_of(topic(), found).offsets == {2: (7, 10), 0: (3, 4)}


def test_without_its_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "confluent_kafka", None)
    with pytest.raises(Problem, match=r"pip install quillwork\[kafka\]"), records.read(topic(), {}):
        pass


@pytest.fixture(scope="module")
def broker() -> Iterator[Broker]:
    with kafka() as found:
        yield found


def watched(broker: Broker, project: Path, *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "ui.program", "watch", str(project), *words]
    return subprocess.Popen(command, env=broker.surroundings, stdout=subprocess.PIPE, text=True)


def told(broker: Broker, project: Path, *words: str) -> str:
    process = watched(broker, project, *words)
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0, out
    return out


def visit(number: int) -> str:
    at = f"2026-11-{1 + number % 28:02d}T{number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d}Z"
    row = {"email": f"p{number % 40}@example.com", "event": "viewed_product", "time": at, "n": number}
    return json.dumps(row | {"product": {"sku": f"S{number % 7}"}})


def numbers(project: Path) -> list[int]:
    """The numbers of the visits that are in the project, each as often as it is."""
    with Project.open(project) as opened, opened.read() as connection:
        rows = connection.execute(select(event.c.more)).all()
    return sorted(int(row.more["n"]) for row in rows)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_nothing_comes_twice_or_is_left_out_however_often_it_is_killed(broker: Broker, tmp_path: Path) -> None:
    project, chance = tmp_path / "Shop.quill", random.Random(7)
    Project.create(project).close()
    (tmp_path / "map.json").write_text(json.dumps(MAPPING), "utf-8")
    broker.make("visits", 3)
    assert "visits" in told(broker, project, "--add", broker.address("visits"), "--map", str(tmp_path / "map.json"))
    sent = 0
    for _ in range(12):
        more = chance.randint(1, 400)
        broker.send("visits", [visit(number) for number in range(sent, sent + more)])
        sent += more
        process = watched(broker, project, "--every", "0.2")
        time.sleep(chance.uniform(1.0, 6.0))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    told(broker, project, "--once", "--every", "0.2")
    assert numbers(project) == list(range(sent))


@pytest.mark.long
@pytest.mark.timeout(600)
def test_what_is_no_object_is_put_aside_and_a_broker_that_is_away_is_told(broker: Broker, tmp_path: Path) -> None:
    project = tmp_path / "Shop.quill"
    Project.create(project).close()
    (tmp_path / "map.json").write_text(json.dumps(MAPPING), "utf-8")
    broker.make("mixed", 1)
    broker.send("mixed", [visit(1), "no json", visit(2)])
    told(broker, project, "--add", broker.address("mixed"), "--map", str(tmp_path / "map.json"))
    out = told(broker, project, "--once", "--every", "0.2", "--json")
    came = [one for one in map(json.loads, out.splitlines()) if one["event"] == "imported"]
    assert [(one["accepted"], one["rejected"]) for one in came] == [(2, 1)]
    broker.send("mixed", [visit(3)])
    assert "1 row" in told(broker, project, "--once", "--every", "0.2")
    assert numbers(project) == [1, 2, 3]
    with Project.open(project) as opened:
        assert [one.reason for one in ingest.rejected(opened, 1)] == ["Not a JSON object"]
    broker.stop()
    assert "cannot be read from" in told(broker, project, "--once", "--every", "0.2")
    assert numbers(project) == [1, 2, 3]
