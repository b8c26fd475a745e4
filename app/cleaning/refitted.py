"""A value of one field as a value of another: in the other's type, and cleaned as that field's own values are."""

from typing import Any, Final
from zoneinfo import ZoneInfo

import pyarrow as pa

from app.cleaning import places, typed_value
from app.domain import names
from app.domain.clock import Moment
from app.domain.merged_fields import Value

_AMOUNT: Final = 10_000

FITS: Final[dict[str, frozenset[str]]] = {
    "text": frozenset(names.TYPES),
    "number": frozenset({"number", "amount", "text", "list"}),
    "amount": frozenset({"amount", "number", "text", "list"}),
    "date": frozenset({"date", "datetime", "text", "list"}),
    "datetime": frozenset({"datetime", "date", "text", "list"}),
    "boolean": frozenset({"boolean", "text", "list"}),
    "list": frozenset({"list"}),
}
"""Into which types the values of a type can be read at all."""

TO_WORDS: Final = {
    "text": "a text", "number": "a number", "amount": "an amount", "date": "a date", "datetime": "a date and time",
    "boolean": "yes or no", "list": "a list",
}  # fmt: skip
"""What each type is called in a sentence."""


def read(value: Value) -> Any:
    """What a value comes to in the other field, as the store keeps it (see `app.domain.names`); None: not readable."""
    if value.kind not in FITS[value.was]:
        return None
    if value.name == "phone" and isinstance(value.said, str):
        regions = None if value.region is None else pa.array([value.region])
        # What is no number stays as it was given, as an import leaves it.
        return places.phones(pa.chunked_array([[value.said]]), regions)[0].as_py() or value.said
    if value.was == value.kind:
        same = value.kind != "text" or value.name not in typed_value.WORDS
        return value.said if same else typed_value.read(value.name, value.kind, value.said, ZoneInfo(value.zone))
    if value.was in ("number", "amount") and value.kind in ("number", "amount"):
        return round(value.said * _AMOUNT) if value.kind == "amount" else value.said / _AMOUNT
    return _by_text(value)


def _by_text(value: Value) -> Any:
    """By way of what people read."""
    zone = ZoneInfo(value.zone)
    said = as_text(value.said, value.was, zone)
    if value.kind == "list" and value.was != "text":
        return [said]
    if value.was == "datetime" and value.kind == "date":
        said = said[:10]
    if not said.strip():
        return None
    return typed_value.read(value.name, value.kind, said, zone)


def as_text(value: Any, kind: str, zone: ZoneInfo) -> str:
    """A value as it is written out: dates and times in ISO 8601, amounts with a point, yes or no."""
    if kind == "list":
        return ", ".join(map(str, value))
    if kind == "boolean":
        return "yes" if value else "no"
    if kind == "date":
        return str(names.date_text(value))
    if kind == "datetime":
        return Moment(value, zone).iso()
    number = value / _AMOUNT if kind == "amount" else value
    return f"{int(number)}" if isinstance(number, float) and number.is_integer() else str(number)
