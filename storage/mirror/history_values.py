"""A trait's earlier values in the mirror: typed and folded once, so that no engine has to read JSON or fold text."""

from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from app.domain.names import composed, fold
from storage.mirror import local_time

COLUMNS = {
    "text": pa.string(),
    "f_text": pa.string(),
    "number": pa.float64(),
    "amount": pa.int64(),
    "date": pa.int32(),
    "datetime": pa.int64(),
    "day": pa.int32(),
    "boolean": pa.bool_(),
    "list": pa.list_(pa.string()),
    "f_list": pa.list_(pa.string()),
}
"""The columns of a value, of which a row fills that of its trait's type and what stands beside it."""

_WHOLE = {"amount": 63, "date": 31, "datetime": 63}
"""The types that are whole numbers, with their bits."""


def typed(value: Any, kind: str, zone: ZoneInfo) -> dict[str, Any]:
    """The columns of a value as the store keeps it; what does not fit the type is left out, and so is missing."""
    if kind == "text":
        return {"text": composed(value), "f_text": fold(value)} if isinstance(value, str) and value.strip() else {}
    if kind == "list":
        kept = [one for one in value if isinstance(one, str) and one.strip()] if isinstance(value, list) else []
        return {"list": [composed(one) for one in kept], "f_list": [fold(one) for one in kept]} if kept else {}
    if kind == "boolean":
        return {"boolean": value} if isinstance(value, bool) else {}
    if isinstance(value, bool) or not isinstance(value, int | float):
        return {}
    if kind == "number":
        return {"number": float(value)}
    if kind not in _WHOLE or value != int(value) or abs(value) >= 2 ** _WHOLE[kind]:
        return {}
    if kind != "datetime":
        return {kind: int(value)}
    try:
        return {"datetime": int(value), "day": local_time.day_of(int(value), zone)}
    except OverflowError:
        return {}
