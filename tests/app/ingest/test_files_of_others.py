"""Files that others collected to break readers: each imports whole or is refused in a sentence, and no row is lost.

What they hold is counted by Python's `csv` alone, told no more than the encoding, the separator and the quote sign.
"""

import contextlib
import csv
import io
import json
import random
import re
import tarfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app import audience, ingest, people
from app.domain.problems import Problem
from app.ingest.readers.reading import read
from app.ingest.readers.table import RawTable
from app.ingest.vocabulary.map_file import parse
from app.people import csv_export
from app.project import Project

_REMEDY = re.compile(r"[.!] [A-Z][^.]*\.$|: .*\.$")


@dataclass(slots=True)
class Told:
    """What became of a file: refused with a sentence, or a table and what the import said of it."""

    refused: str = ""
    table: RawTable | None = None
    data: bytes = b""
    reports: list[ingest.ImportReport] = field(default_factory=list)


def look(project: Project, path: Path) -> Told:
    """Read it, try it out and import it; where nothing in it names anybody its first column is the customer number."""
    try:
        source, table = read(path)
    except Problem as problem:
        return Told(str(problem))
    told = Told(table=table, data=bytes(source.data))
    mapping = parse({"version": 1, "kind": "profiles", "columns": {table.headers[0]: {"to": "customer_id"}}})
    for work in (ingest.dry_run, ingest.run_import):
        for stated in ((), ("profiles", mapping)):
            try:
                told.reports.append(work(project, path, *stated))
                break
            except Problem as problem:
                told.refused = str(problem)
    return told


def check(told: Told, name: str) -> None:
    """Hold what was told of a file against the whole of it."""
    table = told.table
    if table is None or not told.reports:
        assert _REMEDY.search(told.refused), f"{name}: {told.refused}"
        return
    assert len(set(table.lines.tolist())) == table.rows
    assert all(row.line >= 1 and row.reason for row in table.refused), name
    for report in told.reports:
        assert report.rows == report.accepted + report.rejected == table.rows + len(table.refused), name
    if table.layout.delimiter in (None, " ") or table.layout.encoding is None:
        return
    by_line = dict(records(told.data, table))
    ours = {int(line): list(table.cells(row).values()) for row, line in enumerate(table.lines[:2_000].tolist())}
    lines = {*table.lines.tolist(), *(row.line for row in table.refused)}
    if is_plain(told.data, table):
        assert lines == set(by_line), (name, sorted(lines ^ set(by_line))[:5])
        for line, cells in ours.items():
            assert cells == (by_line[line] + [""] * len(cells))[: len(cells)], (name, line)


def records(data: bytes, table: RawTable) -> Iterator[tuple[int, list[str]]]:
    """The records below the headers, each with the line that it begins on, as Python reads them."""
    layout = table.layout
    text = data.decode(layout.encoding or "utf-8").removeprefix("\ufeff").replace("\0", "")
    quote = table.signs[0] if table.signs else '"'
    how: dict[str, Any] = {"quotechar": quote} if quote else {"quoting": csv.QUOTE_NONE}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=layout.delimiter or ",", **how)
    end = 0
    for cells in reader:
        begin, end = end + 1, reader.line_num
        blank = not any(cell.strip() for cell in cells) if len(cells) <= 1 else False
        if begin > (layout.header_row or 0) and not blank:
            yield begin, cells


def is_plain(data: bytes, table: RawTable) -> bool:
    """Whether a file is what `csv` knows: no backslashes that escape, no open quotes, remarks, rules or drawn lines."""
    text = data.decode(table.layout.encoding or "utf-8")
    quote, escape = table.signs or ('"', "")
    told = " ".join(row.reason for row in table.refused)
    remarks = any(line.lstrip("\ufeff ").startswith("#") for line in text.splitlines()[:50])
    padded = re.search(rf"(?:^|{re.escape(table.layout.delimiter or ',')}) +{quote}", text, re.MULTILINE)
    drawn = re.search(r"^[-=_+\s,;|]*[-=_+]{2,}[-=_+\s,;|]*$", text, re.MULTILINE)
    first = not table.layout.header_row and re.match(r"\s*\"?sep=", text, re.IGNORECASE)
    entity = table.layout.delimiter == ";" and "&" in text
    odd = not escape and text.count(quote or '"') % 2 == 1
    return not (escape or remarks or padded or drawn or first or entity or odd or "never closed" in told)


