"""Values, lengths of time and events in a marketer's words."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.names import EVENTS, YEARLESS
from app.rules import phrases
from app.rules.phrases import Phrase
from app.rules.vocabulary import standard
from app.rules.windows import Between, Duration, FromTo, Last

NAMES = standard()
ANY, NONE = Phrase("is", "any of {value}"), Phrase("is", "none of {value}")


@given(st.lists(st.text("ab”“ ,or", max_size=8), min_size=2, max_size=2, unique=True))
def test_no_two_texts_look_alike_in_quotation_marks(pair: list[str]) -> None:
    assert phrases.quoted(pair[0]) != phrases.quoted(pair[1])
    one, several = (phrases.phrase(ANY, "is_any_of", values) for values in ((pair[0],), tuple(pair)))
    assert str(one) != str(several)


def test_every_known_event_has_words_of_its_own() -> None:
    said = [phrases.event_words((name,), NAMES) for name in EVENTS]
    assert len({words.one for words in said}) == len({words.did for words in said}) == len(EVENTS)


@pytest.mark.parametrize(
    ("events", "did_not", "one"),
    [
        (("placed_order",), "did not place an order", "order"),
        (("sent_email",), "was not sent an email", "email sent"),
        (("sent_email", "searched"), "did not get sent an email or search", "email sent or search"),
        (("rated",), "did not do “Rated”", "“Rated” event"),
        (("rated", "searched"), "did not do any of “Rated” or “Searched”", "event of “Rated” or “Searched”"),
        (None, "did not do anything", "event"),
    ],
)
def test_what_did_not_happen_is_said_as_people_say_it(events: tuple[str, ...] | None, did_not: str, one: str) -> None:
    words = phrases.event_words(events, NAMES)
    assert (words.did_not, words.one) == (did_not, one)
    assert phrases.count_of(1, words) == f"1 {one}"
    assert phrases.count_of(1_200, words) == f"1,200 {words.many}"


@pytest.mark.parametrize(
    ("window", "said"),
    [
        (None, ""), (Last(Duration("months", 1)), " in the last month"),
        (Last(Duration("days", 30)), " in the last 30 days"),
        (Between(Duration("days", 60), Duration("days", 1)), " between 60 days and 1 day ago"),
        (FromTo(dt.date(2011, 1, 1), None), " since 1 Jan 2011"),
        (FromTo(None, dt.date(2011, 1, 5)), " up to 5 Jan 2011"),
        (FromTo(None, None), ""),
        (FromTo(dt.date(2011, 1, 1), dt.datetime(2011, 1, 5, 12, 50)), " from 1 Jan 2011 to 12:50 on 5 Jan 2011"),
    ],
)  # fmt: skip
def test_a_window_ends_a_sentence(window: phrases.Window | None, said: str) -> None:
    assert phrases.window(window) == said


def test_days_and_times_show_what_was_given_and_no_more() -> None:
    assert phrases.day(dt.date(YEARLESS, 12, 9)) == "9 Dec"
    assert phrases.time(dt.datetime(2011, 12, 9, 12, 50, 5)) == "12:50:05 on 9 Dec 2011"
    assert phrases.time(dt.datetime(2011, 12, 9, 12, 50, tzinfo=dt.UTC)) == "12:50 UTC+00:00 on 9 Dec 2011"
    assert phrases.comparand(3, "in_month") == "March"
    assert phrases.comparand(Decimal("1234.50"), ">") == "1,234.50"


def test_how_often() -> None:
    assert phrases.times(">=", Decimal(1)) == "at least once"
    assert phrases.times("<", Decimal(2)) == "fewer than 2 times"
    assert phrases.times("between", (Decimal(1), Decimal(3))) == "between 1 and 3 times"
    assert str(phrases.phrase(NONE, "is_none_of", ("a", "b"))) == "is neither “a” nor “b”"
    assert str(phrases.phrase(NONE, "is_none_of", ("a", "b", "c"))) == "is none of “a”, “b” or “c”"


def test_a_property_is_told_from_a_products_and_from_one_of_the_projects_own() -> None:
    said = [phrases.property_label(name, NAMES) for name in ("amount", "product.category", "stars", "time.hour", "sku")]
    assert said == ["the amount", "the product's category", "the “stars”", "the hour", "the SKU"]


def test_a_clause_follows_everyone() -> None:
    assert str(phrases.Clause("whose", "city is “x”")) == "whose city is “x”"
    assert str(phrases.Clause("", "anyone at all")) == "anyone at all"
