"""How likely a text is one that people wrote: by the letters and letter pairs of the languages that its script has.

A contact list is short and mixed, so each word may be of any language; which are likely follows from all words
together. A text that was read with a wrong table has words whose letters never stand side by side.
"""

import importlib.resources
import itertools
import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u0652\u0e31-\u0e4e]+[^\W\d_]*)*")
_SCRIPTS = (
    ("latin", 0x0000, 0x024F), ("greek", 0x0370, 0x03FF), ("cyrillic", 0x0400, 0x052F), ("hebrew", 0x0590, 0x05FF),
    ("arabic", 0x0600, 0x06FF), ("thai", 0x0E00, 0x0E7F), ("latin", 0x0300, 0x036F), ("latin", 0x1E00, 0x1EFF),
    ("kana", 0x3005, 0x30FF), ("hangul", 0x3130, 0x318F), ("han", 0x3400, 0x9FFF), ("hangul", 0xAC00, 0xD7A3),
)  # fmt: skip
_SMOOTH = 6.0
"""How many pairs the single letters of a language weigh against the pairs that were counted."""
_ORDINAL = re.compile(r"(?<![^\W\d_])(?:[NnMmDd]|\d+)[ºª](?![^\W\d_])")
"""`Nº`, `Mª`, `3ª`: letters of no word, which Spanish and Portuguese write."""
_ORDINALS = 5.0
"""What one of them costs, as a usual sign does."""
_STRANGE = 1e-6
"""The share of a letter that a language does not have."""
_MIXED, _CASE, _UNKNOWN = 6.0, 5.0, 14.0
"""What it costs, in natural logarithms, that a word changes its script or its case inside; and a sign of no script."""
_TURNS = 3


class _Language:
    """The letter pairs of one language."""

    def __init__(self, counted: str) -> None:
        pairs = {item[:2]: int(item[2:]) for item in counted.split()}
        after: Counter[str] = Counter()
        signs: Counter[str] = Counter()
        for (before, sign), count in ((tuple(pair), count) for pair, count in pairs.items()):
            after[before] += count
            signs[sign] += count
        whole = sum(signs.values())
        self._single = {sign: _SMOOTH * count / whole for sign, count in signs.items()}
        self._strange = _SMOOTH * _STRANGE
        self._pairs, self._after = pairs, after
        self._known: dict[str, float] = {}

    def pair(self, pair: str) -> float:
        """The logarithm of the share that a sign has of what follows another."""
        if pair not in self._known:
            told = self._pairs.get(pair, 0) + self._single.get(pair[1], self._strange)
            self._known[pair] = math.log(told / (self._after[pair[0]] + _SMOOTH))
        return self._known[pair]

    def word(self, pairs: Sequence[str]) -> float:
        """The logarithm of how likely a word is."""
        return sum(map(self.pair, pairs))


class _Signs:
    """The signs of a language that has too many for pairs; those of the table's first level are all possible."""

    def __init__(self, counted: str, common: frozenset[str]) -> None:
        counts = {item[0]: int(item[1:]) for item in counted.split()}
        whole = sum(counts.values())
        even = 1 / max(len(common), 1)
        self._told = {
            sign: math.log(0.7 * counts.get(sign, 0) / whole + 0.3 * even * (sign in common) + 1e-7)
            for sign in common | set(counts)
        }

    def signs(self, text: str) -> float:
        """The logarithm of how likely these signs are."""
        return sum(self._told.get(sign, -16.0) for sign in text)


@cache
def _counted() -> dict[str, dict[str, str]]:
    text = importlib.resources.files("resources").joinpath("encodings/letters.json").read_text("utf-8")
    found: dict[str, dict[str, str]] = json.loads(text)
    found["latin"] |= found.pop("vietnamese")
    return found


@cache
def _languages(script: str) -> dict[str, _Language]:
    return {name: _Language(counted) for name, counted in _counted()[script].items()}


@cache
def signs_of(language: str, table: str, first: int, last: int) -> _Signs:
    """The signs of a language of East Asia; the first level of its table are the rows from `first` to `last`."""
    level = bytes(byte for row in range(first, last + 1) for trail in range(0xA1, 0xFF) for byte in (row, trail))
    return _Signs(_counted()["cjk"][language], frozenset(level.decode(table, "ignore")))


@cache
def _script(sign: str) -> str:
    code = ord(sign)
    return next((name for name, first, last in _SCRIPTS if first <= code <= last), "")


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word.replace("İ", "i").lower())


def likelihood(text: str, asian: "_Signs | None" = None) -> float:
    """The logarithm of how likely those words and signs of a text are that are not all ASCII; each word counts once."""
    ordinals = [*dict.fromkeys(_ORDINAL.findall(text))]
    words = [*dict.fromkeys(_WORD.findall(_ORDINAL.sub(" ", text)))]
    odd = [word for word in words if not word.isascii()]
    total = sum(map(_case, odd)) - _ORDINALS * len(ordinals)
    pieces: dict[str, list[str]] = {}
    for word in odd:
        spelt = [(script, "".join(signs)) for script, signs in itertools.groupby(word, _script)]
        total -= _MIXED * (len([*itertools.groupby(spelt, lambda part: _family(part[0]))]) - 1)
        for script, part in spelt:
            pieces.setdefault(script, []).append(part)
    plain = [word for word in words if word.isascii()]
    for script, parts in pieces.items():
        total += _of_script(script, parts, plain, asian)
    return total + _symbols(text)


def _family(script: str) -> str:
    return "asian" if script in ("kana", "han") else script


