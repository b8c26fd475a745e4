"""What a workbook shows of a number that its format pads or parts, and which workbooks are refused unread."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from app.domain.problems import ImportProblem
from app.ingest.readers.number_formats import pattern, patterns, refuse_bombs, refuse_far_cells


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("000000", 1234, "001234"),
        ("000-0000", 1234567, "123-4567"),
        ('"+"0', 4917, "+4917"),
        ("(000) 000-0000", 2125550123, "(212) 555-0123"),
        ("00000", 1234567, "1234567"),
    ],
)
def test_digits_fill_the_pattern_from_the_right(code: str, number: int, shown: str) -> None:
    found = pattern(code)
    assert found is not None
    assert found.shown(number) == shown


@pytest.mark.parametrize("code", ["0", "#,##0.00", "General", "yyyy-mm-dd", "0%", "0" * 300])
def test_other_formats_shape_nothing(code: str) -> None:
    assert pattern(code) is None


def book(tmp_path: Path) -> bytes:
    made = openpyxl.Workbook()
    made.active.append(["zip", "n"])
    made.active.append([123, 5])
    made.active["A2"].number_format = "00000"
    made.save(tmp_path / "a.xlsx")
    return (tmp_path / "a.xlsx").read_bytes()


def test_the_cells_that_a_pattern_shapes_are_found(tmp_path: Path) -> None:
    ((row, column, shape),) = patterns(book(tmp_path), "Sheet")
    assert (row, column, shape.shown(123)) == (1, 0, "00123")
    assert list(patterns(book(tmp_path), "No such sheet")) == []
    assert list(patterns(b"no workbook", "Sheet")) == []


def test_what_swells_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (300 << 20))
    with pytest.raises(ImportProblem, match="too large to be unpacked"):
        refuse_bombs(packed.getvalue(), "a.xlsx")
    refuse_bombs(book(tmp_path), "a.xlsx")
    refuse_bombs(b"no archive", "a.xls")


def test_a_lone_cell_far_away_is_refused(tmp_path: Path) -> None:
    refuse_far_cells(book(tmp_path), "a.xlsx", ["Sheet"])
    made = openpyxl.Workbook()
    made.active.append(["a", "b"])
    made.active.cell(1_000_000, 1_000, "far")
    made.save(tmp_path / "far.xlsx")
    with pytest.raises(ImportProblem, match="a cell far away from all others") as caught:
        refuse_far_cells((tmp_path / "far.xlsx").read_bytes(), "far.xlsx", ["Sheet"])
    assert "row 1,000,000" in caught.value.why
