"""A value of one field as a value of another, in its type and cleaned as that field's own."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.cleaning import refitted
from app.domain.merged_fields import Value

DAY = 15_318  # 2011-12-10
MICROSECONDS = 86_400_000_000


@pytest.mark.parametrize(
    ("said", "was", "name", "kind", "made"),
    [
        ("Germany", "text", "country", "text", "DE"), ("nowhere", "text", "country", "text", None),
        ("deutsch", "text", "language", "text", "de"), ("Frau", "text", "gender", "text", "female"),
        ("0711 123456", "text", "phone", "text", "+49711123456"), ("by pigeon", "text", "phone", "text", "by pigeon"),
        ("Anna", "text", "first_name", "text", "Anna"), ("2011-12-10", "text", "birth_date", "date", DAY),
        ("x", "text", "birth_date", "date", None), ("12.5", "text", "size", "number", 12.5),
        ("23.10", "text", "spent", "amount", 231_000), ("yes", "text", "vip", "boolean", True),
        ("tea, rum", "text", "interests", "list", ["tea", "rum"]), (41.0, "number", "size", "text", "41"),
        (12.5, "number", "spent", "amount", 125_000), (125_000, "amount", "size", "number", 12.5),
        (125_000, "amount", "words", "text", "12.5"), (DAY, "date", "words", "text", "2011-12-10"),
        (DAY, "date", "since", "datetime", DAY * MICROSECONDS), (False, "boolean", "words", "text", "no"),
        (DAY * MICROSECONDS - 1, "datetime", "since", "date", DAY - 1), (True, "boolean", "interests", "list", ["yes"]),
        (["tea"], "list", "interests", "list", ["tea"]), (["tea"], "list", "words", "text", None),
        (True, "boolean", "since", "date", None),
    ],
)  # fmt: skip
def test_a_value_is_read_in_the_other_field(said: Any, was: str, name: str, kind: str, made: Any) -> None:
    assert refitted.read(Value(said, was, name, kind, "DE", "Europe/London")) == made


def test_lists_and_moments_are_written_out() -> None:
    zone = ZoneInfo("Europe/London")
    assert refitted.as_text(["a", "b"], "list", zone) == "a, b"
    assert refitted.as_text(DAY * MICROSECONDS, "datetime", zone).startswith("2011-12-10T00:00")
