"""What is seen of people at a glance is what their story and their segments say."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import ingest, people
from app.audience import segments
from app.people import glances
from app.project import Project

EVENTS = """email,event,time
ann@example.com,viewed_product,2011-12-09T10:00:00Z
ann@example.com,viewed_product,2011-12-01T00:30:00Z
ann@example.com,received_email,2011-12-02T10:00:00Z
ann@example.com,viewed_product,2011-11-30T23:30:00Z
ann@example.com,viewed_product,2010-12-31T22:59:59Z
ann@example.com,viewed_product,2011-01-01T12:00:00Z
bob@example.com,viewed_product,2012-06-01T10:00:00Z
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "Shop.quill", timezone="Europe/Berlin", clock="2011-12-10") as made:
        (tmp_path / "people.csv").write_text("email,city\nann@example.com,Paris\nbob@example.com,Lyon\n", "utf-8")
        (tmp_path / "events.csv").write_text(EVENTS, "utf-8")
        ingest.run_import(made, tmp_path / "people.csv", "profiles")
        ingest.run_import(made, tmp_path / "events.csv", "events")
        yield made


def test_months_are_those_of_the_projects_zone_up_to_its_moment(project: Project) -> None:
    ann, bob = people.ids(project).tolist()
    found = glances.glances(project, [bob, ann])
    # Half past eleven in the evening in UTC is the next month in Berlin; of 2010 nothing counts, mails neither.
    assert found[ann].months == (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3)
    assert found[bob].months == (0,) * 12


def test_segments_stand_in_their_order_and_agree_with_the_story(project: Project) -> None:
    segments.save(project, "Looked", {"event": "viewed_product", "within": {"last": {"days": 30}}})
    segments.save(project, "Paris", {"trait": "city", "op": "is", "value": "Paris"})
    segments.save(project, "Both", {"all": [{"segment": "Looked"}, {"segment": "Paris"}]})
    for number in range(9):
        segments.save(project, f"City {number}", {"trait": "city", "op": "is_set"})
    ann, bob = people.ids(project).tolist()
    found = glances.glances(project, [ann, bob])
    assert found[ann].segments == ("Looked", "Paris", "Both", *(f"City {number}" for number in range(9)))
    for one, email in ((ann, "ann@example.com"), (bob, "bob@example.com")):
        assert list(found[one].segments) == people.story(project, email).segments
    # One that means something else by now is asked anew.
    segments.save(project, "Paris", {"trait": "city", "op": "is", "value": "Lyon"})
    assert "Paris" in glances.glances(project, [bob])[bob].segments