SPECTRUM = (
    "comma_in_quotes empty empty_crlf escaped_quotes json newlines newlines_crlf quotes_and_newlines simple "
    "simple_crlf utf8"
).split()


@pytest.mark.parametrize("name", SPECTRUM)
def test_csv_spectrum_gives_the_values_of_its_truth(shared_data: Path, tmp_path: Path, name: str) -> None:
    data = (shared_data / f"csv_spectrum/csvs/{name}.csv").read_bytes()
    if name == "newlines_crlf" and b"\r" not in data:
        # Its line ends were lost on its way here, and its truth has them.
        data = data.replace(b"\n", b"\r\n")
    (tmp_path / f"{name}.csv").write_bytes(data)
    truth = json.loads((shared_data / f"csv_spectrum/json/{name}.json").read_text("utf-8"))
    assert read(tmp_path / f"{name}.csv")[1].columns.to_pylist() == truth


KINDS = {
    "ragged": "id,name\n1,Ann\n2\n3,Bo,x\n4,Cy\n",
    "open quote": 'id,name\n1,"Ann\n2,Bo\n3,Cy\n',
    "one row with a separator too many and no header": "1,100\n2,200\n3,300,4\n5,500\n",
    "remarks among the rows": "x,y,z\n# remark\n1,2,3\n# remark\n# remark\n4,5,6\n# remark",
    "remarks above and below the headers": "# a\n# b\nid;name\n# c\n1;Ann\n# d\n2;Bo\n",
    "a line of notes with a separator": "some notes\nmore notes,\nnumber,text,date\n345,TEST,2000-12-13\n",
    "zeros": "id,na\0me\n1,A\0nn\n2,Bo\n",
    "blank rows": "id,name\n\n,\n1,Ann\n , \n2,Bo\n\n\n",
    "old line ends": "id,name\r1,Ann\r2,Bo\r",
    "mixed line ends": "id,name\r\n1,Ann\n2,Bo\r3,Cy\r\n",
    "quotes in quotes": 'id,name\n1,"a ""b"" c"\n2,""""\n',
    "only quotes": '""',
    "nothing": "",
    "blank lines": "\n\n \n",
    "a header of a million signs": "x" * 1_000_000 + ",b\n1,2\n",
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_bad_file_is_read_whole_or_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(KINDS[kind].encode())
    with Project.create(tmp_path / "p.quill") as project:
        check(look(project, path), kind)


def test_what_was_read_of_them(tmp_path: Path) -> None:
    found = {}
    for kind, text in KINDS.items():
        path = tmp_path / "file.csv"
        path.write_bytes(text.encode())
        try:
            table = read(path)[1]
            found[kind] = (table.headers[0], table.lines.tolist(), [row.line for row in table.refused])
        except Problem as problem:
            found[kind] = str(problem)
    assert found["one row with a separator too many and no header"] == ("column_1", [1, 2, 4], [3])
    assert found["remarks among the rows"] == ("x", [3, 6], [2, 4, 5, 7])
    assert found["remarks above and below the headers"] == ("id", [5, 7], [])
    assert found["a line of notes with a separator"] == ("number", [4], [])
    assert found["only quotes"] == (
        "file.csv holds nothing but blank lines. Export it again with its header row and its rows."
    )
    assert found["a header of a million signs"] == (
        "line 1, column 1: file.csv has a header of 1,000,000 signs. A header may have 10,000: the row may hold "
        "something else, or a quote in it is never closed. Say in which line the headers stand, or export it again."
    )


def naughty(shared_data: Path) -> list[str]:
    texts = json.loads((shared_data / "naughty_strings/blns.json").read_text("utf-8"))
    payloads = (shared_data / "csv_injection/csv-payload.txt").read_text("utf-8").splitlines()
    markdown = (shared_data / "csv_injection/PayloadsAllTheThings-CSV-Injection.md").read_text("utf-8").splitlines()
    return [*texts, *payloads, *(line for line in markdown if line[:1] in "=+-@")]


def test_naughty_strings_come_in_as_they_stand_and_go_out_dead(shared_data: Path, tmp_path: Path) -> None:
    texts, path = naughty(shared_data), tmp_path / "naughty.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["customer_id", "first_name", "=cmd|' /C calc'!A0"])
        writer.writerows([number, text, text] for number, text in enumerate(texts))
    with Project.create(tmp_path / "p.quill") as project:
        told = look(project, path)
        assert told.table is not None
        assert told.table.columns["first_name"].to_pylist() == texts
        assert told.reports[1].accepted == told.reports[1].rows == len(texts)
        audience.write_members(project, {"all": []}, ["first_name"], tmp_path / "members.csv")
        numbers = people.ids(project, rule={"all": []})
        (tmp_path / "people.csv").write_text(csv_export.text(project, numbers, ["key", "first_name"]), "utf-8")
    for name in ("members.csv", "people.csv"):
        dead((tmp_path / name).read_bytes())


def dead(data: bytes) -> None:
    """Fail where a spreadsheet would run a cell."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) > 1
    for row in rows:
        for cell in row:
            plain = re.fullmatch(r"[+-][\d\s.,'’eE+$£€¥₹%-]+|\+[\d\s().\-/]+", cell)
            assert cell[:1] not in "=@\t\r" or not cell, cell
            assert cell[:1] not in "+-" or not cell or plain, cell


def test_rejected_rows_go_out_dead_and_come_back_as_they_were(tmp_path: Path) -> None:
    path, out = tmp_path / "file.csv", tmp_path / "rejected.csv"
    path.write_text("email,=1+cmd|x,@note\na@x.example,x,y\nno address,=2+3&z,-1+cmd\n", "utf-8")
    with Project.create(tmp_path / "p.quill") as project:
        report = ingest.run_import(project, path, "profiles")
        assert report.rejected == 1
        assert report.batch is not None
        assert ingest.export_rejected(project, report.batch, out) == 1
        dead(out.read_bytes())
        out.write_bytes(out.read_bytes().replace(b"no address", b"b@x.example"))
        again = ingest.run_import(project, out)
        assert again.mends is not None
        assert (again.mends.batch, again.accepted) == (report.batch, 1)
        assert again.preview is None
        found = people.ids(project, rule={"all": []})
        said = csv_export.text(project, found, [one.to for one in again.mapping.columns.values() if one.to])
        assert "'=2+3&z" in said
        assert "''" not in said


# All of them.


def files(shared_data: Path, folder: Path) -> list[Path]:
    with tarfile.open(shared_data / "duckdb_csv/duckdb_csv.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    found = [path for root in (folder, shared_data / "frictionless_csv") for path in sorted(root.rglob("*"))]
    return [path for path in found if path.is_file()]


def within(seconds: float, work: Any, name: str) -> None:
    """Do a work, and fail where it takes longer than anybody waits."""
    faults: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            faults.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    assert not thread.is_alive(), f"{name} hangs"
    if faults:
        raise AssertionError(f"{name}: {faults[0]!r}") from faults[0]


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_every_file_of_others(shared_data: Path, tmp_path: Path) -> None:
    read_whole = 0
    for number, path in enumerate(files(shared_data, tmp_path / "files")):
        with Project.create(tmp_path / f"{number}.quill") as project:
            for one in ingest.files_in(path):

                def work(one: Path = one, project: Project = project) -> None:
                    nonlocal read_whole
                    told = look(project, one)
                    check(told, str(one))
                    read_whole += bool(told.reports)

                within(120, work, str(one))
        (tmp_path / f"{number}.quill").unlink()
    assert read_whole > 1_000


def mutated(data: bytes, draw: random.Random) -> bytes:
    """Cut, a byte turned, or its line ends mixed."""
    at = draw.randrange(len(data) or 1)
    match draw.randrange(3):
        case 0:
            return data[:at]
        case 1 if data:
            return data[:at] + bytes([data[at] ^ (1 << draw.randrange(8))]) + data[at + 1 :]
        case _:
            return re.sub(rb"\n", lambda _: draw.choice((b"\n", b"\r\n", b"\r")), data)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_five_mutations_of_every_file_of_others(shared_data: Path, tmp_path: Path) -> None:
    draw = random.Random(20261130)
    for path in files(shared_data, tmp_path / "files"):
        data = path.read_bytes()
        for _ in range(5):
            copy = tmp_path / path.name
            copy.write_bytes(mutated(data, draw))
            for one in ingest.files_in(copy):
                within(120, lambda one=one: read_or_refuse(one), str(path))
            copy.unlink()


def read_or_refuse(path: Path) -> None:
    with contextlib.suppress(Problem):
        read(path)
