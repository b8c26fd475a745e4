"""A recipe as JSON: each mistake with its place, columns that are gone, and a file of its own."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app import recipe
from app.domain.problems import ImportProblem
from app.project import Project
from storage.file.models import audit

STEPS: list[dict[str, Any]] = [
    {"step": "trim", "columns": ["*"]},
    {"step": "split", "columns": ["Name"], "separator": " ", "into": ["First", "Last"]},
    {"step": "names", "columns": ["First", "Last"]},
    {"step": "phone", "columns": ["Tel"], "country_column": "Land"},
]


@pytest.mark.parametrize(
    ("steps", "where"),
    [
        ({}, "recipe"),
        (["trim"], "recipe[0]"),
        ([{"step": "polish"}], "recipe[0].step"),
        ([{"step": "trim", "columns": "all"}], "recipe[0].columns"),
        ([{"step": "trim", "why": "x"}], "recipe[0].why"),
        ([{"step": "trim"}, {"step": "replace", "columns": ["A"]}], "recipe[1].find"),
        ([{"step": "replace", "find": ""}], "recipe[0].find"),
        ([{"step": "replace", "find": "(?=x)", "pattern": True}], "recipe[0].find"),
        ([{"step": "replace", "find": "a", "case": "no"}], "recipe[0].case"),
        ([{"step": "phone", "country": "Britain"}], "recipe[0].country"),
        ([{"step": "region"}], "recipe[0]"),
        ([{"step": "postcode", "country": "AQ"}], "recipe[0].country"),
        ([{"step": "date", "format": "%Q"}], "recipe[0].format"),
        ([{"step": "date", "format": "soon"}], "recipe[0].format"),
        ([{"step": "merge", "values": ["a"]}], "recipe[0].values"),
        ([{"step": "split", "separator": " ", "into": ["A", "B"]}], "recipe[0].columns"),
        ([{"step": "split", "columns": ["A"], "into": ["B", "C"]}], "recipe[0]"),
        ([{"step": "split", "columns": ["A"], "separator": "-", "into": ["B"]}], "recipe[0].into"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(steps: Any, where: str) -> None:
    with pytest.raises(ImportProblem) as caught:
        recipe.parse(steps)
    assert caught.value.where == where


def test_columns_that_are_gone_are_named_with_their_step() -> None:
    told = recipe.parse(STEPS)
    assert recipe.misfits(told, ["Name", "Tel", "Land"]) == []
    found = recipe.misfits(told, ["Name", "Phone"])
    assert [(one.place, one.header) for one in found] == [(3, "Tel"), (3, "Land")]
    with pytest.raises(ImportProblem) as caught:
        recipe.refuse_misfits(told, ["Name", "Phone"])
    assert caught.value.where == "recipe[3].columns"
    assert "“Tel”" in caught.value.what
    assert "Phone" in caught.value.remedy
    with pytest.raises(ImportProblem) as caught:
        recipe.refuse_misfits(told, ["Name", "First", "Tel", "Land"])
    assert caught.value.where == "recipe[1].into"


def test_columns_that_are_called_otherwise_are_renamed_wherever_a_step_names_them() -> None:
    found = recipe.renamed(recipe.parse(STEPS), {"Name": "Who", "Land": "Country"})
    assert recipe.misfits(found, ["Who", "Tel", "Country"]) == []
    assert recipe.made_by(found) == ["First", "Last"]


def test_a_recipe_goes_to_a_file_and_comes_back_and_the_project_knows_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "recipe.json"
    with Project.create(tmp_path / "a.quill") as project:
        recipe.save(project, path, recipe.parse(STEPS))
        with project.read() as connection:
            (noted,) = connection.scalars(select(audit.c.detail).where(audit.c.kind == "export")).all()
        assert noted == {"file": str(path.absolute())}
    assert recipe.load(path) == recipe.parse(STEPS)
    path.write_text('[{"step": "trim"}]', "utf-8")
    assert recipe.load(path) == ({"step": "trim"},)
    for text, where in (('{"recipes": []}', "recipes"), ('{"version": 2, "recipe": []}', "version")):
        path.write_text(text, "utf-8")
        with pytest.raises(ImportProblem) as caught:
            recipe.load(path)
        assert caught.value.where == where
