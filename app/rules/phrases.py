"""Values, dates, lengths of time and events in a marketer's words; nothing that differs reads the same."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from app.domain import names as registry
from app.rules.vocabulary import Names
from app.rules.windows import Between, Duration, FromTo, Last, Window

MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fixed, so that a sentence reads the same on every machine


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition as it follows “everyone”: `opening` is who or whose, or empty where it has none."""

    opening: Literal["who", "whose", "nobody", ""]
    rest: str

    def __str__(self) -> str:
        return f"{self.opening} {self.rest}" if self.opening else self.rest


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is said of a trait: its verb in the third person singular, its object where it has one, and the rest."""

    verb: str
    rest: str
    of: str = ""

    @property
    def after(self) -> str:
        """What follows the verb."""
        return f"{self.of} {self.rest}" if self.of else self.rest

    def __str__(self) -> str:
        return f"{self.verb} {self.after}"


@dataclass(frozen=True, slots=True)
class EventWords:
    """How an event is spoken of: `did` in the past, `do` after "did not", one of it and several.

    `suffered` is what stands after "was" where somebody has it done to them.
    """

    did: str
    do: str
    one: str
    many: str
    suffered: str = ""

    @property
    def did_not(self) -> str:
        """That it never happened: `did not place an order`, `was not sent an email`."""
        return f"was not {self.suffered}" if self.suffered else f"did not {self.do}"


EVENTS: dict[str, EventWords] = {
    "placed_order": EventWords("placed an order", "place an order", "order", "orders"),
    "ordered_product": EventWords("ordered a product", "order a product", "ordered product", "ordered products"),
    "refunded_order": EventWords("had a refund", "have a refund", "refund", "refunds"),
    "viewed_product": EventWords("viewed a product", "view a product", "product view", "product views"),
    "added_to_cart": EventWords(
        "added to the cart", "add to the cart", "addition to the cart", "additions to the cart"
    ),
    "removed_from_cart": EventWords(
        "removed from the cart", "remove from the cart", "removal from the cart", "removals from the cart"
    ),
    "started_checkout": EventWords("started a checkout", "start a checkout", "checkout", "checkouts"),
    "viewed_page": EventWords("viewed a page", "view a page", "page view", "page views"),
    "searched": EventWords("searched", "search", "search", "searches"),
    "subscribed": EventWords("signed up", "sign up", "sign-up", "sign-ups"),
    "sent_email": EventWords("was sent an email", "get sent an email", "email sent", "emails sent", "sent an email"),
    "received_email": EventWords("received an email", "receive an email", "email received", "emails received"),
    "opened_email": EventWords("opened an email", "open an email", "opened email", "opened emails"),
    "clicked_email": EventWords("clicked in an email", "click in an email", "click", "clicks"),
    "bounced_email": EventWords("had an email bounce", "have an email bounce", "bounce", "bounces"),
    "unsubscribed": EventWords("unsubscribed", "unsubscribe", "unsubscription", "unsubscriptions"),
    "marked_as_spam": EventWords(
        "marked an email as spam", "mark an email as spam", "spam complaint", "spam complaints"
    ),
    "entered_stage": EventWords("entered a stage", "enter a stage", "stage entered", "stages entered"),
    "left_stage": EventWords("left a stage", "leave a stage", "stage left", "stages left"),
}


def event_words(events: tuple[str, ...] | None, names: Names) -> EventWords:
    """How these events are spoken of (None is any event)."""
    if events is None:
        return EventWords("did anything", "do anything", "event", "events")
    if len(events) == 1 and events[0] in EVENTS:
        return EVENTS[events[0]]
    if all(one in EVENTS for one in events):
        said = [EVENTS[one] for one in events]
        # Without `suffered`: of several events not all may be done to somebody.
        return EventWords(*(listed([getattr(one, form) for one in said], "or") for form in _FORMS))
    them = listed([quoted(names.event_label(one)) for one in events], "or")
    if len(events) == 1:
        return EventWords(f"did {them}", f"do {them}", f"{them} event", f"{them} events")
    return EventWords(f"did any of {them}", f"do any of {them}", f"event of {them}", f"events of {them}")


_FORMS = ("did", "do", "one", "many")
CHANNELS = {"sms": "SMS", "phone": "phone calls"}
"""What consent is given to, where the channel's name is not the word for it."""


def quoted(text: str) -> str:
    """A text in quotation marks; marks inside it are doubled, so that no two texts look alike."""
    return "“" + text.replace("”", "””") + "”"


def number(value: Decimal) -> str:
    """A number with thousands separated."""
    # By `f`, for a Decimal by itself may be written with an exponent.
    return f"{value:,f}"


