"""The words that dates are written with: months, weekdays, halves of a day and zones, in many languages."""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Iterable
from zoneinfo import ZoneInfo

LANGUAGES = tuple("en de fr es it nl pt sv da nb fi pl cs sk sl hr hu ro tr el ru uk bg lt lv et ca ja zh ko".split())
"""The languages whose months and weekdays are known, the commoner first."""

_ELSEWHERE = {"de": ("de_AT",), "pt": ("pt_PT",), "es": ("es_MX",), "en": ("en_AU",)}
"""Lands in which months of a language have names of their own: a Jänner is a Januar."""

CJK = {
    **dict.fromkeys("年년", "year"), **dict.fromkeys("月월", "month"), **dict.fromkeys("日일", "day"),
    **dict.fromkeys("時时시", "hour"), **dict.fromkeys("分분", "minute"), **dict.fromkeys("秒초", "second"),
}  # fmt: skip
"""What a number is, by the sign behind it."""
WEEKDAYS = re.compile(
    "[月火水木金土日]曜日?|[월화수목금토일]요일|星期[一二三四五六日天]|周[一二三四五六日]|[((][月火水木金土日月화수목금토일][))]"
)
"""Weekdays that stand beside the signs of Chinese, Japanese and Korean."""

FILLERS = frozenset(
    "at on of the st nd rd th o clock um uhr den der le a h heures heure min s de del las la los el alle ore il om uur "
    "op as às kl klo r roku godz o v hod ve г года году в р о года ora saat m d ob u sati la klockan era er ème eme "
    "στις ώρα n t and feira gada ч m".split()
)
"""Words that stand between the parts of a date and say nothing of it."""

# Some names are used in several lands: `ist` is India's, `cst` America's. The project's own zone goes before
# (`offset`).
_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 60, "bst": 60, "ist": 330, "cet": 60, "cest": 120, "mez": 60,
    "mesz": 120, "met": 60, "mest": 120, "eet": 120, "eest": 180, "msk": 180, "trt": 180, "sast": 120, "cat": 120,
    "wat": 60, "eat": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480,
    "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "ast": -240, "adt": -180, "nst": -210, "ndt": -150,
    "brt": -180, "art": -180, "clt": -240, "clst": -180, "cot": -300, "pet": -300, "jst": 540, "kst": 540, "hkt": 480,
    "sgt": 480, "pht": 480, "wib": 420, "ict": 420, "pkt": 300, "gst": 240, "aest": 600, "aedt": 660, "acst": 570,
    "acdt": 630, "seč": 60, "selč": 120, "awst": 480, "nzst": 720, "nzdt": 780,
}  # fmt: skip
"""Zones by their short names, in minutes east of Greenwich."""

Word = tuple[str, int]
"""What a word says: ("month", 1 to 12), ("day", 0), or ("half", 0 for am, 12 for pm)."""


def plain(word: str) -> str:
    """A word as it is compared: small letters without accents and dots."""
    # Turkish's dotless i comes apart into nothing, and has to be told.
    folded = unicodedata.normalize("NFKD", word.casefold().replace("ı", "i"))
    return "".join(sign for sign in folded if sign.isalpha() and not unicodedata.combining(sign))


@functools.cache
def vocabulary(language: str) -> dict[str, Word]:
    """What the words of a language say; three letters that begin one month's name alone are that month too."""
    from babel import Locale

    locale = Locale.parse(language)
    months: dict[str, int] = {}
    wide: dict[str, int] = {}
    days: set[str] = set()
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            months |= {plain(str(name)): number for number, name in locale.months[context][width].items()}
            days |= {plain(str(name)) for name in locale.days[context][width].values()}
        wide |= {plain(str(name)): number for number, name in locale.months[context]["wide"].items()}
    for other in _ELSEWHERE.get(language, ()):
        names = Locale.parse(other).months["format"]
        months |= {
            plain(str(name)): number for width in ("wide", "abbreviated") for number, name in names[width].items()
        }
    months |= _beginnings(wide, {*months, *days})
    days |= set(_beginnings(dict.fromkeys(days, 0), set(months)))
    found: dict[str, Word] = {name: ("day", 0) for name in days if name}
    found |= {name: ("month", number) for name, number in months.items() if name}
    for name, hours in (("am", 0), ("pm", 12)):
        for width in ("wide", "abbreviated"):
            found.setdefault(plain(str(locale.day_periods["format"][width].get(name, name))), ("half", hours))
    return found


