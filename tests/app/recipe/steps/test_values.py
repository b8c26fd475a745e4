"""Values merged by a table, and texts found and replaced."""

import pytest

from tests.app.recipe.columns import done, told

MERGE = {"step": "merge", "values": {"munich": "München", "MUC": "München", "koeln": "Köln"}}


def test_values_become_what_the_table_says_and_others_stay() -> None:
    assert done(MERGE, "munich", "Munich", "MUC", "Berlin", "") == ["München", "Munich", "München", "Berlin", ""]
    assert told(MERGE, "munich").sentence == "Merge 3 spellings of “C” into 2 values"
    assert told({"step": "merge", "values": {"a": "b"}}, "a").sentence == "Merge 1 spelling of “C” into “b”"
    assert told({"step": "merge", "values": {}}, "a").sentence == "Merge no values of “C”"


def test_new_spellings_that_are_alike_are_merged_too_and_told() -> None:
    report = told(MERGE | {"alike": "fingerprint"}, "munich", "MUNICH ", "Munchen", "Berlin", "München")
    assert (report.cells, report.new) == (3, 2)
    assert done(MERGE | {"alike": "fingerprint"}, "MUNICH ", "KÖLN", "Bonn") == ["München", "Köln", "Bonn"]


def test_a_key_of_two_values_merges_nothing_new() -> None:
    step = {"step": "merge", "values": {"a b": "One", "b, a": "Two"}, "alike": "fingerprint"}
    assert done(step, "a b", "b, a", "B A") == ["One", "Two", "B A"]


@pytest.mark.parametrize(
    ("step", "cells", "made"),
    [
        ({"find": "St.", "with": "Street"}, ["Main St.", "st."], ["Main Street", "st."]),
        ({"find": "st.", "with": "Street", "case": False}, ["Main St.", "st."], ["Main Street", "Street"]),
        ({"find": "x", "with": "y", "whole": True}, ["x", "xx"], ["y", "xx"]),
        ({"find": "X", "with": "", "whole": True, "case": False}, ["x", "xx"], ["", "xx"]),
        ({"find": r"\d+", "with": r"\1#", "pattern": True}, ["Lot 12"], [r"Lot \1#"]),
        ({"find": r"\d+", "with": "", "pattern": True, "whole": True}, ["12", "Lot 12"], ["", "Lot 12"]),
        ({"find": "LOT", "with": "", "pattern": True, "case": False}, ["Lot 12"], [" 12"]),
        ({"find": ".", "with": "-"}, ["a.b"], ["a-b"]),
    ],
)
def test_a_text_is_found_and_replaced(step: dict[str, object], cells: list[str], made: list[str]) -> None:
    assert done({"step": "replace", **step}, *cells) == made


def test_what_is_replaced_is_said_in_words() -> None:
    said = [
        ({"find": "a", "with": "b"}, "Replace “a” by “b” in “C”"),
        ({"find": "a"}, "Take out “a” in “C”"),
        ({"find": "a", "whole": True}, "Empty cells that are “a” in “C”"),
        ({"find": "a+", "with": "b", "pattern": True}, "Replace the pattern a+ by “b” in “C”"),
    ]
    assert [told({"step": "replace", **step}, "x").sentence for step, _ in said] == [text for _, text in said]
