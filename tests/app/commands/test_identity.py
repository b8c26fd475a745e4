"""The commands about who is who, as a script calls them."""

import io
import json
from pathlib import Path

from app.command_line import run
from app.project import Project

PEOPLE = "customer_id,email,first_name\n1,a@x.de,Ann\n2,b@x.de,Anna\n"


def answer(*words: object, status: int = 0) -> tuple[object, str]:
    out, err = io.StringIO(), io.StringIO()
    assert run([*map(str, words), "--json"], out, err) == status, err.getvalue()
    return json.loads(out.getvalue() or "null"), err.getvalue()


def test_merge_unmerge_and_what_was_decided(tmp_path: Path) -> None:
    path, file = tmp_path / "shop.quill", tmp_path / "people.csv"
    Project.create(path, clock="2012-01-01").close()
    file.write_text(PEOPLE, "utf-8")
    answer("import", path, file, "--as", "profiles")
    assert answer("merge", path, "A@x.de", "customer_id:2")[0] == {"key": "customer_id:1", "decisions": [1]}
    story = answer("profile", path, "b@x.de")[0]
    assert (story["key"], story["traits"]["first_name"]) == ("customer_id:1", "Anna")
    assert answer("unmerge", path, "customer_id:2", "--by", "Mia")[0] == {
        "keys": ["customer_id:2", "customer_id:1"], "taken_back": [1], "decisions": [],
    }  # fmt: skip
    [told] = answer("decisions", path)[0]
    assert (told["verdict"], told["identifiers"], told["by"]) == ("same", ["customer_id:1", "customer_id:2"], "you")
    assert told["taken_back_at"]
    _, said = answer("unmerge", path, "b@x.de", status=1)
    assert "Line 3 of people.csv names both in one row" in said
    assert answer("merge", path, "a@x.de", "nobody@x.de", status=1)[1]
