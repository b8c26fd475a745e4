"""Each earlier value of a trait fills the columns of its type, and one that does not fit it is missing."""

from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from storage.mirror.history_values import COLUMNS, typed

LONDON = ZoneInfo("Europe/London")
MIDNIGHT = 1_309_561_200_000_000  # 2011-07-01T23:00:00Z, the next day in London


@pytest.mark.parametrize(
    ("kind", "value", "columns"),
    [
        ("text", "Straße", {"text": "Straße", "f_text": "strasse"}),
        ("text", "a\u030angstrom", {"text": "\xe5ngstrom", "f_text": "\xe5ngstrom"}),
        ("text", "  ", {}),
        ("text", 7, {}),
        ("text", None, {}),
        ("list", ["Bags", " ", "TEA"], {"list": ["Bags", "TEA"], "f_list": ["bags", "tea"]}),
        ("list", ["E\u0301t\xe9"], {"list": ["\xc9t\xe9"], "f_list": ["\xe9t\xe9"]}),
        ("list", [" ", 3], {}),
        ("list", "Bags", {}),
        ("number", 3, {"number": 3.0}),
        ("number", "3", {}),
        ("number", True, {}),
        ("amount", 12_500, {"amount": 12_500}),
        ("amount", 12_500.0, {"amount": 12_500}),
        ("amount", 0.5, {}),
        ("amount", 2**63, {}),
        ("date", -800, {"date": -800}),
        ("date", 2**31, {}),
        ("datetime", MIDNIGHT, {"datetime": MIDNIGHT, "day": 15_157}),
        ("datetime", 2**62, {}),
        ("boolean", False, {"boolean": False}),
        ("boolean", 1, {}),
        ("colour", "red", {}),
    ],
)
def test_a_value_fills_the_columns_of_its_type(kind: str, value: object, columns: dict[str, object]) -> None:
    found = typed(value, kind, LONDON)
    assert found == columns
    pa.RecordBatch.from_pylist([found], schema=pa.schema(list(COLUMNS.items())))
