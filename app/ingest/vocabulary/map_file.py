"""How a file's columns are read: the format MAP.json, version 1."""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app import recipe as recipes
from app.domain import clock
from app.domain.names import TYPES, snake
from app.domain.problems import ImportProblem, Problem
from app.ingest.readers.table import Layout
from app.ingest.vocabulary import file_kind, problems
from app.ingest.vocabulary.file_kind import FileKind
from app.project import textfiles

CONFLICT = ("update", "keep", "replace")
DEFAULT = recipes.DEFAULT

OPT_OUT = "opt_out"
"""The format of a consent column whose filled cells (yes, or a time) tell who refused."""

STATES = "states"
"""The format of a further column of answers: its noes count beside the first's, its yeses grant nothing."""

IDENTIFIER = "identifier"
"""The type of a column that holds an identifier of an own kind."""

FURTHER = ("email", "phone")
"""Kinds of identifier of which a file may have several columns: the first that is filled is the row's."""

_TOP = (
    "version", "kind", "delimiter", "encoding", "header_row", "sheet", "timezone", "columns", "event", "on_conflict",
    "changed_at", "answered_at", "about", "recipe", "quote", "escape", "first_row", "last_row",
)  # fmt: skip
_OF_TEXT = ("quote", "escape", "first_row", "last_row")
"""What is left out where nobody states it, for documents are compared with those that older imports keep."""
_COLUMN = ("to", "type", "format", "separator", "values", "skip", "label")
SEVERAL = ("suppressed:email",)
"""What several columns of a file may mean: each of them bars an address."""
_TYPES = (*TYPES, IDENTIFIER)


@dataclass(frozen=True, slots=True)
class Column:
    """What becomes of one column: what it means, its type and format, or that it is skipped.

    `values` says what words in it mean that are not known: `{"jein": "denied"}`. `label` is what people read for a
    trait of the user's own, letter for letter: a name holds no `&`.
    """

    to: str | None = None
    type: str | None = None
    format: str | None = None
    separator: str | None = None
    skip: bool = False
    values: Dictionary[str, str] | None = None
    label: str | None = None

    def document(self) -> dict[str, object]:
        """As MAP.json holds it: only what is said."""
        if self.skip:
            return {"skip": True}
        found: dict[str, object] = {
            "to": self.to,
            "type": self.type,
            "format": self.format,
            "separator": self.separator,
            "label": self.label,
        }
        if self.values:
            found["values"] = dict(self.values)
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Mapping:
    """A whole MAP.json; what is None is found out when the file is read."""

    kind: str
    columns: Dictionary[str, Column] = field(default_factory=dict)
    delimiter: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    sheet: str | None = None
    timezone: str | None = None
    event: Dictionary[str, str] | None = None
    on_conflict: str = "update"
    changed_at: str | None = None
    answered_at: str | None = None
    recipe: recipes.Recipe = DEFAULT
    quote: str | None = None
    escape: str | None = None
    first_row: int | None = None
    last_row: int | None = None
    about: Dictionary[str, str] | None = None

    def document(self) -> dict[str, object]:
        """The JSON of MAP.json, which `parse` reads back to an equal mapping."""
        return {
            "version": 1,
            "kind": self.kind,
            "delimiter": self.delimiter,
            "encoding": self.encoding,
            "header_row": self.header_row,
            "sheet": self.sheet,
            "timezone": self.timezone,
            "columns": {name: column.document() for name, column in self.columns.items()},
            "event": dict(self.event) if self.event else None,
            "on_conflict": self.on_conflict,
            "changed_at": self.changed_at,
            # Left out where nothing is said, for documents are compared with those that older imports keep.
            **({} if self.answered_at is None else {"answered_at": self.answered_at}),
            **({"about": dict(self.about)} if self.about else {}),
            "recipe": [dict(step) for step in self.recipe],
            **{name: value for name in _OF_TEXT if (value := getattr(self, name)) is not None},
        }

    @property
    def layout(self) -> Layout:
        """How the file is to be opened."""
        return Layout(
            self.encoding,
            self.delimiter,
            self.header_row,
            self.sheet,
            self.quote,
            self.escape,
            self.first_row,
            self.last_row,
        )

    @property
    def of(self) -> FileKind:
        """What is known of this kind of file."""
        return file_kind.of(self.kind)

    def zone(self, default: ZoneInfo) -> ZoneInfo:
        """The zone of times that state none."""
        return clock.zone(self.timezone) if self.timezone else default

    def header_of(self, target: str) -> str | None:
        """The header of the column that means `target`."""
        return next((name for name, column in self.columns.items() if column.to == target), None)

    def targets(self) -> dict[str, str]:
        """What the columns mean, each with its header, skipped ones left out."""
        return {column.to: name for name, column in self.columns.items() if column.to and not column.skip}

    def with_column(self, header: str, column: Column) -> "Mapping":
        """The same with one column read otherwise."""
        return replace(self, columns={**self.columns, header: column})

    def with_recipe(self, recipe: recipes.Recipe) -> "Mapping":
        """The same with another recipe, without the columns that only the one before made.

        How a column is written is found out anew where other steps are done to it.
        """
        gone = set(recipes.made_by(self.recipe)) - set(recipes.made_by(recipe))
        other = [step for step in (*self.recipe, *recipe) if step not in self.recipe or step not in recipe]
        named = {name for step in other for name in step.get("columns", ["*"])}
        kept = {
            name: replace(column, type=None, format=None) if name in named or "*" in named else column
            for name, column in self.columns.items()
            if name not in gone
        }
        return replace(self, recipe=recipe, columns=kept)


