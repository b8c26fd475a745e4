"""The lines of a file: however many of them are blank, each record is known by its own."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from app.ingest.readers.record_bytes import Body, Lines, Place
from app.ingest.readers.separators import Dialect

PIECES = st.sampled_from(["a,b", '"x\n\n y",z', "é", " ", ",", "\t", '"a\r\n"', "", "", "", ""])
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
MANY = st.sampled_from([1, 2, 300, 70_000])


def records(body: Body) -> list[tuple[int, int, list[str]]]:
    lines = Lines(body, Place(0, 0))
    reader, found = csv.reader(iter(lines)), []
    while True:
        lines.begin_record()
        try:
            cells = next(reader)
        except StopIteration:
            return found
        found.append((lines.began.line, lines.began.offset, cells))


def test_a_sign_is_counted_in_the_body_alone_from_a_place_on() -> None:
    body = Body(b'"head"\n"a", "b"\n\n', 7, Dialect(","))
    assert (body.count(b'"'), body.count(b'"', 3), body.count(b' "'), body.count(b"x")) == (4, 2, 1, 0)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(PIECES, ENDS, MANY), max_size=6))
def test_records_keep_their_lines_and_places_whatever_is_blank_between_them(
    said: list[tuple[str, str, int]],
) -> None:
    text = "".join((piece + end) * (many if not piece.strip() else 1) for piece, end, many in said)
    body = Body(text.encode(), 0, Dialect(","))
    text = text.rstrip("\r\n")
    expected, place = [], 0
    lines = list(io.StringIO(text, newline=""))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.encode()))
    reader = csv.reader(iter(lines))
    for cells in reader:
        if any(cell.strip() for cell in cells) or len(cells) > 1:
            expected.append((place, starts[place], cells))
        place = reader.line_num
    assert [one for one in records(body) if len(one[2]) > 1 or any(cell.strip() for cell in one[2])] == expected
