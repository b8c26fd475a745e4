"""What a trait is called inside a sentence, and how its operators read with that: “whose tags have”, “whose orders”.

A standard trait is a plain noun in small letters; one of the project's own stands in quotation marks, as its label may
hold any words. No two traits are called the same.
"""

from dataclasses import dataclass
from typing import Final

from app.domain import names as registry
from app.rules import phrases
from app.rules.phrases import Phrase
from app.rules.vocabulary import Names

_STANDARD: Final = registry.TRAITS | registry.COMPUTED
"""Traits whose labels are ours, and so need no quotation marks."""

_NOUNS: Final = {
    "signed_up_at": "sign-up",
    "first_seen_at": "first activity",
    "last_active_at": "latest activity",
    "first_order_at": "first order",
    "last_order_at": "latest order",
    "orders": "number of orders",
    "days_between_orders": "number of days between orders",
}
"""Where the label is no noun, or not the one that a sentence wants."""

_PAST: Final = {"signed_up_at", "first_seen_at", "last_active_at", "first_order_at", "last_order_at"}
_WAS: Final = {"on", "before", "after", "between", "in_last", "in_month"}
_BIRTHDAY: Final = {"in_month", "anniversary_in_next"}
_PLURALS: Final = {"tags", "interests"}
# Class, status, basis: they end in s and are no plurals.
_ONE_ENDS: Final = ("ss", "us", "is")
_MANY: Final = {"is": "are", "has": "have", "contains": "contain", "starts": "start", "ends": "end", "matches": "match",
                "does": "do"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noun:
    """What a trait is called, whether that is a plural, and whether the label is ours and not the project's own."""

    text: str
    plural: bool = False
    ours: bool = True

    def verb(self, one: str) -> str:
        """A verb of the third person singular as it follows the noun: `has`, or `have`."""
        return _MANY.get(one, one) if self.plural else one


def noun(trait: str, names: Names) -> Noun:
    """What a trait is called in a sentence."""
    label = names.label(trait)
    if trait.startswith("score:") and label == registry.label_of(trait):
        return Noun(f"score {phrases.quoted(trait.removeprefix('score:'))}", ours=False)
    if trait not in _STANDARD or label != _STANDARD[trait].label:
        kind = names.traits[trait].type if trait in names.traits else ""
        return Noun(phrases.quoted(label), kind == "list" and _is_plural(label), ours=False)
    if trait in _NOUNS:
        return Noun(_NOUNS[trait])
    acronym = label.split()[0].isupper() and len(label.split()[0]) > 1
    return Noun(label if acronym else label[0].lower() + label[1:], trait in _PLURALS)


def _is_plural(label: str) -> bool:
    return label.casefold().endswith("s") and not label.casefold().endswith(_ONE_ENDS)


def asked(trait: str, op: str, phrase: Phrase, names: Names) -> str:
    """The trait with its operator, as it stands after “whose”; `phrase` is the operator with its value."""
    called = noun(trait, names)
    if trait == "birth_date" and op in _BIRTHDAY and called.ours:
        return f"birthday is {phrase.rest}"
    verb = "was" if trait in _PAST and op in _WAS else called.verb(phrase.verb)
    return f"{called.text} {verb} {phrase.after}"


def once(trait: str, phrase: Phrase, names: Names) -> str:
    """That it was so before and is no longer, as it stands after “whose”."""
    called = noun(trait, names)
    if phrase.verb == "does":
        return f"{called.text} once, but no longer, {called.verb(phrase.verb)} {phrase.after}"
    again = called.verb("is" if phrase.verb == "is" else "does")
    return f"{called.text} used to {_BE[phrase.verb]} {phrase.after}, but no longer {again}"


_BE: Final = {"is": "be", "has": "have", "starts": "start", "ends": "end", "contains": "contain", "matches": "match"}