def parse(found: object) -> Mapping:
    """Read MAP.json; raises ImportProblem that names the place of what is wrong."""
    top = _object(found, "", _TOP)
    if top.get("version", 1) != 1:
        raise problems.NO_VERSION(where="version", version=top["version"])
    kind = top.get("kind")
    if not isinstance(kind, str) or kind not in file_kind.ALL:
        raise file_kind.unknown(kind, "Write", where="kind")
    columns = {
        str(name): _column(value, f"columns[{name}]")
        for name, value in _object(top.get("columns", {}), "columns").items()
    }
    _refuse_twins(columns)
    mapping = Mapping(
        kind,
        columns,
        _text(top, "delimiter"),
        _text(top, "encoding"),
        _row(top.get("header_row")),
        _text(top, "sheet"),
        _zone(_text(top, "timezone")),
        _event(top.get("event")),
        _conflict(top.get("on_conflict", "update")),
        _text(top, "changed_at"),
        _answered(_text(top, "answered_at")),
        recipes.parse(top.get("recipe", list(DEFAULT))),
        _text(top, "quote"),
        _text(top, "escape"),
        _row(top.get("first_row"), "first_row"),
        _row(top.get("last_row"), "last_row"),
        _about(top.get("about"), kind),
    )
    if mapping.delimiter is not None and len(mapping.delimiter) != 1:
        raise problems.NO_DELIMITER(where="delimiter")
    _refuse_signs(mapping)
    return mapping


def _refuse_signs(mapping: Mapping) -> None:
    """Refuse what cannot stand around a cell or before a sign, and rows that end before they begin."""
    quote = mapping.quote
    if quote is not None and (len(quote) > 1 or not quote.isascii() or quote in {"\n", "\r", mapping.delimiter}):
        raise problems.NO_QUOTE(where="quote")
    if mapping.escape not in (None, "", "\\"):
        raise problems.NO_ESCAPE(where="escape")
    if None not in (mapping.first_row, mapping.last_row) and (mapping.last_row or 0) < (mapping.first_row or 0):
        raise problems.ENDS_BEFORE(where="last_row", first=mapping.first_row)


def _object(found: object, where: str, known: tuple[str, ...] | None = None) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise problems.NO_OBJECT(where=where or "the mapping")
    for key in found if known else ():
        if key not in (known or ()):
            place = f"{where}.{key}" if where else str(key)
            raise problems.NO_KEY(where=place, known=", ".join(known or ()))
    return found


def _column(found: object, where: str) -> Column:
    values = _object(found, where, _COLUMN)
    for key in ("to", "type", "format", "separator", "label"):
        _text(values, key, where)
    if not isinstance(values.get("skip", False), bool):
        raise problems.NO_SKIP(where=f"{where}.skip")
    kind = values.get("type")
    if kind is not None and kind not in _TYPES:
        raise problems.NO_TYPE(where=f"{where}.type", kind=kind, types=", ".join(_TYPES))
    to = values.get("to")
    if to is not None and to != plain_target(to):
        raise problems.NO_NAME(where=f"{where}.to", name=to, like=plain_target(to))
    _refuse_no_format(values.get("format"), f"{where}.format")
    return Column(
        to,
        kind,
        values.get("format"),
        values.get("separator"),
        bool(values.get("skip", False)),
        _values(values.get("values"), where),
        values.get("label"),
    )


