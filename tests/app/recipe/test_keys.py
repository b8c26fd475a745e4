"""Keys of alike values, held to what their authors say they come to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.recipe.keys import KEYS, cologne, fingerprint, ngram, phonetic, plain


@pytest.mark.parametrize(
    ("text", "key"),
    [
        # OpenRefine's own tests and documentation of the fingerprint.
        (" école ÉCole école ", "ecole"), ("c a b", "a b c"),
        ("Cruise, Tom", "cruise tom"), ("Tom Cruise", "cruise tom"),
        ("A. Åström & Söhne", "a astrom sohne"), ("Straße", "strasse"), ("Łódź", "lodz"), ("?!", ""),
    ],
)  # fmt: skip
def test_the_fingerprint_is_openrefine_s(text: str, key: str) -> None:
    assert fingerprint(text) == key


@pytest.mark.parametrize(
    ("text", "size", "key"), [("Paris", 2, "arispari"), ("Paris", 1, "aiprs"), ("pa ris", 2, "arispari")]
)
def test_the_groups_of_letters_are_those_of_openrefine_s_documentation(text: str, size: int, key: str) -> None:
    assert ngram(text, size) == key


@pytest.mark.parametrize(
    ("word", "code"),
    [("Wikipedia", "3412"), ("Müller-Lüdenscheidt", "65752682"), ("Breschnew", "17863"),
     ("Meyer", "67"), ("Maier", "67"), ("Schmidt", "862"), ("Schmitt", "862"),
     ("Philipp", "351"), ("Xaver", "4837"), ("123", "")],
)  # fmt: skip
def test_the_sound_is_that_of_the_koelner_phonetik(word: str, code: str) -> None:
    """The long ones are Wikipedia's examples of it."""
    assert cologne(word) == code


def test_words_sound_alike_in_whatever_order_and_what_has_no_letter_stands_as_it_is() -> None:
    assert phonetic("Meyer, Anna") == phonetic("Anna Maier")
    assert phonetic("Lot 12") != phonetic("Lot 13")


@given(st.text(max_size=40))
def test_a_key_forgets_case_and_blanks_around(text: str) -> None:
    assert plain(f"  {text}\t") == plain(text)
    for _, key in KEYS.values():
        assert key(f" {text} ") == key(text)
