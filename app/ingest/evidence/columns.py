"""The columns of one file as they are looked at: what was looked at once is kept."""

import re
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import date_order, entities, month_leads, numbers
from app.ingest.evidence import values as ev
from app.ingest.evidence.values import Evidence
from app.ingest.readers.table import RawTable

_IN_WHOLE_MONEY = re.compile(
    r"[ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]|\b(pesanan|harga|jumlah|pembeli|pembayaran)\b"
)
"""Words of headers in Vietnamese and Indonesian, which part thousands by a point."""


class Columns:
    """Reads one file's columns; what was looked at once is kept."""

    def __init__(self, raw: RawTable, zone: ZoneInfo) -> None:
        self.raw = raw
        self._zone = zone
        self._seen: dict[str, Evidence] = {}
        self._first_is_day: bool | None = None
        self._decimal_comma: bool | None = None

    def evidence(self, header: str) -> Evidence:
        """What the values of a column tell."""
        if header not in self._seen:
            column = self.raw.columns.column(header)
            entitled = pa.types.is_string(column.type) and entities.count(column)
            self._seen[header] = ev.look(entities.decode(column) if entitled else column)
        return self._seen[header]

    def distinct(self, header: str) -> int:
        """How many different cells a column has, a blank one among them."""
        return int(pc.count_distinct(self.raw.text(header)).as_py())

    @property
    def first_is_day(self) -> bool:
        """Whether dates begin with the day: as the file's other columns show, else as in the zone's land."""
        if self._first_is_day is None:
            seen = {name: self.evidence(name) for name in self.raw.headers}
            dated = [name for name, one in seen.items() if not one.are_days and one.time_format()[0]]
            told = [date_order.day_first(self.raw.text(name)) for name in dated]
            # One program wrote all columns, so those that tell speak for those that do not.
            votes = [answer for answer in told if answer is not None]
            self._first_is_day = sum(votes) * 2 > len(votes) if votes else not month_leads(self._zone)
        return self._first_is_day

    @property
    def decimal_comma(self) -> bool:
        """Whether a column of the file writes its numbers with a decimal comma beyond doubt."""
        if self._decimal_comma is None:
            told = (self.evidence(name) for name in self.raw.headers)
            seen = [one.said for one in told if not one.are_numbers]
            styles = {
                style
                for said in seen
                if any("," in value for value in said)
                and numbers.all_numbers(said, style := numbers.find_format(said) or "")
            }
            # One column beyond doubt is enough, for a file is written in one land's way. Where none is, a land tells
            # whose money has no cents: its `50.000` is fifty thousand, and nobody's fifty.
            by_land = not styles and any(_IN_WHOLE_MONEY.search(one) for one in map(str.casefold, self.raw.headers))
            self._decimal_comma = numbers.COMMA in styles or by_land
        return self._decimal_comma

    @property
    def hints(self) -> ev.Hints:
        """What the file as a whole tells of each of its columns."""
        return ev.Hints(self.first_is_day, self.decimal_comma)
