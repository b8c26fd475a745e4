"""What a cell of results says: how often something happened, or that it is not understood."""

import pytest

from app.ingest.facts import result_facts


@pytest.mark.parametrize(
    ("text", "name", "times"),
    [
        ("", "opened_email", 0), ("0", "opened_email", 0), ("3", "opened_email", 3), ("2.0", "opened_email", 2),
        ("yes", "opened_email", 1), ("No", "opened_email", 0), ("Opened", "opened_email", 1),
        ("not opened", "opened_email", 0), ("Hard", "bounced_email", 1), ("N/A", "clicked_email", 0),
        ("4000", "opened_email", None), ("perhaps", "opened_email", None), ("Hard", "opened_email", None),
        ("-1", "opened_email", None),
    ],
)  # fmt: skip
def test_a_cell_is_a_number_an_answer_or_the_events_own_word(text: str, name: str, times: int | None) -> None:
    assert result_facts.times_said(text, name) == times


def test_times_are_told_from_numbers() -> None:
    assert result_facts.holds_times(["2025-03-01 09:00", "2025-03-02 10:00"])
    assert not result_facts.holds_times(["1", "0", "3"])
    assert not result_facts.holds_times(["yes", "no"])


def test_a_column_of_one_kind_of_bounces_is_a_bounce_of_that_kind() -> None:
    assert (result_facts.event_of("soft_bounce"), result_facts.kind_of("soft_bounce")) == ("bounced_email", "soft")
    assert (result_facts.event_of("opened_email"), result_facts.kind_of("opened_email")) == ("opened_email", None)
