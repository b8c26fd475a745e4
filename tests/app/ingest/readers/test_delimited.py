"""Text with separators: the fast way and the exact one give the same records, each with the line that it began on."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.problems import ImportProblem
from app.ingest.readers.delimited import read
from app.ingest.readers.table import Layout, RawTable
from app.ingest.readers.unpacked_file import Source


def table(text: str | bytes, **wanted: str | int) -> RawTable:
    data = text if isinstance(text, bytes) else text.encode()
    return read(Source("a.csv", data, ""), replace(Layout(), **wanted))


def rows(found: RawTable) -> list[tuple[int, list[str]]]:
    return [(int(line), list(found.cells(row).values())) for row, line in enumerate(found.lines)]


def test_a_quote_in_one_cell_changes_no_other() -> None:
    plain = "email,city\na@x.de,Bonn\nb@x.de,Köln\n"
    quoted = plain.replace("Köln", '"Köln"')
    broken = plain.replace("Köln", '"Köln')
    expected = [(2, ["a@x.de", "Bonn"]), (3, ["b@x.de", "Köln"])]
    assert rows(table(plain)) == rows(table(quoted)) == expected
    found = table(broken + "c@x.de,Ulm\n")
    assert (2, ["a@x.de", "Bonn"]) in rows(found)
    assert (4, ["c@x.de", "Ulm"]) in rows(found), "what stands behind a quote that is never closed is read"
    assert [(one.line, one.reason) for one in found.refused] == [(3, "A quote is opened and never closed")]


def test_a_cell_over_several_lines_is_one_record() -> None:
    found = table('email,note\na@x.de,"one\ntwo"\nb@x.de,three\n')
    assert rows(found) == [(2, ["a@x.de", "one\ntwo"]), (4, ["b@x.de", "three"])]


def test_a_record_of_another_width_is_put_aside_with_its_cells() -> None:
    found = table("email,city\na@x.de,Bonn,DE\nb@x.de\nc@x.de,Ulm,\n")
    assert rows(found) == [(4, ["c@x.de", "Ulm"])], "a blank cell too many is none"
    assert [(one.line, one.cells) for one in found.refused] == [
        (2, {"email": "a@x.de", "city": "Bonn", "column_3": "DE"}),
        (3, {"email": "b@x.de"}),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_each_system_ends_them(end: str) -> None:
    found = table(end.join(["email;city", "a@x.de;Bonn", "", "b@x.de;Ulm", "", ""]))
    assert rows(found) == [(2, ["a@x.de", "Bonn"]), (4, ["b@x.de", "Ulm"])]


def test_signs_that_stand_for_nothing_are_left_out() -> None:
    assert rows(table(b"email,city\na@x.de,Bonn\0\0\n")) == [(2, ["a@x.de", "Bonn"])]


def test_backslashes_that_begin_far_below_are_escapes() -> None:
    text = "email,note\n" + "a@x.de,plain\n" * 20_000 + 'b@x.de,"say \\"yes\\", he said"\n'
    assert rows(table(text))[-1] == (20_002, ["b@x.de", 'say "yes", he said'])


def test_nothing_is_told_from_a_table(tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match=r"a\.csv is empty"):
        table(" \n\n")
    with pytest.raises(ImportProblem, match="cannot hold the headers"):
        table("a,b\n1,2\n", header_row=9)


def test_the_signs_that_were_found_are_told_and_others_can_be_said() -> None:
    text = 'email,name\na@x.de,"Ann, A"\nb@x.de,\'Bob\'\nc@x.de,C \\"Q\\" D\n'
    found = table(text)
    assert found.signs == ('"', "")
    assert [cells[1] for _, cells in rows(found)] == ["Ann, A", "'Bob'", 'C \\"Q\\" D']
    single = table(text, quote="'")
    assert (single.signs, [cells[1] for _, cells in rows(single)]) == (("'", ""), ["Bob", 'C \\"Q\\" D'])
    assert [one.line for one in single.refused] == [2], "its comma parts cells now"
    bare = table(text, quote="")
    assert (bare.signs[0], next(cells[1] for _, cells in rows(bare))) == ("", "'Bob'")
    escaped = table(text, escape="\\")
    assert (escaped.signs[1], [cells[1] for _, cells in rows(escaped)]) == ("\\", ["Ann, A", "'Bob'", 'C "Q" D'])


def test_backslashes_that_are_said_to_be_none_stay() -> None:
    text = "email,name\n" + "".join(f'a{at}@x.de,"A \\"q\\" {at}"\n' for at in range(4))
    assert table(text).signs == ('"', "\\")
    assert table(text, escape="").signs == ('"', "")
