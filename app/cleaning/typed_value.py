"""One value that somebody typed, read in the type of its field as a cell of a file would be."""

import unicodedata
from collections.abc import Callable
from typing import Any, Final
from zoneinfo import ZoneInfo

import pyarrow as pa

from app.cleaning import dates, numbers, places, texts
from app.domain import names

WORDS: Final[dict[str, Callable[[str], str | None]]] = {
    "gender": texts.known_gender, "country": places.country_code, "language": texts.language,
}  # fmt: skip
"""The fields whose text is one of a few, and what finds which."""

HOW: Final = {
    "number": "a number, as 12.5",
    "amount": "an amount of money, as 23.10",
    "date": "a date, as 2011-12-10",
    "datetime": "a date and time, as 2011-12-10 09:30",
    "boolean": "yes or no",
    "gender": "female, male or other",
    "country": "a country, as DE or Germany",
    "language": "a language, as de or German",
}
"""What is asked for, by the type of a field or by its name."""


def read(name: str, kind: str, text: str, zone: ZoneInfo) -> Any:
    """The value as the store keeps it (see `app.domain.names`); None where it cannot be read so. `text` is not blank.

    What somebody types is kept as they type it: no capitals are mended, and no word counts as a placeholder.
    """
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    if name in WORDS:
        return WORDS[name](plain)
    if kind == "text":
        return plain
    if kind == "list":
        return texts.split_list(plain, ",") or None
    if kind == "boolean":
        return texts.yes_or_no(plain)
    column = pa.chunked_array([pa.array([names.with_year(plain) if kind == "date" else plain])])
    if kind == "date":
        birth = name == "birth_date"
        return dates.dates(column, None, yearless=birth, past=birth)[0].as_py()
    if kind == "datetime":
        return dates.times(column, None, zone)[0].as_py()
    style = numbers.find_format([plain])
    found = numbers.decimals(column, style) if kind == "number" else numbers.amounts(column, style)
    return found[0].as_py()
