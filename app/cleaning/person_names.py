"""Names of people in the case that they are written in: `MCDONALD` as McDonald, `von der leyen` as von der Leyen."""

import re

_PARTICLES = frozenset(
    "von van der den de del della dello di da dal dos das do du des la le zu zum zur ten ter af av bin ibn al el y e"
    " op het vom".split()
)
"""Words of a name that stay small; where one is all there is, it is the name."""
_WITHIN = frozenset("le la al el e y da di del della dello do op".split())
"""Those that begin with a capital where the name begins with them (Le Pen, Di Caprio)."""
_MAC = frozenset(
    "macdonald macgregor mackenzie macintosh macintyre macleod macmillan macarthur macpherson macdougall macfarlane"
    " macneil maclean macaulay macbride macdermott macduff macinnes macivor mackinnon maclachlan maclaren".split()
)
"""The names that are written with a capital behind Mac: most others are not (Macey, Machado)."""
_NUMBERS = frozenset(("ii", "iii", "iv", "vi", "vii", "viii"))
_SUFFIXES = {"jr": "Jr", "sr": "Sr", "jr.": "Jr.", "sr.": "Sr.", "phd": "PhD", "md": "MD"}
_APOSTROPHES = "'’ʼ`"
_PARTS = re.compile(r"([-\u2010\u2011/.])")


def proper(text: str) -> str:
    """A name that is written all in capitals or all small, in the case of names; a word of both stays as it is.

    Beside a word of both kinds of letter only those all in capitals are written anew (`Marie DUPONT`, but not the first
    of `von Beispiel`), initials apart; where there is none (`ann LEE`), all are.
    """
    words = text.split(" ")
    mixed = text != text.upper() and text != text.lower()
    settled = any(word not in (word.upper(), word.lower()) for word in words)
    many = sum(any(sign.isalpha() for sign in word) for word in words) > 1
    made = [_word(word, first=not at, many=many, mixed=mixed, settled=settled) for at, word in enumerate(words)]
    return " ".join(made)


def _word(word: str, *, first: bool, many: bool, mixed: bool, settled: bool) -> str:
    letters = sum(sign.isalpha() for sign in word)
    loud = word == word.upper() and word != word.lower()
    if mixed and ((not loud and settled) or (loud and letters < 3) or "." in word):
        return word
    small = word.lower()
    if small in _PARTICLES and many and not (first and small in _WITHIN):
        return small
    if small in _NUMBERS and not first:
        return small.upper()
    if small in _SUFFIXES and not first:
        return _SUFFIXES[small]
    return "".join(part if _PARTS.fullmatch(part) else _part(part) for part in _PARTS.split(small))


def _part(small: str) -> str:
    for sign in _APOSTROPHES:
        before, found, after = small.partition(sign)
        # O'Brien and D'Angelo; but no capital behind the apostrophe of a longer word.
        if found and after:
            if len(before) == 1 or before in ("dell", "dall"):
                return f"{_capital(before)}{sign}{_part(after)}"
            return f"{_capital(before)}{sign}{after if before else _capital(after)}"
    if small.startswith("mc") and len(small) > 3:
        return f"Mc{_capital(small[2:])}"
    if small in _MAC:
        return f"Mac{_capital(small[3:])}"
    if small.startswith("ij") and len(small) > 2:
        return f"IJ{small[2:]}"
    return _capital(small)


def _capital(small: str) -> str:
    # A bracket or a quote may stand before the first letter.
    at = next((place for place, sign in enumerate(small) if sign.isalpha()), 0)
    return small[:at] + small[at : at + 1].title() + small[at + 1 :]
