"""Definitions in plain English."""

from zoneinfo import ZoneInfo

from app.rules import vocabulary
from app.runs.scoring import words
from app.runs.scoring.definition import parse

NAMES = vocabulary.standard(ZoneInfo("UTC"))
LINE = {"event": "clicked_email", "points": 5}


def test_a_definition_in_words() -> None:
    held = {"per_day": 2, "most": 50}
    score = {
        "version": 1,
        "points": [LINE | held, {"event": "unsubscribed", "points": -1}],
        "within": {"last": {"days": 90}},
        "half_life": {"days": 1},
        "most": 100,
    }
    assert words.sentence(parse(score, NAMES), NAMES) == (
        "5 points for each click (at most 2 a day, at most 50 points in all) and 1 point less for each unsubscription "
        "in the last 90 days. Points halve every day. Nobody has fewer than 0 or more than 100."
    )
    index = {"version": 1, "index": [
        {"trait": "revenue", "weight": 3}, {"trait": "days_between_orders", "scale": "min-max", "better": "less"},
    ], "missing": "left_out"}  # fmt: skip
    assert words.sentence(parse(index, NAMES), NAMES) == (
        "0 to 100, made of the revenue by rank (75%) and the number of days between orders between its least and its "
        "most, less is better (25%). What is not known of somebody is left out, and the rest counts alone."
    )
