"""The commands about what people may ask for."""

import json
from io import StringIO
from pathlib import Path

from app import ingest
from app.command_line import run
from app.project import Project


def _run(*words: object) -> tuple[int, str]:
    out = StringIO()
    status = run([str(word) for word in words], out, StringIO())
    return status, out.getvalue()


def test_a_person_is_told_handed_out_suppressed_and_erased(tmp_path: Path) -> None:
    path, file = tmp_path / "shop.quill", tmp_path / "people.csv"
    file.write_text("email,first_name,consent\nann@shop.example,Ann,yes\nbob@shop.example,Bob,no\n", "utf-8")
    with Project.create(path) as project:
        ingest.run_import(project, file, "profiles")
    assert json.loads(_run("privacy", "ledger", path, "bob@shop.example", "--json")[1])[0]["state"] == "denied"
    assert "email: granted" in _run("privacy", "ledger", path, "ann@shop.example")[1]
    told = json.loads(_run("privacy", "suppress", path, "ann@shop.example", "--reason", "by phone", "--json")[1])
    assert told == {"addresses": ["ann@shop.example"], "still": []}
    assert "off ann@shop.example" in _run("privacy", "lift", path, "ann@shop.example")[1]
    assert _run("privacy", "lift", path, "ann@shop.example")[0] == 1
    made = json.loads(_run("privacy", "export", path, "ann@shop.example", "--out", tmp_path / "out", "--json")[1])
    assert [one["path"] for one in made["files"]] == ["person.json", "person.html"]
    done = json.loads(_run("privacy", "erase", path, "ann@shop.example", "--json")[1])
    assert done["erased"]["profile"] == 1
    assert {"kind": "imported", "path": "people.csv"}.items() <= done["elsewhere"][0].items() | done["elsewhere"][
        -1
    ].items()
    assert _run("privacy", "erase", path, "ann@shop.example")[0] == 1
    status, text = _run("privacy", "erase", path, "bob@shop.example")
    assert status == 0
    assert "people.csv" in text
    verified = json.loads(_run("audit", path, "--verify", "--json")[1])
    assert (verified["whole"], verified["first_broken"]) == (True, None)
    kinds = {line["kind"] for line in json.loads(_run("audit", path, "--person", "ann@shop.example", "--json")[1])}
    assert kinds == {"privacy"}
