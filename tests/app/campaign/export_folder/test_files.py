"""The files of an export: what is written is what the list says."""

import csv
import hashlib
import io
import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.campaign.export_folder.files import Draft, Table
from app.domain.csv_injection import guard


def test_files_are_listed_with_their_hashes(tmp_path: Path) -> None:
    with Draft(tmp_path / "draft") as draft:
        draft.add("subject.txt", "Grüße".encode())
        draft.folder("html")
        draft.add("html/a%3Ab.html", b"<p>")
        entries = [json.loads(line) for line in draft.entries()]
        draft.settle()
    assert [entry["path"] for entry in entries] == ["subject.txt", "html/a%3Ab.html"]
    for entry in entries:
        content = (tmp_path / "draft" / entry["path"]).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
        assert entry["rows"] is None
    # The list itself is gone, inside and beside.
    assert sorted(path.name for path in tmp_path.iterdir()) == ["draft"]


def test_a_table_is_utf8_with_crlf_and_counts_what_it_guards(tmp_path: Path) -> None:
    with Draft(tmp_path / "draft") as draft:
        table = Table(draft, "contacts", ["Email", "Name"])
        rows = [["a@x.com", "=1+1"], ["b@x.com", 'He said "hi", twice\r\n'], ["c@x.com", "'=2"], ["d@x.com", "Zoë"]]
        for row in rows:
            table.add(row)
        table.close()
        assert draft.formula_cells == 2
        (entry,) = map(json.loads, draft.entries())
    assert (entry["path"], entry["rows"]) == ("contacts.csv", 4)
    written = (tmp_path / "draft" / "contacts.csv").read_bytes()
    assert written.startswith(b"Email,Name\r\na@x.com,'=1+1\r\n")
    with (tmp_path / "draft" / "contacts.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["Email", "Name"], ["a@x.com", "'=1+1"], *rows[1:]]


def test_a_table_that_outgrows_its_limit_is_numbered_and_each_part_has_the_headers(tmp_path: Path) -> None:
    with Draft(tmp_path / "draft") as draft:
        table = Table(draft, "contacts", ["Email"], most_bytes=40)
        for number in range(10):
            table.add([f"person{number}@x.com"])
        table.close()
        entries = [json.loads(line) for line in draft.entries()]
    assert [entry["path"] for entry in entries] == [f"contacts-{number}.csv" for number in range(1, 11 // 2 + 1)]
    read = []
    for entry in entries:
        lines = (tmp_path / "draft" / entry["path"]).read_text("utf-8").splitlines()
        assert lines[0] == "Email"
        assert entry["bytes"] <= 40
        assert entry["rows"] == len(lines) - 1
        read += lines[1:]
    assert read == [f"person{number}@x.com" for number in range(10)]


CELL = st.one_of(
    st.sampled_from(["=1+1", "'=1", "+44 20 7946 0958", 'a "b", c', "\r\n", ""]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
)


@settings(deadline=None)
@given(
    st.integers(1, 3).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=9)),
    st.one_of(st.none(), st.integers(1, 60)),
)
def test_any_rows_are_written_as_the_standard_library_writes_them(rows: list[list[str]], most: int | None) -> None:
    headers = [f"h{at}" for at in range(len(rows[0]))] if rows else ["h"]

    def line(cells: list[str]) -> bytes:
        plain = io.StringIO(newline="")
        csv.writer(plain).writerow(cells)
        return plain.getvalue().encode()

    wanted: list[list[bytes]] = [[line(headers)]]
    for row in rows:
        made = line([guard(cell) for cell in row])
        if most is not None and len(wanted[-1]) > 1 and len(b"".join(wanted[-1])) + len(made) > most:
            wanted.append([line(headers)])
        wanted[-1].append(made)
    with tempfile.TemporaryDirectory() as folder, Draft(Path(folder) / "draft") as draft:
        table = Table(draft, "contacts", headers, most)
        for row in rows:
            table.add(row)
        names = table.close()
        assert [(draft.path / name).read_bytes() for name in names] == list(map(b"".join, wanted))
        assert [json.loads(entry)["rows"] for entry in draft.entries()] == [len(one) - 1 for one in wanted]


def test_more_rows_than_are_written_together(tmp_path: Path) -> None:
    with Draft(tmp_path / "draft") as draft:
        table = Table(draft, "contacts", ["n"])
        for number in range(4_001):
            table.add([str(number)])
        table.close()
    assert (tmp_path / "draft" / "contacts.csv").read_text().split() == ["n", *map(str, range(4_001))]


def test_a_row_longer_than_a_file_may_be_still_gets_one(tmp_path: Path) -> None:
    with Draft(tmp_path / "draft") as draft:
        table = Table(draft, "contacts", ["Email"], most_bytes=10)
        table.add(["long@example.com"])
        table.add(["longer@example.com"])
        table.close()
        assert [json.loads(line)["rows"] for line in draft.entries()] == [1, 1]


def test_an_empty_table_has_its_headers(tmp_path: Path) -> None:
    with Draft(tmp_path / "draft") as draft:
        Table(draft, "holdout", ["key"]).close()
        (entry,) = map(json.loads, draft.entries())
    assert entry["rows"] == 0
    assert (tmp_path / "draft" / "holdout.csv").read_bytes() == b"key\r\n"
