"""The reader of whatever is of no other format."""

from pathlib import Path

import pytest

from app.domain.problems import ImportProblem
from app.ingest.readers.formats.delimited import READER
from app.ingest.readers.problems import EncodingProblem
from app.ingest.readers.sources import open_source
from app.ingest.readers.table import Layout


def test_it_takes_any_file_and_refuses_what_is_known_to_be_no_table(tmp_path: Path) -> None:
    assert READER.takes("pdf", b"%PDF-1.7")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n")
    with pytest.raises(ImportProblem, match="a PDF document"):
        READER.read(open_source(tmp_path / "a.pdf"), Layout())


def test_it_shows_what_does_not_fit_its_encoding_where_it_may(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("name,city\nZoë,Köln\n".encode("cp1252"))
    source, wanted = open_source(tmp_path / "a.csv"), Layout(encoding="utf-8")
    with pytest.raises(EncodingProblem, match="cannot be read as utf-8"):
        READER.read(source, wanted)
    assert READER.read(source, wanted, lenient=True).cells(0) == {"name": "Zo\ufffd", "city": "K\ufffdln"}