def _of_script(script: str, parts: list[str], plain: list[str], asian: "_Signs | None") -> float:
    if script in ("kana", "han", "hangul"):
        return asian.signs("".join(parts)) if asian else -_UNKNOWN * sum(map(len, parts))
    if script not in _counted():
        return -_UNKNOWN * sum(map(len, parts))
    return _mixture(script, parts, plain[:_PLAIN] if script == "latin" else [])


_PLAIN = 120
"""So many words without odd letters tell which languages a text is in."""


def _mixture(script: str, words: Iterable[str], plain: list[str]) -> float:
    """The logarithm of how likely the odd letters of words are, whose languages follow from all words together."""
    told = [_of_each(script, word) for word in words]
    weighed = [[a + b for a, b in zip(*scores, strict=True)] for scores in told]
    # Words without odd letters tell of the languages too, and cost no table anything, for all read them alike.
    weighed += [_of_each(script, word)[0] for word in plain]
    before = [_EVEN * _COMMON.get(name, 1.0) for name in _languages(script)]
    shares = [one / sum(before) for one in before]
    # Expectation and maximisation of a mixture: from the shares the parts of each word, from these the shares anew.
    for _ in range(_TURNS):
        sums = before
        for scores in weighed:
            sums = [one + part for one, part in zip(sums, _parts(shares, scores), strict=True)]
        shares = [one / sum(sums) for one in sums]
    return sum(_joint(_parts(shares, plainly), oddly) for plainly, oddly in told)


_EVEN = 0.2
"""How much of a word each language has beforehand, and how many times as much those have that are met most."""
_COMMON = {"en": 4.0, "de": 3.0, "fr": 3.0, "es": 3.0, "it": 3.0, "pt": 3.0, "nl": 2.0, "ru": 3.0}


@lru_cache(maxsize=1 << 14)
def _of_each(script: str, word: str) -> tuple[list[float], list[float]]:
    """For each language how likely a word's plain letters are, and how likely the odd ones beside them."""
    languages = _languages(script).values()
    pairs = ["".join(pair) for pair in itertools.pairwise(f"^{_folded(word)}$")]
    odd = [pair for pair in pairs if not pair.isascii()]
    plain = [pair for pair in pairs if pair.isascii()]
    return [language.word(plain) for language in languages], [language.word(odd) for language in languages]


def _parts(shares: list[float], scores: list[float]) -> list[float]:
    """The part that each language has in a word."""
    best = max(scores)
    parts = [share * math.exp(score - best) for share, score in zip(shares, scores, strict=True)]
    whole = sum(parts)
    return [part / whole for part in parts]


def _joint(shares: list[float], scores: list[float]) -> float:
    best = max(scores)
    # With the best one taken out first: the shares themselves are too small for a double.
    return best + math.log(sum(share * math.exp(score - best) for share, score in zip(shares, scores, strict=True)))


def _case(word: str) -> float:
    """What a word loses for odd letters that are large behind small ones, or small behind large ones."""
    lost = 0.0
    for before, sign in itertools.pairwise(word):
        if not sign.isascii() or not before.isascii():
            lost -= _CASE * (before.islower() and sign.isupper())
    if len(word) > 2 and word[:2].isupper() and any(sign.islower() and not sign.isascii() for sign in word):
        lost -= _CASE * (sum(sign.isupper() for sign in word) * 2 > len(word))
    return lost


_FIGURES = re.compile(
    r"(?<=\d)[ \u00a0]?([^\W\d_a-zA-Zºª])(?![^\W\d_])|(?<![^\W\d_])([^\W\d_a-zA-Zºª])(?=[ \u00a0]?\d)"
)
"""A letter alone beside a figure: where people write a currency, a degree or a number's ending."""
_MONEY = re.compile(r"[€£¥¢][ \u00a0]?\d|\d[ \u00a0]?[€£¥¢°%ºª]")
_BESIDE_FIGURE, _CURRENCY = 6.0, 3.0
_QUOTING = frozenset("’‘“”„«»–—…¿¡、。「」（）：，−")
_USUAL = frozenset("€£°§®©™·•\u00a0№・")
_SELDOM = frozenset("²³¹½¼¾×÷±¶†‡‹›¢¥¦¨´¸¬¤¯")


_UNPAIRED = 4.0
"""What it costs that a line has one quotation mark and not two."""


@cache
def _symbol(sign: str) -> float:
    kind = unicodedata.category(sign)
    if kind == "Cf":
        return -6.0
    if kind in ("Cc", "Cn", "Co", "Cs"):
        return -25.0
    if sign in _QUOTING or sign in _USUAL:
        return -5.0
    return -9.0 if sign in _SELDOM else -_UNKNOWN


def _symbols(text: str) -> float:
    """What signs that are no letters cost: more beside a letter, and in a word, where only an apostrophe belongs."""
    total = 0.0
    for place, sign in enumerate(text):
        if sign.isascii() or sign.isalpha():
            continue
        if unicodedata.category(sign) in ("Mn", "Mc") and text[place - 1 : place].strip():
            # A mark upon a letter, or upon another mark; after a separator it belongs to nothing.
            total -= 0.0 if not text[place - 1].isascii() or text[place - 1].isalpha() else _UNKNOWN
            continue
        beside = text[place - 1 : place].isalpha() + text[place + 1 : place + 2].isalpha()
        free = sign in "’・\u00a0" or (sign in _QUOTING and beside < 2)
        total += _symbol(sign) - (0.0 if free else 4.0 * beside)
    unpaired = sum(sum(map(line.count, "“”„«»")) % 2 for line in text.split("\n"))
    total += _CURRENCY * len(_MONEY.findall(text)) - _BESIDE_FIGURE * len(_FIGURES.findall(text))
    return total - _UNPAIRED * unpaired
