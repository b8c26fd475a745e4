"""Reading a mapping of tables that are there already: JSON with `"version": 1`, in which nothing is guessed."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.domain import names as registry
from app.domain.own_tables import Column, Consent, Events, OwnTables, People, Products
from app.project import problems, textfiles
from app.project.engine import WithTables

if TYPE_CHECKING:
    from app.project.engine import Engine

TYPES: Final = ("text", "number", "amount", "date", "datetime", "boolean", "list")
_OF_TIME: Final = ("time", "day", "hour", "weekday")
_OF_EVENTS: Final = ("text", "number", "amount", "boolean")
_KINDS: Final = ("customer_id", "email", "user_id", "phone")


def read(path: Path | str) -> OwnTables:
    """The mapping in a file; raises FileProblem and, with the place in it, EngineProblem."""
    return parse(textfiles.as_json(path, "a mapping of tables"))


def with_own_tables(engine: "Engine", path: Path | str) -> "Engine":
    """The engine, asked for the tables that the mapping in a file names; raises FileProblem and EngineProblem."""
    if not isinstance(engine, WithTables):
        raise problems.NO_OWN_TABLES(name=engine.name)
    return engine.with_tables(read(path))


def parse(document: Any) -> OwnTables:
    """The mapping of a document; raises EngineProblem with the place in it."""
    whole = _object(document, "", ("version", "people", "events", "products"), ("version", "people"))
    if whole["version"] != 1:
        raise problems.TABLES_WRONG(at="version", wrong="is not 1", wanted="Write “version”: 1.")
    events = tuple(_events(one, f"events[{at}]") for at, one in enumerate(_list(whole.get("events", []), "events")))
    products = _products(whole["products"]) if "products" in whole else None
    return OwnTables(_people(whole["people"]), events, products)


def _people(document: Any) -> People:
    keys = ("table", "key", "kind", "email", "since", "consent", "traits")
    said = _object(document, "people", keys, ("table", "key"))
    kind = _text(said.get("kind", "customer_id"), "people.kind")
    if ":" in kind or kind != kind.strip():
        raise problems.TABLES_WRONG(
            at="people.kind", wrong=f"is “{kind}”", wanted=f"Give a word such as {', '.join(_KINDS)}."
        )
    traits = said.get("traits", {})
    _object(traits, "people.traits", None)
    if "email" in traits:
        raise problems.TABLES_WRONG(at="people.traits.email", wrong="is no trait", wanted="Give people.email.")
    known = registry.TRAITS
    return People(
        table=_text(said["table"], "people.table"),
        key=_plain(said["key"], "people.key", "text"),
        kind=kind,
        email=_plain(said["email"], "people.email", "text") if "email" in said else None,
        since=_plain(said["since"], "people.since", "datetime") if "since" in said else None,
        consent=_consent(said["consent"]) if "consent" in said else None,
        traits={name: _typed(one, f"people.traits.{name}", name, known) for name, one in traits.items()},
    )


def _consent(document: Any) -> Consent:
    where = "people.consent"
    said = _object(document, where, ("column", "granted"), ("column", "granted"))
    granted = [_value(one, f"{where}.granted") for one in _list(said["granted"], f"{where}.granted")]
    return Consent(_plain(said["column"], f"{where}.column", "any"), tuple(granted))


def _value(document: Any, where: str) -> str:
    """A value as a database writes it as text."""
    if isinstance(document, bool):
        return "true" if document else "false"
    return str(document) if isinstance(document, int) else _text(document, where)


def _events(document: Any, where: str) -> Events:
    keys = ("table", "person", "time", "event", "name", "names", "id", "properties")
    said = _object(document, where, keys, ("table", "person", "time"))
    if ("event" in said) == ("names" in said) or ("name" in said) != ("names" in said):
        raise problems.TABLES_WRONG(
            at=where,
            wrong="does not say which events they are",
            wanted="Give “event” where all are of one name, or “name” (the column) with “names”, "
            "such as {“page_view”: “viewed_page”}.",
        )
    if "event" in said:
        names = {"": _event(said["event"], f"{where}.event")}
    else:
        _object(said["names"], f"{where}.names", None)
        names = {value: _event(one, f"{where}.names.{value}") for value, one in said["names"].items()}
    place, known = f"{where}.properties", registry.PROPERTIES
    properties = {
        name: _typed(one, f"{place}.{name}", name, known, _OF_EVENTS)
        for name, one in _object(said.get("properties", {}), place, None).items()
    }
    return Events(
        table=_text(said["table"], f"{where}.table"),
        where=where,
        person=_plain(said["person"], f"{where}.person", "text"),
        time=_plain(said["time"], f"{where}.time", "datetime"),
        names=names,
        name=_plain(said["name"], f"{where}.name", "text") if "name" in said else None,
        id=_plain(said["id"], f"{where}.id", "whole") if "id" in said else None,
        properties=properties,
    )


def _event(document: Any, where: str) -> str:
    name = _text(document, where)
    if not _is_name(name):
        raise problems.TABLES_WRONG(at=where, wrong=f"is “{name}”", wanted=_SPELLED)
    return name


_SPELLED: Final = "Spell names with small letters, digits and _, such as placed_order."


def _products(document: Any) -> Products:
    said = _object(document, "products", ("table", "sku", "fields"), ("table", "sku"))
    fields = said.get("fields", {})
    _object(fields, "products.fields", tuple(registry.PRODUCT))
    return Products(
        _text(said["table"], "products.table"),
        _plain(said["sku"], "products.sku", "text"),
        {name: _plain(one, f"products.fields.{name}", registry.PRODUCT[name].type) for name, one in fields.items()},
    )


def _typed(
    document: Any, where: str, name: str, known: "Mapping[str, registry.Known]", types: tuple[str, ...] = TYPES
) -> Column:
    """A column by its name, or with a type of its own; what the program knows the name of has its type already."""
    if not _is_name(name):
        raise problems.TABLES_WRONG(at=where, wrong="is no name of ours", wanted=_SPELLED)
    if name in (registry.RESERVED if known is registry.TRAITS else _OF_TIME):
        raise problems.TABLES_WRONG(at=where, wrong="is worked out by the program", wanted="Leave it out.")
    if isinstance(document, dict):
        said = _object(document, where, ("column", "type"), ("column",))
        column = _plain(said["column"], f"{where}.column", "")
        kind = said.get("type", known[name].type if name in known else None)
    else:
        column, kind = _plain(document, where, ""), known[name].type if name in known else None
    if kind not in types:
        raise problems.TABLES_WRONG(
            at=where,
            wrong="has no type",
            wanted=f"Write {{“column”: “{column.name}”, “type”: …}} with one of {', '.join(types)}.",
        )
    if name in known and kind != known[name].type:
        raise problems.TABLES_WRONG(
            at=where, wrong=f"is {known[name].type} wherever it is used", wanted="Leave its type out, or rename it."
        )
    return Column(column.name, kind, where)


def _is_name(text: str) -> bool:
    return text.isascii() and text.replace("_", "a").isalnum() and text == text.lower() and not text[:1].isdigit()


def _plain(document: Any, where: str, kind: str) -> Column:
    return Column(_text(document, where), kind, where)


def _object(document: Any, where: str, keys: Iterable[str] | None, needed: Iterable[str] = ()) -> dict[str, Any]:
    """An object of these keys (None for any), with those that are needed; raises EngineProblem."""
    place = where or "the mapping"
    if not isinstance(document, dict):
        raise problems.TABLES_WRONG(at=place, wrong="is no object", wanted="Write it in { and }.")
    known = None if keys is None else tuple(keys)
    for key in document:
        if known is not None and key not in known:
            inside = f"{where}.{key}" if where else key
            raise problems.TABLES_WRONG(at=inside, wrong="is not known", wanted=f"Known are {', '.join(known)}.")
    for key in needed:
        if key not in document:
            raise problems.TABLES_WRONG(at=place, wrong=f"has no “{key}”", wanted="Add it.")
    return document


def _list(document: Any, where: str) -> list[Any]:
    if not isinstance(document, list):
        raise problems.TABLES_WRONG(at=where, wrong="is no list", wanted="Write it in [ and ].")
    return document


def _text(document: Any, where: str) -> str:
    if not isinstance(document, str) or not document.strip() or "\0" in document:
        raise problems.TABLES_WRONG(at=where, wrong="is no text", wanted="Write a name in quotes.")
    return document
