"""A block of a file's rows, read as the mapping says: each column in its type, null where a cell says nothing."""

import itertools
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import clocks, coordinates, dates, emails, numbers, places, texts, typed_values
from app.domain.names import IDENTIFIERS
from app.ingest.evidence.clock_columns import CLOCK, ZONE
from app.ingest.evidence.values import HALF
from app.ingest.facts.unread_cells import WHY
from app.ingest.readers.typed_columns import as_text
from app.ingest.vocabulary import permission_words
from app.ingest.vocabulary.map_file import IDENTIFIER, OPT_OUT, Mapping, further
from app.ingest.vocabulary.target_types import type_of
from app.recipe import Tally, kind_of

ARROW = {
    "text": pa.string(), "number": pa.float64(), "amount": pa.int64(), "date": pa.int64(), "datetime": pa.int64(),
    "boolean": pa.bool_(), "list": pa.list_(pa.string()),
}  # fmt: skip
"""How each type is held: dates as days, moments as microseconds UTC, amounts as integers of 1/10,000."""

Ints = NDArray[np.int64]
_LOOKED_AT = 400
_DOUBTS = 1_000
"""Of so many words that are not understood each is told with its rows; a column of more is no column of answers."""

_ID_COLUMNS = ("order_id", "sku", "campaign")
EXCEPT = "except"
"""Where a step of a recipe has been done already: the headers, in the mapping by which such a file is read."""


def _guests(columns: pa.Table, mapping: Mapping) -> frozenset[str]:
    """The columns of customer ids in which `0` stands for whoever has no account: beside several addresses."""
    address = mapping.header_of("email")
    found = set()
    for header, column in mapping.columns.items():
        if column.to == "customer_id" and not column.skip and address:
            nobody = pc.equal(texts.trim(as_text(columns.column(header))), "0")
            theirs = texts.trim(as_text(columns.column(address)).filter(nobody))
            if len(pc.unique(pc.ascii_lower(theirs)).drop_null()) > 1:
                found.add(header)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class WholeFile:
    """What only a whole file can tell of its columns: ids to be mended, and ids in which `0` is nobody."""

    mended: frozenset[str]
    guests: frozenset[str]


def look_over(columns: pa.Table, mapping: Mapping) -> WholeFile:
    """What a file tells as a whole before its blocks are read."""
    return WholeFile(_mended_ids(columns, mapping), _guests(columns, mapping))


def _mended_ids(columns: pa.Table, mapping: Mapping) -> frozenset[str]:
    """The headers of id columns that hold nothing but numbers such as `17850.0`."""
    found = set()
    for header, column in mapping.columns.items():
        if column.skip or not (column.to in (*_ID_COLUMNS, "customer_id") or column.type == IDENTIFIER):
            continue
        raw = texts.trim(as_text(columns.column(header)))
        # It gives the very same column back where there is nothing to mend. Whole numbers get their `.0` in tools that
        # keep a column with blanks as floats.
        if texts.numbers_of_ids(raw) is not raw:
            found.add(header)
    return frozenset(found)


