"""States of consent, channels and reasons of suppressions, in the words of people and programs."""

import pytest

from app.ingest.vocabulary import permission_words


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Yes, I agree", "granted"), ("No, thanks", "denied"), ("Ja, gerne", "granted"), ("Nein danke", "denied"),
        ("DNC", "denied"), ("do not email", "denied"), ("opt_out", "withdrawn"), ("optedOut", "withdrawn"),
        ("NEVER_SUBSCRIBED", "denied"), ("Non-marketing contact", "denied"), ("Marketing contact", "unknown"),
        ("subscribed (unconfirmed)", "pending"), ("CLEANED", "withdrawn"), ("unreachable", "withdrawn"),
        ("希望する", "granted"), ("希望しない", "denied"), ("配信停止", "withdrawn"), ("동의", "granted"),
        ("동의 안함", "denied"), ("수신거부", "withdrawn"), ("不同意", "denied"), ("愿意", "granted"),
        ("Согласен", "granted"), ("Не согласна", "denied"), ("Hayır", "denied"), ("Nie zgadzam się", "denied"),
        ("Chcę", "granted"), ("N/A", "unknown"), ("jein", None), ("not unsubscribed", None), ("maybe", None),
        ("jā", "granted"), ("nē", "denied"), ("bai", "granted"), ("ez", "denied"), ("ya", "granted"),
        ("tidak", "denied"),
        ("bəli", "granted"), ("xeyr", "denied"), ("có", "granted"), ("không", "denied"), ("ใช่", "granted"),
        ("हाँ", "granted"),
        ("ไม่ใช่", "denied"), ("नहीं", "denied"), ("بله", "granted"), ("خیر", "denied"), ("კი", "granted"),
        ("არა", "denied"),
        ("acordat", "granted"), ("jo", None), ("Отметил как спам", "withdrawn"),
    ],
)  # fmt: skip
def test_states_of_consent_in_the_words_of_people_and_programs(text: str, state: str | None) -> None:
    assert permission_words.consent_status(text) == state


def test_what_ends_all_mailing_is_told_from_what_was_taken_back() -> None:
    told = [
        permission_words.ending(text)
        for text in ("cleaned", "Bounced", "complained", "soft bounced", "unsubscribed", "no")
    ]
    assert told == ["hard_bounce", "hard_bounce", "marked_as_spam", None, None, None]


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("e-mail", "email"), ("Emails", "email"), ("", "email"), ("E-MAIL MARKETING", "email"), ("all", "all"),
        ("alle", "all"), ("Email+SMS", "email+sms"), ("push", "push"), ("whatever", None),
    ],
)  # fmt: skip
def test_channels_in_the_words_of_people_and_programs(text: str, channel: str | None) -> None:
    assert permission_words.channel_of(text) == channel


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("[{'reason': 'HARD_BOUNCE', 'timestamp': '2025-01-01'}]", "hard_bounce"), ("[]", None), ("", None),
        ("false", None), ("0", None), ("2024-03-01 10:00:00", ""), ("true", ""), ("SPAM_COMPLAINT", "marked_as_spam"),
        ("Mailbox full", "Mailbox full"), ("soft", None), ("NONE", None), ("2", ""),
    ],
)  # fmt: skip
def test_cells_of_columns_of_suppressions(cell: str, reason: str | None) -> None:
    assert permission_words.suppression_of(cell) == reason
