"""JSON: objects inside objects, lists, documents and lines."""

import json
from pathlib import Path
from typing import Any

import pytest

from app import ingest
from app.domain.problems import ImportProblem
from app.ingest.readers.reading import read
from app.ingest.readers.table import RawTable
from app.ingest.vocabulary.headers import meanings
from app.project import Project

PEOPLE = [
    {"id": 1, "email": "a@x.de", "address": {"city": "Köln", "geo": {"lat": 50.9}}, "tags": ["A", "B"]},
    {"id": 2, "email": "b@x.de", "address": {"city": "Rome"}, "orders": [{"sku": "T1", "qty": 2}], "note": {}},
]
HEADERS = ["id", "email", "address.city", "address.geo.lat", "tags", "orders", "note"]
ROWS = [
    ["1", "a@x.de", "Köln", "50.9", '["A","B"]', "", ""],
    ["2", "b@x.de", "Rome", "", "", '[{"sku":"T1","qty":2}]', ""],
]


def table(tmp_path: Path, text: str, name: str = "people.json", encoding: str = "utf-8") -> RawTable:
    (tmp_path / name).write_bytes(text.encode(encoding))
    return read(tmp_path / name)[1]


def rows(found: RawTable) -> list[list[str]]:
    return [list(row.values()) for row in found.columns.to_pylist()]


@pytest.mark.parametrize(
    "whole",
    [PEOPLE, {"data": PEOPLE}, {"data": PEOPLE, "links": {"next": None}}, {"response": {"total": 2, "people": PEOPLE}}],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_of_objects_wherever_it_stands(tmp_path: Path, whole: Any, indent: int | None) -> None:
    found = table(tmp_path, json.dumps(whole, indent=indent))
    assert (found.headers, rows(found)) == (HEADERS, ROWS)


@pytest.mark.parametrize(
    "whole",
    [
        {"columns": ["id", "email"], "rows": [[1, "a@x.de"], [2, "b@x.de"]]},
        {"data": {"cols": [{"name": "id"}, {"name": "email"}], "rows": [[1, "a@x.de"], [2, "b@x.de"]]}},
        [["id", "email"], [1, "a@x.de"], [2, "b@x.de"]],
    ],
)
def test_headers_that_stand_apart_from_the_rows(tmp_path: Path, whole: Any) -> None:
    found = table(tmp_path, json.dumps(whole))
    assert (found.headers, rows(found)) == (["id", "email"], [["1", "a@x.de"], ["2", "b@x.de"]])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_an_object_a_line(tmp_path: Path, encoding: str) -> None:
    text = "\n".join(json.dumps(one, ensure_ascii=False) for one in PEOPLE)
    found = table(tmp_path, text, "people.jsonl", encoding)
    assert (found.headers, rows(found), found.lines.tolist()) == (HEADERS, ROWS, [1, 2])


def test_a_person_alone_with_lists_of_their_own_is_one_row(tmp_path: Path) -> None:
    found = table(tmp_path, json.dumps({"email": "a@x.de", "age": 30, "orders": [{"sku": "T1"}, {"sku": "T2"}]}))
    assert (found.headers, found.rows) == (["email", "age", "orders"], 1)


def test_what_is_no_object_is_refused_with_its_place(tmp_path: Path) -> None:
    found = table(tmp_path, '[{"email": "a@x.de"}, 3, {"email": "b@x.de"}]')
    assert (found.lines.tolist(), [row.line for row in found.refused]) == ([1, 3], [2])
    with pytest.raises(ImportProblem, match="not whole JSON"):
        table(tmp_path, '[{"email": "a@x.de"}, {"ema')
    with pytest.raises(ImportProblem, match="no JSON objects"):
        table(tmp_path, "[]")


def test_inner_names_mean_what_they_say(project: Project, tmp_path: Path) -> None:
    people = [{"attributes": {"email": f"{sign}@x.de", "location": {"city": "Bari"}}} for sign in "ab"]
    (tmp_path / "people.json").write_text(json.dumps({"data": people}), "utf-8")
    report = ingest.dry_run(project, tmp_path / "people.json", "profiles")
    assert report.mapping.targets() == {"email": "attributes.email", "city": "attributes.location.city"}
    assert "email" not in meanings("manager.email", "profiles")


def test_objects_over_several_lines_one_behind_the_other(tmp_path: Path) -> None:
    found = table(tmp_path, '{\n "email": "a@x.de"\n}\n{\n "email": "b@x.de"}\n', "people.jsonl")
    assert (rows(found), found.lines.tolist()) == ([["a@x.de"], ["b@x.de"]], [1, 4])


@pytest.mark.parametrize(
    "whole",
    [
        {"1": {"email": "a@x.de", "n": 1}, "2": {"email": "b@x.de", "n": 2}},
        {"email": ["a@x.de", "b@x.de"], "n": [1, 2]},
    ],
)
def test_people_under_their_numbers_and_columns_of_their_own(tmp_path: Path, whole: Any) -> None:
    assert rows(table(tmp_path, json.dumps(whole))) == [["a@x.de", "1"], ["b@x.de", "2"]]


def test_a_bare_list_of_addresses_has_a_row_each(tmp_path: Path) -> None:
    assert rows(table(tmp_path, '["a@x.de", "b@x.de"]')) == [["a@x.de"], ["b@x.de"]]


ODD = ["1e9999999", "9" * 400, "-" + "9" * 30, "NaN", "Infinity", '"\\ud800"', "1e-9999999"]


@pytest.mark.parametrize("end", ["\n", ",\n"])
def test_a_value_that_nobody_can_read_loses_no_row(tmp_path: Path, end: str) -> None:
    objects = [f'{{"email": "p{number}@x.example", "n": {odd}}}' for number, odd in enumerate(["1", *ODD, "2"])]
    text = end.join(objects) if end == "\n" else f"[{end.join(objects)}]"
    (tmp_path / "a.json").write_text(text)
    _, raw = read(tmp_path / "a.json")
    assert raw.columns.column("email").to_pylist() == [f"p{number}@x.example" for number in range(len(objects))]
    assert not raw.refused
    assert raw.columns.column("n").to_pylist()[1] == "1e9999999"
