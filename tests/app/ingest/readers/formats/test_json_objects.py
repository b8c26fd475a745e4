"""The reader of JSON: by its ending and its first bytes."""

from pathlib import Path

from app.ingest.readers.formats.json_objects import READER
from app.ingest.readers.sources import open_source
from app.ingest.readers.table import Layout


def test_an_ending_that_says_nothing_asks_more_of_the_first_bytes() -> None:
    assert READER.takes("json", b"[1]")
    assert not READER.takes("log", b"[1]")
    assert READER.takes("log", b'[{"a"')
    assert not READER.takes("csv", b'[{"a"')


def test_objects_are_its_records(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"a": 1, "b": {"c": true}}\n{"a": 2.50}\n', "utf-8")
    table = READER.read(open_source(tmp_path / "a.json"), Layout())
    assert [table.cells(row) for row in range(2)] == [{"a": "1", "b.c": "true"}, {"a": "2.5", "b.c": ""}]
