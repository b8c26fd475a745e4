"""Tables that are in the database already, read as those of a mirror: each is a query that stands before a question.

Nothing is made there and nothing is kept. Text is folded there as Python folds it, times become local by the
database's own zones.
"""

import functools
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from app.domain.own_tables import Column, Events, OwnTables, People, Products
from storage.mirror.folded_twins import literal, quoted
from storage.mirror.tables import EVENT_COLUMNS, PRODUCT_COLUMNS

SQL_TYPES: Final = {
    "text": "text",
    "number": "double precision",
    "amount": "bigint",
    "date": "integer",
    "datetime": "bigint",
    "boolean": "boolean",
    "list": "text[]",
}
IBIS_TYPES: Final = {
    "text": "string",
    "number": "float64",
    "amount": "int64",
    "date": "int32",
    "datetime": "int64",
    "boolean": "boolean",
    "list": "array<string>",
}
FITTING: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("text", "varchar", "bpchar", "name", "uuid", "citext", "int2", "int4", "int8"),
    "number": ("int2", "int4", "int8", "float4", "float8", "numeric"),
    "amount": ("int2", "int4", "int8", "float4", "float8", "numeric"),
    "whole": ("int2", "int4", "int8"),
    "date": ("date", "timestamp", "timestamptz"),
    "datetime": ("date", "timestamp", "timestamptz"),
    "boolean": ("bool",),
    "list": ("_text", "_varchar"),
    "any": ("text", "varchar", "bpchar", "name", "citext", "bool", "int2", "int4", "int8"),
}
"""The database's types that give each of ours."""

_BLANK: Final = "".join(chr(point) for point in range(0x3001) if chr(point).isspace())
_ORDER: Final = 'COLLATE "C"'
_SIGN: Final = "'-9223372036854775808'::bigint"
"""The bit that makes a number negative."""


class Made(NamedTuple):
    """A column of a mirror's table: its name, the type that Ibis knows it by, and the SQL that gives it."""

    name: str
    type: str
    sql: str


class Query(NamedTuple):
    """A table of the mirror, made of one table of the database or of several, each with all columns."""

    parts: tuple[tuple[str, tuple[Made, ...], str], ...]

    def schema(self) -> dict[str, str]:
        """The columns and the types that Ibis knows them by."""
        return {column.name: column.type for column in self.parts[0][1]}

    def sql(self, wanted: str) -> str:
        """The query, with the columns whose names stand in a statement."""
        selects = []
        for source, columns, where in self.parts:
            said = [one for one in columns if quoted(one.name) in wanted] or [columns[0]]
            shown = ", ".join(f"{one.sql} AS {quoted(one.name)}" for one in said)
            selects.append(f"SELECT {shown} FROM {source}{f' WHERE {where}' if where else ''}")
        return " UNION ALL ".join(selects)


def queries(tables: OwnTables, types: Mapping[str, str], zone: str) -> dict[str, Query]:
    """Every table of a mirror; `types` are the database's of each column of the mapping, by where it was said."""
    said = _Said(types, zone)
    return {
        "profiles": said.people(tables.people),
        "events": said.events(tables.events),
        "products": said.products(tables.products),
        "consents": said.consents(tables.people),
        "tags": said.tags(tables.people),
        **{name: _empty(columns) for name, columns in _NOTHING.items()},
    }


_NOTHING: Final = {
    "suppressions": {"profile_id": "int64", "address": "string", "reason": "string", "at": "int64"},
    "memberships": dict.fromkeys(("id", "segment_id", "profile_id", "entered_at", "left_at"), "int64"),
    "scores": {"profile_id": "int64", "name": "string", "text": "string", "f_text": "string", "number": "float64",
               "run_id": "int64", "as_of": "int64"},
    "score_runs": {"name": "string", "run_id": "int64", "as_of": "int64"},
    "trait_history": {"profile_id": "int64", "trait": "string", "at": "int64", "text": "string", "f_text": "string",
                      "number": "float64", "amount": "int64", "date": "int32", "datetime": "int64", "day": "int32",
                      "boolean": "boolean", "list": "array<string>", "f_list": "array<string>"},
}  # fmt: skip
"""What no database of somebody else's says: the columns of each table."""

