"""What became of a mail in many languages, as names of events and as headers of results."""

import pytest

from app.ingest.vocabulary import mail_words


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Elküldve", "sent_email"), ("Kézbesítve", "received_email"), ("Megnyitás", "opened_email"),
        ("Kattintás", "clicked_email"), ("Skickad", "sent_email"), ("Öppnad", "opened_email"),
        ("Wysłano", "sent_email"), ("Açıldı", "opened_email"), ("Письмо открыто", "opened_email"),
        ("打开", "opened_email"),
        ("クリック", "clicked_email"), ("도달", "received_email"), ("Email Link Clicked", "clicked_email"),
        ("users.messages.email.Delivery", "received_email"),
        # What is of anything else, or of another channel.
        ("Ticket opened", None), ("users.messages.pushnotification.Open", None), ("Livré", None), ("last", None),
        ("Email", None), ("배송", None),
    ],
)  # fmt: skip
def test_names_of_events(text: str, event: str | None) -> None:
    assert mail_words.event_of(text) == event


@pytest.mark.parametrize(
    ("header", "event"),
    [
        ("Öppnade", "opened_email"), ("Geöffnet am", "opened_email"), ("발송일시", "sent_email"),
        ("열람일시", "opened_email"),
        ("開封日時", "opened_email"), ("发送时间", "sent_email"), ("Numărul de clicuri", "clicked_email"),
        # By these people leave, or agree.
        ("수신거부일시", None), ("配信停止日時", None), ("수신동의", None), ("Datum", None),
    ],
)  # fmt: skip
def test_headers_of_results(header: str, event: str | None) -> None:
    assert mail_words.event_of_header(header) == event
