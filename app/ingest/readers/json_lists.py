"""Lists of objects that are what a file of JSON is about: each element becomes a record, with its own beside it.

Opens and clicks of an address, actions of a visit, variants of a product. Kept as JSON text no event would have a time
and no variant a price. Orders keep their lists, whatever is in them, and so does what tells of people.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from app.domain.background import beat
from app.ingest.readers import json_columns, limits
from app.ingest.readers.table import Refused

Found = tuple[int, "dict[str, Any] | Refused"]
Path = tuple[str, ...]

_DEEP = 8
_FIRST = 1_000
"""Where so many records begin a file and none has a list, none is looked for."""
_BEAT = 20_000
_OWN = 1 << 16
"""A record of more bytes stands beside no element: it would be written as often as there are elements."""
_TIMES, _LEAST = 16, 1 << 26
"""Unfolded, records may say so many times the bytes of their file again, or so many bytes."""

EVENT_LISTS = frozenset(
    "activity activities activityfeed activitylog actiondetails actions events eventlog eventhistory timeline batch "
    "interactions touchpoints".split()
)
"""Names of lists of what happened, small letters alone."""
VARIANT_LISTS = frozenset("variants variations productvariants productvariations skus".split())
"""Names of lists of what a product is sold as."""
_TIME = re.compile(
    r"(.*_)?(time(stamp)?|datetime|date|ts|(occurred|created|happened|received|sent)_?(at|on)|at)(_ms|_gmt|_utc)?"
)
_NAMED = re.compile(
    r"event|event_?name|event_?type|event_?action|action|action_?name|action_?type|activity|activity_?type|type|name|verb"
)
_METRIC = re.compile(r"(.*\.)?metric(\..*)?name")
_SOLD = frozenset("sku price regularprice barcode gtin ean upc variantsku".split())
_STOCK = frozenset("stock stockstatus instock available inventoryquantity quantity".split())
_OF_ORDERS = frozenset(
    "lineitems items products orderitems orderlines lines transactions fulfillments shippinglines refunds payments "
    "itemdetails orders purchases".split()
)
"""Lists that make what holds them an order, a cart or a buyer: those are read by the kinds that know money."""
_OF_PEOPLE = re.compile(
    r"(first|last|full|given|family)_?name|birth|gender|phone|consent|opt_?(in|out)|subscri|marketing|(^|_)address(es)?$|"
    r"(^|_)(status|state)$|unsub|bounced|block|suppress|permission|merge_fields|"
    r"(vor|nach)name|prenom|nombre|loyalty|street|zip|postal"
)
"""What is said of people; a file of what they are like is one of people, whatever else they did."""
_NO_PLACES = frozenset("emailaddress mailaddress ipaddress".split())
_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.\w+")
_WRAPPERS = frozenset(("edges", "nodes", "node", "data"))
"""What APIs put around a list or an element of it."""
_MONEY = re.compile(r"revenue|total|amount|price|value|spen[dt]|cost|turnover|discount|refund|sales|ltv", re.IGNORECASE)


@dataclass(slots=True)
class _List:
    """What is known of the lists of one name: the keys that all their elements have, and some have."""

    shared: set[str] | None = None
    lists: int = 0
    whole: bool = True

    def add(self, value: list[Any]) -> None:
        """One more of them."""
        self.whole = self.whole and all(isinstance(one, dict) and one for one in value)
        if not self.whole:
            return
        self.lists += 1
        for one in value:
            keys = _keys(one)
            self.shared = keys if self.shared is None else self.shared & keys


@dataclass(slots=True)
class _Survey:
    """What the records have beside their lists."""

    lists: dict[Path, _List] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    candidates: set[Path] = field(default_factory=set)
    who: bool = False
    of_orders: bool = False


class Unfolded:
    """The same records with each element of one of their lists in its place, each time that they are asked for.

    All elements of a record stand on its line; one without elements stays one record.
    """

    def __init__(self, found: Iterable[Found], path: Path, *, once: bool) -> None:
        self._found, self._path, self._once = found, path, once

    def __iter__(self) -> Iterator[Found]:
        for line, one in self._found:
            if isinstance(one, Refused) or not isinstance(_at(one, self._path[:-1]), dict):
                yield line, one
            elif isinstance(value := _at(one, self._path) or [], list) and not value:
                yield line, _with(one, self._path, None if self._once else _own(one, self._path))
            else:
                for place, element in enumerate(value):
                    # What a whole record came to is said once, so that no sum counts it for each element.
                    rest = _without_money(one, self._path) if self._once and place else one
                    yield line, _with(rest, self._path, element)


def unfolded(found: Iterable[Found], size: int) -> Iterable[Found]:
    """The records of a file of that many bytes, by the elements of the one list that they are about, if there is one.

    An address with the list of what it did as its only value (`{"a@x.de": [{…}]}`) is a record of these two.
    """
    addressed = _Addressed(found)
    survey = _surveyed(addressed)
    path = _chosen(survey)
    if path is None or not _is_bearable(addressed, path, size):
        return found
    return Unfolded(addressed, path, once=_called(path) not in VARIANT_LISTS)


class _Addressed:
    """The same records, those that are addresses with their lists as an `email` and its `activity`."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._found = found

    def __iter__(self) -> Iterator[Found]:
        for line, one in self._found:
            if isinstance(one, Refused):
                yield line, one
            else:
                yield from ((line, row) for row in by_address(one) or [one])


