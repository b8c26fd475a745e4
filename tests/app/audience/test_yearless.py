"""Birthdays without a year: found by the day, never by an age; written without a year wherever they are shown."""

import datetime as dt
from pathlib import Path

import pytest

from app import audience, ingest
from app.domain.names import YEARLESS, date_text, with_year
from app.project import Project
from app.template.dates import write_date
from app.template.values import display

BIRTHDAY = dt.date(YEARLESS, 5, 23)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    path = tmp_path / "people.csv"
    path.write_text("email,Birthday (MM/DD)\na@x.de,05/23\nb@x.de,02/29\nc@x.de,\n", "utf-8")
    whole = tmp_path / "whole.csv"
    whole.write_text("email,Birthday\nd@x.de,1990-05-24\n", "utf-8")
    project = Project.create(tmp_path / "p.quill", clock="2025-05-20")
    for one in (path, whole):
        ingest.run_import(project, one, "profiles")
    return project


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        ({"trait": "birth_date", "op": "anniversary_in_next", "value": {"days": 14}}, "ad"),
        ({"trait": "birth_date", "op": "in_month", "value": 2}, "b"),
        ({"trait": "birth_date", "op": "is_set"}, "abd"),
        ({"trait": "birth_date", "op": "before", "value": "2000-01-01"}, "d"),
        ({"trait": "birth_date", "op": "between", "value": ["1500-01-01", "1999-12-31"]}, "d"),
        ({"trait": "age", "op": ">=", "value": 18}, "d"),
        ({"trait": "age", "op": "is_not_set"}, "abc"),
    ],
)
def test_a_birthday_without_a_year_is_found_by_its_day_alone(
    project: Project, rule: dict[str, object], who: str
) -> None:
    with project:
        found = audience.members(project, rule, ["birth_date", "age"]).to_pylist()
        assert "".join(sorted(row["key"].removeprefix("email:")[0] for row in found)) == who
        for row in found:
            told = audience.explain(project, rule, row["key"])
            assert told.member


def test_a_birthday_without_a_year_is_written_without_one() -> None:
    assert date_text((BIRTHDAY - dt.date(1970, 1, 1)).days) == "--05-23"
    assert dt.date.fromisoformat(with_year("--05-23")) == BIRTHDAY
    assert display(BIRTHDAY) == "23 May"
    assert write_date(BIRTHDAY, "%d %B %Y") == "23 May"
    assert write_date(BIRTHDAY, "%A, %B %-d, %Y") == "May 23"
