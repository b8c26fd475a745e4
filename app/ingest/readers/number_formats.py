"""What a workbook shows of a number that its format pads or parts: 001234 of 1234, 123-4567 of 1234567.

Only the Office Open XML format (XLSX, XLSM) is looked into; its parts: ECMA-376, 18.8.30 (numFmt) and 18.3.1.4 (c).
"""

import contextlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from app.domain.counts import counted
from app.ingest.readers import limits, problems
from storage.bulk.unnamed_file import Content

_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_WIDE = re.compile(rb"""\br\s*=\s*["']([A-Z]{2,9})\d""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*\br\s*=\s*["'](\d{1,20})""")
_PIECE = 1 << 20
_TAG = 1 << 16
"""No tag of a cell or a row is longer; a text is."""
_FAR, _SPARSE = 60_000_000, 20
"""A sheet of more places than this of which not one in so many holds a cell is refused: the library takes them all."""
_LONGEST = 255
"""Signs of the longest format that a spreadsheet takes: what is longer shapes nothing, and no cell costs it."""
_CELL = re.compile(rb'<(?:\w+:)?c\b[^<>]*\bs="(\d{1,9})"[^<>]*>')
_PART = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(.)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A format of whole numbers: its signs from the left, `0` a digit that always stands, `#` one that may."""

    signs: tuple[tuple[str, bool], ...]

    def shown(self, number: int) -> str:
        """The number as the sheet shows it: digits fill the pattern from the right."""
        digits = list(str(number))
        made: list[str] = []
        first = next(place for place, (_, is_digit) in enumerate(self.signs) if is_digit)
        for place in range(len(self.signs) - 1, -1, -1):
            sign, is_digit = self.signs[place]
            if not is_digit:
                made.append(sign)
            elif digits:
                made.append(digits.pop())
            elif sign == "0":
                made.append("0")
            if place == first:
                # All digits beyond the pattern stand before its first.
                made += reversed(digits)
                digits = []
        return "".join(reversed(made)).strip()


def pattern(code: str) -> Pattern | None:
    """The pattern of a format that pads with zeros, parts digits by signs or sets a plus before them; else None."""
    if len(code) > _LONGEST:
        return None
    signs: list[tuple[str, bool]] = []
    # Of up to four parts the first is that of numbers above zero.
    for quoted, escaped, plain in _PART.findall(code.split(";")[0]):
        if plain and plain in "0#?":
            signs.append(("0" if plain == "0" else "#", True))
        elif quoted or escaped:
            signs += [(sign, False) for sign in quoted or escaped]
        elif plain in ("-", " ", "(", ")", "/", ":", "+"):
            signs.append((plain, False))
        elif plain:
            return None
    digits = [place for place, (_, is_digit) in enumerate(signs) if is_digit]
    if digits and "+" in (sign for sign, _ in signs[: digits[0]]):
        return Pattern(tuple(signs))
    if len(digits) < 2:
        return None
    parted = any(not is_digit for _, is_digit in signs[digits[0] : digits[-1]])
    padded = sum(sign == "0" for sign, is_digit in signs if is_digit) > 1
    return Pattern(tuple(signs)) if parted or padded else None


def patterns(data: Content, sheet: str) -> Iterator[tuple[int, int, Pattern]]:
    """The places (row and column, from 0) of a sheet whose numbers a pattern shows otherwise than they are."""
    with _book(data) as book:
        if book is None:
            return
        shaping = {number: shape for number, code in _codes(book) if (shape := pattern(code))}
        path = _paths(book).get(sheet) if shaping else None
        if path is None:
            return
        for found in _CELL.finditer(book.read(path)):
            shape = shaping.get(int(found[1]))
            at = _REFERENCE.search(found[0]) if shape else None
            if shape and at:
                yield int(at[2]) - 1, _column(at[1]), shape


def refuse_bombs(data: Content, name: str) -> None:
    """Raise ImportProblem for a workbook out of which more comes than tables hold; of any format that is a ZIP file."""
    if bytes(data[:4]) != b"PK\x03\x04":
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            # As the archive states them. One that lies is met by the bound on the child's memory.
            size = sum(part.file_size for part in file.infolist())
    except zipfile.BadZipFile:
        return
    if size > max(limits.UNPACKED, len(data) * limits.TIMES):
        raise problems.SWELLS_AS_WORKBOOK(name=name, swells=limits.SWELLS)


def refuse_far_cells(data: Content, name: str, sheets: list[str]) -> None:
    """Raise ImportProblem where a lone cell stands so far away that all the places before it take no memory's room."""
    with _book(data) as book:
        if book is None:
            return
        paths = _paths(book)
        for sheet in sheets:
            path = paths.get(sheet)
            if path is None:
                continue
            rows, columns, cells = _extent(book, path)
            if rows * columns > max(_FAR, cells * _SPARSE):
                raise problems.FAR_CELL(
                    name=name, sheet=sheet, rows=rows, columns=columns, cells=counted(cells, "cell")
                )


