"""What a value is in a template: how it prints, compares and adds up, and how it is made harmless.

A value is text, a number, an amount of money, true or false, a date, a date with time, a list, or a record (a dict
of text keys). None is missing: it prints nothing, is false, equals only missing and blank text, and is neither less
nor more than anything.
Nothing here raises for a customer's odd data; what cannot be done gives None.
"""

import datetime as dt
import operator
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any
from urllib.parse import unquote

from markupsafe import escape as _c_escape

from app.domain.names import YEARLESS
from app.template import problems
from app.template.amounts import Amount, like
from app.template.dates import write_date

Value = Any
"""A template value; see the module's head."""

MAX_TEXT = 100_000
"""Characters that one built text may have."""

# The highest power of ten that 64 bits hold: beyond it stands no count and no amount.
_WHOLE_DIGITS = 18
_MAX_WHOLE = 10**_WHOLE_DIGITS
_MOST_DIGITS = 308
"""Places before or after the point, of which no float has more."""
_PLAIN_FLOAT = re.compile(r"-?[0-9]+\.[0-9]+")
# Invisible, of no width, and no place to break a line.
_JOINER = "\u2060"
_BRACES = re.compile(r"\{(?!\u2060)|(?<!\u2060)\}")
_TAG_SIGNS = re.compile(r"[*|]{2,}+|%%+|\[\[+|\]\]+|[<\[]%|%[>\]{\[]|[<\[][#@*](?=\w)|\*\]|<<+|>>+|##+")
_TAG_WORDS = re.compile(
    r"%(?=[A-Za-z][\w.:|=$@, -]{0,80}(?:%|\Z))|\[(?=[A-Za-z][\w.: -]{0,80}(?:\]|,\s*(?i:fallback)|\Z))"
    r"|(?<![\w-])-(?=[A-Za-z][\w.]{0,80}-(?![\w-]))"
)
"""Where a word begins that some ESP reads as a tag: `%FNAME%`, `[Name,fallback=]`, `-name-`; perhaps it ends behind
the value. A double name, as Jean-Paul-Marie, is none."""
_ENCODED = re.compile(r"(?:[^%]|%[0-9A-Fa-f]{2})*+")
_LEADS = re.compile(r"[$#@!~^&](?=\{)|\$(?=[\[!])")
"""The sign before the brace of `${x}`, `#{x}`, `@{x}`, `$!{x}`: parted from it, or it would still begin a tag."""
_EDGES = re.compile(r"\A(?=[*|{])|(?<=[*|}])\Z")
"""A value that begins or ends with half a tag, beside which the marketer's own text may have the other half."""
_SIGNS = re.compile(r"[{}*|%\[\]]|<<|>>|##|(?<![\w-])-[A-Za-z]")
_SUSPECT = re.compile(r"[{}&<>\"'|*%\[\]]|##|(?<![\w-])-[A-Za-z]")
_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029]+|[\u202a-\u202e\u2066-\u2069]|[\ud800-\udfff\U000f0000-\U0010ffff]"
)


