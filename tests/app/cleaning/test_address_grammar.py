"""Addresses are classed as the suite of `is_email` says."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from app.cleaning.address_diagnoses import Category, Diagnosis, fault_of
from app.cleaning.address_grammar import diagnose
from app.cleaning.emails import match_form

Case = tuple[str, str, str]


def cases(shared_data: Path) -> list[Case]:
    """Each address of the suite with its category and its diagnosis."""
    root = ElementTree.parse(shared_data / "is_email/tests.xml").getroot()
    told = []
    for one in root.iter("test"):
        # Signs that XML cannot hold stand there as their pictures.
        text = "".join(chr(ord(sign) - 0x2400) if 0x2400 <= ord(sign) < 0x2420 else sign
                       for sign in one.findtext("address") or "")  # fmt: skip
        told.append((text, one.findtext("category") or "", one.findtext("diagnosis") or ""))
    return told


def test_every_address_is_classed_as_its_suite_says(shared_data: Path) -> None:
    told = cases(shared_data)
    assert len(told) >= 164
    for text, category, diagnosis in told:
        found = diagnose(text)
        if category == "ISEMAIL_DNSWARN":
            # Nobody is asked here: by its form it is valid, or of one word.
            assert found in (Diagnosis.VALID, Diagnosis.TLD), text
        else:
            assert f"ISEMAIL_{found.category.upper()}" == category.removesuffix("_CATEGORY"), text
            assert diagnosis.endswith(found.name), (text, diagnosis, found)


def test_categories_and_numbers_are_those_of_its_list(shared_data: Path) -> None:
    root = ElementTree.parse(shared_data / "is_email/meta.xml").getroot()
    listed = {item.get("id") or "": item for item in root.find("Diagnoses") or ()}
    known = {one: one.findtext for one in listed.values()}
    assert len(known) == len(listed) > 50
    for name, item in listed.items():
        number = int(item.findtext("value") or 0)
        if number in (5, 6) or name == "ISEMAIL_ERR_UNKNOWN":
            continue
        if number in Diagnosis.__members__.values():
            category = (item.findtext("category") or "").removesuffix("_CATEGORY")
            assert f"ISEMAIL_{Diagnosis(number).category.upper()}" == category, name


def test_whatever_is_mailed_is_valid(shared_data: Path) -> None:
    mailed = [form for text, _, _ in cases(shared_data) if (form := match_form(text)) is not None]
    assert len(mailed) > 10
    for form in [*mailed, "j\u00fcrgen@m\u00fcller.example", "\u0938\u0902@\u0909.example", "o'neil+a@x.example"]:
        assert diagnose(match_form(form) or "", international=True).category is Category.VALID, form


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("a@[IPv6:]", Diagnosis.IPV6_GRPCOUNT),
        ("a@[IPv6::]", Diagnosis.IPV6_COLONSTRT),
        ("a@b.c1", Diagnosis.VALID),
        ("a@b.1c", Diagnosis.TLDNUMERIC),
        ("j\u00fcrgen@x.example", Diagnosis.EXPECTING_ATEXT),
        ('"a"@localhost', Diagnosis.QUOTEDSTRING),
        ("postmaster@AI", Diagnosis.VALID),
        ("postmaster@com", Diagnosis.TLD),
    ],
)
def test_what_the_suite_does_not_have(address: str, found: Diagnosis) -> None:
    assert diagnose(address) is found


def test_no_domain_of_one_word_is_mailed_even_one_with_mail() -> None:
    for address in ("test@io", "test@localhost"):
        assert match_form(address) is None
        assert fault_of(address).words == "no dot in the domain: legal, but no ESP takes it"


@pytest.mark.timeout(20)
def test_long_texts_take_no_time() -> None:
    for sign in ("(", '"', "[", ".", "a", "\\", " \r\n"):
        assert diagnose(sign * 200_000 + "@x.example") is not None
        assert diagnose("a@" + sign * 200_000) is not None
