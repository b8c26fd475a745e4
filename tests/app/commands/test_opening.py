"""Every command that asks about the audience takes an engine, and says which there are where it is none."""

import argparse
import io
from pathlib import Path

import pytest

from app.command_line import _commands, run
from app.commands.command import ENGINE
from app.commands.opening import opened
from app.commands.problems import WrongWords
from app.project import EMBEDDED, Project

ASKED = [one for one in _commands() if any(argument is ENGINE for argument in one.arguments)]


def test_what_measures_windows_for_an_audience_takes_an_engine() -> None:
    assert {command.words for command in ASKED} >= {
        "segment count", "segment members", "segment explain", "segment list", "profile", "rfm", "cluster",
        "template check", "campaign check", "campaign export",
    }  # fmt: skip


@pytest.mark.parametrize("address", ["trino://10.0.0.1:7077", "nothing", ""])
def test_an_engine_that_is_none_is_refused_before_anything_is_opened(address: str, tmp_path: Path) -> None:
    missing = tmp_path / "missing.quill"
    with pytest.raises(WrongWords) as refused:
        opened(argparse.Namespace(project=missing, engine=address))
    assert refused.value.code == "commands.no-engine"
    assert str(refused.value).endswith(
        "Leave --engine out, or give duckdb or postgresql://user@host/database or spark://host:7077/folder."
    )


def test_an_address_with_a_password_is_not_repeated(tmp_path: Path) -> None:
    err = io.StringIO()
    words = ["segment", "list", str(tmp_path / "x.quill"), "--engine", "mongodb://anna:secret@db.example/shop"]
    assert run(words, io.StringIO(), err) == 2
    assert err.getvalue() == (
        "quillwork: There is no engine “mongodb” here to ask. Leave --engine out, or give duckdb or "
        "postgresql://user@host/database or spark://host:7077/folder.\n"
    )


def test_without_one_and_by_its_name_the_engine_of_the_program_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "shop.quill"
    Project.create(path).close()
    for given in ({}, {"engine": None}, {"engine": EMBEDDED.name}):
        with opened(argparse.Namespace(project=path, **given)) as project, project.audience() as mirror:
            assert mirror.engine == "duckdb"
