"""Latitudes and longitudes as people and tools write them: `50,93`, `55°36'12"N`, `POINT(10.7 59.9)`, `[10.7, 59]`."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import numbers, texts

_NUMBER = r"[-+−]?\d{1,3}(?:[.,]\d+)?"
_ANGLE = re.compile(
    r"\s*([NSEW])?\s*([-+−]?\d{1,3}(?:[.,]\d+)?)\s*[°ºd˚]?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['’′m]\s*)?"
    r"(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"”″s]|''|’’|′′)\s*)?([NSEW])?\s*",
    re.IGNORECASE,
)
_PAIR = re.compile(rf"[^\d+−-]*({_NUMBER})\D*?[,;|/\s]\s*\D*?({_NUMBER})[^\d]*")
_LAST, _FURTHEST = 90, 180
_LONGITUDE_FIRST = re.compile(r"^\s*(SRID=\d+;)?\s*POINT\b|^\s*\[", re.IGNORECASE)
"""How WKT and GeoJSON begin, which both say the longitude first (RFC 7946, section 3.1.1)."""


def degrees(column: pa.ChunkedArray, style: str | None) -> pa.Array:
    """Degrees, south and west of nought with a minus; null where a cell says none. `style` is as of `numbers`."""
    plain = numbers.decimals(column, style)
    if plain.null_count == 0:
        return plain
    return pc.coalesce(plain, texts.per_value(column, pa.float64(), angle))


def angle(text: str) -> float | None:
    """One angle in degrees, from degrees, minutes and seconds with or without the quarter of the sky."""
    found = _ANGLE.fullmatch(text)
    if found is None or not found[2]:
        return None
    whole, minutes, seconds = (
        float((part or "0").replace(",", ".").replace("−", "-")) for part in found.group(2, 3, 4)
    )
    size = abs(whole) + minutes / 60 + seconds / 3_600
    quarter = (found[1] or found[5] or "").upper()
    below = found[2].startswith(("-", "−"))
    size = -size if quarter in ("S", "W") or (not quarter and below) else size
    return size if abs(size) <= _FURTHEST else None


def pairs(column: pa.ChunkedArray) -> tuple[pa.Array, pa.Array]:
    """The latitudes and longitudes of cells that hold both; null where a cell does not."""
    whole = column.combine_chunks()
    each = {text: pair(text) for text in pc.unique(whole).to_pylist() if text}
    told = [each.get(text) or (None, None) for text in whole.to_pylist()]
    latitudes, longitudes = ([one[place] for one in told] for place in (0, 1))
    return pa.array(latitudes, pa.float64()), pa.array(longitudes, pa.float64())


def pair(text: str) -> tuple[float, float] | None:
    """A latitude and a longitude that stand in one text; None where it holds no such two."""
    parts = [part for part in re.split(r"(?<=[NSEWnsew])[\s,;/]+|;\s*|,\s+|\s*[|/]\s*", text.strip()) if part.strip()]
    found = [angle(part) for part in parts] if len(parts) == 2 else []
    if None in found or len(found) != 2:
        match = _PAIR.fullmatch(text)
        found = [angle(part) for part in match.groups()] if match else []
    first, second = found if len(found) == 2 else (None, None)
    if first is None or second is None:
        return None
    if _LONGITUDE_FIRST.match(text) or abs(first) > _LAST:
        first, second = second, first
    return (first, second) if abs(first) <= _LAST else None
