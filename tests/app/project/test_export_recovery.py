"""Exports that are killed: the project and the folder are as before or as after, never between."""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from app import campaign
from app.campaign.overrules import entry_of
from app.project import Change, Project, folder_swap
from storage.file import models

pytestmark = pytest.mark.early

# The command line, dying by SIGKILL just before the n-th time that it touches a file of the folder or the project.
DYING = """
import os, signal, sys
folder, stop = sys.argv[1], int(sys.argv[2])
seen = 0
def hook(event, args):
    global seen
    if event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "open", "sqlite3.connect") and args:
        if folder in str(args[0]) and "export" in str(args[0]) + "".join(sys.argv):
            seen += 1
            if seen == stop:
                os.kill(os.getpid(), signal.SIGKILL)
from ui.program import main
sys.addaudithook(hook)
status = main(sys.argv[3:])
print(seen, file=sys.stderr)
sys.exit(status)
"""
Export = Callable[..., subprocess.CompletedProcess[str]]
POINTS = 20
IN_CI = (4, 17, 18)
"""The last of them are about the renaming and the noting."""


@pytest.fixture(scope="session")
def export(child: Callable[..., subprocess.CompletedProcess[str]]) -> Export:
    """Exports a folder's campaign by the command line, dying at a point; 0 is not at all."""

    def run(folder: Path, stop: int = 0) -> subprocess.CompletedProcess[str]:
        words = ["campaign", "export", folder / "club.quill", "All", "--out", folder / "out", "--replace"]
        return child(DYING, folder, stop, *words, "--as-of", "2026-02-01")

    return run


def state(out: Path) -> dict[str, str]:
    files = [path for path in sorted(out.rglob("*")) if path.is_file()]
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory, club_file: Path) -> Path:
    """A folder with a project whose campaign was exported once, and has changed since."""
    folder = tmp_path_factory.mktemp("before")
    plan = {"version": 1, "include": ["Londoners"], "template": "Spring", "esp": "klaviyo", "html": "sample"}
    with Project.open(shutil.copy(club_file, folder)) as project:
        campaign.save(project, "All", plan)
        campaign.export(project, "All", folder / "out", as_of="2026-02-01")
        campaign.save(project, "All", plan | {"include": ["Everyone"]})
    return folder


@pytest.fixture(scope="session")
def after(tmp_path_factory: pytest.TempPathFactory, before: Path, export: Export) -> dict[str, Any]:
    """What the folder holds after an export that nobody killed, and how many points there are to kill it at."""
    folder = tmp_path_factory.mktemp("after") / "x"
    shutil.copytree(before, folder)
    done = export(folder)
    assert done.returncode == 0, done.stderr
    return {"state": state(folder / "out"), "points": int(done.stderr.split()[-1])}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize(
    "number", [pytest.param(n, marks=() if n in IN_CI else pytest.mark.long) for n in range(1, POINTS + 1)]
)
def test_a_killed_export_is_wholly_there_or_not_at_all(
    tmp_path: Path, before: Path, after: dict[str, Any], export: Export, number: int
) -> None:
    folder = tmp_path / "x"
    shutil.copytree(before, folder)
    project, out = folder / "club.quill", folder / "out"
    stop = after["points"] * number // POINTS
    died = export(folder, stop)
    assert died.returncode == -9, died.stderr
    with Project.open(project) as opened:
        noted = campaign.exports(opened, "All")
        assert opened.integrity() == []
    found = state(out)
    assert found == (after["state"] if len(noted) == 2 else state(before / "out"))
    assert len(noted) in (1, 2)
    for one in noted[:1]:
        manifest = json.loads((out / "manifest.json").read_text("utf-8"))
        assert one.manifest["waterfall"] == manifest["waterfall"]
    hidden = [path.name for path in folder.iterdir() if "quillwork" in path.name or "exporting" in path.name]
    assert hidden == []
    # And the next export goes through, to the same bytes.
    again = export(folder)
    assert again.returncode == 0, again.stderr
    assert state(out) == after["state"]