def _refuse_no_format(style: str | None, where: str) -> None:
    """A format of dates is tried when it is stated: the cells would tell of it in the words of a library."""
    from app.cleaning import dates

    if style and "%" in style and (why := dates.fault_in(style)):
        remedy = "Write it of %d (day), %m (month), %Y (year), %H, %M and %S, as %d/%m/%Y %H:%M."
        raise problems.NO_DATE_FORMAT(where=where, style=style, why=why, remedy=remedy)


def _values(found: object, where: str) -> dict[str, str] | None:
    if found is None:
        return None
    told = _object(found, f"{where}.values")
    for word, meant in told.items():
        if not isinstance(meant, str) or not meant.strip():
            raise problems.NO_WORD(where=f"{where}.values.{word}")
    return told or None


def further(target: str | None) -> tuple[str, int] | None:
    """What `email:2` or `phone:3` is: a column's kind, and its place among those that stand in where it is blank."""
    kind, _, place = (target or "").partition(":")
    # The first has no number.
    return (kind, int(place)) if kind in FURTHER and place.isdigit() and int(place) > 1 else None


def plain_target(text: str) -> str:
    """A target as a name; the parts of `consent:email:at` stay apart."""
    return ":".join(snake(part) for part in text.split(":"))


def _refuse_twins(columns: dict[str, Column]) -> None:
    seen: dict[str, str] = {}
    for name, column in columns.items():
        if column.to and not column.skip:
            # Two columns of one meaning would be one over the other, in whichever order they stand.
            if column.to in seen and column.to not in SEVERAL:
                raise problems.READ_TWICE(where=f"columns[{name}].to", other=seen[column.to], to=column.to)
            seen[column.to] = name


def _text(values: dict[str, Any], key: str, where: str = "") -> str | None:
    found = values.get(key)
    if found is not None and not isinstance(found, str):
        raise problems.NO_TEXT(where=f"{where}.{key}" if where else key)
    return found


def _row(found: object, where: str = "header_row") -> int | None:
    # True is a whole number to Python, and none in JSON.
    if found is None or (isinstance(found, int) and not isinstance(found, bool) and found >= 0):
        return found
    raise problems.NO_ROW(where=where)


def _zone(name: str | None) -> str | None:
    if name is not None:
        try:
            clock.zone(name)
        except Problem as problem:
            raise problems.NO_ZONE(where="timezone", what=problem.what, remedy=problem.remedy) from None
    return name


def _answered(text: str | None) -> str | None:
    """When the answers of a file were given that state no time of their own."""
    if text is not None:
        _moment(text, "answered_at")
    return text


def _moment(text: str, where: str) -> None:
    try:
        clock.parse_moment(text, ZoneInfo("UTC"))
    except Problem as problem:
        raise problems.NO_TIME(where=where, what=problem.what, remedy=problem.remedy) from None


def _about(found: object, kind: str) -> dict[str, str] | None:
    """What is said of a whole file, as far as files of its kind have it."""
    if found is None:
        return None
    known = tuple(file_kind.of(kind).of_file)
    told = {name: str(_text(_object(found, "about", known), name, "about") or "") for name in _object(found, "about")}
    if told.get("sent_at"):
        _moment(told["sent_at"], "about.sent_at")
    return {name: text for name, text in told.items() if text.strip()} or None


def _event(found: object) -> dict[str, str] | None:
    if found is None:
        return None
    values = _object(found, "event", ("name", "name_from"))
    if len(values) != 1 or not isinstance(next(iter(values.values())), str):
        raise problems.NO_EVENT(where="event")
    return values


def _conflict(found: object) -> str:
    if found not in CONFLICT:
        raise problems.NO_CONFLICT(where="on_conflict", found=found, known=", ".join(CONFLICT))
    return str(found)


def own_headers(document: Dictionary[str, Any]) -> list[str]:
    """The columns of the file that a kept mapping is of, without those that its recipe made."""
    try:
        made = recipes.made_by(document.get("recipe") or ())
    except ImportProblem:
        # Of a later version of the program.
        made = []
    return [name for name in document.get("columns", {}) if name not in made]


def load(path: Path) -> Mapping:
    """Read a MAP.json from disk; raises FileProblem or ImportProblem."""
    return parse(textfiles.as_json(path, "a mapping, as `import --dry-run --json` prints one"))
