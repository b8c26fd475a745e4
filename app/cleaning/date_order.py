"""Whether the day or the month stands first in a column of dates: by its cells, and in its format."""

import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import dates
from app.cleaning.texts import trim

_FIRST_TWO = r"^(?:\D*\s)?(?P<first>\d{1,2})(?P<sign>[/.-])(?P<second>\d{1,2})(?:[/.-]|\s*$)"


def day_first(column: pa.ChunkedArray) -> bool | None:
    """Whether `03/04/2011` is the third of April, by every cell of the column; None where nothing tells."""
    text = trim(column)
    # Asked first which cells are so at all, for to take one apart costs many times as much.
    parts = pc.extract_regex(text.filter(pc.match_substring_regex(text, _FIRST_TWO)), _FIRST_TWO)
    dots = pc.sum(pc.equal(pc.struct_field(parts, "sign"), ".")).as_py() or 0
    first, second = (pc.cast(pc.struct_field(parts, name), pa.int32()) for name in ("first", "second"))
    # Above 12 it is no month. A slip or two are outvoted.
    days = pc.sum(pc.greater(first, 12)).as_py() or 0
    months = pc.sum(pc.greater(second, 12)).as_py() or 0
    if days == months:
        # Where dates are written with dots, the day stands first.
        return True if dots * 2 > len(parts) else None
    return days > months


def ambiguous(column: pa.ChunkedArray) -> list[str]:
    """Cells that are another date with day and month exchanged, of a column in which nothing tells the order."""
    if day_first(column) is not None:
        return []
    text = trim(column).combine_chunks()
    parts = pc.extract_regex(text, _FIRST_TWO)
    first, second = (pc.cast(pc.struct_field(parts, name), pa.int32()) for name in ("first", "second"))
    either = pc.and_(pc.not_equal(first, second), pc.and_(pc.less_equal(first, 12), pc.less_equal(second, 12)))
    return [str(cell) for cell in text.filter(pc.fill_null(either, False)).to_pylist()]


def order_of(style: str | None) -> str | None:
    """`day` or `month`, whichever stands first in a format whose order the cells may leave open; else None."""
    if dates.is_free(style) or (style or "").startswith(("%d", "%m")):
        return "day" if dates.begins_with_day(style) else "month"
    return None


def ordered(style: str | None, first_is_day: bool) -> str | None:
    """The format with day and month in that order, where it is one of numbers."""
    if dates.is_free(style):
        return dates.DAY_FIRST if first_is_day else dates.MONTH_FIRST
    if style is None or not style.startswith(("%d", "%m")):
        return style
    order = ("%d", "%m") if first_is_day else ("%m", "%d")
    return order[0] + style[2:3] + order[1] + style[5:]
