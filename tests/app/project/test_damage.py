"""What is said of a project file that is damaged, and of a disk that refuses."""

import errno
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from app.domain.problems import FileProblem, Problem, ProjectProblem
from app.domain.progress import Cancelled
from app.project import Change, Project, damage
from storage.file import models


def test_what_the_world_did_is_told_and_a_mistake_of_ours_stays_one(tmp_path: Path) -> None:
    with pytest.raises(ProjectProblem, match="damaged"), damage.world_faults(lambda: ["a page is broken"]):
        raise KeyError("x")
    with pytest.raises(KeyError), damage.world_faults(list):
        raise KeyError("x")
    with pytest.raises(Problem), damage.world_faults(None, [tmp_path]):
        raise OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(ProjectProblem, match="text"), damage.world_faults():
        b"\xff".decode()
    with pytest.raises(Cancelled), damage.world_faults(lambda: ["x"]):
        raise Cancelled


def test_a_full_disk_is_told_whatever_was_tried() -> None:
    full = damage.of_file(OSError(errno.ENOSPC, "No space left on device"), "It cannot be written")
    refused = damage.of_file(PermissionError(errno.EACCES, "Permission denied"), "It cannot be written", "Ask.")
    assert isinstance(full, FileProblem)
    assert full.code != refused.code
    assert "Permission denied" in str(refused)


@pytest.mark.parametrize(
    ("name", "value"),
    [("timezone", "Mars/Olympus"), ("clock", "someday"), ("name", 7), ("sender", {"from_name": 1}), ("uid", [])],
)
def test_a_setting_that_there_cannot_be_is_left_out_and_told(name: str, value: object) -> None:
    usual = {"timezone": "UTC", "clock": "today", "sender": {}, "unknown_is_consent": False}
    found = {"timezone": "UTC", "clock": "today", name: value}
    (said,) = damage.odd_settings(found, usual)
    assert f"“{name}”" in said
    assert name not in found
    assert damage.odd_settings({}, usual) == []


def test_a_lost_rule_and_a_trait_of_another_type_are_told(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill") as project:
        row = {"name": "VIP", "name_folded": "vip", "rule": {"all": []}, "position": 1, "content": False}
        with project.write("x", {Change.SEGMENTS}) as connection:
            connection.execute(insert(models.segment).values(row | {"created_at": 0, "changed_at": 0}))
            connection.execute(insert(models.trait).values(name="city", label="City", type="number", own=False))
            connection.execute(text("UPDATE segment SET rule = x'ff'"))
        assert damage.lost_rules(project) == ["the rule of the segment “VIP”"]
        assert damage.odd_traits(project) == ["its trait “city” is kept as number, and is text"]
        assert damage.foreign_addresses(project, []) == []
        (said,) = damage.foreign_addresses(project, ["a@x.example", "b@x.example"])
        assert said.startswith("2 of its addresses")


def test_only_what_can_be_explained_is(tmp_path: Path) -> None:
    problem = ProjectProblem("x")
    assert damage.explained(problem) is problem
    assert damage.explained(KeyError("a mistake of ours")) is None
    with Project.create(tmp_path / "a.quill"):
        assert damage.explained(sqlite3.ProgrammingError("a mistake of ours")) is None
