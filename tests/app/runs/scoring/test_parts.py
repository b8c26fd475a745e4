"""Why somebody has a score, in words and figures."""

from typing import Any

from app.project import Project
from app.runs import scoring
from tests.app.runs.scoring.shopping import scores


def test_what_a_person_did_is_said_in_words(project: Project) -> None:
    held = {"version": 1, "points": [{"event": "placed_order", "points": 10}], "half_life": {"days": 14}, "most": 1}
    scoring.save(project, "Orders", held)
    scoring.run(project, ["Orders"])
    found: dict[str, Any] = {key: scoring.explain(project, "Orders", key) for key in scores(project, "score:Orders")}
    some = next(one for one in found.values() if one.parts and one.note)
    assert " × order, 10 points each, faded to " in some.parts[0].said
    assert some.note.startswith("Together ")
    assert some.note.endswith("held at 1")
    assert some.value == some.kept == 1
    none = next(one for one in found.values() if not one.parts)
    assert (none.value, none.note) == (0, "Nothing that counts was done")


def test_what_is_not_known_is_said(project: Project) -> None:
    index = {"version": 1, "index": [{"trait": "revenue", "weight": 3}, {"trait": "shoe_size", "better": "less"}]}
    scoring.save(project, "Odd", index)
    found = [scoring.explain(project, "Odd", key) for key in scores(project, "score:Odd")]
    assert {one.kept for one in found} == {None}
    said = {part.said for one in found for part in one.parts}
    assert "The “Shoe size” is not known, and counts as 0 of 100" in said
    assert "The “Shoe size” is 36.5: 100 of 100, with 25% of the weight" in said
