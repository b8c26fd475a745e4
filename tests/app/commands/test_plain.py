"""The commands of plain files, as a script calls them."""

import io
import json
from pathlib import Path

from app import command_line


def _run(*arguments: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = command_line.run([str(argument) for argument in arguments], out, err)
    return status, out.getvalue(), err.getvalue()


def _made(folder: Path) -> Path:
    path, rule, body = folder / "a.quill", folder / "rule.json", folder / "body.html"
    rule.write_text('{"all": []}', "utf-8")
    body.write_text("<p>Hi {{ first_name }}</p>\n", "utf-8")
    _run("new", path)
    _run("segment", "save", path, "Everyone", "--rule", rule)
    _run("template", "save", path, "Hello", "--body", body, "--subject", "Hi")
    return path


def test_out_and_back(tmp_path: Path) -> None:
    path, out = _made(tmp_path), tmp_path / "out"
    done = json.loads(_run("project", "export-plain", path, out, "--json")[1])
    assert done == {
        "folder": str(out),
        "written": ["segments/Everyone.json", "templates/Hello/template.json", "templates/Hello/body.html"],
        "removed": [],
        "same": 0,
        "left": [],
    }
    assert _run("project", "export-plain", path, out)[:2] == (
        0,
        f"{out}: wrote 0 files, removed 0, left 3 as before.\n",
    )
    _run("new", tmp_path / "b.quill")
    said = _run("project", "import-plain", tmp_path / "b.quill", out, "--dry-run")[1]
    assert said.startswith("2 new, 0 changed, 0 the same: nothing was kept, as this was a dry run.\n")
    done = json.loads(_run("project", "import-plain", tmp_path / "b.quill", out, "--json")[1])
    assert [one["name"] for one in done["new"]] == ["Everyone", "Hello"]
    assert (done["changed"], done["same"], done["dry_run"]) == ([], [], False)
    assert _run("project", "import-plain", tmp_path / "b.quill", out)[1] == "0 new, 0 changed, 2 the same.\n"


def test_what_cannot_be_done_is_said_and_nothing_is_kept(tmp_path: Path) -> None:
    path, out = _made(tmp_path), tmp_path / "out"
    _run("project", "export-plain", path, out)
    (out / "segments" / "Everyone.json").write_text("{", "utf-8")
    (out / "templates" / "Hello" / "body.html").write_text("{{", "utf-8")
    status, said, told = _run("project", "import-plain", path, out)
    assert (status, said) == (1, "")
    assert told.startswith("quillwork: Nothing was brought in: 2 things must be mended first\nsegments/Everyone.json: ")
    status, _, told = _run("project", "import-plain", path, tmp_path / "none")
    assert (status, "is no folder" in told) == (1, True)


def test_what_is_passed_over_or_left_is_told(tmp_path: Path) -> None:
    path, out = _made(tmp_path), tmp_path / "out"
    _run("project", "export-plain", path, out)
    (out / "segments" / "other.json").write_text("{}", "utf-8")
    assert "segments/other.json is none of ours" in _run("project", "import-plain", path, out)[2]
    (out / "segments" / "Everyone.json").write_text("{}", "utf-8")
    _run("segment", "delete", path, "Everyone")
    assert "segments/Everyone.json stays: it is not of this project" in _run("project", "export-plain", path, out)[2]
