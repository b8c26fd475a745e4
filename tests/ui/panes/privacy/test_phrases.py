"""Entries of the log in words for people."""

from app.project import audit_log
from ui.panes.privacy import phrases


def test_an_entry_says_when_what_and_what_else() -> None:
    detail = {"file": "/a/list.csv", "columns": ["email", "city"], "token": "x"}
    line = audit_log.Line(7, "2026-03-01T10:05:00+00:00", "you", "export", "Wrote a list", detail, [["h"]])
    row = phrases.row(line)
    assert (row["when"][-5:], row["kind"], row["people"]) == ("10:05", "Exports", "1")
    assert row["more"] == "File: /a/list.csv · Columns: email, city"


def test_words_that_were_erased_say_so() -> None:
    row = phrases.row(audit_log.Line(7, "2026-03-01T10:05:00", "erased", "change", "erased", {}, []))
    assert (row["what"], row["people"]) == ("Its words were erased", "")


def test_the_chain_is_said_to_be_whole_or_broken() -> None:
    assert phrases.verdict(audit_log.Verified(1, True, None))[0] == "The one entry is as it was written."
    assert phrases.verdict(audit_log.Verified(3, True, None, 2))[1] == "good"
    assert phrases.verdict(audit_log.Verified(1, False, 2)) == (
        "Entry 2 was changed or taken out after it was written.",
        "bad",
    )
