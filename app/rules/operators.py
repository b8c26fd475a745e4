"""The operator table: one row is one operator of one or more types.

From a row come the builder's list (label, kind of value), the check that both the Ibis expression and the
explanation use, what a missing value does, the English and the help. A new operator is a new row.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain import names
from app.rules import operator_checks as made
from app.rules.checks import Check
from app.rules.comparands import Kind
from app.rules.operator_checks import Ask
from app.rules.phrases import Phrase

ALL = tuple(names.TYPES)
NUMBERS = ("number", "amount")
DATES = ("date", "datetime")


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator: `english` is a phrase around `{value}`, `missing` what a missing value gives.

    `negated` turns the check around for values that are there; `moving` says that its meaning moves with now.
    """

    key: str
    types: tuple[str, ...]
    label: str
    kind: Kind
    english: Phrase
    check: Callable[[Ask], Check]
    help: str
    missing: bool = False
    negated: bool = False
    cased: bool = False
    moving: bool = False

    @property
    def needs_value(self) -> bool:
        """Whether it is compared with something."""
        return self.kind != "nothing"


def _is(rest: str) -> Phrase:
    return Phrase("is", rest)


_TEXT, _LIST = ("text",), ("list",)

TABLE: tuple[Operator, ...] = (
    Operator("is_set", ALL, "is known", "nothing", _is("known"), made.there, "There is a value."),
    Operator(
        "is_not_set",
        ALL,
        "is not known",
        "nothing",
        _is("not known"),
        made.there,
        "There is none.",
        missing=True,
        negated=True,
    ),
    Operator("is", _TEXT, "is", "text", _is("{value}"), made.texts, "The whole text, whatever its case.", cased=True),
    Operator(
        "is_not",
        _TEXT,
        "is not",
        "text",
        _is("not {value}"),
        made.texts,
        "Any other text, or none at all.",
        missing=True,
        negated=True,
        cased=True,
    ),
    Operator(
        "contains",
        _TEXT,
        "contains",
        "text",
        Phrase("contains", "{value}"),
        made.part("in"),
        "Anywhere in the text.",
        cased=True,
    ),
    Operator(
        "not_contains",
        _TEXT,
        "does not contain",
        "text",
        Phrase("does", "not contain {value}"),
        made.part("in"),
        "Nowhere in the text, or no text at all.",
        missing=True,
        negated=True,
        cased=True,
    ),
    Operator(
        "starts_with",
        _TEXT,
        "starts with",
        "text",
        Phrase("starts", "with {value}"),
        made.part("start"),
        "At the text's beginning.",
        cased=True,
    ),
    Operator(
        "ends_with",
        _TEXT,
        "ends with",
        "text",
        Phrase("ends", "with {value}"),
        made.part("end"),
        "At the text's end.",
        cased=True,
    ),
    Operator(
        "is_any_of",
        _TEXT,
        "is any of",
        "texts",
        _is("any of {value}"),
        made.texts,
        "One of several whole texts.",
        cased=True,
    ),
    Operator(
        "is_none_of",
        _TEXT,
        "is none of",
        "texts",
        _is("none of {value}"),
        made.texts,
        "None of several whole texts, or no text at all.",
        missing=True,
        negated=True,
        cased=True,
    ),
    Operator(
        "matches",
        _TEXT,
        "matches the pattern",
        "pattern",
        Phrase("matches", "the pattern {value}"),
        made.pattern,
        "A regular expression found anywhere: literals, classes, . * + ? {m,n} | ( ) ^ $.",
        cased=True,
    ),
    Operator("=", NUMBERS, "equals", "number", _is("exactly {value}"), made.number("="), "This number."),
    Operator(
        "!=",
        NUMBERS,
        "differs from",
        "number",
        # A missing number satisfies this as little as any comparison, though a missing text satisfies `is_not`.
        _is("known and not {value}"),
        made.number("="),
        "Another number.",
        negated=True,
    ),
    Operator("<", NUMBERS, "is less than", "number", _is("less than {value}"), made.number("<"), "Less, not equal."),
    Operator("<=", NUMBERS, "is at most", "number", _is("at most {value}"), made.number("<="), "Less or equal."),
    Operator(">", NUMBERS, "is more than", "number", _is("more than {value}"), made.number(">"), "More, not equal."),
    Operator(">=", NUMBERS, "is at least", "number", _is("at least {value}"), made.number(">="), "More or equal."),
    Operator(
        "between", NUMBERS, "is between", "numbers", _is("between {value}"), made.number("between"), "Both ends are in."
    ),
    Operator("on", DATES, "is on", "day", _is("on {value}"), made.on, "That local day."),
    Operator(
        "before",
        ("date",),
        "is before",
        "day",
        _is("before {value}"),
        made.beside(after=False),
        "Earlier than that day.",
    ),
    Operator(
        "after", ("date",), "is after", "day", _is("after {value}"), made.beside(after=True), "Later than that day."
    ),
    Operator(
        "before",
        ("datetime",),
        "is before",
        "moment",
        _is("before {value}"),
        made.beside(after=False),
        "Before that local day begins, or before that time.",
    ),
    Operator(
        "after",
        ("datetime",),
        "is after",
        "moment",
        _is("after {value}"),
        made.beside(after=True),
        "After that local day has ended, or after that time.",
    ),
    Operator(
        "between",
        DATES,
        "is between",
        "days",
        _is("between {value}"),
        made.on,
        "From one local day to another, both in.",
    ),
    Operator(
        "in_last",
        ("date",),
        "is in the last",
        "days_ahead",
        _is("in the last {value}"),
        made.in_last,
        "Today is in; a day just so long ago is not.",
        moving=True,
    ),
    Operator(
        "in_last",
        ("datetime",),
        "is in the last",
        "length",
        _is("in the last {value}"),
        made.in_last,
        "After now less the time, up to and including now.",
        moving=True,
    ),
    Operator(
        "not_in_last",
        ("date",),
        "is not in the last",
        "days_ahead",
        _is("known and not in the last {value}"),
        made.in_last,
        "There is a date, and it is longer ago or still to come.",
        negated=True,
        moving=True,
    ),
    Operator(
        "not_in_last",
        ("datetime",),
        "is not in the last",
        "length",
        _is("known and not in the last {value}"),
        made.in_last,
        "There is a time, and it is longer ago or still to come.",
        negated=True,
        moving=True,
    ),
    Operator(
        "in_next",
        ("date",),
        "is in the next",
        "days_ahead",
        _is("in the next {value}"),
        made.in_next,
        "From tomorrow on; the last day is in.",
        moving=True,
    ),
    Operator(
        "in_next",
        ("datetime",),
        "is in the next",
        "length",
        _is("in the next {value}"),
        made.in_next,
        "After now, up to and including now and the time.",
        moving=True,
    ),
    Operator(
        "in_month", DATES, "is in the month", "month", _is("in {value}"), made.in_month, "That month of any year."
    ),
    Operator(
        "anniversary_in_next",
        DATES,
        "has its anniversary in the next",
        "days_ahead",
        Phrase("has", "today or in the next {value}", "its anniversary"),
        made.anniversary,
        "Birthdays and the like, today included; 29 February falls on the 28th in common years.",
        moving=True,
    ),
    Operator("is_true", ("boolean",), "is yes", "nothing", _is("yes"), made.truth(value=True), "Yes."),
    Operator(
        "is_false", ("boolean",), "is no", "nothing", _is("no"), made.truth(value=False), "No; not where it is unknown."
    ),
    Operator(
        "has", _LIST, "has", "text", Phrase("has", "{value}"), made.has(every=False), "The list has it.", cased=True
    ),
    Operator(
        "has_any_of",
        _LIST,
        "has any of",
        "texts",
        Phrase("has", "any of {value}"),
        made.has(every=False),
        "At least one.",
        cased=True,
    ),
    Operator(
        "has_all_of",
        _LIST,
        "has all of",
        "texts",
        Phrase("has", "all of {value}"),
        made.has(every=True),
        "Every one.",
        cased=True,
    ),
    Operator(
        "has_none_of",
        _LIST,
        "has none of",
        "texts",
        Phrase("has", "none of {value}"),
        made.has(every=False),
        "Not one of them, or no list at all.",
        missing=True,
        negated=True,
        cased=True,
    ),
)

_BY_TYPE: dict[str, dict[str, Operator]] = {
    kind: {row.key: row for row in TABLE if kind in row.types} for kind in names.TYPES
}


def of_type(kind: str) -> dict[str, Operator]:
    """The operators of a type by their keys, in the order in which the builder lists them."""
    return _BY_TYPE[kind]


def operator(kind: str, key: str) -> Operator:
    """The row of a type's operator."""
    return _BY_TYPE[kind][key]


WHOLE = frozenset(("is", "is_not", "is_any_of", "is_none_of"))
"""Operators that compare whole texts."""