def test_what_a_killed_export_overruled_is_kept_when_its_folder_stands(tmp_path: Path, before: Path) -> None:
    folder = tmp_path / "x"
    shutil.copytree(before, folder)
    with Project.open(folder / "club.quill") as project:
        project.change_settings({"sender": {}})
        kept, (found,) = campaign.get(project, "All"), campaign.check(project, "All").against
        entry = entry_of(found, kept.plan, "a trial")
        # As a kill leaves it: the folder in its place, its journal beside the project, and nothing noted.
        dying = folder_swap.Place(project.path, folder / "out", 1)
        shutil.copytree(folder / "out", dying.draft)
        dying.swap(kept.id, "Exported the campaign “All” to out", 3, [entry])
        for lock in dying._locks:
            lock.release()
        assert not campaign.check(project, "All").ready
        shown = campaign.exports(project, "All")
        with project.write("As if this export were the first", {Change.CAMPAIGNS}) as connection:
            connection.execute(delete(models.export))
        campaign.recover(project)
        assert campaign.get(project, "All").overrules == (entry,)
        assert campaign.check(project, "All").ready
        assert len(campaign.exports(project, "All")) == len(shown) == 1


@pytest.mark.parametrize("complete", [False, True])
@pytest.mark.parametrize("hidden", [False, True])
def test_a_journal_that_came_with_a_project_takes_no_folder_away(
    tmp_path: Path, before: Path, complete: bool, hidden: bool
) -> None:
    folder, victim = tmp_path / "x", tmp_path / "victim"
    shutil.copytree(before, folder)
    victim.mkdir()
    (victim / "letters.txt").write_text("mine")
    named = victim if hidden else tmp_path / "elsewhere"
    forged = {"out": str(tmp_path / "moved"), "draft": str(named), "aside": str(victim), "started": 1}
    forged |= {"campaign_id": 1, "what": "x"} if complete else {}
    (folder / ".club.quill.0a1b2c3d.exporting").write_text(json.dumps(forged))
    (folder / ".club.quill.0a1b2c3e.exporting").write_text("no journal")
    with Project.open(folder / "club.quill") as project:
        assert len(campaign.exports(project, "All")) == 1
    assert (victim / "letters.txt").read_text() == "mine"
    assert not (tmp_path / "moved").exists()


def test_what_only_began_is_taken_away_too(tmp_path: Path, before: Path) -> None:
    folder = tmp_path / "x"
    shutil.copytree(before, folder)
    for name in (".club.quill.0a1b2c3d.exporting.part", "..club.quill.0a1b2c3e.exporting.lock", ".club.quill.lock"):
        (folder / name).write_text("")
    Project.open(folder / "club.quill").close()
    assert sorted(path.name for path in folder.iterdir()) == ["club.quill", "out"]


def test_the_project_keeps_every_line_of_the_manifest_but_those_of_emails(tmp_path: Path, before: Path) -> None:
    shutil.copytree(before, tmp_path / "x")
    with Project.open(tmp_path / "x" / "club.quill") as project, project.read() as connection:
        (kept,) = connection.scalars(select(models.export.c.manifest))
    whole = json.loads((before / "out" / "manifest.json").read_text("utf-8"))
    emails = [one for one in whole["files"] if one["path"].startswith("html/")]
    assert emails
    assert kept == whole | {"files": [one for one in whole["files"] if one not in emails]}


def test_two_at_once_do_not_meet(tmp_path: Path, before: Path, export: Export) -> None:
    folder = tmp_path / "x"
    shutil.copytree(before, folder)
    with Project.open(folder / "club.quill") as project:
        assert project.hold_writer() == ""
        old = state(folder / "out")
        refused = export(folder)
        assert refused.returncode == 1
        assert "Another Quillwork" in refused.stderr
        assert state(folder / "out") == old
