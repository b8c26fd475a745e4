"""One column in several."""

from typing import Any

import pytest

from tests.app.recipe.columns import ran, told


@pytest.mark.parametrize(
    ("step", "cells", "first", "second"),
    [
        ({"separator": " "}, ["Ann Mary Lee", "Bob", ""], ["Ann", "Bob", ""], ["Mary Lee", "", ""]),
        ({"separator": " ", "last": True}, ["Ann Mary Lee"], ["Ann Mary"], ["Lee"]),
        ({"separator": ","}, ["Lee , Ann"], ["Lee"], ["Ann"]),
        ({"at": 2}, ["DE80331", "D"], ["DE", "D"], ["80331", ""]),
        ({"at": 2, "last": True}, ["80331DE"], ["80331"], ["DE"]),
    ],
)
def test_a_cell_is_split_at_a_sign_or_a_place(
    step: dict[str, Any], cells: list[str], first: list[str], second: list[str]
) -> None:
    found = ran([{"step": "split", "columns": ["C"], "into": ["A", "B"], **step}], C=cells)
    assert (found.columns["A"].to_pylist(), found.columns["B"].to_pylist()) == (first, second)
    assert found.columns["C"].to_pylist() == cells, "the column itself stays"


def test_three_parts_and_their_sentence() -> None:
    step = {"step": "split", "separator": "/", "into": ["D", "M", "Y"]}
    found = ran([step | {"columns": ["C"]}], C=["1/2/3/4"])
    assert [found.columns[name].to_pylist() for name in "DMY"] == [["1"], ["2"], ["3/4"]]
    assert told(step, "x").sentence == "Split “C” at “/” into “D”, “M” and “Y”"
    step = {"step": "split", "at": 1, "into": ["A", "B"], "last": True}
    assert told(step, "x").sentence == "Split “C” after 1 sign from the end into “A” and “B”"
