"""Definitions: what is wrong in one is refused with its place."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.domain.problems import Problem
from app.rules import vocabulary
from app.runs.scoring.definition import Index, Points, parse
from app.runs.scoring.kept import ready

NAMES = vocabulary.standard(ZoneInfo("UTC"))
LINE = {"event": "clicked_email", "points": 5}


@pytest.mark.parametrize(
    ("document", "place", "said"),
    [
        ([], "", "no definition"),
        ({"points": [LINE]}, "version", "the version is 1"),
        ({"version": True, "points": [LINE]}, "version", "the version is 1"),
        ({"version": 1}, "", "points or as an index"),
        ({"version": 1, "points": [LINE], "index": []}, "points", "points or as an index"),
        ({"version": 1, "points": []}, "points", "the list is empty"),
        ({"version": 1, "points": {}}, "points", "no list"),
        ({"version": 1, "points": [LINE], "half_live": {"days": 3}}, "half_live", "Did you mean half_life?"),
        ({"version": 1, "points": [LINE | {"perday": 1}]}, "points[0].perday", "Did you mean per_day?"),
        ({"version": 1, "points": [{"points": 1}]}, "points[0]", "“event” is missing"),
        ({"version": 1, "points": [{"event": "click", "points": 1}]}, "points[0].event", "click"),
        ({"version": 1, "points": [LINE, LINE | {"points": 0}]}, "points[1].points", "number of points"),
        ({"version": 1, "points": [LINE | {"points": "3"}]}, "points[0].points", "a number"),
        ({"version": 1, "points": [LINE | {"points": 20_000}]}, "points[0].points", "10,000"),
        ({"version": 1, "points": [LINE | {"per_day": 1.5}]}, "points[0].per_day", "whole number above 0"),
        ({"version": 1, "points": [LINE | {"most": -1}]}, "points[0].most", "above 0"),
        ({"version": 1, "points": [LINE | {"where": [{"property": "no", "op": "is", "value": 1}]}]},
         "points[0].where[0].property", "no"),
        ({"version": 1, "points": [LINE], "half_life": {"months": 1}}, "half_life", "unequal length"),
        ({"version": 1, "points": [LINE], "half_life": {"days": 0}}, "half_life.days", "days"),
        ({"version": 1, "points": [LINE], "within": {"last": 3}}, "within.last", "length"),
        ({"version": 1, "points": [LINE], "below_zero": 1}, "below_zero", "true or false"),
        ({"version": 1, "points": [LINE], "about": 3}, "about", "text"),
        ({"version": 1, "index": [{"trait": "revenues"}]}, "index[0].trait", "Did you mean revenue?"),
        ({"version": 1, "index": [{"trait": "city"}]}, "index[0].trait", "no figure"),
        ({"version": 1, "index": [{"weight": 2}]}, "index[0]", "“trait” is missing"),
        ({"version": 1, "index": [{"trait": "orders", "weight": 0}]}, "index[0].weight", "above 0"),
        ({"version": 1, "index": [{"trait": "orders", "scale": "z"}]}, "index[0].scale", "rank, min-max"),
        ({"version": 1, "index": [{"trait": "orders"}], "missing": "x"}, "missing", "left_out"),
        ({"version": 1, "index": [{"trait": "orders"}], "most": 3}, "most", "no meaning here"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(document: Any, place: str, said: str) -> None:
    with pytest.raises(Problem) as caught:
        parse(document, NAMES)
    assert caught.value.where == place
    assert said in str(caught.value)


def test_the_score_that_comes_with_the_workbench_is_right() -> None:
    found = parse(ready(), NAMES)
    assert isinstance(found, Points)
    assert found.about
    assert not isinstance(found, Index)
