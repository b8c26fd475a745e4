"""What the values of a column tell: their type, their format, whether they are addresses or lists."""

import re
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import date_order, dates, emails, entities, numbers, texts
from app.ingest.readers.typed_columns import as_text
from app.ingest.vocabulary.map_file import Column

HALF = 0.5
"""The share of dates that a column needs whose header says that it holds dates."""

# Cells that are looked at, from all over the column, and distinct values that are kept of them: more tell nothing new.
_LOOKED_AT = 20_000
_DISTINCT = 400
_CODE = re.compile(
    r"(^|_)(id|ids|uuid|guid|code|zip|postcode|plz|phone|tel|mobile|fax|number|no|nr|leid|euid|sku|ean|gtin|ip|key|hash|token)(_\d+)?$"
)
_MOMENT = re.compile(r"(^|_)(at|on|time|timestamp|date|unix|epoch|since|seen|login)(_|$)")
_MONEY = re.compile(
    r"price|amount|total|revenue|spent|spend|sales|value|cost|paid|balance|points|credit|ltv|betrag|umsatz|summe|preis|"
    r"punkte|saldo|prix|montant|importe|gasto|prezzo|totale|bedrag|omzet"
)
_NO_LIST = re.compile(r"://|^Mozilla/|</?[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A column's own story: how many cells are filled, some distinct values, and what they look like."""

    filled: int
    values: list[str]
    column: pa.ChunkedArray

    @property
    def said(self) -> list[str]:
        """The distinct values that are no placeholders."""
        return [value for value in self.values if not texts.is_placeholder(value)]

    @property
    def are_numbers(self) -> bool:
        """Whether the file itself says that these are numbers: none of them is written in anybody's way."""
        kind = self.column.type
        return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))

    @property
    def are_days(self) -> bool:
        """Whether the file itself says that these are days or moments."""
        return bool(pa.types.is_date(self.column.type) or pa.types.is_timestamp(self.column.type))

    @property
    def is_list(self) -> bool:
        """Whether the file itself says that each of these is a list."""
        return bool(pa.types.is_list(self.column.type))

    def counted(self) -> dict[str, int]:
        """Values that are no placeholders, with how many of the cells that were looked at hold each; at most 1,000."""
        some = texts.trim(_some(self.column))
        rows = pc.value_counts(some.combine_chunks()).to_pylist()[:1_000]
        return {
            row["values"]: row["counts"] for row in rows if row["values"] and not texts.is_placeholder(row["values"])
        }

    def are_addresses(self) -> bool:
        """Whether most of the values are email addresses."""
        said = self.said
        return (
            bool(said)
            and sum("@" in value for value in said) * 10 >= len(said) * 8
            and (sum(bool(emails.within(value)) for value in said) * 10 >= len(said) * 6)
        )

    def time_format(self, share: float = dates.NEARLY_ALL, *, yearless: bool = False) -> tuple[bool, str | None]:
        """Whether so large a share of the values are dates or times, and in which format."""
        return dates.find_format(self.values, share, yearless=yearless)


