"""The address of a database, and what may be told of it."""

import pytest

from storage.postgresql import connecting
from storage.postgresql.faults import Fault


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://anna:secret@db.example/shop", "postgresql://db.example/shop"),
        ("postgres://db.example:5433/shop?password=secret&user=anna", "postgresql://db.example:5433/shop"),
        ("postgresql:///shop", "postgresql://localhost/shop"),
    ],
)
def test_neither_user_nor_password_is_shown(address: str, told: str) -> None:
    assert connecting.shown(address) == told


@pytest.mark.parametrize(
    "address", ["postgresql://a:b@c@db/shop", "postgresql://a:%ff@db/shop", "postgresql://a:b@db:no/shop", "nonsense"]
)
def test_what_cannot_be_read_is_no_address(address: str) -> None:
    with pytest.raises(Fault) as found:
        connecting.shown(address)
    assert (found.value.kind, found.value.said) == ("address", "")


def test_each_project_has_schemas_of_its_own() -> None:
    first, second = connecting.prefix_of("1a2b"), connecting.prefix_of("1a2c")
    assert first.startswith("quillwork_")
    assert first != second
    # With eight letters more it is still a name that the database takes whole.
    assert len(first) + 8 < 63
