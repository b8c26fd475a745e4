"""The commands import, imports, undo-import and rejected."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from app import command_line

CONTACTS = "email,First name,Shoe size\na@x.de,Ann,38\n,Bob,40\nb@x.de,=Eve,\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.quill"
    assert call("new", str(path))[0] == 0
    (tmp_path / "people.csv").write_text(CONTACTS, "utf-8")
    return path


def call(*words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return command_line.run(words, out, err), out.getvalue(), err.getvalue()


def answer(*words: str) -> Any:
    status, out, err = call(*words, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def test_import_says_what_the_specification_names(shop: Path) -> None:
    found = answer("import", str(shop), str(shop.with_name("people.csv")), "--as", "profiles", "--source", "the till")
    named = {
        "batch": 1, "kind": "profiles", "rows": 3, "accepted": 2, "rejected": 1, "profiles_created": 2,
        "profiles_updated": 0, "events_added": 0, "events": {}, "adjustments": 0, "duplicates": 0, "anonymous": 0,
        "conflicts": 0,
    }  # fmt: skip
    assert {name: found[name] for name in named} == named
    assert found["mapping"]["columns"]["Shoe size"] == {"to": "shoe_size", "type": "number"}
    assert "preview" not in found
    (batch,) = answer("imports", str(shop))
    assert (batch["batch"], batch["file"], batch["source"], batch["undone_at"]) == (1, "people.csv", "the till", None)


def test_a_dry_run_prints_a_mapping_that_can_be_given_back(shop: Path) -> None:
    file = str(shop.with_name("people.csv"))
    dry = answer("import", str(shop), file, "--as", "profiles", "--dry-run")
    assert dry["batch"] is None
    assert dry["preview"][0] == {"line": 2, "email": "a@x.de", "first_name": "Ann", "shoe_size": 38.0}
    assert answer("imports", str(shop)) == []
    path = shop.with_name("map.json")
    path.write_text(json.dumps(dry["mapping"]), "utf-8")
    assert answer("import", str(shop), file, "--as", "profiles", "--map", str(path))["mapping"] == dry["mapping"]


def test_rejected_and_undo(shop: Path) -> None:
    call("import", str(shop), str(shop.with_name("people.csv")), "--as", "profiles")
    out = shop.with_name("mend.csv")
    found = answer("rejected", str(shop), "1", "--out", str(out))
    assert [(row["line"], row["row"]) for row in found] == [(3, {"email": "", "First name": "Bob", "Shoe size": "40"})]
    assert out.read_bytes().splitlines()[0] == b"line,reason,email,First name,Shoe size"
    assert answer("undo-import", str(shop), "1")["batch"] == 1
    assert answer("imports", str(shop))[0]["undone_at"] is not None
    assert answer("rejected", str(shop), "1") == []


def test_without_json_it_is_readable(shop: Path) -> None:
    status, out, _ = call("import", str(shop), str(shop.with_name("people.csv")), "--as", "profiles")
    assert status == 0
    assert "Import 1: profiles." in out
    assert "Profiles created" in out
    assert '"to": "shoe_size"' in out
    assert "people.csv" in call("imports", str(shop))[1]
    assert "Bob" in call("rejected", str(shop), "1")[1]
    assert "Took back import 1" in call("undo-import", str(shop), "1")[1]


def test_what_cannot_be_done_is_one_sentence(shop: Path) -> None:
    status, out, err = call("import", str(shop), "none.csv", "--as", "profiles", "--json")
    assert (status, out) == (1, "")
    assert err.startswith("quillwork: There is no file none.csv.")
    assert call("undo-import", str(shop), "7")[0] == 1
    assert call("rejected", str(shop), "7")[0] == 1
    assert call("import", str(shop), "a.csv", "--as", "people")[0] == 2


def test_what_must_be_told_stands_in_the_table_in_the_document_and_in_the_history(shop: Path) -> None:
    path = shop.with_name("do_not_mail.csv")
    path.write_text("email\na@x.de\nnobody at all\n", "utf-8")
    status, out, _ = call("import", str(shop), str(path), "--as", "suppressions", "--dry-run")
    told = "1 row of this list cannot be read: this person can still be mailed."
    assert status == 0
    assert any(line.startswith(f"ATTENTION: {told}") and line.endswith("(line 3)") for line in out.splitlines())
    (note,) = answer("import", str(shop), str(path), "--as", "suppressions")["warnings"]
    assert note["text"].startswith(told)
    assert (note["level"], note["count"], note["lines"]) == ("red", 1, [3])
    assert answer("imports", str(shop))[0]["warnings"] == [note]
