"""Values that are written with other signs between their letters or figures: phone numbers and postal codes.

A number that states its country is compared as the import keeps it (E.164); one that does not is found in whatever
country it stands, and where it was kept as it was written. Of a postal code blanks, dashes and case do not count.
"""

import functools
import re
from typing import Literal

Where = Literal["whole", "in", "start", "end"]

# As RE2 writes a sign by its number; the patterns of Python's `re` beside them write it otherwise.
_BETWEEN = r"[\s\x{A0}().\-/\x{2010}-\x{2015}]*"
_NO_FIGURES = re.compile(r"[\s\u00a0().\-/\u2010-\u2015]+")
_IN_CODES = r"[\s\x{A0}\-]*"
_NO_LETTERS = re.compile(r"[\s\u00a0-]+")


def kept(trait: str, text: str) -> str:
    """The text as a rule is compared and read: a number with its country in E.164, a postal code in capitals."""
    if trait == "postal_code":
        return " ".join(text.split()).upper()
    figures = _figures(text) if trait == "phone" else ""
    return figures if figures.startswith("+") else text


def said(trait: str, text: str) -> str:
    """The text as people read it: a phone number that states its country in groups."""
    found = kept(trait, text)
    return _grouped(found) if trait == "phone" and found.startswith("+") else found


def pattern(trait: str, text: str, where: Where) -> str | None:
    """A pattern that finds the value, or a part of it, however it is written; None where it is found as it stands."""
    if trait == "postal_code":
        letters = _NO_LETTERS.sub("", text)
        return _placed(_IN_CODES.join(map(re.escape, letters)), where) if letters else None
    figures = _figures(text) if trait == "phone" else ""
    if not figures:
        return None
    if figures.startswith("+"):
        return _placed(rf"\+{_BETWEEN}" + _BETWEEN.join(figures[1:]), where)
    # A zero that is dialled at home only stands in no number with its country.
    home = figures.removeprefix("0") or figures
    body = _BETWEEN.join(home)
    if where in ("in", "end"):
        return _placed(body, where)
    lands = "|".join(map(str, _calling_codes()))
    # The plus may have been left out before a number with its country.
    own = rf"\+{body}|" if _is_possible(f"+{figures}") else ""
    return _placed(rf"(?:{own}(?:\+(?:{lands}))?{_BETWEEN}0?{_BETWEEN}{body})", where)


def _placed(body: str, where: Where) -> str:
    return ("^" if where in ("whole", "start") else "") + body + ("$" if where in ("whole", "end") else "")


def _figures(text: str) -> str:
    """The figures of a phone number, with a plus where it states its country; empty for what is none."""
    # 00 is dialled for the plus; “+44 (0)20” holds a nought that is dialled at home only. E.164 has at most 15 figures.
    bare = re.sub("^00", "+", _NO_FIGURES.sub("", text.replace("(0)", "") if "+" in text or "00" in text else text))
    return bare if re.fullmatch(r"\+?\d{2,15}", bare) else ""


@functools.cache
def _calling_codes() -> tuple[int, ...]:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    return tuple(sorted(COUNTRY_CODE_TO_REGION_CODE))


def _is_possible(number: str) -> bool:
    import phonenumbers

    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(number)))
    except phonenumbers.NumberParseException:
        return False


def _grouped(number: str) -> str:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    shown = str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
    return shown if phonenumbers.is_possible_number(parsed) else number
