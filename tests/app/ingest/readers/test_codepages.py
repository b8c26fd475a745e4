"""The tables by which text may be written: each is one that Python has, and has a name for people."""

import codecs

import pytest

from app.ingest.readers.codepages import ASIAN, TABLES, TITLES, title


@pytest.mark.parametrize("name", [*(one[0] for one in TABLES), *(one[0] for one in ASIAN), *TITLES])
def test_each_is_known_to_the_decoder_and_to_people(name: str) -> None:
    assert codecs.lookup(name)
    assert title(name) == TITLES[name] != name


def test_a_name_is_known_however_it_is_spelt() -> None:
    assert title("UTF_8") == "UTF-8"
    assert title("CP1252") == "Western (Windows-1252)"
    assert title("klingon") == "klingon", "a stranger's is left as it is"
