"""Values that are kept in one form and written in many: a country, a language, a gender, a phone, a postal code.

The project keeps `DE`, a file and a marketer write Germany, Deutschland or germany, and what is read is “Germany”:
`kept` is the project's form of what was written, `said` the English of what is kept, and `same` all that a comparison
with it must find. For any other trait all three give back what they were given.
"""

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from app.domain.names import fold
from app.rules import digit_spellings

_SHORTEST_PART: Final = 3
"""A part of a name is looked for among the names from so many letters on: fewer may mean the code itself."""


@dataclass(frozen=True, slots=True)
class _Meaning:
    kept: Callable[[str], str]
    said: Callable[[str], str]
    every: Callable[[], Iterable[str]]


def is_meant(trait: str) -> bool:
    """Whether values of the trait are known ones, each with a name of its own: a country, a language, a gender."""
    return trait in _MEANINGS


def kept(trait: str, text: str) -> str:
    """What was written as the project keeps it: `DE` for Germany; a text that means nothing known stays as it is."""
    return _MEANINGS[trait].kept(text) if trait in _MEANINGS else digit_spellings.kept(trait, text)


def said(trait: str, text: str) -> str:
    """What people read for a value, whether as it is kept or as it was written: Germany for `DE` and Deutschland."""
    return _MEANINGS[trait].said(kept(trait, text)) if trait in _MEANINGS else digit_spellings.said(trait, text)


def same(trait: str, text: str) -> tuple[str, ...]:
    """Every text that a comparison with this one must find: as written, as kept, as said."""
    return tuple(dict.fromkeys((text, kept(trait, text), said(trait, text))))


def unknown(trait: str, text: str) -> tuple[str, list[str]] | None:
    """What a text should have been that means no value which the trait can have, and the names of all; else None."""
    if trait not in _CLOSED or kept(trait, text) in set(_MEANINGS[trait].every()):
        return None
    return _CLOSED[trait], [said(trait, one) for one in _MEANINGS[trait].every()]


def with_part(trait: str, holds: Callable[[str], bool], part: str) -> tuple[str, ...]:
    """The kept forms of all values whose name, folded, satisfies `holds`; none for a part of one or two letters."""
    if trait not in _MEANINGS or len(part.strip()) < _SHORTEST_PART:
        return ()
    return tuple(one for one in _MEANINGS[trait].every() if holds(fold(said(trait, one))))


# Countries: ISO 3166-1 alpha-2.


@functools.cache
def _countries() -> dict[str, str]:
    """Alpha-2 codes to English names."""
    from babel import Locale

    names = Locale.parse("en").territories
    # Babel lists regions of the world among them, by numbers of three figures.
    return {str(code): str(name) for code, name in names.items() if len(str(code)) == 2 and str(code).isalpha()}


def _country_kept(text: str) -> str:
    code = text.strip().upper()
    # “UK” is a word for GB and no code of a country.
    if code in _countries() and len(text.strip()) == 2 and code != "UK":
        return code
    from app.cleaning import country_code

    return country_code(text) or text


# Languages: BCP 47.


def _language_kept(text: str) -> str:
    from app.cleaning import language

    return language(text) or text


def _language_said(tag: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        english = Locale.parse("en")
        plain = str(english.languages.get(tag.lower(), ""))
        return plain or str(Locale.parse(tag, sep="-").get_display_name("en") or tag)
    except (UnknownLocaleError, ValueError):
        return tag


@functools.cache
def _languages() -> tuple[str, ...]:
    from babel import Locale

    return tuple(str(code) for code in Locale.parse("en").languages if str(code).isalpha())


# Genders.


def _gender_kept(text: str) -> str:
    from app.cleaning import known_gender

    return known_gender(text) or text


# Functions, so that Babel's tables are read only when a rule asks for them.
_MEANINGS: Final = {
    "country": _Meaning(_country_kept, lambda code: _countries().get(code, code), lambda: _countries()),
    "language": _Meaning(_language_kept, _language_said, lambda: _languages()),
    "gender": _Meaning(_gender_kept, lambda kept: kept, lambda: ("female", "male", "other")),
}
_CLOSED: Final = {"country": "country", "gender": "gender"}
"""Traits that hold known values only, and what each is called: another text in a rule would match nobody."""
