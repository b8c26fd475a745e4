"""What filters do that other languages of templates brought with them, as those languages mean it."""

import re
from decimal import Decimal
from typing import Any
from urllib.parse import quote_plus, unquote_plus

from app.template.amounts import Amount, like
from app.template.values import Value, bounded, compare, contains, display, number, part

_WHOLE_START = re.compile(r"\s*[-+]?[0-9]{1,18}")
_POINT = re.compile(r"-?[0-9]{1,18}\.[0-9]{1,300}")
_NEVER_SHOWN = re.compile(r"<script.*?</script>|<!--.*?-->|<style.*?</style>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MOST = 10**18


def to_number(value: Value) -> Value:
    """The value as a number, 0 where it is none; text counts by the number that it begins with."""
    if isinstance(value, str):
        if _POINT.fullmatch(value):
            return _whole_if(Decimal(value))
        begins = _WHOLE_START.match(value)
        return int(begins.group()) if begins else 0
    found = number(value)
    if found is None:
        return 0
    exact = Decimal(repr(found)) if isinstance(found, float) else found
    return exact if isinstance(exact, (int, Amount)) else _whole_if(exact)


def _whole_if(found: Decimal) -> int | Decimal:
    return int(found) if -_MOST < found < _MOST and found == int(found) else found


def divided_by(value: Value, by: Value) -> Value:
    """Divided; a whole number by a whole number stays whole, rounded down."""
    return _divide(to_number(value), to_number(by), whole=True)


def divided_exactly(value: Value, by: Value) -> Value:
    """Divided, with what remains behind the point."""
    return _divide(to_number(value), to_number(by), whole=False)


def _divide(left: Any, right: Any, *, whole: bool) -> Value:
    if not right or not abs(left) < _MOST or not abs(right) < _MOST:
        return None
    if whole and isinstance(left, int) and isinstance(right, int):
        return left // right
    try:
        made = like(Decimal(left) / Decimal(right), "/", left, right)
        return made if isinstance(made, Amount) else float(made)
    except ArithmeticError:
        return None


def modulo(value: Value, by: Value) -> Value:
    """What remains of a division, with the sign of what it is divided by."""
    left, right = to_number(value), to_number(by)
    if not right or not abs(left) < _MOST or not abs(right) < _MOST:
        return None
    try:
        # Python's own: a decimal's remainder has the sign of the other side.
        return left % right if isinstance(left, int) and isinstance(right, int) else (left % right + right) % right
    except ArithmeticError:
        return None


def decimal(value: Value) -> Value:
    """A number with at least one place behind the point: 5.0."""
    text = display(value)
    return f"{text}.0" if re.fullmatch(r"-?[0-9]+", text) else text


def split(value: Value, by: Value = " ") -> Value:
    """The pieces of a text as a list, without empty ones at its end; by a space alone, its words."""
    text, sign = display(value), display(by)
    if sign == " ":
        return bounded(text).split()
    pieces = text.split(sign) if sign else list(text)
    while pieces and not pieces[-1]:
        pieces.pop()
    return pieces


def joined(value: Value, between: Value = " ") -> Value:
    """The entries of a list joined, blank ones too."""
    entries = value if isinstance(value, (list, tuple)) else [value]
    return bounded(display(between).join(map(display, entries)))


def sliced(value: Value, start: Value, length: Value = 1) -> Value:
    """So many entries or characters from a place on; a place below 0 is counted from the end."""
    whole = value if isinstance(value, (list, tuple)) else display(value)
    if not isinstance(start, int) or not isinstance(length, int):
        return None
    first = start + len(whole) if start < 0 else start
    empty: Value = [] if isinstance(value, (list, tuple)) else ""
    return whole[first : first + length] if first >= 0 and length > 0 else empty


def truncatewords(value: Value, count: Value = 15, end: Value = "...") -> Value:
    """Cut after so many words."""
    if value is None:
        return None
    most = max(count, 1) if isinstance(count, int) else 15
    words = display(value).split(maxsplit=most)
    return " ".join(words[:most]) + display(end) if len(words) > most else display(value)


def strip_html(value: Value) -> Value:
    """The text without tags, comments, styles and scripts."""
    return None if value is None else _TAG.sub("", _NEVER_SHOWN.sub("", display(value)))


def url_encode(value: Value) -> Value:
    """Fit for a link, as forms send it: spaces become +."""
    return None if value is None else bounded(quote_plus(display(value), errors="replace"))


def url_decode(value: Value) -> Value:
    """What `url_encode` made, as it was."""
    return None if value is None else bounded(unquote_plus(display(value)))


def replace_first(value: Value, old: Value, new: Value = "") -> Value:
    """The first such text replaced by another."""
    return None if value is None else bounded(display(value).replace(display(old), display(new), 1))


def replace_last(value: Value, old: Value, new: Value = "") -> Value:
    """The last such text replaced by another."""
    if value is None:
        return None
    if not display(old):
        return bounded(display(value) + display(new))
    before, found, after = display(value).rpartition(display(old))
    return bounded(before + display(new) + after) if found else display(value)


def where(value: Value, attribute: Value, wanted: Value = None) -> Value:
    """The entries of a list whose part is that value, or is there at all."""
    return [each for each in _records(value) if _has(each, attribute, wanted)]


def reject(value: Value, attribute: Value, wanted: Value = None) -> Value:
    """The entries that `where` leaves out."""
    return [each for each in _records(value) if not _has(each, attribute, wanted)]


def _records(value: Value) -> list[Value]:
    if isinstance(value, dict):
        return [value]
    return list(value) if isinstance(value, (list, tuple)) else []


def _has(each: Value, attribute: Value, wanted: Value) -> bool:
    found = part(each, display(attribute))
    return found is not None and found is not False if wanted is None else compare(found, "==", wanted)


def entries(value: Value) -> Value:
    """What a loop goes over: the entries of a list, the names and values of a record, or a text by itself."""
    if isinstance(value, dict):
        return [[name, part(value, name)] for name in value]
    if isinstance(value, str):
        return [value] if value else []
    return list(value) if isinstance(value, (list, tuple)) else []


def values(value: Value) -> Value:
    """The entries of a list, or the values of a record; nothing else has any."""
    if isinstance(value, dict):
        return [part(value, name) for name in value]
    return list(value) if isinstance(value, (list, tuple)) else []


def keyed(value: Value) -> Value:
    """The entries of a list or the values of a record, each as a record of its `key` and its `value`."""
    pairs = value.items() if isinstance(value, dict) else enumerate(values(value))
    return [{"key": key, "value": each} for key, each in pairs]


def sections(value: Value) -> Value:
    """What a section goes over: the entries of a list, anything else by itself unless it is missing or false."""
    if isinstance(value, (list, tuple)):
        return list(value)
    return [] if value is None or value is False else [value]


def sorted_as_text(value: Value, attribute: Value = None) -> Value:
    """The entries of a list in the order of their texts, capitals or not; what is missing stands last."""

    def key(each: Value) -> tuple[bool, str]:
        """What an entry is ordered by."""
        own = each if attribute is None else part(each, display(attribute))
        return own is None, display(own).casefold()

    return sorted(value if isinstance(value, (list, tuple)) else [] if value is None else [value], key=key)


def backwards(value: Value) -> Value:
    """The entries of a list from the last to the first; anything else is a list of itself."""
    return [] if value is None else list(value)[::-1] if isinstance(value, (list, tuple)) else [value]


def containing(value: Value, what: Value) -> bool:
    """Whether a list has the entry, or a text the piece of text; never for what is missing or false."""
    if what is None or what is False:
        return False
    return display(what) in value if isinstance(value, str) else contains(value, what)


def entry(value: Value, name: Value) -> Value:
    """The part of that name; of a list or text also its `first`, its `last` and its `size` or `length`."""
    said = display(name)
    if isinstance(value, dict):
        if said in value or said not in ("first", "size"):
            return part(value, said)
        return len(value) if said == "size" else next((list(each) for each in value.items()), None)
    if not isinstance(value, (list, tuple, str)):
        return None
    at = {"first": 0, "last": -1}.get(said)
    return len(value) if said in ("size", "length") else value[at] if at is not None and value else None
