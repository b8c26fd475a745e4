"""How well something answers what was typed: whole words and their starts before parts of words, and words for it.

One measure for every list that can be searched. Which words mean the same is a resource: `search/synonyms.txt`, a line
for each idea.
"""

import re
from functools import cache, lru_cache
from importlib import resources

from app.domain.names import fold

_START, _WORD, _OTHER_WORD, _SYNONYM, _INSIDE, _OTHER_INSIDE = 100, 80, 60, 50, 20, 10
"""What a typed word counts: at the start of the label, of a word in it, of one of its other names, by a word that means
the same, and inside of words."""


def rank(typed: str, label: str, others: str = "") -> int:
    """How well a label, with `others` that find it too, answers all the words that were typed; 0 for not at all."""
    wanted = fold(typed).split()
    if not wanted:
        return 1
    name, more = fold(label), fold(others)
    each = [_fit(word, name, more) for word in wanted]
    return sum(each) if all(each) else 0


def _fit(word: str, label: str, others: str) -> int:
    if label.startswith(word):
        return _START
    if _begins(word, label):
        return _WORD
    if _begins(word, others):
        return _OTHER_WORD
    if any(_begins(same, label) or _begins(same, others) for same in _same(word)):
        return _SYNONYM
    if word in label:
        return _INSIDE
    return _OTHER_INSIDE if word in others else 0


def _begins(word: str, text: str) -> bool:
    """Whether a word of the text begins so."""
    return any(part.startswith(word) for part in _words(text))


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    # A name of two words is found by either and by both: `last_order_at`, `last order at`.
    parts = [part for part in re.split(r"[\W_]+", text) if part]
    return (*parts, text.replace("_", " "))


@cache
def _ideas() -> tuple[frozenset[str], ...]:
    text = resources.files("resources").joinpath("search", "synonyms.txt").read_text("utf-8")
    return tuple(frozenset(fold(word.strip()) for word in line.split("|")) for line in text.splitlines() if line)


@lru_cache(maxsize=1024)
def _same(word: str) -> frozenset[str]:
    """The words that mean the same as one that was typed whole, or as far as three letters tell it."""
    if len(word) < 3:
        return frozenset()
    meant = [idea for idea in _ideas() if any(one == word or one.startswith(word) for one in idea)]
    return frozenset(one for idea in meant for one in idea)
