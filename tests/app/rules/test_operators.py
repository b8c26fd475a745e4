"""The operator table: what the builder, the sentences and the help derive from."""

import pytest

from app.domain.names import TYPES
from app.rules.operators import TABLE, WHOLE, of_type, operator


def test_the_table_is_whole() -> None:
    assert len({(key, kind) for row in TABLE for key in [row.key] for kind in row.types}) == sum(
        len(row.types) for row in TABLE
    )
    for kind in TYPES:
        assert {"is_set", "is_not_set"} <= of_type(kind).keys()
    for row in TABLE:
        assert row.help.endswith(".")
        assert row.label
        assert ("{value}" in str(row.english)) is row.needs_value
        assert row.missing is (row.key in ("is_not_set", "is_not", "not_contains", "is_none_of", "has_none_of"))


@pytest.mark.parametrize("kind", TYPES)
def test_every_operator_of_a_type_is_looked_up_by_its_key(kind: str) -> None:
    for key, row in of_type(kind).items():
        assert operator(kind, key) is row
        assert kind in row.types
    with pytest.raises(KeyError):
        operator(kind, "sounds_like")


def test_the_operators_of_texts_alone_are_never_offered_for_numbers() -> None:
    assert of_type("text").keys() >= WHOLE
    assert not WHOLE & of_type("number").keys()
    assert [key for key, row in of_type("boolean").items() if row.needs_value] == []
