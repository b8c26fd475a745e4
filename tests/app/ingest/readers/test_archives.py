"""Packed files: one or several in a ZIP file, other packings, passwords, and files that unpack without end."""

import bz2
import gzip
import json
import lzma
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest
from sqlalchemy import select

from app import command_line, ingest
from app.domain.problems import FileProblem, ImportProblem
from app.ingest.readers import limits
from app.ingest.readers.reading import read
from app.project import Project
from storage.file.models import suppression

SUBSCRIBED = "Email Address,First Name\nann@x.de,Ann\nbob@x.de,Bob\n"
CLEANED = "Email Address,First Name,CLEAN_TIME\ncat@x.de,Cat,2024-03-01 10:00:00\n"


@pytest.fixture
def audience(tmp_path: Path) -> Path:
    """An audience as its sender packs it, and as a Mac packs it once more."""
    path = tmp_path / "audience.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("audience")
        archive.writestr("audience/subscribed.csv", SUBSCRIBED)
        archive.writestr("audience/older/cleaned.csv.gz", gzip.compress(CLEANED.encode()))
        archive.writestr("__MACOSX/audience/._subscribed.csv", b"\0\5\x16\7")
        archive.writestr("audience/.DS_Store", b"\0\0\0\1Bud1")
        archive.writestr("audience/README.txt", "What these files are")
    return path


def zst(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return bytes(sink.getvalue())


@pytest.mark.parametrize(
    ("end", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress), ("zst", zst)]
)
def test_every_packing_is_unpacked(tmp_path: Path, end: str, pack: object) -> None:
    path = tmp_path / f"people.csv.{end}"
    path.write_bytes(pack(SUBSCRIBED.encode()))  # type: ignore[operator]
    source, table = read(path)
    assert (source.name, table.rows) == ("people.csv", 2)


def test_the_files_of_an_archive_are_told(audience: Path, tmp_path: Path) -> None:
    names = ["audience/subscribed.csv", "audience/older/cleaned.csv.gz"]
    assert ingest.files_in(audience) == [audience / name for name in names]
    assert [read(path)[1].rows for path in ingest.files_in(audience)] == [2, 1]
    (tmp_path / "plain.csv").write_text(SUBSCRIBED, "utf-8")
    assert ingest.files_in(tmp_path / "plain.csv") == [tmp_path / "plain.csv"]
    assert ingest.files_in(tmp_path / "none.csv") == [tmp_path / "none.csv"]


def test_all_files_of_an_archive_come_in(project: Project, audience: Path) -> None:
    found = ingest.import_all(project, ingest.files_in(audience), "profiles")
    assert found.batches == [1, 2]
    assert [found.sums[name] for name in ("rows", "accepted", "profiles_created")] == [3, 3, 3]
    assert [one.file for one in found.files] == ["subscribed.csv", "cleaned.csv.gz"]
    assert [row.file for row in ingest.history(project)] == ["subscribed.csv", "cleaned.csv.gz"]


def test_where_one_file_cannot_come_in_none_does(project: Project, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.csv", SUBSCRIBED)
        archive.writestr("b.csv", "colour,size\nred,3\nblue,4\n")
    with pytest.raises(ImportProblem, match="who a row is about"):
        ingest.import_all(project, ingest.files_in(tmp_path / "two.zip"), "profiles")
    assert ingest.history(project) == []


def test_what_fails_while_it_is_written_takes_back_what_came_before(
    project: Project, audience: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.ingest.importing.reading_pass import ReadingPass

    written = ReadingPass.write

    def write(self: ReadingPass, connection: object) -> None:
        if self._name.startswith("cleaned"):
            raise FileProblem("The disk is full")
        written(self, connection)  # type: ignore[arg-type]

    monkeypatch.setattr(ReadingPass, "write", write)
    with pytest.raises(FileProblem, match="disk is full"):
        ingest.import_all(project, ingest.files_in(audience), "profiles")
    assert [row.undone_at is not None for row in ingest.history(project)] == [True]


def test_the_command_imports_an_archive(tmp_path: Path, audience: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = str(tmp_path / "shop.quill")
    Project.create(tmp_path / "shop.quill", timezone="Europe/London", clock="2024-06-01").close()
    call = ["import", project, str(audience), "--as", "profiles"]
    assert command_line.run([*call, "--dry-run", "--json"]) == 0
    tried = json.loads(capsys.readouterr().out)
    assert (tried["rows"], tried["batches"], len(tried["files"])) == (3, [None, None], 2)
    assert tried["files"][1]["preview"]
    assert command_line.run(call) == 0
    said = capsys.readouterr().out
    assert "subscribed.csv" in said
    assert "Import 2: profiles." in said


def test_a_password_is_said(tmp_path: Path) -> None:
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("people.csv", SUBSCRIBED)
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 1
    path.write_bytes(data)
    with pytest.raises(FileProblem, match="locked with a password"):
        read(path)


@pytest.mark.parametrize("end", ["zip", "gz", "xz"])
def test_what_unpacks_without_end_is_refused(tmp_path: Path, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED", 1 << 20)
    path, data = tmp_path / f"bomb.csv.{end}", b"a,b\n" + b"\0" * (1 << 24)
    if end == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bomb.csv", data)
    else:
        path.write_bytes(gzip.compress(data) if end == "gz" else lzma.compress(data))
    with pytest.raises(FileProblem, match="too large to be unpacked"):
        read(path)


def test_other_archives_are_refused_in_a_sentence(tmp_path: Path) -> None:
    import io
    import tarfile

    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        info = tarfile.TarInfo("people.csv")
        info.size = len(SUBSCRIBED)
        archive.addfile(info, io.BytesIO(SUBSCRIBED.encode()))
    (tmp_path / "people.tar.gz").write_bytes(packed.getvalue())
    with pytest.raises(FileProblem, match="is an archive of files"):
        read(tmp_path / "people.tar.gz")
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(FileProblem, match="cannot be unpacked"):
        read(tmp_path / "cut.zip")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_files_of_one_name_all_come_in_and_no_name_leads_out_of_the_archive(project: Project, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("email,reason\nsomebody@x.example,unsubscribed\n")
    names = ["list.csv", "list.csv", "./list.csv", str(outside), "../outside.csv", "C:\\lists\\list.csv"]
    with zipfile.ZipFile(tmp_path / "lists.zip", "w") as archive:
        for number, name in enumerate(names):
            archive.writestr(name, f"email,reason\np{number}@x.example,unsubscribed\n")
    files = ingest.files_in(tmp_path / "lists.zip")
    assert len(set(files)) == len(names)
    for file in files:
        assert file.is_relative_to(tmp_path / "lists.zip")
        ingest.run_import(project, file, "suppressions")
    with project.read() as connection:
        listed = set(connection.scalars(select(suppression.c.address)))
    assert listed == {f"p{number}@x.example" for number in range(len(names))}
