"""What rules would make of people, in numbers and in sentences."""

from collections.abc import Callable
from pathlib import Path

from app import ingest
from app.ingest.importing.identifier_effects import Effect
from app.ingest.importing.identifier_settings import IdentifierSettings
from app.project import Project


def test_events_that_name_nobody_any_more_are_counted_and_come_back(
    project: Project, write: Callable[[str, str], Path]
) -> None:
    ingest.run_import(project, write("a.csv", "email,first_name\ninfo@x.de,I\n"), "profiles")
    ingest.run_import(
        project, write("e.csv", "time,event,email,sku\n2011-04-01,view,info@x.de,A\n2011-04-02,view,info@x.de,B\n"),
        "events",
    )  # fmt: skip
    settings = IdentifierSettings(project)
    rules = settings.blocked("email", "info@x.de")
    assert settings.effect(rules).rows_of_nobody == 3
    settings.change(rules)
    assert settings.effect(settings.unblocked("email", "info@x.de")).rows_back == 3
    report = ingest.run_import(project, write("b.csv", "email,first_name\ninfo@x.de,I\nb@x.de,B\n"), "profiles")
    [note] = [one for one in report.warnings if "set to join nobody" in one.text]
    assert (note.count, note.lines) == (1, (2,))


def test_an_effect_is_said_only_as_far_as_there_is_one() -> None:
    assert Effect(5, 5, 0, 0, 0, 0, 0, 3, 3).told == "Nobody changes."
    assert Effect(5, 6, 1, 2, 1, 2, 0, 3, 2).told == (
        "1 person becomes 2 people. 5 people before, 6 after. 2 rows then name nobody, and wait. "
        "3 had an address to be mailed at, 2 will. 1 key changes: rules with a sample draw these people anew."
    )
