"""The filters and tests that a template may use: one row each, with what it takes.

A filter gives missing for missing, unless it says otherwise, and never raises for a customer's odd value.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor
from typing import Any
from urllib.parse import quote

from app.domain.spelling import nearest
from app.template import more_filters as more
from app.template import problems
from app.template.amounts import Amount, grouped, places_of, rounded_to, with_currency
from app.template.dates import write_date
from app.template.values import MAX_TEXT, Value, bounded, contains, display, item, moment, number, part, sign


@dataclass(frozen=True, slots=True)
class Spec:
    """A filter or test: its function, what its arguments are called in order, how many it needs, and what it does."""

    function: Callable[..., Value]
    takes: tuple[str, ...] = ()
    needs: int = 0
    help: str = ""


def is_blank(value: Value) -> bool:
    """Missing, or text with nothing to see in it, or an empty list."""
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or (isinstance(value, (list, tuple, dict)) and not value)


def default(value: Value, stand_in: Value = "", boolean: Value = False) -> Value:
    """The stand-in where the value is missing or blank, or, with `true`, also where it is 0 or false; with `'false'`
    also where it is false, but not where it is 0."""
    also = value is False if boolean == "false" else boolean and not value
    return stand_in if is_blank(value) or also else value


def _text(function: Callable[[str], str]) -> Callable[[Value], Value]:
    return lambda value: None if value is None else bounded(function(display(value)))


_WORD = re.compile(r"([-\s({\[<]+)")


# `str.title` begins a word behind each apostrophe: Don'T.
def _title(text: str) -> str:
    return "".join(word[:1].upper() + word[1:].lower() for word in _WORD.split(text))


def _truncate(
    value: Value, length: Value = 255, killwords: Value = False, end: Value = "...", leeway: Value = 5
) -> Value:
    if value is None:
        return None
    text, tail = display(value), display(end)
    limit, slack = (int(number(each) or 0) for each in (length, leeway))
    # As in Jinja: what is longer by no more than the leeway stays whole.
    if len(text) <= limit + slack:
        return text
    cut = text[: max(limit - len(tail), 0)]
    return (cut if killwords else cut.rsplit(" ", 1)[0]) + tail


_NO_FRACTION = 10**18
"""From here on a number stands for no count or amount, and rounding it would only overflow."""


def _round(value: Value, precision: Value = 0, method: Value = "common") -> Value:
    found = number(value)
    places = int(number(precision) or 0)
    if found is None or abs(places) > 10:
        return None
    if not -_NO_FRACTION < found < _NO_FRACTION:
        return found
    if method in ("ceil", "floor"):
        scale = Decimal(10) ** places if isinstance(found, Decimal) else 10**places
        return (ceil if method == "ceil" else floor)(found * scale) / scale  # type: ignore[operator]
    return _rounded(found, places) if isinstance(found, Decimal) else round(found, places)


def _rounded(found: Decimal, places: int) -> Decimal:
    made = rounded_to(found, places)
    # Rounded to cents it is still money, and reads as 12.50; 12.5 was asked for otherwise.
    whole = isinstance(found, Amount) and places >= places_of(found.currency)
    return Amount(made, found.currency) if whole and isinstance(found, Amount) else made


def _places(value: Value) -> int:
    return min(max(int(number(value) or 0), 0), 10)


def _grouped(value: Value, places: Value = 0) -> Value:
    found = number(value)
    return None if found is None else grouped(found, _places(places))


def _money(value: Value, currency: Value = "", places: Value = None) -> Value:
    found = number(value)
    return (
        None if found is None else with_currency(found, display(currency), None if places is None else _places(places))
    )


def _date(value: Value, form: Value = "%d %B %Y", same: Value = False) -> Value:
    found = moment(value)
    if found is None:
        return value if same else None
    return bounded(write_date(found, display(form)))


def _entries(value: Value) -> list[Value]:
    if isinstance(value, (list, tuple)):
        return list(value)
    return [] if value is None else [value]


def _picked(value: Value, attribute: Value) -> list[Value]:
    entries = _entries(value)
    return entries if attribute is None else [part(entry, display(attribute)) for entry in entries]


def _join(value: Value, between: Value = "", attribute: Value = None) -> Value:
    if value is None:
        return None
    return bounded(display(between).join(text for text in map(display, _picked(value, attribute)) if text))


def _length(value: Value) -> Value:
    return len(value) if isinstance(value, (str, list, tuple, dict)) else 0


def _replace(value: Value, old: Value, new: Value) -> Value:
    if value is None:
        return None
    text, before, after = display(value), display(old), display(new)
    # Reckoned before it is made, for a text may grow a hundred thousand times.
    if len(text) + text.count(before) * max(len(after) - len(before), 0) > MAX_TEXT:
        # Raises, as the text itself would.
        bounded(" " * (MAX_TEXT + 1))
    return text.replace(before, after)


def _int(value: Value, otherwise: Value = 0) -> Value:
    found = number(value)
    return int(found) if found is not None and -1e18 < found < 1e18 else otherwise


def _float(value: Value, otherwise: Value = 0.0) -> Value:
    found = number(value)
    return otherwise if found is None else float(found)


def _abs(value: Value) -> Value:
    found = number(value)
    return None if found is None else sign("-", found) if found < 0 else found


def _numbers(value: Value, attribute: Value) -> list[Any]:
    return [found for entry in _picked(value, attribute) if (found := number(entry)) is not None]


def _sum(value: Value, attribute: Value = None) -> Value:
    found = _numbers(value, attribute)
    # By what is written: ten times 0.1 is 1.
    total = sum(map(Decimal, map(str, found)), Decimal()) if found else 0
    units = [each.currency for each in found if isinstance(each, Amount)]
    return Amount(total, units[0]) if units else total


def _extreme(choose: Callable[[list[Any]], Any]) -> Callable[..., Value]:
    def extreme(value: Value, attribute: Value = None) -> Value:
        """The least or greatest number of a list, or of a part of its entries; nothing where there is none."""
        found = _numbers(value, attribute)
        return choose(found) if found else None

    return extreme


def _sort(value: Value, attribute: Value = None, reverse: Value = False, case_sensitive: Value = False) -> Value:
    def key(entry: Value) -> tuple[bool, bool, str, Any]:
        """What an entry is ordered by."""
        own = entry if attribute is None else part(entry, display(attribute))
        found = number(own) if not isinstance(own, str) else None
        # What is missing stands last, and numbers before texts, with which they cannot be compared.
        said = display(own) if found is None else ""
        return own is None, found is None, said if case_sensitive else said.casefold(), found or 0

    return sorted(_entries(value), key=key, reverse=bool(reverse))


def _unique(value: Value, case_sensitive: Value = False, attribute: Value = None) -> Value:
    seen: dict[str, Value] = {}
    for entry in _entries(value):
        said = display(entry if attribute is None else part(entry, display(attribute)))
        seen.setdefault(said if case_sensitive else said.casefold(), entry)
    return list(seen.values())


def _plural(value: Value, one: Value, many: Value) -> Value:
    found = number(value)
    return None if found is None else one if found == 1 else many


FILTERS: dict[str, Spec] = {
    "default": Spec(default, ("value", "boolean"), 1, "what stands in where there is nothing"),
    "upper": Spec(_text(str.upper), help="capital letters"),
    "lower": Spec(_text(str.lower), help="small letters"),
    "title": Spec(_text(_title), help="Each Word With A Capital"),
    "capitalize": Spec(_text(str.capitalize), help="Only the first letter a capital"),
    "trim": Spec(_text(str.strip), help="without spaces around it"),
    "truncate": Spec(_truncate, ("length", "killwords", "end", "leeway"), help="cut after so many characters"),
    "replace": Spec(_replace, ("old", "new"), 2, "one text for another"),
    "urlencode": Spec(_text(lambda text: quote(text, safe="/", errors="replace")), help="fit to stand in a link"),
    "string": Spec(_text(str), help="as text"),
    "escape": Spec(lambda value: value, help="nothing more: every value is escaped where it must be"),
    "round": Spec(_round, ("precision", "method"), help="rounded to so many places"),
    "number": Spec(_grouped, ("places",), help="1,234"),
    "money": Spec(_money, ("currency", "places"), help="£1,234.50: in the project's currency, or money('EUR')"),
    "int": Spec(_int, ("default",), help="as a whole number"),
    "float": Spec(_float, ("default",), help="as a number"),
    "abs": Spec(_abs, help="without its sign"),
    "date": Spec(_date, ("format", "same"), help="a date in words: date('%d %B %Y')"),
    "join": Spec(_join, ("d", "attribute"), help="the entries of a list, joined"),
    "first": Spec(lambda value: item(value, 0), help="the first entry"),
    "last": Spec(lambda value: item(value, -1), help="the last entry"),
    "length": Spec(_length, help="how many entries or characters"),
    "reverse": Spec(lambda value: value[::-1] if isinstance(value, (str, list, tuple)) else None, help="back to front"),
    "sort": Spec(_sort, ("attribute", "reverse", "case_sensitive"), help="in order"),
    "unique": Spec(_unique, ("case_sensitive", "attribute"), help="each entry once"),
    "map": Spec(lambda value, attribute: _picked(value, attribute), ("attribute",), 1, "that part of each entry"),
    "sum": Spec(_sum, ("attribute",), help="the entries added up"),
    "min": Spec(_extreme(min), ("attribute",), help="the smallest number"),
    "max": Spec(_extreme(max), ("attribute",), help="the largest number"),
    "plural": Spec(_plural, ("one", "many"), 2, "plural('order', 'orders') by the number"),
}
"""Every filter by name; see `Spec.help` for what it does."""

FILTERS |= {
    "to_number": Spec(more.to_number, help="as a number, 0 where it is none"),
    "divided_by": Spec(more.divided_by, ("by",), 1, "divided, whole numbers without what remains"),
    "divided_exactly": Spec(more.divided_exactly, ("by",), 1, "divided, with what remains"),
    "modulo": Spec(more.modulo, ("by",), 1, "what remains of a division"),
    "decimal": Spec(more.decimal, help="a number with a place behind the point at least: 5.0"),
    "split": Spec(more.split, ("by",), help="the pieces of a text as a list"),
    "joined": Spec(more.joined, ("between",), help="the entries of a list joined, blank ones too"),
    "slice": Spec(more.sliced, ("start", "length"), 1, "so many entries or characters from a place on"),
    "truncatewords": Spec(more.truncatewords, ("count", "end"), help="cut after so many words"),
    "strip_html": Spec(more.strip_html, help="without tags"),
    "url_encode": Spec(more.url_encode, help="fit to stand in a link, spaces as +"),
    "url_decode": Spec(more.url_decode, help="what url_encode made, as it was"),
    "replace_first": Spec(more.replace_first, ("old", "new"), 1, "the first such text replaced"),
    "replace_last": Spec(more.replace_last, ("old", "new"), 1, "the last such text replaced"),
    "lstrip": Spec(_text(str.lstrip), help="without spaces before it"),
    "rstrip": Spec(_text(str.rstrip), help="without spaces behind it"),
    "where": Spec(more.where, ("attribute", "wanted"), 1, "the entries whose part is that"),
    "reject": Spec(more.reject, ("attribute", "wanted"), 1, "the entries whose part is not that"),
    "entries": Spec(more.entries, help="what a loop goes over; of a record, its names and values"),
    "values": Spec(more.values, help="the entries of a list, or the values of a record"),
    "keyed": Spec(more.keyed, help="each entry as a record of its key and its value"),
    "sections": Spec(more.sections, help="what a section goes over"),
    "backwards": Spec(more.backwards, help="the entries from the last to the first"),
    "sort_as_text": Spec(more.sorted_as_text, ("attribute",), help="in the order of their texts"),
    "entry": Spec(more.entry, ("name",), 1, "the part of that name, or first, last or size"),
}

FILTERS.update(d=FILTERS["default"], e=FILTERS["escape"], currency=FILTERS["money"], count=FILTERS["length"])


def _whole(value: Value) -> int | None:
    found = number(value)
    return int(found) if found is not None and found == int(found) else None


def _divisible(value: Value, by: Value) -> bool:
    found, step = _whole(value), _whole(by)
    return found is not None and bool(step) and found % step == 0  # type: ignore[operator]


TESTS: dict[str, Spec] = {
    "defined": Spec(lambda value: value is not None, help="known for this person"),
    "undefined": Spec(lambda value: value is None, help="missing"),
    "none": Spec(lambda value: value is None, help="missing"),
    "blank": Spec(is_blank, help="missing or empty"),
    "empty": Spec(lambda value: value == "" or value == [] or value == {}, help="a text or list with nothing in it"),
    "even": Spec(lambda value: _divisible(value, 2), help="an even number"),
    "odd": Spec(lambda value: _whole(value) is not None and not _divisible(value, 2), help="an odd number"),
    "divisibleby": Spec(_divisible, ("num",), 1, "a multiple of a number"),
    "string": Spec(lambda value: isinstance(value, str), help="text"),
    "number": Spec(lambda value: number(value) is not None and not isinstance(value, str), help="a number"),
    "boolean": Spec(lambda value: isinstance(value, bool), help="yes or no"),
    "sequence": Spec(lambda value: isinstance(value, (list, tuple)), help="a list"),
    "containing": Spec(more.containing, ("what",), 1, "a list with that entry or a text with that piece"),
    "in": Spec(lambda value, whole: contains(whole, value), ("seq",), 1, "an entry of a list or a piece of text"),
}
"""Every test by name."""


def check_call(
    kind: str, table: dict[str, Spec], name: str, args: Sequence[object], named: Sequence[tuple[str, object]], line: int
) -> None:
    """Raise TemplateProblem unless the table has the name and it takes these arguments."""
    spec = table.get(name)
    if spec is None:
        meant = nearest(name, table)
        remedy = f"Did you mean “{meant}”?" if meant else f"There are {', '.join(sorted(table))}."
        raise problems.NO_CALL(line=line, kind=kind, name=name, remedy=remedy)
    keys = [*spec.takes[: len(args)], *(key for key, _ in named)]
    wrong = len(args) > len(spec.takes) or len(set(keys)) < len(keys) or not set(keys) <= set(spec.takes)
    if wrong or not set(spec.takes[: spec.needs]) <= set(keys):
        takes = f"({', '.join(spec.takes)})" if spec.takes else "nothing in brackets"
        raise problems.TAKES(line=line, kind=kind, name=name, takes=takes)