def by_address(one: dict[str, Any]) -> list[dict[str, Any]]:
    """An object of addresses with their lists of objects as a record for each; none where it is no such object."""
    alone = all("@" in key and isinstance(value, list) and all(map(_is_object, value)) for key, value in one.items())
    return [{"email": address, "activity": value} for address, value in one.items()] if alone else []


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _surveyed(found: Iterable[Found]) -> _Survey:
    survey = _Survey()
    for number, (_, one) in enumerate(found, 1):
        if not number % _BEAT:
            beat()
        if isinstance(one, dict):
            _look(one, (), survey)
        # Most files are decided by their first records: orders, and all that have no such list.
        many = len(survey.names) + len(survey.lists) > limits.COLUMNS
        if many or survey.of_orders or (number >= _FIRST and not survey.candidates):
            break
    return survey


def _look(one: dict[str, Any], path: Path, survey: _Survey) -> None:
    for name, value in one.items():
        if isinstance(value, dict) and len(path) < _DEEP - 1:
            _look(value, (*path, name), survey)
        elif isinstance(value, list):
            called = _called((*path, name))
            known = survey.lists.setdefault((*path, name), _List())
            survey.of_orders = survey.of_orders or bool(called in _OF_ORDERS and value and isinstance(value[0], dict))
            if called in EVENT_LISTS or called in VARIANT_LISTS:
                survey.candidates.add((*path, name))
                if known.whole and value:
                    known.add(value)
        else:
            survey.names.add(name)
            survey.who = survey.who or (isinstance(value, str) and bool(_ADDRESS.fullmatch(value)))


def _keys(one: dict[str, Any], before: str = "") -> set[str]:
    """The names of what an object says, small, those inside objects with the whole way to them."""
    found = set[str]()
    for name, value in one.items():
        whole = f"{before}{_snake(name)}"
        if isinstance(value, dict):
            found |= _keys(value, f"{whole}.") if before.count(".") < _DEEP else set()
        elif value not in (None, "", []) and not isinstance(value, list):
            found.add(whole)
    return found


@functools.lru_cache(4_096)
def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[\s-]+", "_", name).casefold()


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


@functools.lru_cache(4_096)
def _called(path: Path) -> str:
    return _plain(_name(path))


def _name(path: Path) -> str:
    """What a list is called, without what APIs wrap lists in."""
    return next((part for part in reversed(path) if part.casefold() not in _WRAPPERS), path[-1])


def _chosen(survey: _Survey) -> Path | None:
    """The one list that the records are about; None where there is none, or several could be it."""
    if survey.of_orders or len(survey.names) + len(survey.lists) > limits.COLUMNS:
        return None
    filled = {path: known for path, known in survey.lists.items() if known.lists and known.whole}
    sold = [path for path, known in filled.items() if _are_variants(path, known)]
    if sold:
        return sold[0] if len(sold) == 1 and not survey.who else None
    if any(map(_is_of_people, (*survey.names, *map(_name, survey.lists)))):
        return None
    told = [path for path, known in filled.items() if _are_events(path, known)]
    return told[0] if len(told) == 1 else None


def _is_of_people(name: str) -> bool:
    return _plain(name) not in _NO_PLACES and bool(_OF_PEOPLE.search(_snake(name)))


def _are_variants(path: Path, known: _List) -> bool:
    shared = {_plain(key.rpartition(".")[2]) for key in known.shared or ()}
    return _called(path) in VARIANT_LISTS and bool(shared & _SOLD)


def _are_events(path: Path, known: _List) -> bool:
    """Whether all elements of a list that is called one of events say when, and what was done."""
    shared = known.shared or set()
    ends = {key.rpartition(".")[2] for key in shared}
    said = any(map(_NAMED.fullmatch, ends)) or any(map(_METRIC.fullmatch, shared))
    return _called(path) in EVENT_LISTS and any(map(_TIME.fullmatch, ends)) and said


def _is_bearable(found: Iterable[Found], path: Path, size: int) -> bool:
    """Whether records are not written again and again until neither memory nor disk has room for them."""
    again = 0
    for number, (_, one) in enumerate(found, 1):
        if not number % _BEAT:
            beat()
        value = None if isinstance(one, Refused) else _at(one, path)
        if isinstance(one, Refused) or not isinstance(value, list) or len(value) < 2:
            continue
        own = len(json_columns.dumps(_with(one, path, None)))
        again += own * (len(value) - 1)
        if own > _OWN or again > max(_LEAST, _TIMES * size):
            return False
    return True


def _at(one: Any, path: Path) -> Any:
    for name in path:
        if not isinstance(one, dict):
            return None
        one = one.get(name)
    return one


def _with(one: dict[str, Any], path: Path, element: Any) -> dict[str, Any]:
    """A record with an element in the place of its list, nothing where there is none."""
    name, rest = path[0], path[1:]
    made = {key: value for key, value in one.items() if key != name}
    inner = _with(one[name], rest, element) if rest else element
    return made | ({name: inner} if inner else {})


def _own(one: dict[str, Any], path: Path) -> dict[str, Any]:
    """What a product that has no variants is sold as: itself."""
    place = next(place for place, part in enumerate(path) if _plain(part) in VARIANT_LISTS)
    holder = _at(one, path[:place])
    own = {
        key: said for key, said in holder.items() if _plain(key) in _SOLD | _STOCK and not isinstance(said, dict | list)
    }
    return {"node": own} if own and path[-1] == "edges" else own


def _without_money(one: dict[str, Any], path: Path) -> dict[str, Any]:
    """A record without the sums beside its list."""
    made: dict[str, Any] = {}
    for name, value in one.items():
        if path and name == path[0]:
            made[name] = _without_money(value, path[1:]) if isinstance(value, dict) else value
        elif isinstance(value, dict):
            made[name] = _without_money(value, ())
        elif not (_MONEY.search(name) and _is_number(value)):
            made[name] = value
    return made


def _is_number(value: Any) -> bool:
    try:
        return not isinstance(value, bool) and Decimal(str(value)).is_finite()
    except InvalidOperation:
        return False
