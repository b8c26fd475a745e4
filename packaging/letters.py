"""Count how often one letter follows another in each language: `resources/encodings/letters.json`, made by hand.

The words are the names of people, places and jobs in Faker's providers (MIT) and those of countries, languages,
currencies and cities in Unicode's CLDR, as Babel (BSD) carries it, for East Asia also the places of telephone numbers
(phonenumbers, Apache 2). Each word counts once.

    uv run --no-project --with faker --with babel --with phonenumbers packaging/letters.py
"""

import importlib
import inspect
import itertools
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from phonenumbers.geodata import GEOCODE_DATA

LANGUAGES = {
    "latin": "en de fr es it pt nl da sv nb fi is ca gl eu ga cs sk pl hu ro hr sl sq lt lv et tr id",
    "cyrillic": "ru uk bg sr mk be",
    "greek": "el",
    "hebrew": "he",
    "arabic": "ar fa",
    "thai": "th",
    "vietnamese": "vi",
    "cjk": "ja zh zh_Hant ko",
}
_FAKER = {"nb": "no", "zh_Hant": "zh_TW", "zh": "zh_CN"}
_PROVIDERS = ("person", "address", "company", "job", "lorem", "color", "currency", "date_time")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u0590-\u05c7\u064b-\u0652\u0e31-\u0e4e]+[^\W\d_]*)*")
_NAMES = (
    "territories", "languages", "scripts", "variants", "currency_names", "unit_display_names", "unit_patterns",
    "months", "days", "quarters", "eras", "time_zones", "meta_zones", "date_fields", "currency_names_plural",
)  # fmt: skip
_EVERYDAY = {
    "it": "è é perché poiché né sé città università qualità società attività possibilità età verità libertà metà "
    "novità pubblicità disponibilità realtà volontà sarà farà avrà potrà dovrà andrà verrà sarò farò avrò potrò "
    "dovrò andò portò arrivò parlò trovò lasciò può ciò però più giù tribù virtù gioventù lassù già là sì lì così "
    "lunedì martedì mercoledì giovedì venerdì partì finì capì sentì caffè tè cioè ahimè purché benché affinché",
}
"""Words of every day, for a language whose names hardly have the letters that its words end in; each counts as many."""
_WEIGHT = 8
_PAIRS, _SIGNS = 2, 3_000
"""The least times that a pair is kept for, and the most signs of a language without letters."""


def texts_of(value: object) -> Iterator[str]:
    """All texts in nested tuples, lists and dictionaries."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from texts_of(key)
            yield from texts_of(one)
    elif isinstance(value, (list, tuple, set)):
        for one in value:
            yield from texts_of(one)


def of_faker(language: str) -> Iterator[str]:
    """The texts of all of a language's providers."""
    wanted = _FAKER.get(language, language)
    for kind in _PROVIDERS:
        base = importlib.import_module(f"faker.providers.{kind}")
        for folder in Path(str(base.__file__)).parent.iterdir():
            if folder.name == wanted or (folder.name.startswith(f"{wanted}_") and wanted != "zh"):
                provider = importlib.import_module(f"faker.providers.{kind}.{folder.name}").Provider
                for _, value in inspect.getmembers(provider, lambda one: not callable(one)):
                    yield from (text for text in texts_of(value) if "{{" not in text)


def of_cldr(language: str) -> Iterator[str]:
    """The names of countries, languages, currencies, units, months, days and cities."""
    data = Locale.parse(language)._data
    for kind in _NAMES:
        yield from (re.sub(r"\{\d\}", " ", text) for text in texts_of(list(data.get(kind, {}).values())))


def of_places(language: str) -> Iterator[str]:
    """Where telephones are, of the languages whose signs are too many for names alone to show them all."""
    if language in LANGUAGES["cjk"].split():
        for names in GEOCODE_DATA.values():
            yield from texts_of(names.get(language, ""))


def words_of(language: str) -> set[str]:
    """The distinct words, in small letters."""
    found = set()
    for text in itertools.chain(of_faker(language), of_cldr(language), of_places(language)):
        found |= {unicodedata.normalize("NFC", word.replace("İ", "i").lower()) for word in _WORD.findall(text)}
    if language not in f"{LANGUAGES['latin']} {LANGUAGES['vietnamese']}".split():
        found = {word for word in found if not re.search("[a-zA-Z]", word)}
    if language == "ro":
        # Tables older than Unicode 3 have the cedilla for the comma.
        found |= {word.translate(str.maketrans("șț", "şţ")) for word in found}
    return found


def pairs_of(words: set[str], script: str, everyday: str = "") -> str:
    """`ab12 bc3 …`: how often each sign follows another; `^` is a word's beginning, `$` its end."""
    known = Counter(sign for word in words for sign in word)
    if script == "cjk":
        kept = [one for one in known.most_common(_SIGNS) if one[0] > "\u2000"]
        return " ".join(f"{sign}{count}" for sign, count in kept)
    counts = Counter(pair for word in words for pair in itertools.pairwise(f"^{word}$"))
    for pair in (pair for word in everyday.split() for pair in itertools.pairwise(f"^{word}$")):
        counts[pair] += _WEIGHT
    return " ".join(f"{a}{b}{n}" for (a, b), n in sorted(counts.items()) if n >= _PAIRS)


def main() -> None:
    """Write the file anew."""
    found = {
        script: {
            language: pairs_of(words_of(language), script, _EVERYDAY.get(language, ""))
            for language in languages.split()
        }
        for script, languages in LANGUAGES.items()
    }
    target = Path(__file__).parents[1] / "resources/encodings/letters.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
