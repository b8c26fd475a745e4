"""Rolling backups: made on close, kept by their days, and whole while the project is open."""

import os
import time
from pathlib import Path

import pytest
from sqlalchemy import insert

from app.project import Change, Project
from storage.file import backups
from storage.file.models import asset, setting


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


def _aged(file: Path, seconds: float) -> None:
    at = time.time() - seconds
    os.utime(file, (at, at))


def _write(path: Path, number: int, changes: set[Change]) -> list[Path]:
    """Open a project, write and close it; its backups then, the last that was made first."""
    with Project.open(path) as project:
        with project.write("work", changes) as connection:
            values = {"name": "number", "value": number}
            connection.execute(insert(setting).prefix_with("OR REPLACE").values(values))
        uid = project.uid
    return sorted(backups.listed(path, uid), key=lambda file: file.name, reverse=True)


def test_a_large_project_waits_the_longer_the_larger_it_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _write(path, 0, {Change.SEGMENTS})
    # As if its bytes were so many that an hour goes by for them.
    monkeypatch.setattr(backups, "SMALL", 1)
    monkeypatch.setattr(backups, "PACE", path.stat().st_size // 3_600)
    for seconds in (0, 3_000):
        _aged(before[0], seconds)
        assert _write(path, 1, {Change.SEGMENTS}) == before
    _aged(before[0], 4_000)
    newest, *others = _write(path, 2, {Change.SEGMENTS})
    assert others == before
    with Project.open(newest) as kept:
        assert kept.setting("number") == 2
    # However large it is, it never waits longer than some hours for what somebody did.
    monkeypatch.setattr(backups, "PACE", 1)
    _aged(newest, backups.LONGEST + 60)
    assert _write(path, 3, {Change.SEGMENTS})[0] != newest


def test_what_imports_and_runs_can_bring_back_waits_for_a_day(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _write(path, 0, {Change.SETTINGS})
    monkeypatch.setattr(backups, "SMALL", 1)
    for kinds in ({Change.IMPORTS, Change.EVENTS}, {Change.SCORES}):
        _aged(before[0], backups.DAY - 600)
        assert _write(path, 1, kinds) == before
    # One thing by hand among them, and it is time.
    newest, *others = _write(path, 2, {Change.TAGS})
    assert others == before
    _aged(newest, backups.DAY + 600)
    assert _write(path, 3, {Change.IMPORTS})[0] != newest


def test_a_project_that_grew_is_backed_up_again_within_the_day(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _write(path, 0, {Change.SETTINGS})
    monkeypatch.setattr(backups, "SMALL", 1)
    _aged(before[0], 3_600)
    with Project.open(path) as project, project.write("work", {Change.IMPORTS}) as connection:
        connection.execute(insert(asset).values(name="a", type="b", data=b"x" * 300_000))
    assert _write(path, 1, {Change.IMPORTS})[1:] == before


def test_a_project_that_nobody_changed_is_not_copied(path: Path) -> None:
    before = _write(path, 0, {Change.SETTINGS})
    for file in before:
        _aged(file, 10 * backups.DAY)
    with Project.open(path) as project:
        project.moment()
    with Project.open(path) as project:
        assert set(backups.listed(path, project.uid)) == set(before)