def _extent(book: zipfile.ZipFile, path: str) -> tuple[int, int, int]:
    """The last row and column of a sheet that are named, and how many cells it has."""
    rows = columns = 1
    cells, rest = 0, b""
    with book.open(path) as file:
        while piece := file.read(_PIECE):
            text = rest + piece
            end = text.rfind(b"<")
            # A tag that the piece cuts is looked at with the next one.
            text, rest = (text[:end], text[end:]) if end > 0 else (text, b"")
            rest = rest[-_TAG:]
            cells += text.count(b"<c ") + text.count(b":c ")
            found = _ROW.findall(text)
            rows = max(rows, *map(int, found)) if found else rows
            columns = max(columns, *(_column(letters) + 1 for letters in {*_WIDE.findall(text), b"Z"}))
    return rows, columns, cells


@contextlib.contextmanager
def _book(data: Content) -> Iterator[zipfile.ZipFile | None]:
    """The archive of a workbook; None where it is of another format."""
    if bytes(data[:4]) != b"PK\x03\x04":
        yield None
        return
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        yield None
        return
    with file:
        yield file if "xl/workbook.xml" in file.namelist() else None


def _tree(book: zipfile.ZipFile, path: str) -> ElementTree.Element | None:
    try:
        text = book.read(path)
    except (KeyError, RuntimeError, zipfile.BadZipFile):
        return None
    if b"<!DOCTYPE" in text[:2_000]:
        return None  # No workbook has one, and its entities could grow without end.
    try:
        # Excel's strict form has the same parts in another namespace.
        return ElementTree.fromstring(text.replace(_STRICT[1:-1].encode(), _SPACE[1:-1].encode()))
    except ElementTree.ParseError:
        return None


def _codes(book: zipfile.ZipFile) -> Iterator[tuple[int, str]]:
    """The number of each style and the code of its own format; the formats that each workbook has shape nothing."""
    styles = _tree(book, "xl/styles.xml")
    if styles is None:
        return
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iter(f"{_SPACE}numFmt")}
    cells = styles.find(f"{_SPACE}cellXfs")
    for number, style in enumerate(cells if cells is not None else ()):
        code = own.get(style.get("numFmtId", ""))
        if code:
            yield number, code


def _paths(book: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that each sheet lies in, by the sheet's name; of two of one name the first one's."""
    whole, links = _tree(book, "xl/workbook.xml"), _tree(book, "xl/_rels/workbook.xml.rels")
    if whole is None or links is None:
        return {}
    targets = {one.get("Id", ""): one.get("Target", "") for one in links}
    parts = frozenset(book.namelist())
    found: dict[str, str] = {}
    for one in whole.iter(f"{_SPACE}sheet"):
        number = next((value for key, value in one.attrib.items() if key.endswith("}id")), None)
        target = targets.get(number or "", "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in parts:
            found.setdefault(one.get("name", ""), path)
    return found


def _column(letters: bytes) -> int:
    """The number of a column that letters name, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
