"""Names of files: possible everywhere, distinct, and the same each time."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.names import fold
from app.plain.file_names import LONGEST, MOST_BYTES, file_names, same_file

AWKWARD = [
    "CON", "con", "nul.html", "COM¹", "a/b", "a:b", "a\\b", "a_b", "…", "..", ".git", "-rf", "git~1", "trailing. ",
    "\U0001f469\u200d\U0001f680 crew", "שלום עולם", "مرحبا\u202e", "Straße", "STRASSE", "\u0131", "i", "\u0130",
    "\xe9", "e\u0301", "x" * 300, "漢" * 200, "\t", "a\nb", "a_b-0123456789", "\u2126", "\u03a9", "\u017f", "s",
    "\ufb01", "fi", "\u212a", "\ud83d", "\U0001f600", "%2e", " a", "a ", "\u1fb3", "\u03b1\u0345",
]  # fmt: skip
_SIGNS = st.one_of(st.sampled_from(list('aAbıiİſsK/\\:*?"<>|~%.-_ \u0345\u0301\u202e\u200d')), st.characters())
NAMES = st.one_of(st.sampled_from(AWKWARD), st.text(_SIGNS, max_size=90))
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    "conin$",
    "conout$",
    *(f"{one}{n}" for one in ("com", "lpt") for n in "0123456789¹²³"),
}


def _unique(names: list[str]) -> list[str]:
    return list({fold(name): name for name in names}.values())


@settings(max_examples=400)
@given(st.lists(NAMES, max_size=12))
def test_names_are_possible_and_distinct_on_every_system(names: list[str]) -> None:
    found = file_names(_unique(names))
    assert list(found) == _unique(names)
    assert len({same_file(stem) for stem in found.values()}) == len(found)
    # As a disk may compare: by small letters, by capitals, composed or not.
    for form in ("NFC", "NFD"):
        for blind in (str.lower, str.upper, str.casefold):
            assert len({blind(unicodedata.normalize(form, stem)) for stem in found.values()}) == len(found)
    for stem in found.values():
        assert len(stem) <= LONGEST + 12
        assert len(stem.encode()) <= MOST_BYTES + 12
        assert not set(stem) & set('\\/:*?"<>|~%')
        assert not any(unicodedata.category(sign)[0] == "C" for sign in stem)
        assert stem == stem.strip(" ")
        assert stem[0] not in ".-"
        assert stem[-1] not in ". "
        assert stem.partition(".")[0].strip().lower() not in _DEVICES


@given(st.lists(NAMES, max_size=8), st.randoms())
def test_names_do_not_depend_on_their_order(names: list[str], random: object) -> None:
    unique = _unique(names)
    shuffled = list(unique)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert file_names(shuffled) == file_names(unique)


def test_readable_names_stay_as_they_are() -> None:
    names = ["VIPs", "Reads, never bought", "Größe 42", "שלום", "漢字", "summer (2)", "😀"]
    assert file_names(names) == {name: name for name in names}


def test_a_name_that_cannot_stand_there_keeps_its_name_whatever_comes_beside_it() -> None:
    alone = file_names(["a/b"])["a/b"]
    assert alone.startswith("a_b-")
    assert file_names(["a/b", "a:b", "a_b"])["a/b"] == alone
    assert file_names(["A/B"])["A/B"].lower() == alone
