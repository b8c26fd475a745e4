"""From a file on disk to its bytes, and from bytes to text in UTF-8."""

import codecs
import gzip
import hashlib
import os
from pathlib import Path

import pytest

from app.domain.problems import FileProblem, ImportProblem
from app.ingest.readers import limits
from app.ingest.readers.problems import EncodingProblem
from app.ingest.readers.sources import as_utf8, misfit, open_source, refuse_long_lines, slices


def test_a_packed_file_has_its_inner_name_and_the_digest_of_what_lies_there(tmp_path: Path) -> None:
    packed = gzip.compress(b"a,b\n1,2\n")
    (tmp_path / "a.csv.gz").write_bytes(packed)
    source = open_source(tmp_path / "a.csv.gz")
    assert (source.name, bytes(source.data[:])) == ("a.csv", b"a,b\n1,2\n")
    assert source.sha256 == hashlib.sha256(packed).hexdigest()
    (tmp_path / "b.csv.gz").write_bytes(packed[:-6])
    with pytest.raises(FileProblem, match=r"b\.csv\.gz cannot be unpacked"):
        open_source(tmp_path / "b.csv.gz")


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"There is no file a\.csv"):
        open_source(tmp_path / "a.csv")
    with pytest.raises(FileProblem, match="is a folder"):
        open_source(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileProblem, match="pipe is no file"):
        open_source(tmp_path / "pipe")


def test_a_line_that_no_table_has_is_refused_with_its_number() -> None:
    refuse_long_lines(b"a,b\n" * 10, "a.csv")
    with pytest.raises(ImportProblem, match="a line of more than 16 MB") as caught:
        refuse_long_lines(b"a,b\n1,2\n" + b"x" * (limits.LINE + (1 << 24)), "a.csv")
    assert caught.value.where == "line 3"
    refuse_long_lines(b"x" * 1_000_000 + b"\r" + b"y" * 1_000_000, "old.csv")


def test_the_line_that_does_not_fit_an_encoding_is_found() -> None:
    assert misfit("Zoë\n".encode(), "utf-8") is None
    assert misfit(b"a\nb\nZo\xeb\n", "utf-8") == 3
    assert misfit("a\n".encode("utf-16-le")[:-1], "utf-16-le") is not None, "half a sign at the end"


def test_text_becomes_utf_8() -> None:
    assert as_utf8("Zoë".encode("cp1252"), "cp1252", "a.csv") == ("Zoë".encode(), 0)
    assert as_utf8(codecs.BOM_UTF8 + b"a", "utf-8-sig", "a.csv") == (codecs.BOM_UTF8 + b"a", 3)
    with pytest.raises(EncodingProblem, match="cannot be read as utf-8") as caught:
        as_utf8(b"a\nZo\xeb", "utf-8", "a.csv")
    assert "Line 2" in caught.value.why
    assert as_utf8(b"Zo\xeb", "utf-8", "a.csv", lenient=True) == ("Zo\ufffd".encode(), 0)
    with pytest.raises(FileProblem, match="There is no encoding “klingon”"):
        as_utf8(b"a", "klingon", "a.csv")


def test_a_content_comes_in_pieces_that_make_the_whole() -> None:
    data = bytes(range(256)) * 40_000
    pieces = list(slices(data))
    assert len(pieces) > 1
    assert b"".join(pieces) == data
