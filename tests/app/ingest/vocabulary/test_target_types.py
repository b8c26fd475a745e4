"""The type of what a column means, by the kind of file that it stands in."""

import pytest

from app.ingest.vocabulary.map_file import IDENTIFIER
from app.ingest.vocabulary.target_types import type_of


@pytest.mark.parametrize(
    ("target", "kind", "told"),
    [
        ("email", "profiles", IDENTIFIER), ("email:2", "profiles", IDENTIFIER), ("birth_date", "profiles", "date"),
        ("consent:email", "profiles", "text"), ("consent:email:at", "profiles", "datetime"), ("time", "orders",
        "datetime"),
        ("suppressed:email:at", "events", "datetime"), ("price", "orders", "amount"), ("price:2", "orders", "amount"),
        ("sku:3", "orders", "text"), ("in_stock", "products", "boolean"), ("shoe_size", "profiles", None),
    ],
)  # fmt: skip
def test_a_standard_target_has_its_type_and_an_own_name_none(target: str, kind: str, told: str | None) -> None:
    assert type_of(target, kind) == told
