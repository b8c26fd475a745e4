"""The recipients whose email is most likely to come out badly, each with why: what to look at before sending."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.template import Parts

NAMES = ("first_name", "last_name", "full_name")
"""The fields in which names stand."""


@dataclass(frozen=True, slots=True)
class Worst:
    """One recipient worth a look: the profile's id, and why in a few words."""

    profile: int
    why: str


def _name(context: Mapping[str, Any]) -> str:
    return " ".join(value for each in NAMES if isinstance(value := context.get(each), str) and value)


def _scripts(text: str) -> int:
    """How many letters are not Latin."""
    # Up to U+024F every letter is Latin: only beyond does the name of a sign have to be asked.
    return sum(1 for sign in text if sign > "\u024f" and sign.isalpha() and not _is_latin(sign))


def _is_latin(sign: str) -> bool:
    # Modifier letters, such as the ʻokina, stand in Latin names.
    return unicodedata.name(sign, "").startswith(("LATIN", "MODIFIER"))


def _right_to_left(text: str) -> int:
    return sum(1 for sign in text if sign > "\u0590" and unicodedata.bidirectional(sign) in ("R", "AL"))


def _odd_signs(text: str) -> int:
    return sum(1 for sign in text if not sign.isalnum() and sign not in " -'.’")


def _missing(parts: Parts) -> int:
    return sum(len(run.missing) + len(run.fallbacks) for run in parts.runs.values())


_Score = Callable[[Mapping[str, Any], Parts], int]

_QUESTIONS: tuple[tuple[str, _Score], ...] = (
    ("has no name", lambda context, parts: int(any(each in context for each in NAMES) and not _name(context))),
    ("lacks the most", lambda context, parts: _missing(parts)),
    ("longest name", lambda context, parts: len(_name(context))),
    ("another script", lambda context, parts: _scripts(_name(context))),
    ("right to left", lambda context, parts: _right_to_left(_name(context))),
    ("odd signs in the name", lambda context, parts: _odd_signs(_name(context))),
    ("longest subject", lambda context, parts: len(parts.subject)),
    ("largest email", lambda context, parts: len(parts.html)),
)


class WorstCases:
    """Fed one recipient after another; keeps the worst of each kind, the first where several are equal."""

    def __init__(self) -> None:
        self._best: dict[str, tuple[int, int]] = {}

    def see(self, profile: int, context: Mapping[str, Any], parts: Parts) -> None:
        """Weigh one recipient."""
        for why, score in _QUESTIONS:
            found = score(context, parts)
            if found > self._best.get(why, (0, 0))[0]:
                self._best[why] = (found, profile)

    def found(self) -> list[Worst]:
        """Each recipient once, with all that they are worst at, in the order of the questions."""
        whys: dict[int, list[str]] = {}
        for why, _ in _QUESTIONS:
            if why in self._best:
                whys.setdefault(self._best[why][1], []).append(why)
        return [Worst(profile, ", ".join(each)) for profile, each in whys.items()]
