"""Values that have a type, as a person would have typed them."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from app.ingest.readers.cell_text import json_text, text_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("as it is ", "as it is "),
        (17850.0, "17850"),
        (2.5, "2.5"),
        (1e20, "1e+20"),
        (True, "true"),
        (False, "false"),
        (12, "12"),
        (dt.date(1980, 2, 3), "1980-02-03"),
        (dt.datetime(2011, 5, 1), "2011-05-01"),
        (dt.datetime(2011, 5, 1, 9, 30, 5, 700), "2011-05-01 09:30:05"),
        (dt.time(9, 30), "09:30:00"),
        (Decimal("1.50"), "1.50"),
    ],
)
def test_a_value_is_written_as_people_type_it(value: Any, text: str) -> None:
    assert text_of(value) == json_text(value) == text


def test_lists_and_records_are_written_as_json() -> None:
    assert json_text(["a", 1, None]) == '["a",1,null]'
    assert json_text({"a": Decimal("1.50")}) == '{"a":"1.50"}'
