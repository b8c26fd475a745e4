"""The fields that a project knows, by name and by label."""

import pytest

from app.domain.problems import NotFound
from app.ingest.master_data import known_fields
from app.project import Change, Project


def test_a_field_is_found_by_what_it_is_called(project: Project) -> None:
    with project.write("Entered", {Change.PROFILES}) as connection:
        for said in ("birth_date", "Birth date", "BIRTH DATE"):
            assert known_fields.find(connection, said) == known_fields.KnownField("birth_date", "Birth date", "date")
        assert known_fields.find(connection, "score:churn").label == "Score: churn"
        with pytest.raises(NotFound, match="did you mean “Country”"):
            known_fields.find(connection, "contry")
        known_fields.enter(connection, known_fields.find(connection, "city"))
        known_fields.enter(connection, known_fields.find(connection, "city"))
    assert known_fields.fixed("city") is None
    assert known_fields.fixed("phone") is not None
