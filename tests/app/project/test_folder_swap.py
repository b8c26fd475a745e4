"""Putting a folder in its place, and what a process that was killed leaves behind."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.campaign.export_folder.files import Draft
from app.domain.problems import FileProblem
from app.project import folder_swap
from app.project.folder_swap import Place, check_target, left, stands, sweep, take_back, tidy_after

Child = Callable[..., subprocess.CompletedProcess[str]]


def hidden(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def write(spot: Place, text: str) -> None:
    with Draft(spot.draft) as draft:
        draft.add("manifest.json", text.encode())
        draft.settle()


def old_export(out: Path) -> None:
    out.mkdir()
    (out / "manifest.json").write_text("old")


@pytest.mark.parametrize("there", ["nothing", "an empty folder", "an old export"])
def test_a_folder_comes_to_its_place_and_nothing_else_is_left(tmp_path: Path, there: str) -> None:
    out = tmp_path / "out"
    if there == "an empty folder":
        out.mkdir()
    if there == "an old export":
        old_export(out)
    spot = Place(tmp_path / "p.quill", out, 7)
    write(spot, "new")
    pending = spot.swap(1, "did it", 5)
    assert (pending.campaign_id, pending.recipients, pending.started, pending.complete) == (1, 5, 7, True)
    spot.finish()
    spot.give_up()
    assert (out / "manifest.json").read_text() == "new"
    assert hidden(tmp_path) == []


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("there", [False, True])
def test_giving_up_leaves_everything_as_it_was(tmp_path: Path, swapped: bool, there: bool) -> None:
    out = tmp_path / "out"
    if there:
        old_export(out)
    spot = Place(tmp_path / "p.quill", out, 7)
    write(spot, "new")
    if swapped:
        spot.swap(1, "did it", 5)
    spot.give_up()
    assert out.exists() is there
    assert not there or (out / "manifest.json").read_text() == "old"
    assert hidden(tmp_path) == []


def test_targets(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    old_export(tmp_path / "export")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "thesis.txt").write_text("x")
    (tmp_path / "file").write_text("x")
    check_target(tmp_path / "new", replacing=False)
    check_target(tmp_path / "empty", replacing=False)
    check_target(tmp_path / "export", replacing=True)
    with pytest.raises(FileProblem, match="not empty"):
        check_target(tmp_path / "export", replacing=False)
    with pytest.raises(FileProblem, match="holds no export"):
        check_target(tmp_path / "papers", replacing=True)
    with pytest.raises(FileProblem, match="not a folder"):
        check_target(tmp_path / "file", replacing=True)
    with pytest.raises(FileProblem, match="does not exist"):
        check_target(tmp_path / "no" / "new", replacing=False)


# A process that dies by SIGKILL just before the n-th time that it touches the folder's names.
DYING = """
import os, signal, sys
from pathlib import Path
folder, stop = Path(sys.argv[1]), int(sys.argv[2])
seen = 0
def hook(event, args):
    global seen
    if event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "open") and str(folder) in str(args[0]):
        seen += 1
        if seen == stop:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
from app.campaign.export_folder.files import Draft
from app.project.folder_swap import Place
spot = Place(folder / "p.quill", folder / "out", 7)
with Draft(spot.draft) as draft:
    draft.add("manifest.json", b"new")
    draft.folder("html")
    draft.add("html/a.html", b"a")
    draft.settle()
spot.swap(1, "did it", 5)
(folder / "noted").write_text("")
spot.finish()
print(seen)
"""


def recovered(folder: Path) -> bool:
    """What `recover` does, with a file in the project's place; whether the export is in its place."""
    for journal, pending in left(folder / "p.quill"):
        if stands(pending):
            (folder / "noted").write_text("")
            tidy_after(journal, pending)
        else:
            take_back(journal, pending)
    return (folder / "noted").exists()


def points() -> list[Any]:
    some = {3, 9, 15, 21}
    return [pytest.param(number, marks=() if number in some else pytest.mark.long) for number in range(1, 31)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("stop", points())
def test_a_kill_at_any_point_leaves_the_state_before_or_after(
    tmp_path: Path, child: Child, stop: int, there: bool
) -> None:
    out = tmp_path / "out"
    if there:
        old_export(out)
    died = child(DYING, tmp_path, stop)
    assert died.returncode in (0, -9), died.stderr
    if recovered(tmp_path):
        assert sorted(path.name for path in out.iterdir()) == ["html", "manifest.json"]
        assert (out / "manifest.json").read_text() == "new"
    else:
        assert out.exists() is there
        assert not there or (out / "manifest.json").read_text() == "old"
    assert hidden(tmp_path) == []
    # Once more changes nothing.
    assert recovered(tmp_path) == (tmp_path / "noted").exists()


def test_the_points_reach_to_the_end(tmp_path: Path, child: Child) -> None:
    old_export(tmp_path / "out")
    died = child(DYING, tmp_path, 10_000)
    assert died.returncode == 0, died.stderr
    assert 21 < int(died.stdout) <= 40


def test_what_another_process_writes_is_left_alone(tmp_path: Path) -> None:
    spot = Place(tmp_path / "p.quill", tmp_path / "out", 7)
    write(spot, "new")
    assert list(left(tmp_path / "p.quill")) == []
    sweep(tmp_path / "out")
    assert spot.draft.exists()
    spot.give_up()


def test_hidden_folders_without_a_journal_are_swept(tmp_path: Path) -> None:
    out = tmp_path / "a [b]"
    for name in (".a [b].01234567.quillwork-new", ".a [b].01234567.quillwork-old", ".a [b].x.quillwork-new"):
        (tmp_path / name).mkdir()
    (tmp_path / ".a [b].01234567.quillwork-old" / "manifest.json").write_text("old")
    sweep(out)
    # The last whole folder comes back to its place; a name that is not ours stays.
    assert (out / "manifest.json").read_text() == "old"
    assert hidden(tmp_path) == [".a [b].x.quillwork-new"]


def test_a_full_disk_is_a_problem_with_a_remedy() -> None:
    with pytest.raises(FileProblem, match=r"disk is full.*Free some space"), folder_swap.world_faults():
        raise OSError(28, "No space left on device")