_OF_IBIS: Final = {
    "string": "text", "int64": "bigint", "int32": "integer", "float64": "double precision", "boolean": "boolean",
    "array<string>": "text[]",
}  # fmt: skip


def _empty(columns: Mapping[str, str]) -> Query:
    made = tuple(Made(name, kind, f"NULL::{_OF_IBIS[kind]}") for name, kind in columns.items())
    return Query((("(SELECT 1) AS nothing", made, "false"),))


class _Said:
    """The columns of a mirror's tables, as SQL."""

    def __init__(self, types: Mapping[str, str], zone: str) -> None:
        self._types = types
        self._zone = literal(zone)

    def people(self, people: People) -> Query:
        """Everybody."""
        email = self.value(people.email) if people.email else "NULL::text"
        granted = self._granted(people)
        made = [
            Made("id", "int64", self.person(people.key)),
            Made("key", "string", f"({literal(people.kind + ':')} || {_name(people.key)}::text) {_ORDER}"),
            Made("email", "string", email),
            Made("address", "string", email),
            Made("mailable", "boolean", f"coalesce({granted} = 'granted' AND {email} IS NOT NULL, false)"),
            Made("suppressed", "boolean", "false"),
            Made("since", "int64", self.value(people.since) if people.since else "NULL::bigint"),
            Made("consent", "int8", f"CASE {granted} WHEN 'granted' THEN 1 WHEN 'denied' THEN 3 ELSE 0 END::smallint"),
            Made("sample_hash", "uint64", _hash(f"{literal(people.kind + ':')} || {_name(people.key)}::text")),
        ]
        for name, column in people.traits.items():
            made += self._trait(name, column)
        if "tags" not in people.traits:
            made += [Made("t_tags", "array<string>", "NULL::text[]"), Made("f_tags", "array<string>", "NULL::text[]")]
        return Query(((table(people.table), tuple(made), ""),))

    def events(self, events: tuple[Events, ...]) -> Query:
        """What they did, of all the tables that tell it."""
        own = {name: column.type for one in events for name, column in one.properties.items()}
        kinds = {**EVENT_COLUMNS, **own}
        if not events:
            nothing = {
                "id": "int64",
                "profile_id": "int64",
                "name": "string",
                "at": "int64",
                "day": "int32",
                "hour": "int32",
            }
            return _empty(nothing | {n: t for name, kind in kinds.items() for n, t in _property_columns(name, kind)})
        return Query(tuple(self._events(one, number, kinds) for number, one in enumerate(events)))

    def _events(self, events: Events, number: int, kinds: Mapping[str, str]) -> tuple[str, tuple[Made, ...], str]:
        at, name = self._moment(events.time), literal(events.names.get("", ""))
        where = f"{_name(events.person)} IS NOT NULL AND {_name(events.time)} IS NOT NULL"
        if events.name is not None:
            given = f"{_name(events.name)}::text"
            cases = " ".join(f"WHEN {literal(value)} THEN {literal(event)}" for value, event in events.names.items())
            name = f"CASE {given} {cases} END"
            where += f" AND {given} IN ({', '.join(map(literal, events.names))})"
        # Rows that are equal in every column are told apart by nothing.
        own = f"{_name(events.id)}::bigint" if events.id else f"hashtextextended(source::text, {number})"
        local = f"({at} AT TIME ZONE {self._zone})"
        made = [
            # Below zero, in the same order: from `CONCLUDED_FROM` on are the events that nobody did.
            Made("id", "int64", f"({own} | {_SIGN})"),
            Made("profile_id", "int64", self.person(events.person)),
            Made("name", "string", f"({name})::text {_ORDER}"),
            Made("at", "int64", _micros(at)),
            Made("day", "int32", _day(f"{local}::date")),
            Made("hour", "int32", f"extract(hour FROM {local})::integer"),
        ]
        for name, kind in kinds.items():
            made += self._property("p_", name, kind, events.properties.get(name))
        return table(events.table), tuple(made), where

    def products(self, products: Products | None) -> Query:
        """The catalogue."""
        if products is None:
            columns = {"sku": "string", "f_sku": "string"}
            return _empty(
                columns | {n: t for name, kind in PRODUCT_COLUMNS.items() for n, t in _property_columns(name, kind)}
            )
        sku = self.value(products.sku)
        made = [Made("sku", "string", sku), Made("f_sku", "string", _folded(_name(products.sku)))]
        for name, kind in PRODUCT_COLUMNS.items():
            made += self._property("p_", name, kind, products.fields.get(name))
        return Query(((table(products.table), tuple(made), f"{sku} IS NOT NULL"),))

    def consents(self, people: People) -> Query:
        """What people said of mail, as far as the mapping tells."""
        granted = self._granted(people)
        made = (
            Made("profile_id", "int64", self.person(people.key)),
            Made("channel", "string", f"'email'::text {_ORDER}"),
            Made("topic", "string", "NULL::text"),
            Made("f_topic", "string", "NULL::text"),
            Made("status", "string", f"{granted} {_ORDER}"),
            Made("at", "int64", "NULL::bigint"),
            Made("seq", "int64", "0::bigint"),
            Made("batch", "int64", "0::bigint"),
            Made("held", "int64", "NULL::bigint"),
        )
        return Query(((table(people.table), made, f"{granted} IS NOT NULL"),))

    def tags(self, people: People) -> Query:
        """The tags in the trait of that name."""
        columns = {"profile_id": "int64", "tag": "string", "f_tag": "string"}
        if (tags := people.traits.get("tags")) is None:
            return _empty(columns)
        made = (
            Made("profile_id", "int64", self.person(people.key)),
            Made("tag", "string", _shown("one.tag")),
            Made("f_tag", "string", _folded("one.tag")),
        )
        source = f"{table(people.table)} CROSS JOIN LATERAL unnest({_name(tags)}) AS one(tag)"
        return Query(((source, made, f"{_shown('one.tag')} IS NOT NULL"),))

    def _granted(self, people: People) -> str:
        """The state of consent as text; NULL where nothing is said."""
        if people.consent is None:
            return "NULL::text"
        column = f"{_name(people.consent.column)}::text"
        granted = ", ".join(map(literal, people.consent.granted)) or "NULL"
        return f"CASE WHEN {column} IN ({granted}) THEN 'granted' WHEN {column} IS NOT NULL THEN 'denied' END"

    def person(self, column: Column) -> str:
        """The number of a person: their key where that is a number, else one of its signs."""
        if self._types[column.where] in FITTING["whole"]:
            return f"{_name(column)}::bigint"
        return f"hashtextextended({_name(column)}::text, 0)"

    def _trait(self, name: str, column: Column) -> Iterator[Made]:
        kind = column.type
        yield Made(f"t_{name}", IBIS_TYPES[kind], self.value(column))
        if kind == "text":
            yield Made(f"f_{name}", "string", _folded(_name(column)))
        if kind == "list":
            yield Made(f"f_{name}", "array<string>", _each(_name(column), _folded("one.text")))
        if kind == "datetime":
            day = f"({self._moment(column)} AT TIME ZONE {self._zone})::date"
            yield Made(f"d_{name}", "int32", _day(day))
            yield Made(f"m_{name}", "int16", _month_day(day))
        if kind == "date":
            yield Made(f"m_{name}", "int16", _month_day(self._date(column)))

    def _property(self, prefix: str, name: str, kind: str, column: Column | None) -> Iterator[Made]:
        yield Made(f"{prefix}{name}", IBIS_TYPES[kind], self.value(column) if column else f"NULL::{SQL_TYPES[kind]}")
        if kind == "text":
            yield Made(f"f_{name}", "string", _folded(_name(column)) if column else "NULL::text")

    def value(self, column: Column) -> str:
        """What a column gives, as a mirror keeps values of its type."""
        name = _name(column)
        if column.type == "text":
            return _shown(name)
        if column.type == "list":
            return _each(name, _shown("one.text"))
        if column.type == "number":
            return f"{name}::double precision"
        if column.type == "amount":
            return f"round({name}::numeric * 10000)::bigint"
        if column.type == "date":
            return _day(self._date(column))
        return _micros(self._moment(column)) if column.type == "datetime" else name

    def _date(self, column: Column) -> str:
        if self._types[column.where] != "timestamptz":
            return f"{_name(column)}::date"
        return f"({_name(column)} AT TIME ZONE {self._zone})::date"

    def _moment(self, column: Column) -> str:
        """A moment; of a local time that comes twice the first, where the database takes the second."""
        name = _name(column)
        if self._types[column.where] == "timestamptz":
            return name
        name = f"{name}::timestamp"
        later = f"({name} AT TIME ZONE {self._zone})"
        tries = " ".join(
            f"WHEN ({later} - interval '{minutes} minutes') AT TIME ZONE {self._zone} = {name} "
            f"THEN {later} - interval '{minutes} minutes'"
            for minutes in (60, 30, 120)
        )
        return f"(CASE {tries} ELSE {later} END)"


