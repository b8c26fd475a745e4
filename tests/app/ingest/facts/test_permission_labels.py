"""What labels say of permission: tags, lists and groups by which people left."""

import pytest

from app.ingest.facts.permission_labels import of_people
from tests.app.ingest.tables import cells


@pytest.mark.parametrize(
    ("headers", "cell", "closes"),
    [
        ("Tags", "VIP|Unsubscribed", True), ("Tags", "VIP|Tea", False), ("Lists", "Hard bounced", True),
        ("Groups", "GDPR delete", True), ("Email frequency", "Never", True), ("Email frequency", "Weekly", False),
        ("Groups", "Subscribed", False), ("Segment", "Spam complainers", True), ("Notes",
        "likes tea", False),
    ],
)  # fmt: skip
def test_a_label_closes_and_never_opens(headers: str, cell: str, closes: bool) -> None:
    answers, noes = of_people(cells(f"Email,{headers}\na@x.de,{cell}\nb@x.de,Other\n", "profiles"))
    assert bool(answers or noes) is closes
    for said in answers:
        assert said.rows.tolist() == [0]
        assert set(said.columns["status"].to_pylist()) <= {"denied", "withdrawn"}
