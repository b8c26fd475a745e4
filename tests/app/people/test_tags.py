"""Tags by hand: one whatever its case, written once, taken off wholly, and seen by the mirror."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from app.domain.problems import NotFound, Problem
from app.people import tags
from app.project import Change, Project, audit_log
from storage.file.models import profile, tag


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "shop.quill") as made:
        people = [
            {"id": number, "key": f"p{number}", "email": None, "mailable": False, "traits": {}, "created_batch": 1}
            for number in (1, 2, 3)
        ]
        with made.write("People", {Change.PROFILES}) as connection:
            connection.execute(insert(profile), people)
        yield made


def test_a_tag_is_given_once_and_counted(project: Project) -> None:
    assert tags.add(project, [1, 2], "  Tea   lover ") == 2
    assert tags.add(project, [1, 2, 3], "tea LOVER") == 1
    assert tags.of(project, 3) == ["Tea lover"]
    assert tags.known(project) == {"Tea lover": 3}


def test_a_tag_reaches_the_mirror_and_the_audit_log(project: Project) -> None:
    tags.add(project, [2], "VIP")
    with project.audience() as mirror:
        assert mirror.to_pyarrow(mirror.table("tags")).to_pylist() == [{"profile_id": 2, "tag": "VIP", "f_tag": "vip"}]
    assert audit_log.entries(project)[0].action == "Tagged 1 person “VIP”"


def test_taking_a_tag_off_takes_off_what_a_file_gave_too(project: Project) -> None:
    with project.write("File", {Change.TAGS}) as connection:
        connection.execute(insert(tag), [{"profile_id": 1, "tag": "vip", "batch_id": 7, "link_id": 1}])
    tags.add(project, [2], "VIP")
    assert tags.remove(project, [1, 2, 3], "Vip") == 2
    assert tags.known(project) == {}


def test_a_tag_by_hand_belongs_to_no_import(project: Project) -> None:
    tags.add(project, [1], "VIP")
    with project.read() as connection:
        assert connection.scalars(select(tag.c.batch_id)).all() == [tags.BY_HAND]


def test_blank_tags_and_strangers_are_refused(project: Project) -> None:
    with pytest.raises(Problem, match="needs a name"):
        tags.add(project, [1], "  ")
    with pytest.raises(NotFound):
        tags.add(project, [1, 99], "VIP")
    assert tags.known(project) == {}


def test_who_lacks_a_tag_is_told_in_whatever_case_it_is(project: Project) -> None:
    tags.add(project, [2], "Tea lover")
    assert tags.lacking(project, [3, 2, 1], "tea  LOVER") == [3, 1]
    assert tags.lacking(project, [1], "Coffee") == [1]
    with pytest.raises(Problem):
        tags.lacking(project, [1], "  ")
