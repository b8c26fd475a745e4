"""What counts of everybody's answers, as the engine finds it in the mirror's table of consents."""

from typing import Any

import duckdb
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import consent_answers
from storage.mirror.consent_standing import answers

SCHEMA = pa.schema(
    [
        ("profile_id", pa.int64()), ("channel", pa.string()), ("topic", pa.string()), ("f_topic", pa.string()),
        ("status", pa.string()), ("at", pa.int64()), ("seq", pa.int64()), ("batch", pa.int64()), ("held", pa.int64()),
    ]
)  # fmt: skip

ANSWERS = st.fixed_dictionaries(
    {
        "profile_id": st.integers(1, 3), "channel": st.sampled_from(["email", "email", "sms"]),
        "f_topic": st.none() | st.just("news"), "status": st.sampled_from(list(consent_answers.SEVERITY)),
        "held": st.none() | st.integers(1, 4), "batch": st.integers(1, 3),
    }
)  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(said=st.lists(ANSWERS, max_size=8))
def test_each_persons_is_what_is_found_for_one_person(said: list[dict[str, Any]]) -> None:
    rows = [row | {"topic": row["f_topic"], "at": row["held"], "seq": at} for at, row in enumerate(said)]
    with duckdb.connect() as connection:
        connection.register("consents", pa.Table.from_pylist(rows, schema=SCHEMA))
        found = dict(connection.execute(f"SELECT profile_id, severity FROM ({answers()})").fetchall())
    spoke = {row["profile_id"] for row in rows if row["channel"] == "email"}
    for person in spoke:
        theirs = [row for row in rows if row["profile_id"] == person]
        assert found.pop(person) == consent_answers.SEVERITY[consent_answers.answer(theirs, "email", None)[0]]
    assert not found