def day(value: dt.date) -> str:
    """A date as 9 Dec 2011, or as 9 Dec where its year is not known."""
    if value.year == registry.YEARLESS:
        return f"{value.day} {MONTHS[value.month - 1][:3]}"
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"


def time(value: dt.datetime) -> str:
    """A date-time as 12:50 on 9 Dec 2011, with seconds and zone only where they were given."""
    clock = value.time().isoformat("minutes" if not (value.second or value.microsecond) else "auto")
    # The last six signs of ISO are the offset, as +02:00.
    offset = "" if value.tzinfo is None else f" UTC{value.isoformat()[-6:]}"
    return f"{clock}{offset} on {day(value.date())}"


def length(value: Duration) -> str:
    """A duration as 30 days."""
    return f"{value.n:,} {value.unit if value.n != 1 else value.unit[:-1]}"


def _so_long(value: Duration) -> str:
    """A duration after "the last": 30 days, or month."""
    return value.unit[:-1] if value.n == 1 else length(value)


def window(value: Window | None) -> str:
    """A window as the end of a sentence, with a space before it; empty for none."""
    if value is None:
        return ""
    if isinstance(value, Last):
        return f" in the last {_so_long(value.length)}"
    if isinstance(value, Between):
        return f" between {length(value.far)} and {length(value.near)} ago"
    return _from_to(value)


def _from_to(value: FromTo) -> str:
    if value.start is None:
        return f" up to {moment(value.end)}" if value.end is not None else ""
    start = moment(value.start)
    return f" from {start} to {moment(value.end)}" if value.end is not None else f" since {start}"


def moment(value: dt.date | dt.datetime) -> str:
    """A date or a date-time."""
    return time(value) if isinstance(value, dt.datetime) else day(value)


def comparand(value: object, op: str) -> str:
    """The value of a condition in words."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, Duration):
        return _so_long(value)
    if isinstance(value, dt.date):
        return moment(value)
    if isinstance(value, int):
        return MONTHS[value - 1]
    if isinstance(value, tuple):
        return listed([comparand(one, op) for one in value], "and" if op in ("between", "has_all_of") else "or")
    return ""


def phrase(english: Phrase, op: str, value: object) -> Phrase:
    """An operator with its value: `is “a”, “b” or “c”`, `has neither “a” nor “b”`; one of a list of one says so."""
    if isinstance(value, tuple) and len(value) > 1 and op in _OF_SEVERAL:
        if _OF_SEVERAL[op] and len(value) == 2:
            return replace(english, rest=f"neither {comparand(value[0], op)} nor {comparand(value[1], op)}")
        if not _OF_SEVERAL[op]:
            return replace(english, rest=comparand(value, op))
    return replace(english, rest=english.rest.replace("{value}", comparand(value, op)))


_OF_SEVERAL = {"is_any_of": False, "is_none_of": True, "has_any_of": False, "has_all_of": False, "has_none_of": True}
"""The operators that take several values, and whether they want none of them."""


def listed(parts: Sequence[str], word: str) -> str:
    """Several things in a row: `a`, `a and b`, `a, b and c`."""
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def times(op: str, value: object) -> str:
    """How often: at least 3 times, once, never more than 2 times."""
    if op == "between":
        assert isinstance(value, tuple)
        return f"between {number(value[0])} and {number(value[1])} times"
    assert isinstance(value, Decimal)
    often = "once" if value == 1 else f"{number(value)} times"
    return f"{_OFTEN[op]} {often}"


_OFTEN = {"=": "exactly", "!=": "not exactly", "<": "fewer than", "<=": "at most", ">": "more than", ">=": "at least"}


def property_label(name: str, names: Names) -> str:
    """A property as people read it, with its article: `the total`."""
    return f"the {property_noun(name, names)}"


def property_noun(name: str, names: Names) -> str:
    """A property as people read it behind another word, unlike every other one's."""
    if name.startswith("product."):
        return f"product's {_labelled(name.removeprefix('product.'), registry.PRODUCT)}"
    return _TIMES.get(name) or _labelled(name, registry.PROPERTIES)


_TIMES = {"time": "time", "time.weekday": "weekday (1 is Monday)", "time.hour": "hour"}


def _labelled(name: str, known: dict[str, registry.Known]) -> str:
    if name in known:
        label = known[name].label
        # SKU stays as it is.
        return label if label.isupper() else label[0].lower() + label[1:]
    return f"“{name}”"


def count_of(n: int, words: EventWords) -> str:
    """A count as 1 order or 2 orders."""
    return f"{n:,} {words.one if n == 1 else words.many}"
