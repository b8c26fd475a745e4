"""Whether a column's values bear out what its header seems to mean."""

import pyarrow as pa
import pytest

from app.ingest.evidence import values
from app.ingest.evidence.values import Evidence
from app.ingest.mapping import header_evidence


def _look(*cells: str) -> Evidence:
    return values.look(pa.chunked_array([cells]))


@pytest.mark.parametrize(
    ("header", "cells", "says"),
    [
        ("Email consent", ("yes", "no", "jein"), True), ("Status", ("subscribed", "unsubscribed"), True),
        ("Status", ("won", "lost"), False), ("Status", ("Berlin", "Paris"), False),
    ],
)  # fmt: skip
def test_most_of_the_cells_must_be_states_of_consent(header: str, cells: tuple[str, ...], says: bool) -> None:
    assert header_evidence.says_consent(header, _look(*cells)) is says


def test_events_are_named_by_known_words() -> None:
    assert header_evidence.names_events("X", _look("opened", "clicked", "opened"))
    assert not header_evidence.names_events("X", _look("red", "green"))


def test_a_column_of_leaving_holds_yeses_times_or_words_of_leaving() -> None:
    assert header_evidence.tells_leaving(_look("yes", "no"))
    assert header_evidence.tells_leaving(_look("2025-01-01 10:00", ""))
    assert not header_evidence.tells_leaving(_look("Berlin", "Paris"))


def test_standing_with_mailings_must_be_told_by_words() -> None:
    assert header_evidence.tells_standing("X", _look("Subscribed", "Unsubscribed", "Bounced"))
    assert not header_evidence.tells_standing("X", _look("yes", "no"))
    assert header_evidence.coded("Email consent", _look("yes", "no")) is None
