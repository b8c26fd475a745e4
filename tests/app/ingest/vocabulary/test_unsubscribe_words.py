"""The words by which people leave a mailing list or are taken off it."""

import pytest

from app.ingest.vocabulary.unsubscribe_words import apart, folded, parting, unaccented


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Unsubscribed", "unsubscribed"), ("se désabonner", "unsubscribed"), ("Darse de baja", "unsubscribed"),
        ("수신 거부", "unsubscribed"), ("Spam complaint", "marked_as_spam"), ("Beschwerde", "marked_as_spam"),
        ("Hard Bounce", "bounced_email"), ("退信", "bounced_email"), ("unzustellbar", "bounced_email"),
        ("Subscribed", None), ("Opened", None), ("", None),
    ],
)  # fmt: skip
def test_leaving_is_known_in_many_languages(text: str, event: str | None) -> None:
    assert parting(folded(text)) == event


def test_words_are_compared_small_apart_and_without_accents() -> None:
    assert folded("emailUnsubscribed") == "email unsubscribed"
    assert folded("  Opt-Out_At ") == "opt out at"
    assert unaccented("Désabonné") == "desabonne"
    assert unaccented("수신") == "수신", "letters of Korean stay whole"
    assert apart("don't e-mail") == "dont e mail"


def test_a_long_remark_is_not_read_to_its_end() -> None:
    assert parting("x " * 300 + "unsubscribed") is None
