"""The command `push`."""

import io
from pathlib import Path

import pytest

from app.command_line import run
from app.project import Project


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("mongodb://anna:secret@db/shop", 2, "There is no engine “mongodb” here to ask. Leave --engine out, or give "),
        ("duckdb", 1, "Nothing is put into duckdb: it reads the project itself. Give the address of another engine"),
        ("postgresql://anna:secret@127.0.0.1:1/shop", 1, "postgresql://127.0.0.1:1/shop does not answer. "),
    ],
)
def test_what_takes_nothing_is_told_without_its_password(tmp_path: Path, address: str, status: int, said: str) -> None:
    Project.create(tmp_path / "shop.quill").close()
    out, err = io.StringIO(), io.StringIO()
    assert run(("push", str(tmp_path / "shop.quill"), "--engine", address, "--json"), out, err) == status
    assert f"quillwork: {said}" in err.getvalue()
    # What leaves and where to is said before it does.
    first = "All that is known of the people in shop.quill is copied to postgresql://127.0.0.1:1/shop.\n"
    assert err.getvalue().startswith(first) is address.startswith("postgresql")
    assert out.getvalue() == ""
    assert "secret" not in err.getvalue()
