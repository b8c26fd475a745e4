"""Rolling backups: made on close, kept by their days, and whole while the project is open."""

import os
import time
from pathlib import Path

import pytest

from app.project import Project
from storage.file import backups


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "shop.quill"
    Project.create(target, name="Gift shop", timezone="Europe/London").close()
    return target


def test_a_copy_made_while_open_by_the_backup_call_is_whole(path: Path, tmp_path: Path) -> None:
    from app.project import backups as project_care

    with Project.open(path) as project:
        project.change_settings({"currency": "EUR"})
        made = project_care.backup(path).backup
        project.change_settings({"currency": "USD"})
    kept = project_care.restore(path, made).kept
    with Project.open(path) as restored, Project.open(kept) as before:
        assert (restored.setting("currency"), before.setting("currency")) == ("EUR", "USD")


def test_backups_are_made_on_close_and_roll(path: Path) -> None:
    for number in range(16):
        with Project.open(path) as project:
            project.change_settings({"number": number})
        with Project.open(path) as project:
            newest = backups.listed(project.path, project.uid)[0]
        # As if half a day went by between two closes, the last of them a month ago.
        at = time.time() // 86_400 * 86_400 + (number - 80) * 43_200 + 1
        os.utime(newest, (at, at))
    with Project.open(path) as project:
        listed = backups.listed(project.path, project.uid)
    numbers = []
    for backup in listed:
        with Project.open(backup) as kept:
            numbers.append(kept.setting("number"))
    assert numbers == [15, 14, 13, 11, 9]


def test_many_small_edits_leave_yesterdays_backup(path: Path) -> None:
    yesterday = time.time() - 86_400
    with Project.open(path) as project:
        project.change_settings({"number": -1})
    with Project.open(path) as project:
        (first, *_) = backups.listed(project.path, project.uid)
    os.utime(first, (yesterday, yesterday))
    for number in range(6):
        with Project.open(path) as project:
            project.change_settings({"number": number})
    with Project.open(path) as project:
        listed = backups.listed(project.path, project.uid)
    assert first in listed
    assert len(listed) == 4


def test_a_large_project_is_not_copied_again_at_each_close(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "LARGE", 1)
    for number in range(2):
        with Project.open(path) as project:
            project.change_settings({"number": number})
    with Project.open(path) as project:
        (only,) = backups.listed(project.path, project.uid)
    hour_ago = time.time() - 3_600
    os.utime(only, (hour_ago, hour_ago))
    with Project.open(path) as project:
        project.change_settings({"number": 2})
    with Project.open(path) as project, Project.open(backups.listed(project.path, project.uid)[0]) as newest:
        assert newest.setting("number") == 2
