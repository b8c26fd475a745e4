"""Values that stand with too many others, and those that look made up, the most shared first."""

from app.domain.identifier_rules import IdentifierRules
from app.ingest.importing.identifier_suggestions import look, plural_of, title_of
from tests.app.ingest.identity.test_idle import links


def test_what_many_share_and_what_looks_made_up_is_suggested_and_nothing_else() -> None:
    rows = [("0000", "a"), ("0000", "b"), ("7", "c"), ("7", "d"), *((str(100 + n), "task@x") for n in range(9))]
    found = look(links(*rows), IdentifierRules())
    assert [(one.kind, one.value, one.count, one.of) for one in found.suggestions] == [
        ("email", "task@x", 9, "customer_id"), ("customer_id", "0000", 2, "email"),
    ]  # fmt: skip
    assert found.suggestions[0].because == "stands with 9 different customer numbers"
    blocked = look(links(*rows), IdentifierRules(blocked={"email": ("task@x",)}, limits={"phone": 2}))
    assert [one.value for one in blocked.suggestions] == ["0000"]
    over = {one.kind: one.shared for one in look(links(*rows), IdentifierRules(limits={"customer_id": 3})).kinds}
    assert (over["email"], over["customer_id"]) == (("task@x",), ())
    kinds = {one.kind: one for one in blocked.kinds}
    assert (kinds["email"].values, kinds["email"].idle, kinds["phone"].limit, kinds["phone"].values) == (5, 1, 2, 0)


def test_own_kinds_are_called_by_their_names() -> None:
    assert (title_of("hubspot_id"), plural_of("hubspot_id")) == ("Hubspot ID", "values of Hubspot ID")
