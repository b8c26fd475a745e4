"""Regular expressions mean the same to RE2 as to Python, and what is not allowed is refused."""

# ruff: noqa: E501

import re
import unicodedata

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.patterns import rewritten
from app.rules.problems import PatternProblem


def search(pattern: str, text: str, *, case: bool) -> bool:
    found = pc.match_substring_regex(pa.array([text]), rewritten(pattern, case=case))
    return found[0].as_py()


@pytest.mark.parametrize(
    "pattern",
    ["(?=a)", "(?!a)", "(?<=a)", "(?P<n>a)", "(?:a)", "(?i)a", "\\1", "\\b", "\\A", "\\x41", "a**", "a+?", "*a", "^*", "a{", "a{2,1}",
     "a{,3}", "a{1001}", "(a{100}){100}", "(a", "a)", "[a", "[z-a]", "[[:alpha:]]", "\\", "[\\q]", "]", "}"],
)  # fmt: skip
def test_refused(pattern: str) -> None:
    with pytest.raises(PatternProblem):
        rewritten(pattern, case=True)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("strasse", "STRASSE 5", True), ("ß", "ẞ", True), ("k", "\u212a", True), ("É", "e\u0301", False), ("É", "é", True),
        ("^a.c$", "abc", True), ("^a.c$", "xabc", False), ("a$", "a\n", False), ("a.b", "a\nb", False), ("[^a]", "A", False),
        ("[a-c]{2}", "xBC", True), ("(ab|cd)+x", "abcdX", True), ("\\d\\.\\d", "v1.5", True), ("\\d", "٣", False),
        ("a||b", "zzz", True), ("[]a]", "]", True), ("[a\\-z]", "-", True), ("a&&b", "a&&b", True), ("\\w+", "é", False),
    ],
)  # fmt: skip
def test_meaning_without_case(pattern: str, text: str, found: bool) -> None:
    assert search(pattern, text, case=False) is found


atoms = st.sampled_from(["a", "B", "é", ".", "[a-c]", "[^b]", "(a|bc)", "\\d", "\\.", "^", "$", "x", "[.-]"])
counted = st.tuples(atoms, st.sampled_from(["", "", "*", "+", "?", "{2}", "{1,2}"])).map(
    lambda p: p[0] + ("" if p[0] in "^$" else p[1])
)


@given(st.lists(counted, min_size=1, max_size=5).map("".join), st.text("aAbBcéÉ.x1\n", max_size=8), st.booleans())
def test_python_agrees(pattern: str, text: str, case: bool) -> None:
    text = unicodedata.normalize("NFC", text)
    python = pattern.replace("$", "\\Z")
    assert search(pattern, text, case=case) == bool(re.search(python, text, re.ASCII * 0 if case else re.IGNORECASE))
