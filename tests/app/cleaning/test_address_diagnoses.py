"""Why an address cannot be mailed, in words for whoever can mend it."""

import pytest

from app.cleaning.address_diagnoses import Category, Diagnosis, fault_of
from app.cleaning.emails import match_form

WORDS = [
    ("ann", "no @", Category.ERR),
    ("ann..lee@x.example", "two dots in a row", Category.ERR),
    ("ann lee@x.example", "a space inside", Category.ERR),
    ("ann@x .example", "a space inside", Category.CFWS),
    ("ann@", "nothing after the @", Category.ERR),
    ("@x.example", "nothing before the @", Category.ERR),
    ("ann@lee@x.example", "more than one @", Category.ERR),
    (".ann@x.example", "a dot at the start of the name or of the domain", Category.ERR),
    ("ann@x.example.", "a dot at the end of the name or of the domain", Category.ERR),
    ("ann@localhost", "no dot in the domain: legal, but no ESP takes it", Category.RFC5321),
    ('"ann lee"@x.example', "a name in quotes: legal, but no ESP takes it", Category.RFC5321),
    ("ann@[192.168.0.1]", "numbers in brackets for a domain: legal, but no ESP takes it", Category.RFC5321),
    ("ann@192.168.0.1", "a domain that ends in figures: legal, but no ESP takes it", Category.RFC5321),
    ("ann@x_y.example", "a sign that no domain has", Category.RFC5322),
    ("ann,lee@x.example", "a sign that no address has", Category.ERR),
    ("ann@-x.example", "a hyphen at the start of the domain or behind a dot of it", Category.ERR),
    ("ann@x.c", "an ending that no domain has: legal, but no ESP takes it", Category.VALID),
    (f"{'a' * 65}@x.example", "more than 64 signs before the @", Category.RFC5322),
    ("ann(home)@x.example", "a space or a remark beside the @", Category.DEPREC),
]


@pytest.mark.parametrize(("address", "words", "category"), WORDS)
def test_words(address: str, words: str, category: Category) -> None:
    assert match_form(address) is None
    found = fault_of(address)
    assert (found.words, found.category) == (words, category)


def test_every_diagnosis_has_a_category() -> None:
    assert {one.category for one in Diagnosis} == set(Category)
