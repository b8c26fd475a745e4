"""What to say of a file that names people by nothing by which they could be told apart."""

import re

import pytest

from app.ingest.mapping.unidentified import why
from app.ingest.vocabulary.map_file import Column, Mapping
from tests.app.ingest.tables import table

MD5 = "5d41402abc4b2a76b9719d911017c592"


@pytest.mark.parametrize(
    ("kind", "text", "said", "remedy"),
    [
        ("orders", "Order,Customer type,Items sold,Net sales,Attribution\n1,new,1,5,x\n",
        "WooCommerce’s|WooCommerce's", "billing email"),
        ("profiles", "First name,City\nAnn,x\n", "“First name” holds names only", "email address"),
        ("profiles", "First name,Surname\nAnn,Lee\n", "“First name” and “Surname” hold names only", "customer number"),
        ("suppressions", f"Hash\n{MD5}\n", "“Hash” holds MD5 hashes.*can still be mailed", "the addresses themselves"),
        ("suppressions", "Number\n1001\n1002\n", "bare numbers", "customer_id"),
        ("profiles", "City\nx\n", "^$", "Map one to customer_id"),
    ],
)  # fmt: skip
def test_the_reason_and_what_mends_it(kind: str, text: str, said: str, remedy: str) -> None:
    raw = table(text)
    found = why(Mapping(kind, {header: Column(to=header.lower()) for header in raw.headers}), raw)
    assert re.search(said, found[0])
    assert remedy in found[1]