def look(column: pa.ChunkedArray) -> Evidence:
    """Gather what a column tells: some of its distinct values come from all over it."""
    if pa.types.is_string(column.type):
        filled = pc.sum(pc.not_equal(texts.trim(column), "")).as_py() or 0
    else:
        filled = len(column) - column.null_count
    distinct = [value for value in pc.unique(texts.trim(_some(column))).to_pylist() if value]
    thin = max(1, len(distinct) // _DISTINCT)
    return Evidence(filled, distinct[::thin][:_DISTINCT], column)


def _some(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Cells from all over a column, as they are written."""
    step = max(1, len(column) // _LOOKED_AT)
    return as_text(column if step == 1 else column.take(pa.array(range(0, len(column), step))))


@dataclass(frozen=True, slots=True)
class Hints:
    """What the other columns of a file tell: whether its dates begin with the day, its numbers have a comma."""

    first_is_day: bool
    decimal_comma: bool


def shape_of(evidence: Evidence, kind: str, hints: Hints) -> Column:
    """How a column whose type is known is to be read: the format or the separator that its values show."""
    if kind in ("date", "datetime") and not evidence.are_days:
        return Column(format=_time_format(evidence, hints.first_is_day, yearless=kind == "date"))
    if kind in ("number", "amount") and not evidence.are_numbers:
        style = numbers.find_format(evidence.said, hints.decimal_comma)
        return Column(format=style if style == numbers.COMMA else None)
    if kind == "list":
        return Column(type="list", separator=separator_of(evidence) or ",")
    return Column()


def _time_format(evidence: Evidence, first_is_day: bool, *, yearless: bool = False) -> str | None:
    found, style = evidence.time_format(HALF, yearless=yearless)
    if not found or style == "%Y%m%d":
        style = dates.find_count(evidence.values) or style
    told = date_order.day_first(evidence.column) if pa.types.is_string(evidence.column.type) else None
    return date_order.ordered(style, first_is_day if told is None else told)


def separator_of(evidence: Evidence) -> str | None:
    """What separates the elements where the values are lists, else None."""
    said = [entities.decoded(value) for value in evidence.said]
    if said and all(value.startswith("[") and value.endswith("]") for value in said):
        return ","
    for separator in ("|", ";"):
        with_it = [value for value in said if separator in value]
        if len(with_it) * 5 >= len(said) and with_it and not any(map(_NO_LIST.search, with_it)):
            return separator
    commas = [value for value in said if "," in value]
    parts = [part.strip() for value in commas for part in value.split(",")]
    short = parts and all(len(part) <= 30 and part.count(" ") <= 2 for part in parts)
    # Commas also stand in prose: elements are short, and they come back in other cells.
    return "," if short and len(commas) * 5 >= len(said) and len(set(parts)) * 2 <= len(parts) else None


def own_column(header: str, name: str, evidence: Evidence, hints: Hints) -> Column:
    """A column that fits no standard name: its own name, with the type that all of its values have."""
    said = evidence.said
    if not said:
        return Column(to=name, type="text")
    if evidence.is_list:
        return Column(to=name, type="list", separator=",")
    if evidence.are_days:
        return Column(to=name, type="datetime" if dates.has_time(dates.ISO, said) else "date")
    # 0 and 1 alone may count something.
    if all(texts.yes_or_no(value) is not None for value in said) and not all(value in "01" for value in said):
        return Column(to=name, type="boolean")
    if _MOMENT.search(name) and (count := dates.find_count(said)) in dates.UNIX_COUNTS:
        return Column(to=name, type="datetime", format=count)
    numeric, style = _is_number(said) if evidence.are_numbers else _is_numeric(name, evidence, hints)
    if numeric and not _CODE.search(name):
        return Column(to=name, type="number", format=style if style == numbers.COMMA else None)
    yearless = dates.of_birthdays(header)
    dated, form = evidence.time_format(yearless=yearless)
    # Eight figures are as often a number of something.
    if dated and form != "%Y%m%d":
        kind = "datetime" if dates.has_time(form, said) else "date"
        return Column(to=name, type=kind, format=_time_format(evidence, hints.first_is_day, yearless=yearless))
    separator = separator_of(evidence)
    listed = separator and separator != "," and not header.casefold().endswith(("name", "title"))
    if separator and listed and not _stands_once(separator, said):
        return Column(to=name, type="list", separator=separator)
    return Column(to=name, type="text")


def _stands_once(separator: str, said: list[str]) -> bool:
    """Whether one value alone holds a semicolon, and none of its parts stands in another: that is a text with one."""
    with_it = [value for value in said if separator in value]
    if separator != ";" or len(with_it) != 1 or len(said) == 1:
        return False
    return not {part.strip() for part in with_it[0].split(separator)} & set(said)


def _is_number(said: list[str]) -> tuple[bool, None]:
    """Whether a column of numbers counts or measures: a very long one is a code, not a quantity."""
    return not any(re.fullmatch(r"-?\d{13,}|.*e\+\d+", value) for value in said), None


def _mostly(evidence: Evidence, values: set[str]) -> bool:
    """Whether more cells hold one of these values than any other: a few words may stand in most of the lines."""
    counted = evidence.counted()
    return sum(counted.get(value, 0) for value in values) * 2 > sum(counted.values())


def _is_numeric(name: str, evidence: Evidence, hints: Hints) -> tuple[bool, str | None]:
    """Whether a column counts or measures, and how its numbers are written; few odd cells among many change nothing."""
    said = evidence.said
    numbered = [value for value in said if numbers.is_number(value) or numbers.is_number(value, numbers.COMMA)]
    odd = len(said) - len(numbered)
    # A word among twenty numbers is a slip; where money is counted, among four.
    if not numbered or (odd and odd * (4 if _MONEY.search(name) else 20) > len(said)):
        return False, None
    if odd and _mostly(evidence, set(said) - set(numbered)):
        return False, None
    style = numbers.find_format(numbered, hints.decimal_comma)
    # A leading zero or a very long number is a code, not a quantity.
    codes = any(re.fullmatch(r"0\d+|\d{13,}", value) for value in numbered)
    return not codes and numbers.holds_no_words(numbered) and numbers.all_numbers(numbered, style), style
