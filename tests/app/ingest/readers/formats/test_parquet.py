"""The reader of Parquet: by its first bytes, whatever it is called."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from app.ingest.readers.formats.parquet import READER
from app.ingest.readers.sources import open_source
from app.ingest.readers.table import Layout


def test_its_signature_tells_it_and_its_name_does_not(tmp_path: Path) -> None:
    assert READER.takes("csv", b"PAR1")
    assert not READER.takes("parquet", b"email,")
    pq.write_table(pa.table({"a": [1, None]}), tmp_path / "a.csv")
    table = READER.read(open_source(tmp_path / "a.csv"), Layout())
    assert [table.cells(row) for row in range(2)] == [{"a": "1"}, {"a": ""}]
    assert table.lines.tolist() == [1, 2]
