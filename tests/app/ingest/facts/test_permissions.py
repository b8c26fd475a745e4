"""What rows say of permission: answers for a channel, noes for good, and the words that are not understood."""

import numpy as np
import pytest

from app.ingest.facts import permissions
from app.ingest.facts.permissions import Said
from tests.app.ingest.tables import cells


def _flat(said: list[Said], *names: str) -> list[tuple[object, ...]]:
    return [
        (int(row), *(one.columns[name].to_pylist()[at] for name in names))
        for one in said
        for at, row in enumerate(one.rows)
    ]


def test_a_column_of_consent_gives_answers_with_their_times_and_noes_for_good() -> None:
    block = cells(
        "Email,Email consent,Consent date\na@x.de,yes,2025-01-01\nb@x.de,no,\nc@x.de,cleaned,2025-02-01\nd@x.de,,\n",
        "profiles",
    )
    answers, noes = permissions.consent_of(block, "email")
    told = _flat(answers, "channel", "status")
    assert (0, "email", "granted") in told
    assert (1, "email", "denied") in told
    assert (2, "email", "withdrawn") in told
    times = dict(_flat(answers, "at"))
    assert times[0] is not None
    assert times[1] is None
    assert [row[:2] for row in _flat(noes, "reason")] == [(2, "hard_bounce")]


def test_a_word_that_nobody_knows_is_doubted_with_its_lines_and_told_in_red() -> None:
    block = cells("Email,Email consent\na@x.de,yes\nb@x.de,jein\nc@x.de,jein\nd@x.de,no\n", "profiles")
    permissions.consent_of(block, "email")
    doubts: permissions.Doubts = {}
    permissions.added(doubts, block, np.array([2, 3, 4, 5]))
    (note,) = permissions.notes_of(doubts)
    assert note.lines == (3, 4)
    assert "jein" in note.text
    assert permissions.notes_of({}) == []


def test_a_column_of_bounces_bars_whoever_stands_in_it() -> None:
    block = cells("Email,Email hard bounce reason,City\na@x.de,UNKNOWN_USER,x\nb@x.de,,y\n", "profiles")
    answers, noes = permissions.suppressed_of(block)
    assert [row for row, *_ in _flat([*answers, *noes], "channel")] == [0]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        (
            "email,channel,status,date\na@x.de,email,yes,2025-01-01\nb@x.de,sms,no,\nc@x.de,email,bounced,\n",
            ["granted", "denied", "withdrawn"],
        )
    ],
)
def test_a_ledger_has_an_answer_in_each_row(text: str, states: list[str]) -> None:
    columns, noes = permissions.ledger_of(cells(text, "consents"))
    assert columns["status"].to_pylist() == states
    assert columns["channel"].to_pylist() == ["email", "sms", "email"]
    assert [int(row) for one in noes for row in one.rows] == [2]


def test_everybody_on_a_list_of_the_refused_is_barred() -> None:
    said = permissions.listed_of(cells("email,reason\na@x.de,unsubscribed\nb@x.de,\n", "suppressions"))
    assert said.rows.tolist() == [0, 1]
    assert said.columns["reason"].to_pylist() == ["unsubscribed", "listed"]


def test_after_some_events_an_address_may_not_be_mailed() -> None:
    block = cells(
        "email,event,bounce_type,time\na@x.de,bounced,hard,2025-01-01\nb@x.de,bounced,soft,2025-01-01\n"
        "c@x.de,complained,,2025-01-01\nd@x.de,opened,,2025-01-01\n",
        "events",
    )
    name, written = permissions.event_names(block)
    assert name.to_pylist() == ["bounced_email", "bounced_email", "marked_as_spam", "opened_email"]
    assert written.to_pylist()[3] == "opened"
