"""Made-up people: names of many languages, plain addresses, and habits that tell them apart."""

import numpy as np
import pytest

from app.demo import people
from app.demo.people import People, cultures
from app.demo.shop import Shop
from tests.app.demo.conftest import COUNT


def test_names_come_in_several_scripts_with_plain_addresses(made: Shop) -> None:
    scripts = {"Latin": "é", "Greek": "Μ", "Cyrillic": "О", "Arabic": "م", "Hebrew": "נ", "Han": "王", "Hangul": "김"}
    written = "".join([*made.people.first, *made.people.last])
    blocks = {name: any(abs(ord(letter) - ord(sign)) < 80 for letter in written) for name, sign in scripts.items()}
    assert all(blocks.values()), blocks
    assert all(address.isascii() for address in made.people.address)
    assert all(address.rpartition("@")[2] in people._DOMAINS for address in made.people.address)
    assert len(set(made.people.address)) == COUNT
    assert len(set(made.people.ids.tolist())) == COUNT


@pytest.mark.parametrize(
    ("name", "said"), [("Małgorzata", "malgorzata"), ("O'Brien", "obrien"), ("Weiß", "weiss"), ("Çınar", "cinar")]
)
def test_addresses_are_spelled_in_plain_letters(name: str, said: str) -> None:
    assert people.plain(name) == said


def test_every_name_of_every_culture_has_a_plain_spelling() -> None:
    for culture in cultures():
        for part in ("female", "male", "last"):
            assert all(plain and plain.isascii() for _, plain in culture[part]), (culture["language"], part)


def test_people_can_be_few() -> None:
    crowd: People = people.make(3, np.random.default_rng(1))
    assert len(crowd) == 3
