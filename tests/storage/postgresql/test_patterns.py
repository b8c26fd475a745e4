"""Patterns in PostgreSQL's spelling."""

import pytest

from storage.postgresql.patterns import for_postgresql


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (r"\Ap[^\n]*[d-s]\z", r"\Ap[^\n]*[d-s]\Z"),
        (r"\x01\x1f0", r"\U00000001\U0000001f0"),
        (r"[\x09-\x0d ]", r"[\U00000009-\U0000000d ]"),
        (r"[\s\x{A0}(\-]*", r"[\t\n\f\r \U000000a0(\-]*"),
        (r"a\sb", r"a[\t\n\f\r ]b"),
        (r"\*\\\[(?:a|b\))+", r"\*\\\[(?:a|b\))+"),
        (r"a{2,255}", r"a{2,255}"),
        (r"a{300}", r"(?:a{255}a{45})"),
        (r"[ab]{2,300}", r"(?:[ab]{2}[ab]{0,255}[ab]{0,43})"),
        (r"(?:ab){256,}", r"(?:(?:ab){255}(?:ab){1}(?:ab)*)"),
        (r"(?:a{300}|\x02){2}", r"(?:(?:a{255}a{45})|\U00000002){2}"),
        (r"[\]{300}]b", r"[\]{300}]b"),
    ],
)
def test_what_differs_is_written_otherwise(ours: str, theirs: str) -> None:
    assert for_postgresql(ours) == theirs
