"""Countries, regions, postcodes and dates by a standard."""

from typing import Any

import pytest

from tests.app.recipe.columns import done, told


@pytest.mark.parametrize(
    ("step", "cells", "made", "left"),
    [
        ({"step": "country"}, ["Germany", "uk", "Nowhere", "n/a", "NA"], ["DE", "GB", "Nowhere", "n/a", "NA"], 1),
        ({"step": "region", "country": "US"}, ["Calif.", "NY", "Bavaria", "-"], ["CA", "NY", "Bavaria", "-"], 1),
        ({"step": "region", "country": "US", "as": "name"}, ["CA", "ny"], ["California", "New York"], 0),
        ({"step": "postcode", "country": "GB"}, ["sw1a1aa", "80331", ""], ["SW1A 1AA", "80331", ""], 1),
        (
            {"step": "date", "format": "day first"},
            ["31.12.2011", "1/2/2011", "2011-12-31", "soon", "3 March 2011 14:05", ""],
            ["2011-12-31", "2011-02-01", "2011-12-31", "soon", "2011-03-03T14:05:00", ""],
            1,
        ),
        ({"step": "date", "format": "month first"}, ["1/2/2011"], ["2011-01-02"], 0),
        ({"step": "date", "format": "%d.%m.%Y"}, ["31.12.2011", "x"], ["2011-12-31", "x"], 1),
        ({"step": "date", "format": "%d.%m.%Y %H:%M"}, ["31.12.2011 00:00"], ["2011-12-31T00:00:00"], 0),
        ({"step": "date", "format": "%d.%m.%Y %H:%M %z"}, ["31.12.2011 18:30 +0200"], ["2011-12-31T16:30:00Z"], 0),
    ],
)  # fmt: skip
def test_what_is_of_the_standard_s_kind_is_written_so(
    step: dict[str, Any], cells: list[str], made: list[str], left: int
) -> None:
    assert done(step, *cells) == made
    assert told(step, *cells).left == left


def test_each_row_s_own_country_counts() -> None:
    step = {"step": "postcode", "country_column": "Land", "country": "US"}
    made = done(step, "1010", "1234ab", "2134", Land=["Latvia", "NL", ""])
    assert made == ["LV-1010", "1234 AB", "02134"]


def test_they_are_said_in_words() -> None:
    said = {
        "Write “C” as ISO dates, read the day standing first": {"step": "date", "format": "day first"},
        "Write “C” as ISO dates, read as %d/%m/%Y says": {"step": "date", "format": "%d/%m/%Y"},
        "Write “C” as names of regions of US": {"step": "region", "country": "US", "as": "name"},
        "Write “C” as postcodes of GB": {"step": "postcode", "country": "GB"},
    }
    assert [told(step, "x").sentence for step in said.values()] == list(said)
