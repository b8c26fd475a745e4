"""Files as they are read: strictly, each with its place."""

import json
import os
from pathlib import Path

import pytest

from app.domain.problems import FileProblem
from app.plain.layout import json_file
from app.plain.reading import Reading, read

RULE = {"name": "a", "rule": {"all": []}}
ABOUT = {"name": "t", "body": "body.html"}


def _said(reading: Reading) -> list[str]:
    return [str(problem) for problem in reading.wrong]


def test_a_folder_that_holds_nothing_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(FileProblem, match="export-plain"):
            read(folder)


def test_things_come_in_the_order_of_the_list_and_then_by_name(tmp_path: Path) -> None:
    for name in ("c", "a", "b"):
        (tmp_path / "segments").mkdir(exist_ok=True)
        (tmp_path / "segments" / f"{name}.json").write_bytes(json_file("segment", RULE | {"name": name}))
    listed = json_file("plain files", {"files": ["segments/b.json"]})
    (tmp_path / "quillwork.json").write_bytes(listed)
    assert [one.thing.name for one in read(tmp_path).of("segment")] == ["b", "a", "c"]


def test_what_is_not_ours_is_passed_over_and_told(tmp_path: Path) -> None:
    for path in ("segments/.DS_Store", "segments/notes.txt", "segments/other.json", "templates/pictures/a.png"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"{}")
    (tmp_path / "segments" / "a.json").write_bytes(json_file("segment", RULE))
    reading = read(tmp_path)
    assert (len(reading.found), reading.wrong) == (1, [])
    assert sorted(reading.passed_over) == ["segments/notes.txt", "segments/other.json", "templates/pictures"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"quillwork": "campaign"}, "segments/a.json: quillwork: says “campaign” where segments lie"),
        ({"version": 2}, "segments/a.json: version: must be 1"),
        ({"version": True}, "segments/a.json: version: must be 1"),
        ({"rules": {}}, "segments/a.json: rules: is not a key that a segment has"),
        ({"note": None}, "segments/a.json: note: must be a text"),
        ({"content": 1}, "segments/a.json: content: must be true or false"),
        ({"rule": []}, "segments/a.json: rule: must be a rule in braces"),
        ({"name": " "}, "segments/a.json: name: is empty"),
        ({"name": "\ud83d"}, "segments/a.json: name: holds half of a character"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_place(tmp_path: Path, said: dict[str, object], told: str) -> None:
    document = {"quillwork": "segment", "version": 1, **RULE, **said}
    found = _said(_one(tmp_path, document))
    assert len(found) == 1
    assert found[0].startswith(told)


def _one(folder: Path, document: object) -> Reading:
    (folder / "segments").mkdir()
    (folder / "segments" / "a.json").write_text(json.dumps(document), "utf-8")
    return read(folder)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    reading = _one(tmp_path, {"quillwork": "segment", "version": 1, "note": 1, "x": 1})
    assert [problem.where for problem in reading.wrong] == [
        "segments/a.json: x", "segments/a.json: name", "segments/a.json: note", "segments/a.json: rule",
    ]  # fmt: skip


def _template(folder: Path, about: dict[str, object], **files: bytes) -> Reading:
    (folder / "templates" / "t").mkdir(parents=True)
    (folder / "templates" / "t" / "template.json").write_bytes(json_file("template", about))
    for name, content in files.items():
        (folder / "templates" / "t" / name.replace("_", ".")).write_bytes(content)
    return read(folder)


def test_a_template_is_read_with_its_texts(tmp_path: Path) -> None:
    reading = _template(
        tmp_path, ABOUT | {"text": "text.txt"}, body_html=b"\xef\xbb\xbf<p>\r\n", text_txt=b"in words\n"
    )
    (found,) = reading.found
    assert (found.said["body"], found.said["text"], found.said["language"]) == ("<p>\n", "in words\n", "jinja")
    assert found.said["file"] == "templates/t/body.html"


@pytest.mark.parametrize("body", ["../../../etc/passwd", "body.txt", 3, None])
def test_a_template_names_no_other_file(tmp_path: Path, body: object) -> None:
    (problem,) = _template(tmp_path, ABOUT | {"body": body}).wrong
    assert str(problem) == "templates/t/template.json: body: must be body.html or body.mjml."


def test_a_body_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    (problem,) = _template(tmp_path, ABOUT).wrong
    assert problem.where == "templates/t/template.json: body"
    (tmp_path / "templates" / "t" / "body.html").write_bytes(b"\xff\xfe")
    (problem,) = read(tmp_path).wrong
    assert "UTF-8" in str(problem)


@pytest.mark.parametrize("path", ["segments/a.json", "templates/t/template.json", "templates/t/body.html"])
def test_what_git_left_undecided_is_told(tmp_path: Path, path: str) -> None:
    _template(tmp_path, ABOUT, body_html=b"<p>")
    marks = b"<!--\n<<<<<<< HEAD\n<p>one\n=======\n<p>two\n>>>>>>> theirs\n"
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_bytes(marks)
    (problem,) = read(tmp_path).wrong
    assert "line 2" in problem.where
    assert "Git left its marks" in str(problem)


def test_marks_that_belong_to_nothing_are_a_text_like_any_other(tmp_path: Path) -> None:
    body = b"=======\n>>>>>>> quoted\n" + b"<<<<<<< \n" * 100_000 + b"=======\n" * 100_000
    assert _template(tmp_path, ABOUT, body_html=body).wrong == []


def test_links_are_not_followed(tmp_path: Path) -> None:
    _template(tmp_path, ABOUT, body_html=b"<p>")
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "templates" / "t" / "body.html").unlink()
    os.symlink(tmp_path / "secret", tmp_path / "templates" / "t" / "body.html")
    os.symlink(tmp_path, tmp_path / "segments")
    assert sorted(problem.where for problem in read(tmp_path).wrong) == [
        "segments",
        "templates/t/template.json: body.html",
    ]


def test_two_files_of_one_name_are_told(tmp_path: Path) -> None:
    (tmp_path / "segments").mkdir()
    for name in ("VIP", "vip "):
        (tmp_path / "segments" / f"{name.strip()}.json").write_bytes(json_file("segment", RULE | {"name": name}))
    (problem,) = read(tmp_path).wrong
    assert "“vip” is there twice: in segments/VIP.json too" in str(problem)


def test_a_list_that_is_damaged_is_told_with_the_rest(tmp_path: Path) -> None:
    (tmp_path / "quillwork.json").write_bytes(b"<<<<<<<")
    assert "quillwork.json" in str(read(tmp_path).wrong[0])
