"""Countries as ISO 3166-1 alpha-2, and phone numbers in E.164."""

import functools
import re

import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning.texts import per_value, trim, written
from app.domain.background import tick

_LANGUAGES = "en de fr es it nl pt sv da nb fi pl cs hu ro tr el ru uk ja zh ko ar he".split()
_ALIASES = {
    "GB": "uk|u.k.|great britain|britain|england|scotland|wales|northern ireland|united kingdom of great britain and "
          "northern ireland|gran bretaña|grande-bretagne|großbritannien|grossbritannien",
    "US": "usa|u.s.a.|u.s.|us of a|united states of america|the united states|america|états-unis d’amérique|"
          "estados unidos de américa|ee.uu.|ee. uu.",
    "IE": "eire|éire|republic of ireland|irish republic",
    "ZA": "rsa|r.s.a.|republic of south africa",
    "NL": "holland|the netherlands|pays bas",
    "CZ": "czech republic|czechia|tschechische republik",
    "RU": "russian federation",
    "KR": "korea|republic of korea|korea, republic of|s. korea",
    "KP": "korea, democratic people's republic of|north korea",
    "DE": "brd|federal republic of germany|bundesrepublik deutschland",
    "AE": "uae|u.a.e.|emirates",
    "TW": "taiwan, province of china|republic of china",
    "IR": "iran, islamic republic of|iran (islamic republic of)",
    "VN": "viet nam",
    "MD": "moldova, republic of",
    "VE": "venezuela, bolivarian republic of|venezuela (bolivarian republic of)",
    "BO": "bolivia, plurinational state of",
    "TZ": "tanzania, united republic of",
    "SY": "syrian arab republic",
    "LA": "lao people's democratic republic",
    "MK": "macedonia|republic of north macedonia|fyrom",
    "SZ": "swaziland",
    "MM": "burma",
    "CI": "ivory coast",
    "CV": "cape verde",
    "TL": "east timor",
    "VA": "vatican|holy see|holy see (vatican city state)",
    "TR": "turkey|turkiye",
    "HK": "hong kong|hongkong",
    "MO": "macau|macao",
    "PS": "palestine|palestine, state of",
    "CH": "schweiz/suisse|confoederatio helvetica",
    "CN": "people's republic of china|prc|p.r. china",
}  # fmt: skip


@functools.cache
def _names() -> dict[str, str]:
    """Names, alpha-2 and alpha-3 codes of countries, casefolded, to alpha-2."""
    from babel import Locale
    from babel.core import get_global

    english = Locale.parse("en").territories
    aliases = get_global("territory_aliases")
    codes = [str(code) for code in english if re.fullmatch("[A-Z]{2}", str(code)) and code not in _NOT_COUNTRIES]
    codes = [code for code in codes if code not in aliases]
    found = {alias: code for code, names in _ALIASES.items() for alias in names.split("|")}
    known = set(codes)
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in known:
                found.setdefault(name.casefold(), code)
    found |= {code.casefold(): code for code in codes}
    for old, new in aliases.items():
        # CLDR has codes of three letters among the other names of those of two.
        if len(old) == 3 and old.isalpha() and len(new) == 1 and new[0] in known:
            found.setdefault(old.casefold(), new[0])
    return found


_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "XK", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"})
"""Regions that CLDR names with two letters but ISO 3166-1 does not hold."""


def country_code(text: str) -> str | None:
    """The alpha-2 code of a country's name or code, or None."""
    word = re.sub(r"\s+", " ", text.strip().casefold()).replace("’", "'")
    names = _names()
    plain = word.removeprefix("the ").rstrip(".")
    return (
        names.get(word) or names.get(plain) or names.get(plain.replace("&", "and")) or names.get(word.replace("'", "’"))
    )


def countries(column: pa.ChunkedArray) -> tuple[pa.Array, pa.Array]:
    """The codes (null: none or not known), and the text as given where it is not the code itself."""
    given = written(column)
    codes = per_value(given, pa.string(), country_code)
    given = given.combine_chunks()
    same = pc.fill_null(pc.equal(codes, given), False)
    return codes, pc.if_else(same, pa.scalar(None, pa.string()), given)


_SEPARATORS = "[\\s().\\-/\u00a0\u2010-\u2015]"


def phones(column: pa.ChunkedArray, regions: pa.Array | None) -> pa.Array:
    """Numbers in E.164; null where a cell is none, or is a national number in a row without a country."""
    text = pc.utf8_trim_whitespace(trim(column)).combine_chunks()
    several = pc.match_substring_regex(text, _SEVERAL)
    if pc.any(several).as_py():
        # Of several in a cell the first that can be read.
        where = regions.filter(several).to_pylist() if regions is not None else [None] * pc.sum(several).as_py()
        cells = zip(text.filter(several).to_pylist(), where, strict=True)
        text = pc.replace_with_mask(text, several, pa.array([_first_of(cell, region) for cell, region in cells]))
    bare = pc.replace_substring_regex(pc.replace_substring_regex(text, _SEPARATORS, ""), "^00", "+")
    # `+44 (0)20 …`: that nought is dialled at home only, and phonenumbers knows where.
    whole = pc.and_(pc.match_substring_regex(bare, r"^\+[1-9]\d{7,14}$"), pc.invert(pc.match_substring(text, "(0)")))
    found = pc.if_else(whole, bare, pa.scalar(None, pa.string()))
    odd = pc.and_(pc.invert(whole), pc.match_substring_regex(text, r"\d.*\d.*\d"))
    if not pc.any(odd).as_py():
        return found
    where = regions.filter(odd).to_pylist() if regions is not None else [None] * pc.sum(odd).as_py()
    made = []
    for number, region in zip(text.filter(odd).to_pylist(), where, strict=True):
        tick()
        made.append(_e164(number, region))
    return pc.replace_with_mask(found, odd, pa.array(made, pa.string()))


def are_national(text: pa.Array, regions: pa.Array | None) -> pa.Array:
    """Which cells hold a number without the code of its country, in a row that names none."""
    bare = pc.replace_substring_regex(pc.fill_null(text, ""), _SEPARATORS, "")
    national = pc.match_substring_regex(bare, r"^(0[1-9]|[1-9])\d{4,13}$")
    return national if regions is None else pc.and_(national, pc.is_null(regions))


_SEVERAL = r":::|;|\n"


def _first_of(cell: str, region: str | None) -> str:
    numbers = [part.strip() for part in re.split(_SEVERAL, cell) if part.strip()]
    return next((number for number in numbers if _e164(number, region)), numbers[0] if numbers else "")


@functools.lru_cache(maxsize=1 << 16)
def _e164(number: str, region: str | None) -> str | None:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(re.sub("^00", "+", number), region)
    except phonenumbers.NumberParseException:
        return None
    # By its length. Whether a number was ever given out the library knows for the lands and the year of its release
    # only.
    if not phonenumbers.is_possible_number(parsed):
        return None
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
