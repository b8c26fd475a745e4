"""The commands about fields, as a script calls them."""

import io
import json
from pathlib import Path
from typing import Any

from app.command_line import run
from app.project import Project


def answer(*words: object, status: int = 0) -> tuple[Any, str]:
    out, err = io.StringIO(), io.StringIO()
    assert run([*map(str, words), "--json"], out, err) == status, err.getvalue()
    return json.loads(out.getvalue() or "null"), err.getvalue()


def test_fields_are_listed_renamed_hidden_and_believed_in_an_order(tmp_path: Path) -> None:
    path = tmp_path / "shop.quill"
    Project.create(path, clock="2012-01-01").close()
    for source, town in (("CRM", "Rome"), ("Shop", "Oslo")):
        file = tmp_path / f"{source}.csv"
        file.write_text(f"customer_id,city\n1,{town}\n", "utf-8")
        answer("import", path, file, "--as", "profiles", "--source", source)
    assert answer("fields", "rename", path, "city", "Home town")[0] == {
        "name": "city", "before": "City", "label": "Home town",
    }  # fmt: skip
    assert answer("fields", "hide", path, "Home town")[0] == {"name": "city", "hidden": True}
    done = {"name": "city", "before": [], "priority": ["CRM"], "people": 1}
    assert answer("fields", "priority", path, "city", "crm.csv")[0] == done
    found = {one["name"]: one for one in answer("fields", path)[0]}
    town = found["city"]
    assert (town["label"], town["hidden"], town["sources"], town["priority"]) == (
        "Home town",
        True,
        ["CRM", "Shop"],
        True,
    )
    assert (town["people"], town["share"], town["samples"]) == (1, 1.0, ["Rome"])
    out = io.StringIO()
    assert run(["fields", str(path)], out) == 0
    assert "Home town (hidden)" in out.getvalue()
    assert answer("fields", "show", path, "city")[0] == {"name": "city", "hidden": False}
    assert "Hide it instead" in answer("fields", "delete", path, "city", status=1)[1]
    file.write_text("customer_id,Shoe size\n1,41\n", "utf-8")
    answer("import", path, file, "--as", "profiles")
    assert answer("fields", "delete", path, "Shoe size")[0] == {"name": "shoe_size", "label": "Shoe size"}
    assert answer("fields", "restore", path, "shoe size")[0] == {"name": "shoe_size", "label": "Shoe size"}
    assert "did you mean “city”" in answer("fields", "hide", path, "citty", status=1)[1]


def test_fields_are_merged_foreseen_and_taken_apart(tmp_path: Path) -> None:
    path, file = tmp_path / "shop.quill", tmp_path / "people.csv"
    Project.create(path, clock="2012-01-01").close()
    file.write_text("customer_id,first_name,Nick\n1,Ann,Nan\n2,,Bob\n", "utf-8")
    answer("import", path, file, "--as", "profiles", "--source", "CRM")
    found = answer("fields", "merge", path, "Nick", "First name", "--dry-run")[0]
    assert (found["old"], found["into"], found["only_old"], found["different"]) == ("nick", "first_name", 1, 1)
    assert found["samples"][0]["shows"] == {"into": "Ann", "old": "Nan", "newest": "Ann"}
    out = io.StringIO()
    assert run(["fields", "merge", str(path), "nick", "first_name", "--leads", "old", "--dry-run"], out) == 0
    assert ["customer_id:1", "Nan", "Ann", "Nan"] in [line.split() for line in out.getvalue().splitlines()]
    done = answer("fields", "merge", path, "nick", "first_name", "--leads", "old")[0]
    assert (done["old"], done["into"], done["leads"], done["people"]) == ("nick", "first_name", "old", 2)
    names = {one["name"]: one for one in answer("fields", path)[0]}
    assert ("nick" in names, names["first_name"]["parts"]) == (False, ["Nick"])
    out = io.StringIO()
    assert run(["fields", str(path)], out) == 0
    assert "Nick (nick) is part of first_name. `fields apart` takes it out again." in out.getvalue()
    assert "Nick is part of First name" in answer("fields", "hide", path, "nick", status=1)[1]
    assert answer("fields", "apart", path, "nick")[0]["people"] == 2
    assert "nick" in {one["name"] for one in answer("fields", path)[0]}


def test_a_value_is_set_told_of_and_restored(tmp_path: Path) -> None:
    path, file = tmp_path / "shop.quill", tmp_path / "people.csv"
    Project.create(path, clock="2012-01-01").close()
    file.write_text("customer_id,email,city\n1,a@x.de,Rome\n", "utf-8")
    answer("import", path, file, "--as", "profiles", "--source", "CRM")
    made = {"key": "customer_id:1", "trait": "city", "made": [1], "taken_back": []}
    assert answer("profile", "set", path, "a@x.de", "City", "Bonn", "--by", "Mia")[0] == made
    found = answer("profile", path, "a@x.de", "--history", "city")[0]
    assert (found["value"], [one["source"] for one in found["values"]]) == ("Bonn", ["hand", "CRM"])
    assert [(one["by"], one["shows"]) for one in found["values"]] == [("Mia", True), (None, False)]
    out = io.StringIO()
    assert run(["profile", str(path), "a@x.de", "--history", "city"], out) == 0
    assert "City of customer_id:1: Bonn. Set by hand by Mia" in out.getvalue()
    assert "cannot be set by hand" in answer("profile", "set", path, "a@x.de", "email", "b@x.de", status=1)[1]
    assert answer("profile", "restore", path, "a@x.de", "city")[0]["taken_back"] == [1]
    assert answer("profile", path, "a@x.de")[0]["traits"]["city"] == "Rome"
    answer("profile", "set", path, "a@x.de", "city", "Bonn")
    out = io.StringIO()
    assert run(["undo-import", str(path), "1"], out) == 0
    assert "1 value set by hand waits for people who went with it" in out.getvalue()
