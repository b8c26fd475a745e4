"""What somebody leaves in a project that is theirs alone, and where it stands: the texts that an erasure looks for."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sqlalchemy import JSON, Boolean, Column, ColumnElement, Connection, Table, Text, false, func, select, tuple_
from sqlalchemy import cast as as_type

from storage.file.models import conflict, hand_value, identifier, profile, profile_row

ERASED = "(erased)"
"""What stands in a text where a trace stood."""

_NAMES = ("first_name", "last_name", "full_name", "street", "company")
_SHORTEST = 8
"""Signs of a number or mark that is a trace wherever it stands: a shorter one (a customer number) may be anything."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What tells of some people.

    `pairs` are their identifiers as kind and matched form. `sure` are texts that are theirs wherever they stand
    (addresses, telephones, long marks, whole names); `names` are words of theirs that nobody else in the project has,
    which mean them only where a file's rows or words about them stand.
    """

    pairs: tuple[tuple[str, str], ...] = ()
    sure: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def __or__(self, other: "Traces") -> "Traces":
        """Those of both together."""

        def both(one: tuple[Any, ...], two: tuple[Any, ...]) -> tuple[Any, ...]:
            """What stands in either, each once and in order."""
            return tuple(sorted({*one, *two}))

        return Traces(both(self.pairs, other.pairs), both(self.sure, other.sure), both(self.names, other.names))

    def as_json(self) -> dict[str, Any]:
        """As an erasure that is not finished keeps them."""
        return {"pairs": [list(one) for one in self.pairs], "sure": list(self.sure), "names": list(self.names)}


def from_json(kept: dict[str, Any]) -> Traces:
    """Traces as they were kept."""
    pairs = tuple((str(kind), str(value)) for kind, value in kept["pairs"])
    return Traces(pairs, tuple(kept["sure"]), tuple(kept["names"]))


def of_people(connection: Connection, people: Iterable[int]) -> Traces:
    """The traces of profiles by their numbers; of many people no names, which would be half the language."""
    numbers = list(people)
    found = Traces()
    for at in range(0, len(numbers), _AT_ONCE):
        found |= _of_some(connection, numbers[at : at + _AT_ONCE], named=len(numbers) <= _NAMED)
    return found


_AT_ONCE = 400
_NAMED = 20
"""Of more people than this only what is theirs wherever it stands is looked for."""


def _of_some(connection: Connection, mine: list[int], *, named: bool) -> Traces:
    found = connection.execute(
        select(identifier.c.kind, identifier.c.value, identifier.c.original).where(identifier.c.profile_id.in_(mine))
    ).all()
    pairs = {(row.kind, row.value) for row in found}
    sure = {text for row in found for text in (row.value, row.original) if _is_sure(row.kind, text)}
    sure |= {one for one in connection.scalars(select(profile.c.email).where(profile.c.id.in_(mine))) if one}
    said, full = set[str](), set[str]()
    for traits in _traits(connection, mine):
        said |= {str(traits[name]).strip() for name in _NAMES if isinstance(traits.get(name), str)}
        first, last = traits.get("first_name"), traits.get("last_name")
        full |= {f"{first.strip()} {last.strip()}"} if isinstance(first, str) and isinstance(last, str) else set()
        full |= {one.strip() for one in [traits.get("full_name")] if isinstance(one, str) and " " in one.strip()}
        sure |= {str(traits[name]) for name in ("email", "phone") if _is_sure(name, traits.get(name))}
    sure -= _nobodys(connection, sure)
    theirs = [row for row in by_hand(connection, sorted(pairs)) if row["trait"] in _NAMES]
    said |= {row["said"].strip() for row in theirs if isinstance(row["said"], str)}
    names = _alone(connection, mine, {one for one in said | full if len(one) > 2}) if named else set()
    # A whole name that nobody else has is theirs wherever it stands, as on a parcel that another person ordered.
    sure |= {one for one in full & names if len(one) >= _SHORTEST}
    return Traces(tuple(sorted(pairs)), tuple(sorted(sure)), tuple(sorted(names)))


def _nobodys(connection: Connection, texts: set[str]) -> set[str]:
    """Of some texts those that many have and that are set to be nobody's: they are no trace of one of them."""
    shared = conflict.c.detail["stayed_with"].as_string() == ""
    told = connection.scalars(select(conflict.c.detail["identifier"].as_string()).where(shared).distinct())
    held = {_bare(one.partition(":")[2]) for one in told}
    return {one for one in texts if _bare(one) in held}


def _bare(text: str) -> str:
    return re.sub(r"[^\w@.+]", "", text).casefold()


def _is_sure(kind: str, text: object) -> bool:
    if not isinstance(text, str):
        return False
    if kind == "email":
        return "@" in text
    return len(text.strip()) >= _SHORTEST or (kind == "phone" and sum(sign.isdigit() for sign in text) > 5)


