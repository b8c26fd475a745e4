"""Whom a key means: an email without its case, a kind and a value, or the project's own key."""

import pytest

from app.domain.problems import NotFound
from app.query.keys import resolve_key
from tests.app.audience.shop_data import Shop


@pytest.mark.parametrize("key", ["p2@example.com", " P2@Example.com ", "email:P2@EXAMPLE.COM", "customer_id:99"])
def test_a_person_is_found_however_they_are_named(shop: Shop, key: str) -> None:
    assert resolve_key(shop.project, key) == 2


@pytest.mark.parametrize("key", ["p4@example.com", "customer_id:1", "phone:99", "99", "", ":"])
def test_nobody_is_nobody_and_the_remedy_says_how_to_ask(shop: Shop, key: str) -> None:
    with pytest.raises(NotFound) as refusal:
        resolve_key(shop.project, key)
    assert "customer_id:17850" in refusal.value.remedy
