"""Times and days written exactly as ISO 8601 has them most often, read by their bytes: no pattern, nothing one by one.

What is written in any other way, or is no moment of the calendar, is left to be read with more patience.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import cell_bytes

Mask = NDArray[np.bool_]
_DAY, _MOMENT = "1000-00-00", "1000-00-00T00:00:00"


def _limits(text: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The least that each byte may be, and how far above it."""
    least = np.frombuffer(text.encode(), dtype=np.uint8)
    # A year is of four figures of which the first is none of the noughts.
    above = np.array([9 - (sign == "1") if sign.isdigit() else 0 for sign in text], dtype=np.uint8)
    return least, above


def _shaped(text: pa.Array, form: str) -> tuple[NDArray[np.int64], pa.Array]:
    """The cells that look like a form, by their places and as texts."""
    places, _ = cell_bytes.of(text)
    rows = np.flatnonzero(np.diff(places) == len(form))
    cells = text if len(rows) == len(text) else text.take(pa.array(rows))
    if not len(rows):
        return rows, cells
    least, above = _limits(form)
    bytes_of = cell_bytes.as_rows(cells, len(form))
    # What is below the least wraps around and is far above it.
    alike = (bytes_of - least) <= above
    if len(form) > len(_DAY):
        alike[:, len(_DAY)] |= bytes_of[:, len(_DAY)] == ord(" ")
    sound = alike.all(axis=1)
    if sound.all():
        return rows, cells
    return rows[sound], cells.filter(pa.array(sound))


def _read(text: pa.Array, form: str, kind: pa.DataType, found: NDArray[np.int64]) -> Mask:
    """Put what the cells of a form say into `found`, all of them or none; returns which were read."""
    read = np.zeros(len(text), dtype=np.bool_)
    rows, cells = _shaped(text, form)
    if len(rows):
        try:
            values = pc.cast(cells, kind)
        except pa.ArrowInvalid:
            # One of them is a 30 February: whoever reads cell by cell tells which.
            return read
        found[rows] = np.asarray(values.view(pa.int32() if pa.types.is_date(kind) else pa.int64()))
        read[rows] = True
    return read


def moments(text: pa.Array) -> tuple[NDArray[np.int64], Mask, Mask]:
    """Microseconds of the cells like `2011-12-31T23:59:59`, or with a blank for the T: those without a zone, with Z."""
    found = np.zeros(len(text), dtype=np.int64)
    local = _read(text, _MOMENT, pa.timestamp("us"), found)
    return found, local, _read(text, f"{_MOMENT}Z", pa.timestamp("us", "UTC"), found)


def days(text: pa.Array) -> tuple[NDArray[np.int64], Mask]:
    """Days since 1970-01-01 of the cells like `2011-12-31`, and which these are."""
    found = np.zeros(len(text), dtype=np.int64)
    return found, _read(text, _DAY, pa.date32(), found)
