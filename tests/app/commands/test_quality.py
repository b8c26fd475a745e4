"""The quality command."""

import io
import json
from pathlib import Path

from app import command_line, ingest
from app.project import Project


def test_it_gives_the_checks_with_examples(tmp_path: Path) -> None:
    path = tmp_path / "a.quill"
    (tmp_path / "a.csv").write_text("email,first_name\nann@gmial.com,\nbob@gmail.com,Bob\n", "utf-8")
    with Project.create(path) as project:
        ingest.run_import(project, tmp_path / "a.csv", "profiles")
    out, err = io.StringIO(), io.StringIO()
    assert command_line.run(["quality", str(path), "--json"], out, err) == 0
    told = json.loads(out.getvalue())
    assert told["profiles"] == 2
    by_name = {one["check"]: one for one in told["checks"]}
    assert {"check", "found", "of", "examples"} <= by_name["typo_domain"].keys()
    assert (by_name["typo_domain"]["found"], by_name["typo_domain"]["of"]) == (1, 2)
    assert by_name["missing:first_name"]["examples"] == ["email:ann@gmial.com"]
    out = io.StringIO()
    assert command_line.run(["quality", str(path)], out, err) == 0
    assert "gmial.com → gmail.com" in out.getvalue()
