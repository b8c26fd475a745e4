"""A story's parts in words: facts in a telling order, what stands in the way of mailing first, names as they came."""

from ui.panes.people import facts
from ui.panes.people.cards import Permission


def test_what_tells_most_comes_first_and_refunds_only_where_there_were_any() -> None:
    traits = {
        "shoe_size": 41.5,
        "city": "Leeds",
        "revenue": 12.5,
        "refunded": 0,
        "net_revenue": 12.5,
        "rfm_segment": "Champions",
        "rfm_recency": 5,
        "rfm_frequency": 4,
        "rfm_monetary": 3,
        "country": "DE",
        "first_name": "Zoë",
        "nothing": "",
        "last_order_at": "2011-12-09T10:00:00",
    }
    types = {"revenue": "amount", "shoe_size": "number", "last_order_at": "datetime"}
    labels = {"shoe_size": "Shoe size", "city": "City", "country": "Country", "last_order_at": "Last order"}
    assert [(one.label, one.value) for one in facts.facts(traits, types, labels)] == [
        ("Group", "Champions"),
        ("RFM", "5 · 4 · 3"),
        ("Spent", "12.50"),
        ("Last order", "9 Dec 2011"),
        ("City", "Leeds"),
        ("Country", "Germany"),
        ("Shoe size", "41.5"),
    ]
    assert [one.name for one in facts.facts(traits, types, labels)][:2] == ["rfm_segment", ""]
    # A name that somebody chose is the name.
    assert facts.facts({"revenue": 1.0}, types, {"revenue": "Turnover"})[0].label == "Turnover"
    some = facts.facts({"refunded": 2.0, "net_revenue": 10.5}, {"refunded": "amount", "net_revenue": "amount"}, {})
    assert [one.label for one in some] == ["Refunded", "Spent, refunds off"]


def test_what_forbids_mail_stands_first_and_only_the_latest_word_on_a_channel_counts() -> None:
    consents = [
        {"channel": "email", "status": "withdrawn", "at": "2011-12-09", "source": "web form"},
        {"channel": "email", "status": "granted", "at": "2010-01-01"},
        {"channel": "sms", "topic": "Offers", "status": "granted"},
    ]
    listed = [{"reason": "hard_bounce", "at": "2011-12-08", "address": "z@example.com"}]
    assert facts.permissions(consents, listed, False, "z@example.com") == [
        Permission("Must not be mailed", "bad", "Hard bounce on 8 Dec 2011: z@example.com"),
        Permission("Email withdrawn", "bad", "9 Dec 2011, web form"),
        Permission("SMS · Offers granted", "good", "No file says when or how."),
    ]
    assert facts.permissions([], [], False, None) == [
        Permission("No valid address", "warn", "No address is known."),
        Permission("Nothing recorded", "muted", "No file has said yes or no."),
    ]


def test_names_are_said_as_they_were_given_with_their_file() -> None:
    known = [
        {"kind": "email", "value": "z@example.com", "original": "Z@Example.com", "source": "contacts.csv"},
        {"kind": "customer_id", "value": "7"},
        {"kind": "loyalty_card", "value": "L1"},
    ]
    assert facts.known_as(known) == [("Z@Example.com", "contacts.csv"), ("customer 7", ""), ("loyalty card L1", "")]
    assert facts.iso_day("some day") == "some day"


def test_the_tiles_say_what_matters_most_or_that_nothing_is_known() -> None:
    known = {"orders": 3, "revenue": 366.9, "last_order_at": "2024-12-28T10:00:00", "days_between_orders": 11.8}
    shown = [(figure.replace("\u00a0", " "), note) for figure, note in facts.tiles(known | {"engagement_rate": 0.25})]
    assert shown == [
        ("366.90", "in 3 orders"),
        ("28 Dec 2024", "every 12 days"),
        ("25 %", "or clicked, of all they got"),
    ]
    assert facts.tiles({"orders": 0, "revenue": 0}) == [
        ("–", "no order yet"),
        ("–", "no order yet"),
        ("–", "no email to them is known"),
    ]
