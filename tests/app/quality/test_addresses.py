"""Domains that are slips of the pen, and those that are not."""

import pytest

from app.quality import addresses


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("gmial.com", "gmail.com"), ("gmail.con", "gmail.com"), ("gmai.com", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("yahooo.com", "yahoo.com"), ("outlok.com", "outlook.com"), ("iclod.com", "icloud.com"),
    ],
)  # fmt: skip
def test_a_slip_is_known_with_what_was_meant(domain: str, meant: str) -> None:
    assert addresses.slips({domain: 1, meant: 500}) == {domain: meant}


@pytest.mark.parametrize("domain", ["mail.com", "gmx.at", "ymail.com", "shop.com", "x.de", "proton.me", "live.fr"])
def test_a_sound_domain_is_none(domain: str) -> None:
    assert addresses.slips({domain: 3, "gmail.com": 500}) == {}


def test_what_nearly_as_many_have_as_the_provider_s_own_is_no_slip() -> None:
    assert addresses.slips({"gmaill.com": 200, "gmail.com": 500}) == {}
    assert addresses.slips({"gmial.com": 20}) == {"gmial.com": "gmail.com"}, "nobody wrote it right here"


def test_services_of_thrown_away_addresses_are_known_below_their_domain_too() -> None:
    assert addresses.thrown_away({"mailinator.com": 1, "a.mailinator.com": 1, "gmail.com": 9}) == [
        "mailinator.com", "a.mailinator.com",
    ]  # fmt: skip