class Cells:
    """One block of rows; columns are typed when they are asked for."""

    def __init__(self, columns: pa.Table, mapping: Mapping, zone: ZoneInfo, whole: WholeFile) -> None:
        self.rows = columns.num_rows
        self.mapping = mapping
        self._columns = columns
        self.zone = zone
        self._whole = whole
        self._targets = mapping.targets()
        self._texts: dict[str, pa.ChunkedArray] = {}
        self._people: dict[str, tuple[pa.Array, pa.Array]] | None = None
        self.unread: dict[str, tuple[NDArray[np.bool_], str]] = {}
        self.national = np.zeros(self.rows, dtype=np.bool_)
        self.shortened: dict[str, NDArray[np.bool_]] = {}
        self.cut: dict[str, NDArray[np.bool_]] = {}
        self.emptied: dict[str, NDArray[np.bool_]] = {}
        self.doubts: dict[tuple[str, str, str], Ints] = {}
        self.tally = Tally()

    def header(self, target: str) -> str | None:
        """The column that means this."""
        return self._targets.get(target)

    def headers_of(self, target: str) -> list[str]:
        """All the columns that mean this, where several can."""
        return [name for name, column in self.mapping.columns.items() if column.to == target and not column.skip]

    def format_of(self, target: str) -> str | None:
        """The format of the column that means this."""
        header = self.header(target)
        return None if header is None else self.mapping.columns[header].format

    def values_of(self, target: str) -> Dictionary[str, str]:
        """What the mapping says that the column's own words mean."""
        header = self.header(target)
        return {} if header is None else self.mapping.columns[header].values or {}

    def moments(self, header: str) -> pa.Array:
        """The times in a column that may hold anything; null where a cell is none."""
        column = self.raw(header)
        # A format shows in the first few hundred different cells, if there is one.
        values = [value for value in pc.unique(texts.trim(column)).to_pylist()[:_LOOKED_AT] if value]
        dated, style = dates.find_format(values, HALF)
        return dates.times(column, style, self.zone) if dated else pa.nulls(self.rows, pa.int64())

    def doubt(self, what: str, header: str, said: pa.Array, mask: NDArray[np.bool_]) -> None:
        """Note the words of a column that are not understood, and the rows that hold them."""
        rows = np.flatnonzero(mask)
        if not len(rows):
            return
        encoded = said.take(pa.array(rows)).dictionary_encode()
        codes = np.asarray(encoded.indices)
        for code, word in enumerate(encoded.dictionary.to_pylist()):
            self.doubts[what, header, word] = rows[codes == code] if code < _DOUBTS else rows[:0]

    def has(self, target: str) -> bool:
        """Whether a column means this."""
        return target in self._targets

    def raw(self, header: str) -> pa.ChunkedArray:
        """A column's text after the recipe's steps, never null."""
        if header not in self._texts:
            column = as_text(self._columns.column(header))
            named = self.mapping.columns.get(header)
            for place, step in enumerate(self.mapping.recipe):
                wanted, kind = step.get("columns", ["*"]), kind_of(step["step"])
                if kind.plain and ("*" in wanted or header in wanted) and header not in step.get(EXCEPT, ()):
                    made = kind.run(column, step, self._columns.column, (named and named.to) or "").column
                    self.tally.add(place, column, made)
                    column = made
            self._texts[header] = column
        return self._texts[header]

    def said(self, target: str) -> pa.ChunkedArray:
        """The text of the column that means this, never null; blank where there is no such column."""
        header = self._targets.get(target)
        if header is None:
            return pa.chunked_array([pa.array([""] * self.rows, pa.string())])
        if self.mapping.columns[header].format == OPT_OUT:
            return pa.chunked_array([texts.per_value(self.raw(header), pa.string(), _refusal)])
        return self.raw(header)

    def value(self, target: str, kind: str | None = None) -> pa.Array:
        """The typed column that means this; all null where there is none."""
        header = self._targets.get(target)
        kind = kind or (type_of(target, self.mapping.kind) if header else None) or "text"
        if header is None:
            return pa.nulls(self.rows, ARROW.get(kind, pa.string()))
        found = self.typed(header, kind)
        # Records of other shapes say it in columns of their own.
        for place in itertools.count(2):
            if (other := self._targets.get(f"{target}:{place}")) is None or kind != "datetime":
                return found
            found = pc.coalesce(found, self.typed(other, kind))
        raise AssertionError

    def typed(self, header: str, kind: str) -> pa.Array:
        """A column in a type; cells that cannot be read so are null, and noted in `unread` with why."""
        if (own := self._as_given(header, kind)) is not None:
            return own
        column, how = self.raw(header), self.mapping.columns[header]
        found = self._convert(column, kind, how.format, how.separator, header)
        # A list without elements is an empty one, and was read.
        if kind not in ("text", IDENTIFIER, "list") and found.null_count > _blanks(column):
            said = texts.tidy(column)
            # Both counts are known already: only a column that lost something is looked at cell by cell.
            if found.null_count > said.null_count:
                mask = np.asarray(pc.is_null(found)) & np.asarray(pc.is_valid(said))
                self.unread[header] = _speaking(said, mask), WHY.get(kind, "not readable")
        return found

    def _as_given(self, header: str, kind: str) -> pa.Array | None:
        """A column that the file gives in a type of the same sort; None where its text has to be read.

        What the recipe does to text is nothing to a value. A format that somebody states for days is obeyed.
        """
        cells, how = self._columns.column(header), self.mapping.columns[header]
        dated = kind in ("date", "datetime")
        if pa.types.is_string(cells.type) or (
            dated and (how.format is not None or self._clock_of(header) != (None, None))
        ):
            return None
        read = typed_values.read(cells, kind, self.zone)
        if read is None:
            return None
        found = read.values
        if read.left.any():
            left = as_text(cells.filter(pa.array(read.left)))
            found = pc.replace_with_mask(found, pa.array(read.left), self._convert(left, kind, None, None, header))
        unread = np.asarray(pc.is_null(found)) & np.asarray(pc.is_valid(cells))
        if unread.any():
            self.unread[header] = unread, WHY[kind]
        return found

    def _convert(
        self, column: pa.ChunkedArray, kind: str, style: str | None, separator: str | None, header: str
    ) -> pa.Array:
        if kind == "number":
            of_places = self.mapping.columns[header].to in ("latitude", "longitude")
            return coordinates.degrees(column, style) if of_places else numbers.decimals(column, style)
        if kind == "amount":
            return numbers.amounts(column, style)
        if kind == "date":
            birth = self.mapping.columns[header].to == "birth_date"
            return dates.dates(column, style, yearless=birth or dates.of_birthdays(header), past=birth)
        if kind == "datetime":
            return self._times(header, column, style)
        if kind == "boolean":
            return texts.stocks(column) if self.mapping.columns[header].to == "in_stock" else texts.booleans(column)
        if kind == "list":
            return texts.lists(column, separator or ",")
        if header in self._whole.mended:
            column = pc.replace_substring_regex(texts.trim(column), r"\.0$", "")
        if header in self._whole.guests:
            column = pc.replace_substring_regex(texts.trim(column), "^0$", "")
        named = self.mapping.columns[header].to
        # A number of an order or product that a spreadsheet cut is left blank rather than joined to another's.
        if str(named).partition(":")[0] in CUT:
            return self._whole_numbers(header, _one(texts.tidy(column)))
        if kind == IDENTIFIER or named in (*_ID_COLUMNS, "customer_id"):
            return _one(texts.tidy(column))
        found = _one(texts.written(column))
        empty = np.asarray(pc.is_null(found)) & np.asarray(pc.not_equal(_one(texts.trim(column)), ""))
        if empty.any():
            self.emptied[header] = empty
        return pc.if_else(pc.equal(found, ""), pa.scalar(None, pa.string()), found)

    def _times(self, header: str, column: pa.ChunkedArray, style: str | None) -> pa.Array:
        """A column of times, the file's own with the clock and the zone that stand in columns beside it."""
        clock, zone = self._clock_of(header)
        if clock is None and zone is None:
            return dates.times(column, style, self.zone)
        told = [None if one is None else self.raw(one) for one in (clock, zone)]
        found = clocks.joined(column, style, told[0], told[1], self.zone)
        for name, wrong, why in ((clock, found.no_clock, "time of day"), (zone, found.no_zone, "time zone")):
            if name is not None and wrong.any():
                self.unread[name] = wrong, f"no {why} that can be read"
        return found.at

    def _clock_of(self, header: str) -> tuple[str | None, str | None]:
        """The columns that say the clock and the zone of a column of days."""
        if header != self.header("time"):
            return None, None
        return self.header(CLOCK), self.header(ZONE)

    def own(self, standard: frozenset[str]) -> list[tuple[str, str, pa.Array]]:
        """The columns that fit no standard name: name, type and values."""
        found = []
        for header, column in self.mapping.columns.items():
            if column.skip or column.to is None or column.to in standard or column.to in IDENTIFIERS:
                continue
            if (more := further(column.to)) is not None:
                # What stands in for the first where that is blank is told beside it as well.
                found.append((f"{more[0]}_{more[1]}", "text", self.typed(header, "text")))
                continue
            if column.to.startswith(("consent:", "suppressed:", "time:")) or column.type == IDENTIFIER:
                continue
            kind = column.type or "text"
            found.append((column.to, kind, self.typed(header, kind)))
        return found

    # Who the rows are about.

    def identifiers(self) -> dict[str, tuple[pa.Array, pa.Array]]:
        """Per kind the matched form (null: none) and the text as given."""
        if self._people is None:
            self._people = self._identifiers()
        return self._people

    def _identifiers(self) -> dict[str, tuple[pa.Array, pa.Array]]:
        found: dict[str, tuple[pa.Array, pa.Array]] = {}
        for header, kind in self._who():
            matched, given = self._named(header, kind)
            if kind in found:
                blank = pc.is_null(found[kind][0])
                # Both come from one cell, so that nobody's address is shown under another's form.
                given = pc.if_else(pc.and_(blank, pc.is_valid(matched)), given, found[kind][1])
                matched = pc.coalesce(found[kind][0], matched)
            found[kind] = matched, given
        return found

    def _who(self) -> list[tuple[str, str]]:
        """The columns that say who rows are about, each with its kind: further ones after the first."""
        columns = []
        for header, column in self.mapping.columns.items():
            if column.skip or column.to is None:
                continue
            more = further(column.to)
            if more is not None or column.to in IDENTIFIERS or column.type == IDENTIFIER:
                columns.append((more[1] if more else 1, header, more[0] if more else column.to))
        # The first of a kind is the one that a mapping names without a number (`email`, then `email:2`).
        return [(header, kind) for _, header, kind in sorted(columns, key=lambda one: one[0])]

    def _named(self, header: str, kind: str) -> tuple[pa.Array, pa.Array]:
        """A column's identifiers in their matched form (null: none), and as given."""
        if kind == "email":
            return emails.addresses(self.raw(header))
        whole = _one(texts.tidy(self.raw(header)))
        short = pc.fill_null(pc.match_substring_regex(whole, SHORTENED), False)
        if pc.any(short).as_py():
            self.shortened[header] = np.asarray(short)
        if kind == "phone":
            # A number without the code of its country is read as one of the row's country.
            number = pa.chunked_array([pc.if_else(short, "", pc.fill_null(whole, ""))])
            regions = self._regions()
            found = places.phones(number, regions)
            self.national |= np.asarray(places.are_national(whole, regions)) & np.asarray(pc.is_null(found))
            return found, whole
        value = self._convert(self.raw(header), IDENTIFIER, None, None, header)
        value = pc.if_else(short, pa.scalar(None, pa.string()), value)
        return value, value

    def _whole_numbers(self, header: str, found: pa.Array) -> pa.Array:
        """Numbers of orders or products without those that a spreadsheet has shortened: two of them may look alike."""
        short = pc.fill_null(pc.match_substring_regex(found, SHORTENED), False)
        if not pc.any(short).as_py():
            return found
        self.cut[header] = np.asarray(short)
        return pc.if_else(short, pa.scalar(None, pa.string()), found)

    def _regions(self) -> pa.Array | None:
        return places.countries(self.said("country"))[0] if self.has("country") else None


