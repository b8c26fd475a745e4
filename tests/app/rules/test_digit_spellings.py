"""Phone numbers and postal codes, found however they are written."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import audience
from app.project import Project
from app.query import suggestions
from app.rules import digit_spellings
from app.rules.checks import Pattern
from ui.program import main


def _who(project: Project, rule: dict[str, Any]) -> str:
    found = audience.members(project, rule, ["email"]).column("email").to_pylist()
    return "".join(sorted(one[0] for one in found))


WRITTEN = """Email,Phone,Postcode,Country,Birthday
a@x.example,(555) 010-2030,SW1A 1AA,US,2001-12-24
b@x.example,0049 30 123456,sw1a1aa,,1999-01-02
c@x.example,030 123456,10115,DE,
d@x.example,555-010-2030,00-950,,
e@x.example,,,,
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """People with numbers and codes as files have them, of some of whom no country is known."""
    folder = tmp_path_factory.mktemp("written")
    path, rows = folder / "written.quill", folder / "people.csv"
    rows.write_text(WRITTEN, "utf-8")
    assert main(["new", str(path)]) == 0
    assert main(["import", str(path), str(rows), "--as", "profiles"]) == 0
    with Project.open(path) as project:
        yield project


@pytest.mark.parametrize(
    ("trait", "op", "value", "who"),
    [
        *[("phone", "is", w, "ad") for w in ("(555) 010-2030", "555 010 2030", "555.010.2030", "5550102030")],
        ("phone", "is", "+1 (555) 010-2030", "a"),
        *[("phone", "is", w, "bc") for w in ("0049 30 123456", "+49 30 12 34 56", "+49 (0)30 123456", "030/123456")],
        ("phone", "is_not", "030 123456", "ade"),
        ("phone", "is_any_of", ["0049 30 123456", "555-010-2030"], "abcd"),
        ("phone", "starts_with", "0049 30", "bc"),
        ("phone", "starts_with", "(555)", "ad"),
        ("phone", "starts_with", "030", "bc"),
        ("phone", "contains", "010-20", "ad"),
        ("phone", "ends_with", "12 34 56", "bc"),
        ("phone", "is", "555 010 203", ""),
        *[("postal_code", "is", w, "ab") for w in ("SW1A1AA", "sw1a 1aa", "SW1A 1AA")],
        ("postal_code", "is_not", "SW1A1AA", "cde"),
        ("postal_code", "starts_with", "SW1A1", "ab"),
        ("postal_code", "is", "00950", "d"),
        ("postal_code", "is", "1011", ""),
        *[("birth_date", "on", w, "a") for w in ("24.12.2001", "24 December 2001", "24. Dezember 2001", "12/24/2001")],
    ],
)  # fmt: skip
def test_a_number_a_code_and_a_date_are_found_however_written(
    written: Project, trait: str, op: str, value: Any, who: str
) -> None:
    rule = {"trait": trait, "op": op, "value": value}
    assert _who(written, rule) == who
    for mail in "bd":
        assert audience.explain(written, rule, f"{mail}@x.example").member == (mail in who)


def test_a_number_is_read_in_groups_and_a_code_in_capitals(written: Project) -> None:
    names = audience.names(written)
    assert "“+49 30 123456”" in audience.sentence({"trait": "phone", "op": "is", "value": "004930123456"}, names)
    assert "“SW1A 1AA”" in audience.sentence({"trait": "postal_code", "op": "is", "value": "sw1a 1aa"}, names)
    assert suggestions.values(written, "postal_code", "10 11") == [("10115", 1)]


@given(st.sampled_from(["030 123456", "+49 30 123456", "SW1A 1AA", "10115"]), st.text(" -", max_size=12))
def test_no_blank_or_dash_keeps_a_value_from_being_found(text: str, signs: str) -> None:
    trait = "phone" if text[0] in "0+" else "postal_code"
    found = digit_spellings.pattern(trait, text, "whole")
    assert found is not None
    cell = text[:1] + "".join(f"{one}{sign}" for one, sign in zip_longest(text[1:], signs, fillvalue=""))
    assert Pattern(found, "folded").holds(cell.strip(" -"))


def test_what_is_no_number_is_looked_for_as_it_stands() -> None:
    assert digit_spellings.pattern("phone", "call me", "whole") is None
    assert digit_spellings.pattern("city", "10115", "whole") is None
    assert digit_spellings.pattern("postal_code", " - ", "in") is None
    assert digit_spellings.kept("phone", "030 123456") == "030 123456", "of no country"
    assert digit_spellings.kept("phone", "0049 (0)30 123456") == "+4930123456"
    assert digit_spellings.said("phone", "+999 12") == "+99912", "no country has it, so there are no groups"