def display(value: Value) -> str:
    """The value as text: whole numbers without a point, amounts with the places of their currency, dates as in
    ISO 8601, lists joined by a comma and a space."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return _display_other(value)


def _display_other(value: Value) -> str:
    match value:
        case Amount():
            return value.text() if value.is_finite() else ""
        case float() | Decimal():
            return _display_number(value)
        case dt.datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case dt.date():
            return write_date(value, "%-d %B") if value.year == YEARLESS else value.isoformat()
        case list() | tuple():
            return bounded(", ".join(filter(None, map(display, value))))
        case dict():
            return display(value.get("name"))
    return ""


def _display_number(value: float | Decimal) -> str:
    if type(value) is float and _PLAIN_FLOAT.fullmatch(said := repr(value)):
        return str(int(value)) if value.is_integer() else said
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    # Of a number beyond any that a file holds, as 1e9999999, the digits alone would fill a book.
    if not exact.is_finite() or abs(exact.adjusted()) > _MOST_DIGITS:
        return "0" if exact.is_finite() and exact.adjusted() < 0 else ""
    if value == int(value) and -_MAX_WHOLE < value < _MAX_WHOLE:
        return str(int(value))
    return format(exact if isinstance(value, float) else exact.normalize(), "f")


def bounded(text: str) -> str:
    """The text, if it is no longer than any email needs; raises TemplateProblem."""
    if len(text) > MAX_TEXT:
        raise problems.TEXT_TOO_LONG()
    return text


def inert(text: str) -> str:
    """The text on one line, with invisible word joiners where an ESP would see one of its own tags begin or end."""
    # Of letters and figures alone there is no tag.
    if text.isalnum():
        return text
    if not text.isprintable():
        text = one_line(text)
    if _SIGNS.search(text) is None:
        return text
    if _TAG_WORDS.search(text) and not _is_encoded(text):
        text = _TAG_WORDS.sub(lambda found: found.group() + _JOINER, text)
    text = _LEADS.sub(lambda found: found.group() + _JOINER, text)
    return _EDGES.sub(_JOINER, _TAG_SIGNS.sub(_parted, _BRACES.sub(_break, text)))


def _is_encoded(text: str) -> bool:
    """Whether a text is one for links, in which `%C3%A9` stands for a letter: a sign in it would break the link."""
    if "%" not in text or "[" in text or _ENCODED.fullmatch(text) is None:
        return False
    try:
        # Strictly: the sign that stands for what was lost (�) is a letter like others once it is encoded itself.
        unquote(text, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def _parted(found: re.Match[str]) -> str:
    signs = found.group()
    return signs if signs[0] in "*|" and len(set(signs)) == 1 else _JOINER.join(signs)


def one_line(text: str) -> str:
    """The text with line breaks and other control characters as spaces, and halves of characters replaced.

    Signs that turn the direction of what follows are taken out: left in a name they would turn the whole subject.
    """
    return _CONTROL.sub(_replace_control, text)


def _replace_control(found: re.Match[str]) -> str:
    sign = found.group()
    if "\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069":
        return ""
    return " " if sign < "\ud800" else "\ufffd"


def _break(found: re.Match[str]) -> str:
    return _JOINER + "}" if found.group() == "}" else found.group() + _JOINER


def html(text: str) -> str:
    """The text, inert and escaped for HTML."""
    if text.isprintable() and _SUSPECT.search(text) is None:
        return text
    return escaped(inert(text))


def escaped(text: str) -> str:
    """The text escaped for HTML, with the entities that Django writes."""
    # What our rendering escapes and what an ESP does must come out alike, to the byte.
    return str(_c_escape(text)).replace("&#39;", "&#x27;").replace("&#34;", "&quot;")


def number(value: Value) -> float | int | Decimal | None:
    """The value as a number, numeric text included; None where it is none."""
    return _written_number(value) if isinstance(value, str) else _numeric(value)


def _written_number(text: str) -> Decimal | None:
    """Numeric text below 10^18; by its exponent, for arithmetic on a name like `1e9999999` overflows."""
    try:
        found = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        return None
    if not found.is_finite() or (found and found.adjusted() >= _WHOLE_DIGITS):
        return None
    return found if found and found.adjusted() > -_MOST_DIGITS else Decimal(0)


def moment(value: Value) -> dt.date | None:
    """The value as a date or a date with time, ISO text included; None where it is none."""
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        try:
            found = dt.datetime.fromisoformat(value.strip())
        except ValueError:
            return None
        # A date has ten signs at most in ISO's forms, a time behind it makes it longer.
        return found.date() if len(value.strip()) <= 10 else found
    return None


def part(of: Value, name: str) -> Value:
    """The part of a record, missing where it is empty; missing from anything else."""
    found = of.get(name) if isinstance(of, dict) else None
    return None if found == "" else found


def item(of: Value, index: Value) -> Value:
    """The entry of a list or text at a whole number, or the part of a record; missing where there is none."""
    if isinstance(of, dict):
        return of.get(index) if isinstance(index, str) else None
    if not isinstance(of, (list, tuple, str)) or not isinstance(index, int):
        return None
    return of[index] if -len(of) <= index < len(of) else None


def piece(of: Value, start: Value, stop: Value) -> Value:
    """The slice of a list or text; bounds that are no whole numbers are left open."""
    if not isinstance(of, (list, tuple, str)):
        return None
    low, high = (bound if isinstance(bound, int) else None for bound in (start, stop))
    return of[low:high]


_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compare(left: Value, op: str, right: Value) -> bool:
    """Whether the comparison holds; kinds that cannot be ordered are neither less nor more."""
    match op:
        case "==":
            return _equal(left, right)
        case "!=":
            return not _equal(left, right)
        case "in":
            return contains(right, left)
        case "not-in":
            return not contains(right, left)
    pair = _comparable(left, right)
    return pair is not None and _ORDERS[op](*pair)


def _equal(left: Value, right: Value) -> bool:
    if type(left) is type(right):
        return bool(left == right)
    if left is None or right is None:
        # Blank text is missing, so whoever asks for "" asks for what is missing.
        return bool(left == "" or right == "")
    if isinstance(left, bool) or isinstance(right, bool):
        return False
    if isinstance(left, dt.date) or isinstance(right, dt.date):
        pair = _comparable(left, right)
        return pair is not None and pair[0] == pair[1]
    return bool(_exact(left) == _exact(right))


def _exact(value: Value) -> Value:
    """A float as the decimal that it is written as: a price of 12.10 is not more than 12.1."""
    return Decimal(repr(value)) if isinstance(value, float) else value


def contains(whole: Value, what: Value) -> bool:
    """Whether a list has the entry, or a text the piece of text."""
    if isinstance(whole, str):
        return isinstance(what, str) and what in whole
    return isinstance(whole, (list, tuple)) and any(_equal(entry, what) for entry in whole)


def _comparable(left: Value, right: Value) -> tuple[Any, Any] | None:
    if isinstance(left, dt.date) or isinstance(right, dt.date):
        return _same_moments(moment(left), moment(right))
    if isinstance(left, str) and isinstance(right, str):
        return left, right
    first, second = number(left), number(right)
    return None if first is None or second is None else (_exact(first), _exact(second))


def _same_moments(left: dt.date | None, right: dt.date | None) -> tuple[Any, Any] | None:
    if left is None or right is None:
        return None
    if isinstance(left, dt.datetime) and isinstance(right, dt.datetime):
        return _same_zone(left, right)
    return _day(left), _day(right)


def _same_zone(left: dt.datetime, right: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    zone = left.tzinfo or right.tzinfo
    # A time without a zone is taken for one in the other's.
    return left.replace(tzinfo=left.tzinfo or zone), right.replace(tzinfo=right.tzinfo or zone)


def _day(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def arithmetic(left: Value, op: str, right: Value) -> Value:
    """`left op right` on numbers; `+` joins texts and lists too, and a date less a date is whole days."""
    if op == "~":
        return bounded(display(left) + display(right))
    if op == "+" and isinstance(left, str) and isinstance(right, str):
        return bounded(left + right)
    if op == "+" and isinstance(left, list) and isinstance(right, list):
        return _short(left + right)
    if op == "-" and isinstance(left, dt.date) and isinstance(right, dt.date):
        return (_day(left) - _day(right)).days
    return _calculate(left, op, right)


def _short(entries: list[Value]) -> list[Value]:
    if size_of(entries) > MAX_TEXT:
        raise problems.LIST_TOO_LONG()
    return entries


def size_of(entries: list[Value] | tuple[Value, ...]) -> int:
    """How many entries a list has with those of the lists inside it, counted no further than a list may go: one that
    holds another twice, which holds another twice, has more after thirty such steps than can be counted."""
    count, left = 0, [entries]
    while left and count <= MAX_TEXT:
        some = left.pop()
        count += len(some)
        left.extend(each for each in some if isinstance(each, (list, tuple)))
    return count


_NUMERIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
}


def _calculate(left: Value, op: str, right: Value) -> Value:
    first, second = _numeric(left), _numeric(right)
    if first is None or second is None:
        return None
    if isinstance(first, Decimal) != isinstance(second, Decimal):
        first, second = Decimal(str(first)), Decimal(str(second))
    try:
        result = _NUMERIC[op](first, second)
    except ArithmeticError:
        return None
    if not abs(result) < _MAX_WHOLE:
        return None
    return like(result, op, left, right) if isinstance(result, Decimal) else result


def _numeric(value: Value) -> float | int | Decimal | None:
    """A value that is a number, and one that can be reckoned with: finite, and no longer than any float."""
    match value:
        case bool():
            return None
        case int():
            return value if abs(value) < 10**_MOST_DIGITS else None
        case float():
            return value if isfinite(value) else None
        case Decimal():
            return value if value.is_finite() and abs(value.adjusted()) < _MOST_DIGITS else None
    return None


def sign(op: str, of: Value) -> Value:
    """`-of` or `+of` for a number."""
    found = _numeric(of)
    if found is None or op != "-":
        return found
    return Amount(-found, found.currency) if isinstance(found, Amount) else -found
