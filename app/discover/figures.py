"""Numbers as a marketer would say them: amounts, times past, and how much more than usual."""

import math
from typing import Final

from app.discover.catalogue import Known
from app.domain.counts import counted

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
# From which ratio on it is said to be such a part of the usual.
_PARTS = ((0.42, "half"), (0.29, "a third of"), (0.22, "a quarter of"), (0.17, "a fifth of"), (0.08, "a tenth of"))


def number(value: float) -> str:
    """A number with as many digits as it deserves: 3,726 · 54 · 4.3 · 0.25."""
    if abs(value) >= 100 or abs(value - round(value)) < 0.005:
        return f"{round(value):,}"
    return f"{value:.2f}" if abs(value) < 1 else f"{value:.1f}"


def percent(share: float) -> str:
    """A share of 0 to 1 as a percentage."""
    return f"{share * 100:.0f} %"


def ago(days: float) -> str:
    """So many days in the past, said as loosely as its size allows."""
    whole = round(days)
    if whole < 0:
        return f"in {counted(-whole, 'day')}"
    if whole < 60:
        return ("today", "a day ago")[whole] if whole < 2 else f"{whole} days ago"
    # The mean length of a month, and below of a year.
    months = round(whole / 30.44)
    if months < 11:
        return "half a year ago" if months == 6 else f"{months} months ago"
    years = round(whole / 365.25, 1)
    return "a year ago" if years <= 1.1 else f"{number(years)} years ago"


def value(known: Known, amount: float) -> str:
    """One value of a feature with its noun, without the phrase around it."""
    if known.measure == "days":
        return ago(amount)
    if known.measure == "share":
        return percent(amount)
    if known.measure == "money":
        return number(amount) if abs(amount) >= 100 else f"{amount:,.2f}".removesuffix(".00")
    text = "no" if amount == 0 and known.measure == "count" else number(amount)
    noun = known.one if text == "1" else known.many
    return f"{text} {noun}" if known.one and noun else text


def phrase(known: Known, amount: float) -> str:
    """One value of a feature as a part of a sentence: `spent 3,726`, `last seen 9 days ago`."""
    return known.phrase.format(value(known, amount))


def compared(known: Known, amount: float, typical: float) -> str:
    """One value against everybody's: `five times the usual orders`, `last ordered 9 days ago, usually 2 months ago`."""
    if known.measure in ("days", "share") or not known.many or min(amount, typical) < 0:
        return f"{phrase(known, amount)}, usually {value(known, typical)}"
    if known.measure == "number":
        return f"{phrase(known, amount)}, usually {number(typical)}"
    if amount == 0:
        return f"no {known.many}" if typical > 0 else f"no {known.many}, like most"
    return _times(amount / typical, known) if typical > 0 else f"{phrase(known, amount)}, where most have none"


def by_times(known: Known, amount: float, typical: float) -> bool:
    """Whether `compared` says it as so many times, or such a part of, the usual."""
    if known.measure in ("days", "share", "number") or not known.many or min(amount, typical) <= 0:
        return False
    ratio = amount / typical
    return ratio >= _SOME_TIMES or _ABOUT[0] <= ratio <= _ABOUT[1] or ratio <= _A_PART


_SOME_TIMES: Final = 1.75
_ABOUT: Final = (0.88, 1.12)
_A_PART: Final = 0.58
"""From which ratio it is so many times the usual, between which about it, and up to which a part of it."""


def _times(ratio: float, known: Known) -> str:
    if ratio >= _SOME_TIMES:
        # Half up: `round` makes 2 of 2.5.
        times = math.floor(ratio + 0.5)
        often = "twice" if times == 2 else f"{spelled(times)} times"
        return f"{often} the usual {known.many}"
    if ratio > _ABOUT[1]:
        return f"{_rounded(ratio - 1)} more {known.many} than usual"
    if ratio >= _ABOUT[0]:
        return f"about the usual {known.many}"
    if ratio > _A_PART:
        return f"{_rounded(1 - ratio)} {'fewer' if known.measure == 'count' else 'less'} {known.many} than usual"
    part = next((word for least, word in _PARTS if ratio >= least), "hardly any of")
    return f"{part} the usual {known.many}"


def _rounded(share: float) -> str:
    # To five in a hundred: nobody means it more exactly.
    return percent(round(share * 20) / 20)


def spelled(whole: int) -> str:
    """A small number in letters, a large one in digits."""
    return _NUMBERS[whole] if 0 <= whole < len(_NUMBERS) else f"{whole:,}"


def among(label: str, value: str, share: float, typical: float) -> str:
    """The share of a group that has a category's value, against everybody's."""
    what = f"{label.lower()} {value}" if value else label.lower()
    return f"{what}: {percent(share)}, usually {percent(typical)}"


def sentence(parts: list[str]) -> str:
    """Phrases as the start of a sentence, without a full stop."""
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]
