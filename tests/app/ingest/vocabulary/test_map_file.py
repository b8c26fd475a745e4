"""MAP.json: it comes back as it went, and what is wrong is named with its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.domain.problems import FileProblem, ImportProblem
from app.ingest.vocabulary import map_file

# The example of the specification.
EXAMPLE: dict[str, Any] = {
    "version": 1,
    "kind": "profiles",
    "delimiter": ";",
    "encoding": "utf-8-sig",
    "header_row": 1,
    "sheet": None,
    "timezone": "Europe/London",
    "columns": {
        "E-mail": {"to": "email"},
        "Signed up": {"to": "signed_up_at", "format": "%d/%m/%Y %H:%M"},
        "Interests": {"to": "interests", "type": "list", "separator": "|"},
        "Shoe size": {"to": "shoe_size", "type": "number"},
        "Internal note": {"skip": True},
    },
    "event": {"name_from": "event"},
    "on_conflict": "update",
    "changed_at": None,
    "recipe": [{"step": "trim", "columns": ["*"]}],
}


def test_the_specification_s_example_comes_back_as_it_went() -> None:
    found = map_file.parse(EXAMPLE)
    assert found.document() == EXAMPLE
    assert map_file.parse(found.document()) == found
    assert found.targets() == {
        "email": "E-mail",
        "signed_up_at": "Signed up",
        "interests": "Interests",
        "shoe_size": "Shoe size",
    }


def test_signs_and_rows_stand_in_the_document_only_where_they_are_said() -> None:
    assert not {"quote", "escape", "first_row", "last_row"} & set(map_file.parse(EXAMPLE).document())
    said = EXAMPLE | {"quote": "'", "escape": "", "first_row": 3, "last_row": 90}
    found = map_file.parse(said)
    assert found.document() == said
    assert (found.layout.quote, found.layout.escape, found.layout.first_row, found.layout.last_row) == ("'", "", 3, 90)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"colour": 1}, "colour"),
        ({"quote": "''"}, "quote"),
        ({"quote": ";"}, "quote"),
        ({"escape": "^"}, "escape"),
        ({"first_row": -1}, "first_row"),
        ({"first_row": 9, "last_row": 8}, "last_row"),
        ({"version": 2}, "version"),
        ({"kind": "people"}, "kind"),
        ({"columns": {"A": {"too": "email"}}}, "columns[A].too"),
        ({"columns": {"A": {"to": "email", "type": "word"}}}, "columns[A].type"),
        ({"columns": {"A": {"to": "Shoe Size"}}}, "columns[A].to"),
        ({"columns": {"A": {"to": "email"}, "B": {"to": "email"}}}, "columns[B].to"),
        ({"columns": {"A": {"skip": "yes"}}}, "columns[A].skip"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"delimiter": "::"}, "delimiter"),
        ({"header_row": -1}, "header_row"),
        ({"event": {"name": "a", "name_from": "b"}}, "event"),
        ({"on_conflict": "merge"}, "on_conflict"),
        ({"recipe": [{"step": "polish"}]}, "recipe[0].step"),
        ({"recipe": [{"step": "trim", "columns": "all"}]}, "recipe[0].columns"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(change: dict[str, Any], where: str) -> None:
    with pytest.raises(ImportProblem) as caught:
        map_file.parse(EXAMPLE | change)
    assert caught.value.where == where


@pytest.mark.parametrize(
    ("style", "why"),
    [
        ("%D/%m/%Y", "%D stands for no part of a date"),
        ("%d/%m/%Y %", "% stands for no part of a date"),
        ("%d/%d/%Y", "one part twice"),
        ("%U %Y", "a week without its year and its day"),
    ],
)
def test_a_format_that_no_date_has_is_refused_where_it_is_stated(style: str, why: str) -> None:
    with pytest.raises(ImportProblem) as caught:
        map_file.parse({"kind": "profiles", "columns": {"Signed up": {"to": "signed_up_at", "format": style}}})
    problem = caught.value
    assert (problem.what, problem.where) == (f"“{style}” is no format of dates", "columns[Signed up].format")
    assert why in problem.why
    assert "%d/%m/%Y %H:%M" in problem.remedy


@pytest.mark.parametrize("style", ["%d.%m.%y", "%G-W%V-%u", "%x", "%e %b %Y", "unix_ms", "day first", "1.234,56"])
def test_a_format_that_can_be_read_by_is_taken(style: str) -> None:
    found = map_file.parse({"kind": "profiles", "columns": {"Signed up": {"to": "signed_up_at", "format": style}}})
    assert found.columns["Signed up"].format == style


def test_it_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_text(json.dumps(EXAMPLE), "utf-8")
    assert map_file.load(path).document() == EXAMPLE
    path.write_text("{", "utf-8")
    with pytest.raises(FileProblem, match="holds no JSON"):
        map_file.load(path)
    with pytest.raises(FileProblem, match=r"none\.json cannot be read"):
        map_file.load(tmp_path / "none.json")
