"""The commands about ready-made mappings, as a script calls them."""

import io
import json
from pathlib import Path

import pytest

from app.command_line import run

MINE = {
    "version": 1, "tool": "Tillsoft", "what": "members", "kind": "profiles", "headers": {"must": ["Card", "Bonus"]},
    "mapping": {"columns": {"Card": {"to": "card", "type": "identifier"}}}, "where_to_find": "Till, Members, Export",
}  # fmt: skip


def answer(*words: object, status: int = 0) -> tuple[object, str]:
    out, err = io.StringIO(), io.StringIO()
    assert run([*map(str, words), "--json"], out, err) == status, err.getvalue()
    return json.loads(out.getvalue() or "null"), err.getvalue()


def test_mappings_are_listed_shown_added_and_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUILLWORK_MAPPINGS", str(tmp_path / "mine"))
    file = tmp_path / "tillsoft-members.json"
    file.write_text(json.dumps(MINE), "utf-8")
    added = answer("mappings", "add", file)[0]
    assert added["title"] == "Tillsoft, members"  # type: ignore[index, call-overload]
    assert answer("mappings", "list", "--search", "tillsoft")[0] == [added]
    shown = answer("mappings", "show", "tillsoft-members")[0]
    assert shown["where_to_find"] == "Till, Members, Export"  # type: ignore[index, call-overload]
    out, err = io.StringIO(), io.StringIO()
    assert run(["mappings", "show", "shopify-customers"], out, err) == 0
    assert "Shopify admin: Customers" in out.getvalue()
    assert answer("mappings", "remove", "tillsoft-members")[0] == {"removed": "tillsoft-members"}
    assert "cannot be removed" in answer("mappings", "remove", "shopify-customers", status=1)[1]
    file.write_text(json.dumps(MINE | {"headers": {"must": ["Card"]}}), "utf-8")
    assert "One header alone tells no tool" in answer("mappings", "add", file, status=1)[1]
