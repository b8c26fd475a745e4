"""The reader of SQLite databases: by its first bytes, whatever it is called."""

import sqlite3
from contextlib import closing
from pathlib import Path

from app.ingest.readers.formats.sqlite import READER
from app.ingest.readers.sources import open_source
from app.ingest.readers.table import Layout


def test_its_signature_tells_it_and_its_name_does_not(tmp_path: Path) -> None:
    assert READER.takes("csv", b"SQLite format 3\0")
    assert not READER.takes("sqlite", b"email,")
    with closing(sqlite3.connect(tmp_path / "a.csv")) as connection:
        connection.execute("CREATE TABLE people (email, age)")
        connection.execute("INSERT INTO people VALUES ('a@x.de', 3), ('b@x.de', NULL)")
        connection.commit()
    table = READER.read(open_source(tmp_path / "a.csv"), Layout())
    assert [table.cells(row) for row in range(2)] == [{"email": "a@x.de", "age": "3"}, {"email": "b@x.de", "age": ""}]
    assert table.lines.tolist() == [1, 2]
