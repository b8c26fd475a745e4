"""What a kind of file adds to finding out what columns mean: nothing, unless it says so."""

import pytest

from app.domain.problems import ImportProblem
from app.ingest.kinds import import_kind
from app.ingest.mapping import mapped_kind
from app.ingest.mapping.mapped_kind import MappedKind
from tests.app.ingest.tables import guesser


def test_a_kind_that_says_nothing_adds_nothing() -> None:
    bare, looked = MappedKind(), guesser("a,b\n1,2\n")
    for step in (bare.by_structure, bare.by_words, bare.answers):
        assert step(looked, set(), ["a"]) == {}
    assert bare.at_last(looked, {}, set(), ["a"]) == {}
    assert (bare.fits(looked, "a", "email"), bare.is_for_later("email"), bare.event_of({}, "x.csv")) == (
        None,
        False,
        None,
    )


def test_each_kind_of_import_can_be_mapped() -> None:
    for kind in import_kind.every():
        assert mapped_kind.of(kind.name) is kind
    with pytest.raises(ImportProblem):
        mapped_kind.of("dreams")
