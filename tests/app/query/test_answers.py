"""The answers that a compiled rule gives: figures that add up, rows in key order, and one person's standing."""

import pytest

from app import audience, conditions
from app.domain.problems import RuleProblem
from app.query import answers
from tests.app.audience.shop_data import Shop

EVERYONE: dict = {"all": []}
PARIS = {"trait": "city", "op": "is", "value": "paris"}


@pytest.mark.parametrize("unknown_is_consent", [False, True])
def test_each_person_is_counted_under_one_reason_and_it_is_theirs(shop: Shop, unknown_is_consent: bool) -> None:
    with audience.asking(shop.project) as question:
        figures = answers.reach(conditions.parse(EVERYONE, question.names).root, question, unknown_is_consent)
        standing = [answers.standing(number, question, unknown_is_consent) for number in range(1, 13)]
    assert figures.pop("of") == figures.pop("matched") == 12
    assert figures == {reason: standing.count(reason) for reason in figures}
    assert set(standing[:3]) == {"suppressed"}
    assert ("mailable" in standing) is unknown_is_consent


def test_each_row_holds_by_itself_muted_or_not(shop: Shop) -> None:
    rule = {"all": [PARIS, {"none": [PARIS | {"muted": True}]}]}
    with audience.asking(shop.project) as question:
        found = answers.by_node(conditions.parse(rule, question.names).root, question)
    assert found == {"": 2, "all[0]": 2, "all[1]": 12, "all[1].none[0]": 2}


def test_members_are_rows_in_key_order_with_what_is_asked_and_no_more(shop: Shop) -> None:
    with audience.asking(shop.project) as question:
        root = conditions.parse(EVERYONE, question.names).root
        table = answers.members(root, question, ["orders", "mailable", "orders"], limit=3, offset=2)
        keys = [person["key"] for person in sorted(shop.people, key=lambda person: person["key"])]
        assert (table.column_names, table.column("key").to_pylist()) == (["key", "orders", "mailable"], keys[2:5])
        ids = {person["key"]: person["id"] for person in shop.people}
        assert answers.ids(root, question).tolist() == [ids[key] for key in keys]
        with pytest.raises(RuleProblem, match="Did you mean orders"):
            answers.members(root, question, ["order"])
