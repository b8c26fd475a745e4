"""JSON written by columns is what a JSON library writes by rows."""

import json
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ingest.readers import json_columns

TEXT = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), max_size=8))
ROW = st.tuples(TEXT, st.one_of(st.none(), st.integers(-(2**60), 2**60)), st.one_of(st.none(), st.booleans()),
                st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)),
                st.one_of(st.none(), st.lists(st.text("ab\"\\", max_size=3), max_size=2)))  # fmt: skip
NAMES = ("text", 'odd "name"', "flag", "number", "list")
KINDS = (pa.string(), pa.int64(), pa.bool_(), pa.float64(), pa.list_(pa.string()))


def columns(rows: list[Any]) -> dict[str, pa.Array]:
    cells = list(zip(*rows, strict=True)) or [()] * len(NAMES)
    return {name: pa.array(values, kind) for name, values, kind in zip(NAMES, cells, KINDS, strict=True)}


@settings(deadline=None)
@given(st.lists(ROW, max_size=6))
def test_objects(rows: list[Any]) -> None:
    made = json_columns.objects(columns(rows), len(rows)).to_pylist()
    wanted = [{name: cell for name, cell in zip(NAMES, row, strict=True) if cell is not None} for row in rows]
    assert [json.loads(text or "{}") for text in made] == wanted
    assert [text is None for text in made] == [not row for row in wanted]
    kept = json_columns.objects(columns(rows), len(rows), keep_null=True).to_pylist()
    assert [json.loads(text) for text in kept] == [dict(zip(NAMES, row, strict=True)) for row in rows]


def test_lists_of_identifiers() -> None:
    email = json_columns.triples("email", pa.array(["a@x.de", None]), pa.array(["A@x.de", None]))
    phone = json_columns.triples("phone", pa.array([None, "+49"]), pa.array([None, '"49"']))
    made = json_columns.lists([email, phone]).to_pylist()
    assert [json.loads(text) for text in made] == [[["email", "a@x.de", "A@x.de"]], [["phone", "+49", '"49"']]]
