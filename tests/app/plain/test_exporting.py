"""An export to plain files: only what changed, and nothing that is not ours."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app import campaign, plain
from app.audience import segments
from app.domain.problems import FileProblem
from app.plain import folder as place
from app.project import Project, audit_log
from app.template import Template
from app.template import store as templates

Content = Callable[[Path], dict[str, bytes]]


def test_a_second_export_writes_nothing(shop: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = plain.export(shop, out)
    assert (len(first.written), first.removed, first.same) == (11, [], 0)
    before = {path: path.stat().st_ino for path in out.rglob("*")}
    noted = audit_log.entries(shop)
    again = plain.export(shop, out)
    assert (again.written, again.removed, again.same) == ([], [], 11)
    assert {path: path.stat().st_ino for path in out.rglob("*")} == before
    assert audit_log.entries(shop) == noted
    assert noted[0].action == "Made 11 plain files of segments, templates and campaigns for a folder"


def test_what_changed_is_written_and_what_is_gone_is_removed(shop: Project, tmp_path: Path) -> None:
    plain.export(shop, tmp_path / "out")
    segments.save(shop, "Buyers", {"trait": "orders", "op": ">=", "value": 2})
    templates.remove(shop, "Unfinished")
    done = plain.export(shop, tmp_path / "out")
    assert done.written == ["segments/Buyers.json"]
    assert done.removed == ["templates/Unfinished/template.json", "templates/Unfinished/body.html"]
    assert not (tmp_path / "out" / "templates" / "Unfinished").exists()


def test_the_folder_may_be_that_of_a_git_checkout(shop: Project, tmp_path: Path, content: Content) -> None:
    theirs = {
        ".git/config": b"[core]",
        "README.md": b"ours",
        "segments/notes.txt": b"n",
        "templates/Hello/logo.png": b"p",
    }
    for path, said in theirs.items():
        (tmp_path / "out" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / path).write_bytes(said)
    plain.export(shop, tmp_path / "out")
    for one in ("Hello", "Ready/soon", "Unfinished"):
        templates.remove(shop, one)
    plain.export(shop, tmp_path / "out")
    left = content(tmp_path / "out")
    assert {path: left[path] for path in theirs} == theirs
    assert [path for path in left if path.startswith("templates/")] == ["templates/Hello/logo.png"]


def test_what_lies_in_the_way_is_told_and_nothing_is_written(shop: Project, tmp_path: Path, content: Content) -> None:
    (tmp_path / "out" / "segments").mkdir(parents=True)
    (tmp_path / "out" / "campaigns").mkdir(parents=True)
    (tmp_path / "out" / "segments" / "Buyers.json").write_bytes(b"{}")
    (tmp_path / "out" / "campaigns" / "Spring.json").write_bytes(b"{}")
    before = content(tmp_path / "out")
    with pytest.raises(FileProblem, match=r"segments/Buyers\.json, campaigns/Spring\.json"):
        plain.export(shop, tmp_path / "out")
    assert content(tmp_path / "out") == before


def test_what_is_ours_no_more_stays(shop: Project, tmp_path: Path) -> None:
    plain.export(shop, tmp_path / "out")
    (tmp_path / "out" / "campaigns" / "Spring.json").write_bytes(b'{"mine": 1}')
    campaign.delete(shop, "Spring")
    assert plain.export(shop, tmp_path / "out").left == ["campaigns/Spring.json"]
    assert (tmp_path / "out" / "campaigns" / "Spring.json").exists()


def test_what_a_kill_left_is_finished_by_the_next_export(shop: Project, tmp_path: Path, content: Content) -> None:
    out = tmp_path / "out"
    plain.export(shop, out)
    whole = content(out)
    # Killed between the list, which comes first, and the last file: one is there that the project has no more.
    templates.save(shop, Template("Brief", "", "", "<p>x</p>"))
    plain.export(shop, out)
    templates.remove(shop, "Brief")
    place.write_list(out, [*place.listed(out), "segments/never.json"])
    (out / "segments" / "Buyers.json").unlink()
    plain.export(shop, out)
    assert content(out) == whole


def test_a_thing_that_is_renamed_in_case_alone_keeps_one_file(shop: Project, tmp_path: Path) -> None:
    plain.export(shop, tmp_path / "out")
    segments.rename(shop, "Buyers", "BUYERS")
    plain.export(shop, tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out" / "segments").iterdir())
    assert "BUYERS.json" in names
    assert len(names) == 3


def test_a_place_that_cannot_be_written_is_told(shop: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for target in (tmp_path / "file", tmp_path / "none" / "out"):
        with pytest.raises(FileProblem):
            plain.export(shop, target)
    os.symlink(tmp_path / "nowhere", tmp_path / "link")
    with pytest.raises(FileProblem):
        plain.export(shop, tmp_path / "link")


def test_what_a_colleague_wrote_stays_until_it_was_brought_in(
    shop: Project, bare: Project, tmp_path: Path, content: Content
) -> None:
    out = tmp_path / "out"
    plain.export(shop, out)
    theirs = content(out)
    segments.save(bare, "Mine", {"all": []})
    # It is pulled, and not brought in yet: this project cannot say that any of it is gone.
    done = plain.export(bare, out)
    assert (done.written, done.removed, len(done.left)) == (["segments/Mine.json"], [], 11)
    assert {path: content(out)[path] for path in theirs if path != "quillwork.json"} == {
        path: said for path, said in theirs.items() if path != "quillwork.json"
    }
    assert len(plain.bring_in(bare, out).new) == 7
    templates.remove(bare, "Unfinished")
    assert plain.export(bare, out).removed == ["templates/Unfinished/template.json", "templates/Unfinished/body.html"]


def test_what_was_there_already_is_known_as_the_projects_too(shop: Project, bare: Project, tmp_path: Path) -> None:
    segments.save(bare, "Zero: all", {"all": []}, note="of Zero: all")
    plain.export(shop, tmp_path / "out")
    assert plain.export(bare, tmp_path / "out").same == 1
    segments.delete(bare, "Zero: all")
    assert len(plain.export(bare, tmp_path / "out").removed) == 1
