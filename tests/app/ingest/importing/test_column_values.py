"""The values of a column of the whole file, after the steps that stand before."""

import pytest

from app import ingest, recipe
from app.domain.problems import ImportProblem
from tests.app.ingest.conftest import Write

TEXT = "Mail,Name,City\n" + "".join(
    f"p{at}@x.example,Ann Lee,{city}\n"
    for at, city in enumerate(["munich", "Munich", "Munich ", "", "Berlin", "Berlin", "Berln"])
)


def test_values_are_counted_over_the_whole_file_as_the_steps_leave_them(write: Write) -> None:
    path = write("a.csv", TEXT)
    assert ingest.column_values(path, "City") == [("Berlin", 2), ("Munich", 2), ("Berln", 1), ("munich", 1)]
    steps = recipe.parse([{"step": "trim"}, {"step": "upper", "columns": ["City"]}])
    assert ingest.column_values(path, "City", None, steps)[:2] == [("MUNICH", 3), ("BERLIN", 2)]
    steps = recipe.parse([{"step": "split", "columns": ["Name"], "separator": " ", "into": ["First", "Last"]}])
    assert ingest.column_values(path, "Last", None, steps) == [("Lee", 7)]


def test_alike_values_are_grouped(write: Write) -> None:
    path = write("a.csv", TEXT)
    (found,) = ingest.alike_values(path, "City", "fingerprint")
    assert (found.into, found.rows) == ("Munich", 3)
    assert [one.into for one in ingest.alike_values(path, "City", "edit")] == ["Berlin", "Munich"]


def test_a_column_that_there_is_not_is_named_with_those_that_are(write: Write) -> None:
    with pytest.raises(ImportProblem) as caught:
        ingest.column_values(write("a.csv", TEXT), "Town")
    assert "Mail, Name, City" in caught.value.remedy
