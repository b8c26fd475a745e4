"""Keys under which alike values fall together: by their words, by their letters, by their sound.

The first two are those of OpenRefine (docs.openrefine.org, “Clustering methods in-depth”): its fingerprint, and its
n-gram fingerprint of pairs of letters. The sound is that of Hans Joachim Postel's Kölner Phonetik (1969), word by word:
made for German, it serves names of all Europe, where the rules of English would not.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

Key = Callable[[str], str]

_PLAIN: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)
"""Letters that Unicode does not take apart into a plain one and a sign."""
_SIGNS = re.compile(r"[^\w\s]|_")
_BLANK = re.compile(r"\s+")


def plain(text: str) -> str:
    """A text in small letters without accents; letters of other scripts stay."""
    small = unicodedata.normalize("NFKD", text.strip().casefold().translate(_PLAIN))
    return "".join(sign for sign in small if not unicodedata.combining(sign))


def fingerprint(text: str) -> str:
    """Its words without signs and accents, each once, in the order of the alphabet."""
    return " ".join(sorted(set(_SIGNS.sub("", plain(text)).split())))


def ngram(text: str, size: int = 2) -> str:
    """Its groups of letters without signs and blanks, each once, in the order of the alphabet."""
    letters = _BLANK.sub("", _SIGNS.sub("", plain(text)))
    return "".join(sorted({letters[at : at + size] for at in range(max(1, len(letters) - size + 1))}))


def phonetic(text: str) -> str:
    """How its words sound, those without a letter as they stand, in the order of the alphabet."""
    words = _SIGNS.sub(" ", plain(text.replace("ß", "ss"))).split()
    return " ".join(sorted({cologne(word) or word for word in words}))


def cologne(word: str) -> str:
    """The code of one word in Kölner Phonetik; blank for one without a Latin letter."""
    letters = re.sub(r"[^a-z]", "", plain(word))
    codes = "".join(_code(letters, at) for at in range(len(letters)))
    once = re.sub(r"(\d)\1+", r"\1", codes)
    # Vowels tell only where a word begins.
    return once[:1] + once[1:].replace("0", "")


_OF_LETTER: Final = {
    **dict.fromkeys("aeijouy", "0"), "b": "1", **dict.fromkeys("fvw", "3"), **dict.fromkeys("gkq", "4"),
    "l": "5", **dict.fromkeys("mn", "6"), "r": "7", **dict.fromkeys("sz", "8"),
}  # fmt: skip


def _code(letters: str, at: int) -> str:
    letter, before, after = letters[at], letters[at - 1] if at else "", letters[at + 1 : at + 2]
    if letter == "h":
        return ""
    if letter == "p":
        return "3" if after == "h" else "1"
    if letter in "dt":
        return "8" if after and after in "csz" else "2"
    if letter == "c":
        hard = after and after in ("ahkloqrux" if not at else "ahkoqux")
        return "4" if hard and (not at or before not in "sz") else "8"
    if letter == "x":
        return "8" if before and before in "ckq" else "48"
    return _OF_LETTER[letter]


KEYS: Final[dict[str, tuple[str, Key]]] = {
    "fingerprint": ("words", fingerprint),
    "ngram": ("letters", ngram),
    "phonetic": ("sound", phonetic),
}
"""By the name of a method what its key is of, and the key."""