CUT = ("order_id", "sku")
"""Numbers of things, of which a shortened one could be another's."""
SHORTENED = r"^[+-]?\d+(?:[.,]\d+[Ee]\+?|[Ee]\+)\d+$"
"""A number of which a spreadsheet has kept the first figures: nobody's identifier, for its last are gone."""


def _blanks(column: pa.ChunkedArray) -> int:
    """How many cells hold nothing at all: the cheapest reason for a null."""
    return pc.sum(pc.equal(pc.binary_length(column), 0)).as_py() or 0


def _speaking(column: pa.ChunkedArray, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of these cells those that say something: a placeholder says that there is nothing to say."""
    rows = np.flatnonzero(mask)
    empty = texts.per_value(pa.chunked_array([_one(column.take(pa.array(rows)))]), pa.bool_(), texts.is_placeholder)
    mask = mask.copy()
    mask[rows[np.asarray(empty)]] = False
    return mask


def _refusal(text: str) -> str:
    """A yes, or a time, in a column of refusals is one; a no or a blank cell says nothing of consent."""
    nothing = not text.strip() or texts.is_placeholder(text) or texts.is_before_email(text)
    nothing = nothing or permission_words.is_no_refusal(text)
    return "" if nothing or texts.yes_or_no(text) is False else "unsubscribed"


def _one(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    if isinstance(column, pa.ChunkedArray):
        return column.combine_chunks()
    return column
