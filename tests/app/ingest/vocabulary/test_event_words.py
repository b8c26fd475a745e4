"""Names of events and kinds of bounces, in the words of tools."""

import pytest

from app.ingest.vocabulary import event_words, permission_words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("view", "viewed_product"), ("product_view", "viewed_product"), ("Viewed Product", "viewed_product"),
        ("addtocart", "added_to_cart"), ("add_to_cart", "added_to_cart"), ("sent", "sent_email"),
        ("delivered", "received_email"), ("opened", "opened_email"), ("open", "opened_email"),
        ("clicked", "clicked_email"), ("complained", "marked_as_spam"), ("complaint", "marked_as_spam"),
        ("spam", "marked_as_spam"), ("Wheel spun", "wheel_spun"), ("placed_order", "placed_order"),
    ],
)  # fmt: skip
def test_event_names(text: str, name: str) -> None:
    assert event_words.event_name(text) == name


@pytest.mark.parametrize(
    ("kind", "name", "found"),
    [
        ("General", None, "hard"), ("10", None, "hard"), ("twardy", None, "hard"), ("Xyzzy", "bounce", "hard"),
        ("22", None, "soft"), ("miękki", None, "soft"), ("over quota", None, "soft"), ("unknown", None, "soft"),
        ("", "bounce", "soft"), (None, "BadEmailAddress", "hard"), (None, "policy_rejection", "hard"),
        (None, "Odbicie twarde", "hard"), (None, "Odbicie", "soft"), ("Blocked", None, "soft"),
    ],
)  # fmt: skip
def test_a_kind_of_bounce_that_is_not_understood_is_hard(kind: str | None, name: str | None, found: str) -> None:
    assert event_words.bounce_kind(kind, name) == found


def test_bounces_and_consents() -> None:
    assert [event_words.bounce_kind(*said) for said in ((None,), ("Permanent",), ("soft",), (None, "hard bounce"))] == [
        "soft", "hard", "soft", "hard",
    ]  # fmt: skip
    states = [permission_words.consent_status(text) for text in ("yes", "No", "PENDING", "", "unsubscribed", "maybe")]
    assert states == ["granted", "denied", "pending", "unknown", "withdrawn", None]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("email_unsubscribed", "unsubscribed"), ("Unsubscribed Email", "unsubscribed"),
        ("emailUnsubscribe", "unsubscribed"), ("Abmeldung Newsletter", "unsubscribed"),
        ("se désabonner", "unsubscribed"), ("subscriber.unsubscribed", "unsubscribed"),
        ("Email Opt-Out", "unsubscribed"),
        ("darse de baja", "unsubscribed"), ("Marked Email as Spam", "marked_as_spam"), ("spamreport", "marked_as_spam"),
        ("email.complained", "marked_as_spam"), ("contact.hard_bounced", "bounced_email"),
        # What only looks so: another channel's, a page's, or a shop's.
        ("Unsubscribed from SMS Marketing", "unsubscribed_from_sms_marketing"),
        ("Unsubscribe Form Viewed", "unsubscribe_form_viewed"), ("Cancelled Subscription", "cancelled_subscription"),
        ("removed_from_cart", "removed_from_cart"), ("View spam score", "view_spam_score"),
    ],
)  # fmt: skip
def test_an_event_that_smells_of_a_refusal_is_taken_for_one(text: str, name: str) -> None:
    assert event_words.event_name(text) == name


@pytest.mark.parametrize("text", ["Dropped Email", "blocked", "hard_bounce", "email_blacklisted", "permanent_fail"])
def test_a_bounce_for_good_is_hard_by_its_name(text: str) -> None:
    assert (event_words.event_name(text), event_words.bounce_kind(None, text)) == ("bounced_email", "hard")
    assert event_words.bounce_kind("soft", text) == "soft"


@pytest.mark.parametrize(("kind", "found"), [("pysyvä", "hard"), ("välivirhe: väliaikainen", "soft"), ("영구", "hard")])
def test_a_bounce_for_good_in_further_languages(kind: str, found: str) -> None:
    assert event_words.bounce_kind(kind) == found


def test_a_reason_within_an_object_is_told_as_one_beside() -> None:
    assert event_words.tells_bounces("data.failure_message")
    assert not event_words.tells_bounces("reason.of_call")
