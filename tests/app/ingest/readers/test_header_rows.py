"""On which line the headers stand, and what they are called where a sheet says them in two."""

from app.ingest.readers.header_rows import Record, find_header, head, headings, records, says_names
from app.ingest.readers.separators import Dialect


def test_records_know_their_lines() -> None:
    found = records('a,b\n\n"1\n2",3\n', Dialect(), 5)
    assert found == [Record(5, 5, ["a", "b"]), Record(7, 8, ["1\n2", "3"])]


def test_the_head_of_a_text_ends_with_a_line() -> None:
    assert head(b"a,b\n1,2\n") == "a,b\n1,2\n"
    long = head(b"x" * 70 + b"\n" + b"y" * (1 << 18))
    assert long == "x" * 70 + "\n"
    wide = head(b"n" * (1 << 18) + b"\n1\n")
    assert wide.endswith("n\n"), "a first line that is longer than what is looked at is looked at whole"


def test_names_are_told_from_values() -> None:
    assert says_names(["email", "first name", "2011"]) is False
    assert says_names(["email", "first name", "city", "age", "2011"])
    assert not says_names(["a@x.de", "Ann"])
    assert not says_names(["", "", "one"])


def test_the_headers_are_the_first_full_row_that_says_names() -> None:
    rows = [["Customers of May", "", ""], ["", "", ""], ["id", "email", "city"], ["1", "a@x.de", "Bonn"]]
    assert find_header(rows) == 2
    assert find_header(rows[3:]) == -1
    assert find_header([]) == -1
    # Far below, where only whether a cell is filled counts, cells may be of any type.
    assert find_header([*rows, *[["1", "", "x"]] * 46, *[[1.5, None, "x"]] * 60]) == 2


def test_headers_in_two_rows_become_one() -> None:
    merged = [["id", "name", ""], ["", "first", "last"], ["1", "Ann", "Lee"]]
    assert headings(merged, 0) == (["id", "first", "last"], 2)
    groups = [["", "home", "", "work", ""], ["id", "city", "zip", "city", "zip"], ["1", "a", "b", "c", "d"]]
    assert headings(groups, 1) == (["id", "home city", "home zip", "work city", "work zip"], 2)
    plain = [["id", "city"], ["1", "Bonn"]]
    assert headings(plain, 0) == (["id", "city"], 1)
