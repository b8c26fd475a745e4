"""Of many answers about one address one counts: the same by the expression and by reading."""

import itertools
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import consent_answers as consents

SCHEMA = pa.schema(
    [
        ("profile_id", pa.int64()), ("channel", pa.string()), ("topic", pa.string()), ("f_topic", pa.string()),
        ("status", pa.string()), ("at", pa.int64()), ("seq", pa.int64()), ("batch", pa.int64()), ("held", pa.int64()),
    ]
)  # fmt: skip


def row(
    status: str, at: int | None = None, *, known: int = 50, batch: int = 1, topic: str | None = None
) -> dict[str, Any]:
    held = at if at is not None else known if status in ("denied", "withdrawn") else None
    return {"profile_id": 1, "channel": "email", "topic": topic, "f_topic": topic and topic.casefold(),
            "status": status, "at": at, "seq": 0, "batch": batch, "held": held}  # fmt: skip


CASES: list[tuple[list[dict[str, Any]], str | None, str]] = [
    ([], None, "unknown"),
    ([row("granted", 1), row("withdrawn", 2)], None, "withdrawn"),
    ([row("withdrawn", 1), row("granted", 2)], None, "granted"),
    ([row("granted", 1), row("denied", 1)], None, "denied"),
    # A yes without a time undoes no no, whichever came first; a no without one holds until a later yes says when.
    ([row("withdrawn", 1), row("granted", batch=9)], None, "withdrawn"),
    ([row("denied", batch=1), row("granted", batch=2)], None, "denied"),
    ([row("granted", batch=1), row("denied", batch=2)], None, "denied"),
    ([row("granted", 40), row("denied", known=50)], None, "denied"),
    ([row("granted", 60), row("denied", known=50)], None, "granted"),
    # Among answers without a time that are no refusals the newest import counts.
    ([row("pending", batch=1), row("granted", batch=2)], None, "granted"),
    ([row("granted", batch=1), row("pending", batch=1)], None, "pending"),
    ([row("granted", batch=1)], None, "granted"),
    # Topics.
    ([row("withdrawn", 1), row("granted", 2, topic="News")], None, "withdrawn"),
    ([row("withdrawn", 1), row("granted", 2, topic="News")], "news", "withdrawn"),
    ([row("granted", 2, topic="News")], None, "granted"),
    ([row("granted", 2, topic="News"), row("denied", 1, topic="Sale")], None, "denied"),
    ([row("granted", 1), row("withdrawn", 2, topic="News")], None, "withdrawn"),
    ([row("withdrawn", 1, topic="News"), row("granted", 2)], None, "granted"),
    ([row("withdrawn", 1, topic="News"), row("granted", 2, topic="NEWS")], None, "granted"),
    ([row("granted", 1)], "News", "unknown"),
    ([row("granted", 1), row("granted", 2, topic="news")], "News", "granted"),
]


def by_expression(rows: list[dict[str, Any]], topic: str | None) -> str:
    table = ibis.memtable(pa.Table.from_pylist(rows, schema=SCHEMA))
    found = consents.latest("email", topic, table).to_pyarrow().to_pylist()
    states = {number: state for state, number in consents.SEVERITY.items()}
    return states[found[0]["severity"]] if found else "unknown"


@pytest.mark.parametrize(("rows", "topic", "state"), CASES)
def test_the_answer_that_counts(rows: list[dict[str, Any]], topic: str | None, state: str) -> None:
    for order in itertools.permutations(rows):
        assert consents.answer(order, "email", topic)[0] == state
    assert by_expression(rows, topic) == state


_ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(["granted", "denied", "withdrawn", "pending", "unknown"]),
        st.none() | st.integers(1, 4),
        known=st.integers(1, 4),
        batch=st.integers(1, 3),
        topic=st.sampled_from([None, None, "A", "a", "B"]),
    ),
    max_size=6,
)


@settings(deadline=None, max_examples=40)
@given(rows=_ROWS, topic=st.sampled_from([None, "A", "b"]))
def test_one_person_and_everybody_are_asked_alike(rows: list[dict[str, Any]], topic: str | None) -> None:
    assert consents.answer(rows, "email", topic)[0] == by_expression(rows, topic)
