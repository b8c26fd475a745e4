"""Digests by which equal rows of events are known again."""

import pyarrow as pa

from app.ingest.facts.event_digests import digest


def test_digests_tell_equal_rows_apart_and_know_them_again() -> None:
    def of(*names: str | None) -> list[int]:
        empty = pa.chunked_array([pa.nulls(len(names), pa.string())])
        return list(digest({"name": pa.chunked_array([pa.array(names, pa.string())]), "url": empty}))

    first = of("a", "b", "a", None)
    assert len(set(first)) == 4
    assert of("b", "a", "c", "a", None) == [first[1], first[0], of("c")[0], first[2], first[3]]
    # The same on every machine and in every version, for digests are stored.
    assert of("a") == [1151955206975249868]
