"""The folder on the disk: what is ours in it, and putting ours in its place."""

import json
import os
from pathlib import Path

import pytest

from app.domain.problems import FileProblem
from app.plain import folder as place
from app.plain.layout import json_file

MINE = json_file("segment", {"name": "a"})


def _put(folder: Path, path: str, content: bytes = MINE) -> Path:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)
    return folder / path


def test_a_list_names_only_what_an_export_can_have_written(tmp_path: Path) -> None:
    assert place.listed(tmp_path) == []
    said = ["segments/a.json", "../a.json", ".git/config", 3]
    _put(tmp_path, "quillwork.json", json_file("plain files", {"files": said}))
    assert place.listed(tmp_path) == ["segments/a.json"]


@pytest.mark.parametrize("content", [b"<<<<<<< HEAD\n", b"[]", b'{"files": []}', b'{"quillwork": "plain files"}'])
def test_a_list_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    _put(tmp_path, "quillwork.json", content)
    with pytest.raises(FileProblem, match="delete it"):
        place.listed(tmp_path)


def test_what_is_not_ours_is_in_the_way(tmp_path: Path) -> None:
    _put(tmp_path, "segments/mine.json")
    _put(tmp_path, "segments/theirs.json", b'{"name": "a"}')
    _put(tmp_path, "segments/listed.json", b"broken by a merge")
    _put(tmp_path, "templates/t/body.html", b"theirs")
    _put(tmp_path, "templates/u/template.json", json_file("template", {}))
    _put(tmp_path, "templates/u/body.html", b"ours")
    _put(tmp_path, "campaigns", b"a file where a folder should be")
    os.symlink(tmp_path / "segments" / "mine.json", tmp_path / "segments" / "link.json")
    wanted = [
        "segments/mine.json", "segments/theirs.json", "segments/listed.json", "segments/new.json", "segments/link.json",
        "templates/t/body.html", "templates/u/body.html", "campaigns/c.json",
    ]  # fmt: skip
    assert place.in_the_way(tmp_path, wanted, ["segments/listed.json", "segments/link.json"]) == [
        "segments/theirs.json", "segments/link.json", "templates/t/body.html", "campaigns",
    ]  # fmt: skip


def test_a_folder_that_is_a_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    os.symlink(tmp_path / "elsewhere", tmp_path / "segments")
    assert place.in_the_way(tmp_path, ["segments/a.json"], ["segments/a.json"]) == ["segments"]
    _put(tmp_path, "elsewhere/a.json")
    assert place.removable(tmp_path, ["segments/a.json"], []) == []


def test_only_what_is_listed_and_still_ours_can_be_removed(tmp_path: Path) -> None:
    _put(tmp_path, "segments/a.json")
    _put(tmp_path, "segments/unlisted.json")
    _put(tmp_path, "segments/theirs.json", b"{}")
    _put(tmp_path, "templates/t/template.json", json_file("template", {}))
    _put(tmp_path, "templates/t/body.html", b"ours")
    _put(tmp_path, "templates/u/template.json", b"{}")
    _put(tmp_path, "templates/u/body.html", b"theirs by now")
    known = [
        "segments/a.json", "segments/theirs.json", "segments/none.json", "templates/t/template.json",
        "templates/t/body.html", "templates/u/template.json", "templates/u/body.html",
    ]  # fmt: skip
    gone = place.removable(tmp_path, known, ["segments/kept.json"])
    assert gone == ["segments/a.json", "templates/t/template.json", "templates/t/body.html"]
    place.remove(tmp_path, gone, ["segments/kept.json"])
    assert not (tmp_path / "templates" / "t").exists()
    assert (tmp_path / "segments" / "unlisted.json").exists()


def test_a_change_of_case_moves_the_file(tmp_path: Path) -> None:
    _put(tmp_path, "segments/vip.json")
    _put(tmp_path, "templates/hello/template.json", json_file("template", {}))
    _put(tmp_path, "templates/hello/body.html", b"x")
    gone = ["segments/vip.json", "templates/hello/template.json", "templates/hello/body.html"]
    wanted = {"segments/VIP.json": MINE, "templates/Hello/template.json": b"{}", "templates/Hello/body.html": b"x"}
    place.respell(tmp_path, gone, wanted)
    place.write(tmp_path, wanted, place.differing(tmp_path, wanted))
    place.remove(tmp_path, gone, wanted)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()) == [
        "segments/VIP.json", "templates/Hello/body.html", "templates/Hello/template.json",
    ]  # fmt: skip


def test_one_file_under_two_names_is_not_removed_under_the_old_one(tmp_path: Path) -> None:
    # As on a disk that is blind to case, where both names lead to one file.
    os.link(_put(tmp_path, "segments/VIP.json"), tmp_path / "segments" / "vip.json")
    place.remove(tmp_path, ["segments/vip.json"], ["segments/VIP.json"])
    assert (tmp_path / "segments" / "VIP.json").exists()
    assert (tmp_path / "segments" / "vip.json").exists()


def test_a_list_is_written_only_where_it_says_something_else(tmp_path: Path) -> None:
    place.write_list(tmp_path, ["segments/a.json"])
    before = (tmp_path / "quillwork.json").stat()
    place.write_list(tmp_path, ["segments/a.json"])
    assert (tmp_path / "quillwork.json").stat().st_ino == before.st_ino
    assert json.loads((tmp_path / "quillwork.json").read_bytes())["files"] == ["segments/a.json"]


def test_a_file_says_of_itself_what_it_is(tmp_path: Path) -> None:
    assert place.says_so(_put(tmp_path, "a.json"), "segment")
    assert not place.says_so(tmp_path / "a.json", "campaign")
    assert not place.says_so(_put(tmp_path, "deep.json", b"[" * 100_000), "segment")
