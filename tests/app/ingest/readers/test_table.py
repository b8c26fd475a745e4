"""What every reader gives: columns with the lines of their rows, and headers that can name columns."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from app.ingest.readers.table import Layout, RawTable, Refused, from_rows, twins, unique_headers, within


def table() -> RawTable:
    columns = pa.table({"email": ["a@x.de", "b@x.de", ""], "age": [38, None, 40], "tags": [["a"], None, None]})
    return RawTable(columns, np.array([2, 3, 5]), Layout())


def test_a_column_is_asked_for_as_it_is_written() -> None:
    found = table()
    assert (found.headers, found.rows) == (["email", "age", "tags"], 3)
    assert found.text("age").to_pylist() == found.text(1).to_pylist() == ["38", "", "40"]
    assert found.cells(0) == {"email": "a@x.de", "age": "38", "tags": '["a"]'}
    assert found.texts(np.array([2, 0])).column("age").to_pylist() == ["40", "38"]
    assert found.texts(slice(1, 3)).column("age").to_pylist() == ["", "40"]
    assert found.texts(slice(0, 20)).num_rows == 3
    assert [name for name in found.headers if found.says_words(name)] == ["email", "tags"]


def test_a_sample_has_the_first_rows_with_their_lines() -> None:
    found = table().sample(2)
    assert (found.rows, found.lines.tolist(), found.refused) == (2, [2, 3], [])


def test_headers_become_names_that_are_each_there_once() -> None:
    given = ["email", "", "email", " Caf&eacute; ", "email_2", "email"]
    assert unique_headers(given) == ["email", "column_2", "email_2", "Café", "email_2_2", "email_3"]
    assert twins(given) == (("email", "email_2", "email_3"),)


def test_rows_become_columns() -> None:
    found = from_rows(["a", "b"], [["1", "2"], ["3", "4"]], [7, 9], Layout(header_row=6))
    assert (found.cells(1), found.lines.tolist(), found.layout.header_row) == ({"a": "3", "b": "4"}, [7, 9], 6)
    assert from_rows(["a", "b"], [], [], Layout()).rows == 0


def test_rows_are_taken_from_a_line_to_a_line_and_refused_ones_with_them() -> None:
    raw = replace(
        from_rows(["a"], [["1"], ["2"], ["3"], ["4"]], [2, 3, 5, 6], Layout(header_row=1)),
        refused=[Refused(4, "Too few cells", {}), Refused(7, "Too few cells", {})],
    )
    assert within(raw, None, None) is raw
    some = within(raw, 3, 5)
    assert (some.columns.column("a").to_pylist(), some.lines.tolist()) == (["2", "3"], [3, 5])
    assert ([row.line for row in some.refused], some.layout.first_row, some.layout.last_row) == ([4], 3, 5)
    assert within(raw, 4, None).lines.tolist() == [5, 6]
    assert within(raw, None, 1).rows == 0
