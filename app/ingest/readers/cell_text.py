"""A value that has a type, as a person would have typed it."""

import datetime as dt
from typing import Any

from app.ingest.readers import json_columns


def text_of(cell: Any) -> str:
    """A cell as a person would have typed it: whole numbers without a point, dates in ISO 8601."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        # Below this each whole number is a float of its own; above it some figures are made up.
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1 << 53 else repr(cell)
    if isinstance(cell, dt.datetime):
        if cell.tzinfo is not None:
            return cell.isoformat(" ")
        # A sheet keeps a date as midnight of that day, and its moments are good for seconds.
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)


def json_text(value: Any) -> str:
    """A value as text, lists and records as JSON."""
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return json_columns.dumps(value)
    return text_of(value)
