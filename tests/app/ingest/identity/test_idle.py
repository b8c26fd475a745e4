"""Which identifiers join nobody: by value, by pattern, and by how many others they stand with."""

import numpy as np
import pyarrow as pa

from app.domain.identifier_rules import IdentifierRules
from app.ingest.identity import idle
from app.ingest.identity.forest import Links


def links(*rows: tuple[str, str]) -> Links:
    """Links of a customer number and an address each, blank for none."""
    codes, values = {}, {}
    for place, kind in enumerate(("customer_id", "email")):
        named = pa.array([row[place] or None for row in rows], pa.string()).dictionary_encode()
        codes[kind] = np.asarray(named.indices.fill_null(-1), dtype=np.int64)
        values[kind] = named.dictionary
    return Links(np.arange(1, len(rows) + 1), codes, values)


def told(found: Links) -> list[tuple[str, ...]]:
    return [
        tuple(str(found.values[kind][code]) if code >= 0 else "" for kind, code in zip(found.codes, row, strict=True))
        for row in np.column_stack(list(found.codes.values())).tolist()
    ]


def test_what_is_blocked_is_as_if_no_row_had_it() -> None:
    seen = links(("0", "a"), ("1", "b"), ("00", ""), ("", "b"))
    rules = IdentifierRules(blocked={"email": ("b", "x")}, patterns={"customer_id": ("^0+$",)})
    assert told(idle.without(seen, idle.find(seen, rules))) == [("", "a"), ("1", ""), ("", ""), ("", "")]
    assert idle.without(seen, idle.find(seen, IdentifierRules())) is seen


def test_what_stands_with_more_than_the_limit_is_shared_whether_it_is_higher_or_lower() -> None:
    seen = links(("0", "a"), ("0", "b"), ("0", "c"), ("1", "c"), ("2", "c"), ("3", "d"), ("3", "d"))
    by_address = idle.find(seen, IdentifierRules(limits={"email": 2}))
    assert by_address.of("customer_id").tolist() == [True, False, False, False]
    assert not by_address.of("email").any()
    by_number = idle.find(seen, IdentifierRules(limits={"customer_id": 2}))
    assert (by_number.of("email").tolist(), by_number.of("customer_id").any()) == ([False, False, True, False], False)
    # What is blocked is no value of anybody's, and is not counted.
    without = idle.find(seen, IdentifierRules(limits={"email": 2}, blocked={"email": ("a",)}))
    assert not without.of("customer_id").any()


def test_rows_say_who_was_seen_with_what_joins_nobody() -> None:
    seen = links(("0", "a"), ("0", ""))
    what = idle.find(seen, IdentifierRules(blocked={"customer_id": ("0",)}))
    [(place, detail)] = idle.rows(seen, what, np.array([1, 0]), {1: "email:a"})
    assert (place, detail["identifier"], detail["went_to"]) == (0, "customer_id:0", "email:a")
    assert (detail["stayed_with"], detail["reason"]) == ("", "blocked")
