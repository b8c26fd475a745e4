"""Commands on the project itself, as a script calls them."""

import io
import json
import sqlite3
from pathlib import Path

from app import command_line
from app.commands.project import _remedy


def _run(*arguments: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = command_line.run([str(argument) for argument in arguments], out, err)
    return status, out.getvalue(), err.getvalue()


def test_check_backup_restore_and_audit(tmp_path: Path) -> None:
    path = tmp_path / "a.quill"
    _run("new", path)
    backup = json.loads(_run("backup", path, "--json")[1])["backup"]
    _run("sender", path, "--from-name", "The Gift Shop")
    assert json.loads(_run("sender", path, "--json")[1])["from_name"] == "The Gift Shop"
    assert json.loads(_run("audit", path, "--verify", "--json")[1])["whole"] is True
    assert _run("restore", path, backup)[0] == 0
    assert json.loads(_run("sender", path, "--json")[1])["from_name"] == ""
    assert json.loads(_run("check", path, "--json")[1]) == {"whole": True, "problems": []}


def test_what_is_said_of_a_project_to_people(tmp_path: Path) -> None:
    path = tmp_path / "a.quill"
    status, out, _ = _run("new", path, "--name", "Shop", "--timezone", "Europe/London", "--clock", "2011-12-09")
    assert (status, out) == (0, "Made a.quill: “Shop”, Europe/London, clock 2011-12-09.\n")
    assert _run("check", path)[1] == "The project is whole.\n"
    assert _run("audit", path, "--verify")[1].startswith("The log is whole: ")
    assert "Made the project" in _run("audit", path)[1]
    made = json.loads(_run("new", tmp_path / "b.quill", "--json")[1])
    assert made == {"project": str(tmp_path / "b.quill"), "name": "b", "timezone": "UTC", "clock": "today"}
    assert _run("restore", path, tmp_path / "no.quill")[0] == 1


def test_a_damaged_project_is_told_with_the_backups_to_go_back_to(tmp_path: Path) -> None:
    path = tmp_path / "gift shop.quill"
    _run("new", path)
    backup = json.loads(_run("backup", path, "--json")[1])["backup"]
    database = sqlite3.connect(path)
    database.execute("UPDATE setting SET value = '{' WHERE name = 'timezone'")
    database.commit()
    database.close()
    said = _run("check", path)[1].splitlines()
    assert said[0] == "The project is damaged:"
    assert f"`quillwork restore '{path}' BACKUP` puts a backup in its place. There are these, newest first:" in said
    assert said[-1] == backup
    whole = path.read_bytes()
    path.write_bytes(b"\0" * 100)
    status, out, err = _run("check", path)
    assert (status, out.splitlines()[-1], "\n" in err) == (1, backup, True), "and of one that cannot be opened"
    path.write_bytes(whole)
    assert _run("restore", path, said[-1])[0] == 0
    assert _run("check", path)[1] == "The project is whole.\n"


def test_a_damaged_project_without_a_backup(tmp_path: Path) -> None:
    assert _remedy(str(tmp_path / "a.quill"), []) == "There is no backup of it on this machine."
