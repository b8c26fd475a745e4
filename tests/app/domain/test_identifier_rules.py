"""The document of rules of identifiers: read back as written, and the order of kinds that it means."""

from app.domain.identifier_rules import IdentifierRules, parsed, whole_order


def test_a_document_is_read_back_and_holds_only_what_is_said() -> None:
    rules = IdentifierRules(
        ("email", "customer_id"), {"phone": ("0",), "email": ()}, {"email": ("^info@",)}, {"email": 3},
        {"email:a": ("x",)},
    )  # fmt: skip
    document = rules.document()
    assert document["blocked"] == {"phone": ["0"]}
    assert parsed(document).document() == document
    assert IdentifierRules().document() == {}
    odd = {"order": [1], "blocked": {"email": "x"}, "limits": {"email": 0, "phone": "3"}, "tags": 4}
    assert parsed(odd) == parsed(None) == IdentifierRules()


def test_kinds_that_are_not_named_follow_as_they_were_and_the_plain_order_is_none() -> None:
    order = whole_order(["hubspot_id", "email"], IdentifierRules())
    assert order == ("hubspot_id", "email", "customer_id", "phone", "device_id", "cookie_id")
    rank = IdentifierRules(order).rank
    assert sorted(["zoho_id", "phone", "email", "hubspot_id"], key=rank) == ["hubspot_id", "email", "phone", "zoho_id"]
    assert whole_order(["customer_id", "email", "phone", "device_id", "cookie_id"], IdentifierRules(order)) == ()