def _traits(connection: Connection, people: list[int]) -> list[dict[str, Any]]:
    rows = connection.scalars(select(profile_row.c.traits).where(profile_row.c.profile_id.in_(people)))
    kept = connection.scalars(select(profile.c.traits).where(profile.c.id.in_(people)))
    return [one for one in (*rows, *kept) if isinstance(one, dict)]


def by_hand(connection: Connection, pairs: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """The values that somebody set by hand for whoever has one of these identifiers, those too that do not count."""
    found = []
    for at in range(0, len(pairs), _AT_ONCE):
        theirs = tuple_(hand_value.c.kind, hand_value.c.value).in_(pairs[at : at + _AT_ONCE])
        rows = connection.execute(select(hand_value).where(theirs).order_by(hand_value.c.id))
        found += [dict(row._mapping) for row in rows]
    return found


def _alone(connection: Connection, people: list[int], words: set[str]) -> set[str]:
    """Those of some words that no other person's rows hold."""
    ordered = sorted(words)
    if not ordered:
        return set()
    others = [func.max(mentions(connection, [profile_row.c.traits], [word])) for word in ordered]
    row = connection.execute(select(*others).where(profile_row.c.profile_id.not_in(people))).one()
    return {word for word, held in zip(ordered, row, strict=True) if not held}


# Where they stand.


def mentions(connection: Connection, columns: "list[Column[Any]]", texts: Iterable[str]) -> ColumnElement[bool]:
    """Whether a row's columns hold one of these texts, in whichever of the forms in which texts are kept.

    Of many texts those are found that stand between blanks or signs, as addresses do.
    """
    forms = sorted({form for text in texts for form in _forms(text)})
    if not forms or not columns:
        return false()
    # One call for each row: SQLite would put the row together anew, in small letters, for each form.
    name = f"traces_{len(forms)}_{len(columns)}_{hash(tuple(forms)) & 0xFFFF_FFFF}"
    driver: Any = connection.connection.driver_connection
    driver.create_function(name, len(columns), _looks_for(forms), deterministic=True)
    return as_type(getattr(func, name)(*(as_type(column, Text) for column in columns)), Boolean).is_(True)


def _looks_for(forms: list[str]) -> Callable[..., bool]:
    """Tells of the cells of a row whether one of the forms stands in them."""
    wanted = frozenset(forms) if len(forms) > _MANY else None

    def stands(*cells: str | None) -> bool:
        """Whether the cells hold one of them, in whichever letters."""
        said = "\n".join(filter(None, cells))
        # Letter by letter, so that what stands in a text stands in it thereafter too.
        said = said.casefold()
        if wanted is not None:
            # One look at each word of a row, however many there are to be found.
            return not wanted.isdisjoint(_WORDS.findall(said))
        for form in forms:  # noqa: SIM110 - a generator for each of ten million rows takes twice as long
            if form in said:
                return True
        return False

    return stands


_MANY = 60
_WORDS = re.compile(r"""[^\s"'<>(),;:=|&?/\\\[\]{}]+""")
"""What may be an address: a row is cut at whatever stands around one in texts, in JSON and in addresses of the web."""


def _forms(text: str) -> set[str]:
    """A text as it stands in columns, in JSON and in addresses of the web, in small letters."""
    quoted = json.dumps(text, ensure_ascii=False)[1:-1]
    forms = {text, quoted, json.dumps(text)[1:-1], quote(text), quote(text, safe="@")}
    return {form.casefold() for form in forms}


def text_columns(table: Table) -> list[Column[Any]]:
    """The columns of a table that hold words."""
    return [column for column in table.columns if isinstance(column.type, (Text, JSON))]


PAIRS = "values"
"""The key of what stands for what, in a mapping and its recipe."""


class Scrubber:
    """Takes traces out of texts and documents."""

    def __init__(self, traces: Traces, *, names: bool) -> None:
        forms = {form for text in traces.sure for form in (text, quote(text), quote(text, safe="@"))}
        parts = [re.escape(form) for form in sorted(forms, key=len, reverse=True)]
        self._sure = re.compile("|".join(parts), re.IGNORECASE) if parts else None
        words = [rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(traces.names, key=len, reverse=True)]
        self._names = re.compile("|".join(words)) if words and names else None

    def finds(self, value: Any) -> bool:
        """Whether a text or a document holds a trace."""
        return bool(self.clean(value) != value)

    def clean(self, value: Any) -> Any:
        """The same without traces."""
        if isinstance(value, str):
            for pattern in (self._sure, self._names):
                value = pattern.sub(ERASED, value) if pattern else value
            return value
        if isinstance(value, list):
            return [self.clean(one) for one in value]
        if isinstance(value, dict):
            return {
                self.clean(key): self._pairs(one) if key == PAIRS else self.clean(one) for key, one in value.items()
            }
        return value

    def _pairs(self, values: Any) -> Any:
        """What a mapping says that words mean: with a trace goes the spelling that became it, which names them too."""
        if not isinstance(values, dict):
            return self.clean(values)
        return {old: new for old, new in values.items() if not self.finds(old) and not self.finds(new)}