def _property_columns(name: str, kind: str) -> list[tuple[str, str]]:
    return [(f"p_{name}", IBIS_TYPES[kind])] + [(f"f_{name}", "string")] * (kind == "text")


def table(name: str) -> str:
    """A table by its full name, as SQL has it, under the name that its columns are asked by."""
    return f"{name} AS source"


def _name(column: Column) -> str:
    return f"source.{quoted(column.name)}"


def _hash(text: str) -> str:
    """Sixteen digits of a text's MD5 as a number."""
    high, low = (f"('x' || substr(md5({text}), {at}, 8))::bit(32)::bigint" for at in (1, 9))
    return f"({high}::numeric * 4294967296 + {low})"


def _micros(moment: str) -> str:
    return f"(extract(epoch FROM {moment}) * 1000000)::bigint"


def _day(date: str) -> str:
    return f"({date} - DATE '1970-01-01')"


def _month_day(date: str) -> str:
    return f"(extract(month FROM {date}) * 100 + extract(day FROM {date}))::smallint"


def _each(array: str, form: str) -> str:
    """A list with each of its texts in a form, without those that are blank; NULL where none is left."""
    return (
        f"(SELECT array_agg(one.made {_ORDER} ORDER BY one.place) FROM (SELECT {form} AS made, one.place FROM "
        f"unnest({array}) WITH ORDINALITY AS one(text, place)) AS one WHERE one.made IS NOT NULL)"
    )


