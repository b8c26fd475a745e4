"""Labels by which somebody left, bounced or complained: they close, and the worst of a cell decides."""

from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from app.ingest import kinds
from app.ingest.facts import permission_labels
from app.ingest.facts.typed_block import Cells, look_over
from app.ingest.vocabulary.map_file import Column, Mapping
from tests.app.ingest.tables import cells

assert kinds.__doc__


def told(header: str, cell: str, target: str = "tags") -> tuple[list[str], list[str]]:
    """The states and the reasons for good that one row's label says."""
    columns = pa.table({"email": ["a@x.de"], header: [cell]})
    mapping = Mapping("profiles", {"email": Column("email"), header: Column(target)})
    found, noes = permission_labels.of_people(Cells(columns, mapping, ZoneInfo("UTC"), look_over(columns, mapping)))
    states = [state for said in found for state in said.columns["status"].to_pylist()]
    return states, [reason for said in noes for reason in said.columns["reason"].to_pylist()]


@pytest.mark.parametrize(
    ("cell", "reasons"),
    [
        ("unsubscribed", []), ("spam complaint", ["marked_as_spam"]), ("vip, bounced", ["hard_bounce"]),
        ("unsubscribed, spam complaint", ["marked_as_spam"]), ("spam complaint, unsubscribed", ["marked_as_spam"]),
        ("unsubscribed, vip, bounced", ["hard_bounce"]),
    ],
)  # fmt: skip
def test_a_label_closes_and_the_worst_of_a_cell_closes_for_good(cell: str, reasons: list[str]) -> None:
    assert told("Tags", cell) == (["withdrawn"], reasons)


@pytest.mark.parametrize("cell", ["vip", "not unsubscribed", "unsubscribe survey", "cancelled", ""])
def test_other_labels_say_nothing(cell: str) -> None:
    assert told("Tags", cell) == ([], [])


def test_of_a_column_that_holds_no_labels_only_what_names_mailings_is_heard() -> None:
    assert told("Remark", "bounced", "remark") == ([], [])
    assert told("Remark", "no newsletter", "remark") == (["withdrawn"], [])


def test_a_refusal_in_a_list_of_json_is_heard() -> None:
    assert told("Preferences", '[{"channel": "email", "status": "denied"}]', "preferences") == (["withdrawn"], [])


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
    answers, noes = permission_labels.of_people(cells(f"Email,{headers}\na@x.de,{cell}\nb@x.de,Other\n", "profiles"))
    assert bool(answers or noes) is closes
    for said in answers:
        assert said.rows.tolist() == [0]
        assert set(said.columns["status"].to_pylist()) <= {"denied", "withdrawn"}
