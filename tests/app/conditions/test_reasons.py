"""Values of one person in words."""

import pytest

from app.conditions.reasons import amount, shown


class Asked:
    """Nothing is asked of an evaluation but for times."""


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [("boolean", True, "yes"), ("list", ["a", "b"], "“a”, “b”"), ("number", 36.5, "36.5"), ("number", 1200.0, "1,200"),
     ("text", "x”y", "“x””y”"), ("date", 15_317, "9 Dec 2011"), ("amount", 1_234_500, "123.45")],
)  # fmt: skip
def test_a_value_is_shown_by_its_type(kind: str, value: object, text: str) -> None:
    assert shown(kind, value, Asked()) == text  # type: ignore[arg-type]


def test_an_amount_has_four_places_where_it_needs_them() -> None:
    assert (amount(302_216), amount(302_200)) == ("30.2216", "30.22")
