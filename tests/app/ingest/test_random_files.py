"""Files of every format, damaged in every way: each is read or refused in a sentence, and nothing else happens."""

import bz2
import contextlib
import gzip
import io
import json
import lzma
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from app import ingest
from app.domain.problems import Problem
from app.project import Project

ROWS = [
    {"Email": f"p{number}@x.example", "Name": f"Zoë {number}", "Born": f"19{50 + number}-0{number % 9 + 1}-11",
     "Spent": f"{number}.50", "Email consent": "yes" if number % 3 else "no", "Tags": "a;b"}
    for number in range(12)
]  # fmt: skip
PIECES = (
    b'"', b'""', b",", b";", b"\n", b"\r", b"\t", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"'", b"\\", b"{", b"}", b"[",
    b"]", b":", b"&", b"&#1114112;", b"&nbsp;", b"<", b"=", b"1e9999999", b"-", b"9" * 400, b"9999-99-99",
    b"99999-12-31", b"\xc3", b"\xed\xa0\x80", "\u202e".encode(), b"null", b"NaN", b"Infinity", b"sep=,\n", b"#", b"@",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"PK\x03\x04", b"PAR1", b"\x1b$B", b"~{", b"%", b"A" * 3_000, b"=cmd|' /C'!A1",
)  # fmt: skip


def text() -> bytes:
    lines = [",".join(ROWS[0]), *(",".join(f'"{cell}"' for cell in row.values()) for row in ROWS)]
    return "\n".join(lines).encode()


def workbook() -> bytes:
    book, made = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (list(ROWS[0]), *(list(row.values()) for row in ROWS)):
        sheet.append(row)
    book.save(made)
    return made.getvalue()


def loose(made: bytes) -> bytes:
    """The archive without compression, so that damage reaches what is read of it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(packed, "w") as after:
        for info in before.infolist():
            after.writestr(info.filename, before.read(info))
    return packed.getvalue()


def parquet() -> bytes:
    made = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), made)
    return made.getvalue()


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("a.csv", text())
        file.writestr("b.csv", text())
    return made.getvalue()


SEEDS: dict[str, Callable[[], bytes]] = {
    "a.csv": text,
    "a.tsv": lambda: text().replace(b",", b"\t"),
    "b.csv": lambda: text().decode().encode("utf-16"),
    "c.csv": lambda: text().decode().encode("cp1252"),
    "a.jsonl": lambda: "\n".join(map(json.dumps, ROWS)).encode(),
    "a.json": lambda: json.dumps({"data": ROWS}).encode(),
    "a.xlsx": lambda: loose(workbook()),
    "b.xlsx": workbook,
    "a.parquet": parquet,
    "a.zip": archive,
    "a.csv.gz": lambda: gzip.compress(text()),
    "a.csv.bz2": lambda: bz2.compress(text()),
    "a.csv.xz": lambda: lzma.compress(text()),
}


def damaged(seed: bytes, draw: random.Random) -> bytes:
    """A file with some of its bytes turned, cut out, doubled, or parted by what may mean something there."""
    data = bytearray(seed)
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(data) or 1)
        match draw.randrange(5):
            case 0 if data:
                data[at] ^= 1 << draw.randrange(8)
            case 1:
                del data[at : at + draw.randint(1, 40)]
            case 2:
                data[at:at] = draw.choice(PIECES) * draw.choice((1, 1, 1, 50))
            case 3:
                data[at:at] = data[at : at + draw.randint(1, 200)]
            case _:
                del data[at + 1 :]
                data += draw.choice((b"", b"\n", draw.choice(PIECES)))
    return bytes(data)


def bring_in(project: Project, path: Path, kind: str) -> None:
    """See it as the window does and import it as the command line does."""
    for one in ingest.files_in(path):
        with contextlib.suppress(Problem):
            ingest.plan(project, one)
        with contextlib.suppress(Problem):
            ingest.run_import(project, one, kind)


def check(seeds: range, folder: Path) -> None:
    made = {name: seed() for name, seed in SEEDS.items()}
    with Project.create(folder / "p.quill") as project:
        for seed in seeds:
            draw = random.Random(seed)
            name = draw.choice(sorted(made))
            path = folder / name
            path.write_bytes(damaged(made[name], draw))
            try:
                bring_in(project, path, draw.choice(("profiles", "events", "orders", "consents", "suppressions")))
            except Exception as error:
                raise AssertionError(f"{seed}: {name}: {type(error).__name__}: {error}") from error
    assert psutil.Process().memory_info().rss < 2_000_000_000


def test_a_damaged_file_of_any_format_is_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    check(range(60), tmp_path)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_thousands_of_damaged_files(tmp_path: Path) -> None:
    check(range(1_000, 6_000), tmp_path)
