"""The embedded engine: it has no address, loads what it names, and reads the mirror of the file that it is given."""

from importlib import import_module, metadata
from pathlib import Path

from app.project import EMBEDDED, Project
from app.project.engine import Engine, Mirror


def test_it_is_meant_by_its_name_alone() -> None:
    engine: Engine = EMBEDDED
    assert engine.at(engine.name) is EMBEDDED
    assert engine.at(f"{engine.name}://elsewhere") is None


def test_its_parts_are_there() -> None:
    for distribution, module in EMBEDDED.parts.items():
        assert metadata.version(distribution)
        assert import_module(module)


def test_it_shows_what_is_committed(tmp_path: Path) -> None:
    with Project.create(tmp_path / "shop.quill") as project:
        mirrors = EMBEDDED.mirrors(project.path, project.uid)
        mirror: Mirror = mirrors.open("UTC", lambda done, total, phrase: None)
        with mirror:
            assert (mirror.engine, mirror.token) == ("duckdb", "empty" if mirror.token == "empty" else project.token())
            assert mirror.scalar(mirror.table("profiles").count()) == 0
            assert mirror.answer("nobody", lambda few: few, [4]) == [{"few_id": 4}]
        mirrors.close()