def _shown(text: str) -> str:
    """A text as it is shown: in NFC, and missing where it is blank."""
    text = f"{text}::text"
    kept = f"CASE WHEN {_ascii(text)} THEN {text} ELSE normalize({text}, NFC) END"
    return f"(CASE WHEN btrim({text}, {literal(_BLANK)}) <> '' THEN {kept} END) {_ORDER}"


def _folded(text: str) -> str:
    """A text as it is compared: Python's casefold of its NFC."""
    text = f"{text}::text"
    many, simple, small = _folds()
    signs = "".join(many)
    composed = f"normalize({text}, NFC)"
    folded = f"translate({composed}, {literal(simple)}, {literal(small)})"
    replaced = folded
    for sign, made in many.items():
        replaced = f"replace({replaced}, {literal(sign)}, {literal(made)})"
    other = f"CASE WHEN {composed} ~ {literal(f'[{signs}]')} THEN {replaced} ELSE {folded} END"
    form = f"CASE WHEN {_ascii(text)} THEN lower({text} {_ORDER}) ELSE {other} END"
    return f"(CASE WHEN btrim({text}, {literal(_BLANK)}) <> '' THEN {form} END) {_ORDER}"


def _ascii(text: str) -> str:
    return f"octet_length({text}) = char_length({text})"


@functools.cache
def _folds() -> tuple[dict[str, str], str, str]:
    """The signs that become several, and those that become one with what they become."""
    many: dict[str, str] = {}
    simple, small = [], []
    for point in range(0x110000):
        sign = chr(point)
        if 0xD800 <= point < 0xE000 or (made := sign.casefold()) == sign:
            continue
        if len(made) > 1:
            # What NFC takes apart or changes never stands there.
            if unicodedata.normalize("NFC", sign) == sign:
                many[sign] = made
        else:
            simple.append(sign)
            small.append(made)
    return many, "".join(simple), "".join(small)
