"""What is too large for memory lies on disk without a name, and reads as if it lay in memory."""

import sys
from pathlib import Path

import pyarrow as pa
import pytest

from storage.bulk import unnamed_file
from storage.bulk.rows import cache_home

SCHEMA = pa.schema([("number", pa.int64()), ("text", pa.string())])


def batches(count: int) -> list[pa.RecordBatch]:
    return [
        pa.record_batch([pa.array(range(at, at + 1_000)), pa.array(["é" * 50] * 1_000)], schema=SCHEMA)
        for at in range(0, count * 1_000, 1_000)
    ]


@pytest.mark.parametrize("count", [0, 1, 200])
def test_a_table_is_the_same_small_or_large(count: int) -> None:
    made = unnamed_file.table(SCHEMA, iter(batches(count)))
    assert made.equals(pa.Table.from_batches(batches(count), SCHEMA))
    assert not [path for path in (cache_home() / "staging").glob("*") if path.is_file()]


@pytest.mark.parametrize("size", [0, 10, unnamed_file.SMALL + 1])
def test_bytes_are_the_same_small_or_large(size: int) -> None:
    with unnamed_file.unnamed_file() as file:
        file.write(b"ab" * size)
        content = unnamed_file.mapped(file)
    assert bytes(content[:]) == b"ab" * size
    assert len(content) == 2 * size


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how much of a mapped file lies in memory")
def test_what_was_read_gives_its_memory_back_and_is_there_again() -> None:
    def mapped() -> int:
        status = Path("/proc/self/status").read_text()
        return next(int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("RssFile"))

    made = unnamed_file.table(SCHEMA, iter(batches(400)))
    unnamed_file.let_go()
    before = mapped()
    wanted = pa.Table.from_batches(batches(400), SCHEMA)
    assert made.equals(wanted)
    read = mapped()
    assert read - before > made.nbytes // 4
    unnamed_file.let_go()
    assert mapped() - before < (read - before) // 2
    assert made.equals(wanted)


def test_a_table_takes_no_memory_of_its_own() -> None:
    before = pa.total_allocated_bytes()
    made = unnamed_file.table(SCHEMA, iter(batches(200)))
    assert made.nbytes > 2 * unnamed_file.SMALL
    assert pa.total_allocated_bytes() - before < unnamed_file.SMALL // 4
