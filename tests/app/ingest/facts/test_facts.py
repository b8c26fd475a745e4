"""From typed columns to facts: what each accepted row says, by kind of file."""

import json

from app.domain.clock import parse_moment
from app.ingest.facts import facts
from tests.app.ingest.tables import LONDON, cells

AS_OF = parse_moment("2025-06-01", LONDON).us


def _refused(found: facts.Facts) -> dict[str, list[int]]:
    return {
        reason: [at for at, bad in enumerate(mask.tolist()) if bad] for mask, reason in found.refusals if mask.any()
    }


def test_people_have_traits_since_a_time() -> None:
    found = facts.profile_facts(
        cells("Email,First name,Shoe size,Last changed\na@x.de,Ann,41,2025-01-01\nb@x.de,,,\n", "profiles"), AS_OF
    )
    assert json.loads(found.columns["traits"].to_pylist()[0])["first_name"] == "Ann"
    assert "first_name" not in json.loads(found.columns["traits"].to_pylist()[1])
    assert found.columns["effective_at"].to_pylist()[1] == AS_OF


def test_an_event_needs_a_name_and_a_time() -> None:
    found = facts.event_facts(
        cells(
            "email,event,time,url,mood\na@x.de,viewed product,2025-01-01,x,good\nb@x.de,viewed product,soon,,\n",
            "events",
        ),
        AS_OF,
    )
    assert found.columns["name"].to_pylist() == ["viewed_product"] * 2
    assert json.loads(found.columns["more"].to_pylist()[0]) == {"mood": "good"}
    assert list(_refused(found).values()) == [[1]]


def test_an_event_keeps_nothing_of_what_its_file_has_no_column_for() -> None:
    bare = facts.event_facts(cells("email,event,time\na@x.de,bounced,2025-01-01\n", "events"), AS_OF)
    assert set(bare.columns) == {"name", "at", "kind"}
    blank = facts.event_facts(cells("email,event,time,url\na@x.de,bounced,2025-01-01,\n", "events"), AS_OF)
    assert blank.columns["url"].to_pylist() == [None]


def test_a_product_is_known_by_its_number() -> None:
    found = facts.product_facts(cells("SKU,Name,Price\nM1,Mug,10\n,Lamp,20\n", "products"), AS_OF)
    assert found.columns["sku"].to_pylist() == ["M1", None]
    assert json.loads(found.columns["fields"].to_pylist()[0]) == {"name": "Mug", "price": 100_000}
    assert list(_refused(found).values()) == [[1]]


def test_answers_and_lists_have_their_columns() -> None:
    said = facts.consent_facts(
        cells("email,channel,status,date\na@x.de,email,yes,2025-01-01\nb@x.de,email,hm,\n", "consents"), AS_OF
    )
    assert {"channel", "topic", "status", "at", "source"} <= said.columns.keys()
    assert said.columns["status"].to_pylist()[0] == "granted"
    listed = facts.suppression_facts(cells("email,reason\na@x.de,spam\n", "suppressions"), AS_OF)
    assert listed.columns["reason"].to_pylist() == ["marked_as_spam"]
