"""A whole file as facts: what comes out does not depend on where one block ends and the next begins."""

import pytest

from app.domain.progress import SILENT
from app.ingest.facts.collected import CollectedFacts
from app.ingest.importing import fact_collection
from tests.app.ingest.tables import LONDON, mapped

CONTACTS = """Customer ID,Email,First name,Email consent,Signed up
1,ann@x.example,Ann,yes,2011-02-03
,,Nobody,yes,2011-02-03
2,bob@@x.example,Bob,no,soon
1,ann@x.example,Annie,no,2011-02-05
3,,Carl,,
"""


def collected(text: str) -> CollectedFacts:
    raw, mapping = mapped(text, "profiles")
    return fact_collection.collect(raw, mapping, LONDON, 0, SILENT)


def said(found: CollectedFacts) -> tuple[object, ...]:
    links = found.links
    who = {kind: links.values[kind].take(links.codes[kind][links.of_row].tolist()) for kind in links.kinds[:1]}
    return (
        found.lines.tolist(), found.facts.to_pydict(), found.refused.to_pydict(), found.malformed, found.unreadable,
        links.of_row.tolist(), links.lines.tolist(), {kind: value.to_pylist() for kind, value in who.items()},
        found.consents.select(["place", "status"]).to_pydict(), sum(found.unread.counts.values()),
    )  # fmt: skip


def test_rows_are_accepted_refused_and_linked() -> None:
    found = collected(CONTACTS)
    assert (found.rows, found.lines.tolist()) == (5, [2, 4, 5, 6])
    assert found.refused.to_pydict()["line"] == [3]
    assert found.malformed == [(4, "bob@@x.example")]
    # Two rows name one person with the same identifiers: one link.
    assert found.links.of_row.tolist() == [0, 1, 0, 2]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_blocks_of_any_size_say_the_same(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = said(collected(CONTACTS))
    monkeypatch.setattr(fact_collection, "BLOCK", size)
    assert said(collected(CONTACTS)) == whole


@pytest.mark.parametrize("size", [1, 2, 50])
def test_identifiers_are_kept_as_they_are_written_whichever_block_they_stand_in(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fact_collection, "BLOCK", size)
    links = collected("Customer ID,Email\n1,ann@x.example\n2,\n3,Bob@X.example\n,ann@x.example\n").links
    assert links.given["email"].to_pylist() == ["ann@x.example", None, "Bob@X.example", "ann@x.example"]
    assert links.given["customer_id"].to_pylist() == ["1", "2", "3", None]


def test_a_national_number_alone_is_refused_for_its_want_of_a_country() -> None:
    found = collected("Phone,Country\n617 555 0101,\n617 555 0101,US\n+44 20 7946 0958,\n-,\n").refused.to_pydict()
    assert found["line"] == [2, 5]
    assert ["no country code" in reason for reason in found["reason"]] == [True, False]


def test_a_file_without_rows_has_the_columns_of_its_facts() -> None:
    found = collected("Email,First name\n")
    assert (found.rows, found.facts.num_rows) == (0, 0)
    assert "traits" in found.facts.column_names
