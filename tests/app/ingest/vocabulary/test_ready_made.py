"""Ready-made mappings: files that anybody can add to, told by headers, and none that says who may be mailed."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.domain.problems import ImportProblem, NotFound
from app.ingest.vocabulary import ready_made
from app.ingest.vocabulary.map_file import Column, Mapping

MINE: dict[str, Any] = {
    "version": 1, "tool": "Tillsoft", "what": "members", "kind": "profiles",
    "headers": {"must": ["Card|Karte"], "may": ["Mail", "Points", "Since"], "enough": 2},
    "mapping": {"columns": {"Card|Karte": {"to": "loyalty_card", "type": "identifier"}}},
}  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own for these tests."""
    monkeypatch.setenv("QUILLWORK_MAPPINGS", str(tmp_path / "mine"))
    return tmp_path / "mine"


def _changed(**parts: Any) -> dict[str, Any]:
    return json.loads(json.dumps(MINE | parts))  # type: ignore[no-any-return]


def test_every_shipped_one_says_where_its_export_is_found_and_where_that_is_from() -> None:
    shipped = ready_made.shipped()
    assert len(shipped) > 40
    for one in shipped:
        assert 3 < len(one.where_to_find.split()) <= 40, one.name
        assert one.source, one.name
        assert one.kind or one.advice, one.name
        assert one.must or one.may, one.name
    tools = {one.tool for one in shipped}
    assert tools >= {
        "Shopify", "WooCommerce", "Magento", "Square", "Stripe", "Klaviyo", "Mailchimp", "Brevo", "HubSpot",
        "Salesforce", "Iterable", "Segment", "Google Analytics 4", "Adobe Analytics", "Google Contacts",
    }  # fmt: skip


def test_headers_tell_an_export_in_any_order_case_and_language() -> None:
    found = ready_made.parse(MINE, "tillsoft-members")
    assert found.fit(frozenset({"karte", "mail", "since", "colour"})) == 3
    assert found.fit(frozenset({"card", "mail"})) == 0, "two of the others are wanted"
    assert found.fit(frozenset({"mail", "points", "since"})) == 0, "the card is missing"
    assert found.columns_of(["SINCE", "KARTE"]) == {"KARTE": Column("loyalty_card", "identifier")}


def test_ones_own_stand_before_the_shipped_and_go_again(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "tillsoft-members.json"
    file.write_text(json.dumps(MINE), "utf-8")
    assert ready_made.add_ready_made(file).title == "Tillsoft, members"
    known = ready_made.recognised(["Points", "mail", "CARD"], "profiles")
    assert known is not None
    assert (known.name, known.own) == ("tillsoft-members", True)
    assert ready_made.recognised(["Points", "mail", "CARD"], "orders") is None
    with pytest.raises(ImportProblem, match="There is a ready-made mapping “tillsoft-members” of yours already"):
        ready_made.add_ready_made(file)
    ready_made.remove_ready_made("tillsoft-members")
    assert not list(folder.iterdir())
    with pytest.raises(NotFound, match="no ready-made mapping “tillsoft-members”"):
        ready_made.remove_ready_made("tillsoft-members")
    with pytest.raises(NotFound):
        ready_made.remove_ready_made("../tillsoft-members")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"colour": "red"}, "This key is not known"),
        ({"tool": ""}, "tool"),
        ({"kind": "invoices"}, "“invoices” is no kind of file"),
        ({"headers": {"must": ["Card"]}}, "One header alone tells no tool"),
        ({"headers": {"must": ["Card", 3]}}, "A list of headers is wanted here"),
        ({"headers": {"may": ["Card", "Mail"], "enough": 5}}, "`enough` is a whole number from 0 to 2"),
        ({"mapping": {"columns": {"Mail": {"to": "consent:email"}}}}, "says nothing of who may be mailed"),
        ({"mapping": {"columns": {"Mail": {"to": "x", "format": "opt_out"}}}}, "says nothing of who may be mailed"),
        ({"mapping": {"columns": {"Mail": {"too": "email"}}}}, "This key is not known"),
        ({"mapping": {"on_conflict": "replace"}}, "This key is not known"),
        (
            {"mapping": {"columns": {"Mail": {"to": "event", "values": {"unsubscribe": "viewed_page"}}}}},
            "“unsubscribe” ends mailing",
        ),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_with_its_place(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(ImportProblem) as caught:
        ready_made.parse(_changed(**changed), "tillsoft-members")
    assert said in str(caught.value)


def test_an_own_event_name_can_be_given_to_the_words_of_a_file() -> None:
    columns = {"What": {"to": "event", "values": {"buy": "placed_order"}}}
    found = ready_made.parse(_changed(kind="events", mapping={"columns": columns}), "tillsoft-events")
    assert found.mapping is not None
    assert found.mapping.columns["What"].values == {"buy": "placed_order"}


def test_one_that_cannot_be_read_is_told_and_the_others_work(folder: Path) -> None:
    folder.mkdir()
    (folder / "broken.json").write_text("{", "utf-8")
    (folder / "tillsoft-members.json").write_text(json.dumps(MINE), "utf-8")
    found, wrong = ready_made.ready_made("tillsoft")
    assert [one.name for one in found] == ["tillsoft-members"]
    assert "broken.json" in str(wrong[0])


def test_how_a_file_is_read_is_kept_but_for_what_says_who_may_be_mailed() -> None:
    columns = {
        "Card": Column("loyalty_card", "identifier"), "Mail": Column("email"), "Since": Column("signed_up_at"),
        "News": Column("consent:email"), "Photo": Column(skip=True), "Closed": Column("suppressed:email"),
    }  # fmt: skip
    kept = ready_made.keep_ready_made("Tillsoft", "Members", Mapping("profiles", columns), list(columns))
    assert (kept.name, kept.title) == ("tillsoft-members", "Tillsoft, Members")
    assert kept.mapping is not None
    assert set(kept.mapping.columns) == {"Card", "Mail", "Since", "Photo"}
    assert ready_made.recognised(["mail", "since", "news", "photo", "card", "new"], "profiles") == kept


def test_the_kind_of_an_export_is_that_of_the_one_that_fits_best() -> None:
    shop = ["Customer ID", "Email", "Accepts Email Marketing", "Default Address Zip", "Total Spent", "Total Orders"]
    assert ready_made.likeliest_kind(shop) == "profiles"
    assert ready_made.likeliest_kind(["a", "b"]) is None
    assert ready_made.named_ready_made("shopify-customers").kind == "profiles"