def _beginnings(names: dict[str, int], taken: set[str]) -> dict[str, int]:
    """The beginnings, from three letters on, of one name (or of names that say the same) alone."""
    said: dict[str, set[int]] = {}
    for name, number in names.items():
        for length in range(3, len(name)):
            said.setdefault(name[:length], set()).add(number)
    return {start: min(numbers) for start, numbers in said.items() if len(numbers) == 1 and start not in taken}


def language_of(words: Iterable[str]) -> str:
    """The language that knows most of a column's words: `listopad` is October in one and November in others."""
    wanted = {plain(word) for word in words} - FILLERS
    return max(LANGUAGES, key=lambda language: (len(wanted & vocabulary(language).keys()), -LANGUAGES.index(language)))


def meaning(word: str, language: str) -> Word | None:
    """What a word says in a language, else in any."""
    key = plain(word)
    for known in (language, *LANGUAGES):
        if key in (found := vocabulary(known)):
            return found[key]
    return None


def offset(word: str, zone: ZoneInfo) -> int | None:
    """The minutes that a zone's short name lies east of Greenwich; the project's own zone knows its names best."""
    name = word.upper()
    # Winter and summer, in either half of the world.
    for month in (1, 7):
        moment = dt.datetime(2024, month, 1, tzinfo=zone)
        east = moment.utcoffset()
        if moment.tzname() == name and east is not None:
            return int(east.total_seconds() // 60)
    return _ZONES.get(word.lower())


_MONTH_LEADS = frozenset("US CA PR VI GU AS MP UM PA PH MH".split())
"""Lands whose short dates begin with the month (CLDR); Canada writes every order, and shares its tools with the US."""


def month_leads(zone: ZoneInfo) -> bool:
    """Whether the land of a zone writes the month before the day where both are figures."""
    from babel.core import get_global

    name = get_global("zone_aliases").get(zone.key, zone.key)
    return get_global("zone_territories").get(name) in _MONTH_LEADS


@functools.cache
def _long_zones() -> dict[str, int]:
    """Zones by their long names in each language (`central european summer time`), in minutes east of Greenwich."""
    from babel import Locale
    from babel.core import get_global

    easts: dict[str, list[dt.timedelta]] = {}
    for name, meta in sorted(get_global("meta_zones").items()):
        zone = named_zone(name)
        if zone is not None and len(set(easts.get(meta, []))) < 2:
            # One that knows a summer time says it for those that keep none.
            easts[meta] = [dt.datetime(2024, month, 1, tzinfo=zone).utcoffset() or dt.timedelta() for month in (1, 7)]
    found: dict[str, int] = {}
    for meta, both in easts.items():
        for language in LANGUAGES:
            long = Locale.parse(language).meta_zones.get(meta, {}).get("long", {})
            for part, east in (("standard", min(both)), ("daylight", max(both))):
                if part in long:
                    found.setdefault(long[part].casefold(), int(east.total_seconds() // 60))
    return found


def long_zone(text: str) -> int | None:
    """The minutes that a zone lies east of Greenwich by its long name."""
    return _long_zones().get(text.strip(" ,()").casefold())


def named_zone(text: str) -> ZoneInfo | None:
    """The zone of a name such as `Europe/Berlin`."""
    if not re.fullmatch(r"[A-Za-z_]+(?:/[A-Za-z_]+){1,2}", text):
        return None
    try:
        return ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        return None
