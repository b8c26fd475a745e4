"""The latest word on a channel and a topic."""

import pytest

from app import conditions
from app.domain.problems import RuleProblem
from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import NAMES, about, row, texts


def test_it_is_judged_by_the_latest_word(shop: Shop) -> None:
    because = "the latest consent to email is withdrawn since 30 Nov 2011"
    assert about(shop, 1, {"consent": "email", "is": "granted"}) == (
        False,
        because,
        "consent to email becomes granted",
    )
    assert about(shop, 1, {"consent": "email", "is": "withdrawn"})[0]
    assert about(shop, 2, {"consent": "email", "topic": "NEWS", "is": "pending"})[0]
    assert about(shop, 12, {"consent": "sms", "is": "unknown"})[:2] == (True, "the latest consent to SMS is unknown")


def test_an_unknown_channel_is_refused_with_a_near_one() -> None:
    with pytest.raises(RuleProblem, match="no channel called “emial”") as caught:
        conditions.parse({"consent": "emial", "is": "granted"}, NAMES)
    assert caught.value.remedy == "Did you mean email?"


def test_its_row_has_a_topic_where_there_is_one() -> None:
    assert texts(conditions.begun("consent:sms", NAMES)) == ["Sms consent", "is", "granted"]
    rule = {"consent": "email", "topic": "News", "is": "granted"}
    assert texts(rule) == ["Email consent", "for “News”", "is", "granted"]
    assert conditions.subject(rule) == "consent:email"
    assert row(rule)[3].given("denied") == rule | {"is": "denied"}


def test_a_topic_is_given_and_taken_away_in_its_row() -> None:
    add = row({"consent": "email", "is": "granted"})[-1]
    made = add.given("News")
    assert made == {"consent": "email", "is": "granted", "topic": "News"}
    assert row(made)[1].given(None) == {"consent": "email", "is": "granted"}
