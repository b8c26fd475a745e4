"""What the migrations make is what the program expects, and an older file is brought up without harm."""

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, insert, select

from app import audience
from app.domain.progress import Cancelled, Progress
from app.project import Change, Project
from storage.file import kept_traits, migrate, models, project_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "a.quill"
    project_file.create(target)
    return target


def test_the_migrated_schema_is_that_of_the_models(path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), models.metadata) == []
    engine.dispose()


def test_the_newest_migration_is_the_schemas_number() -> None:
    assert int(migrate.head()) == migrate.SCHEMA


def test_the_header_names_the_program_and_the_schema(path: Path) -> None:
    header = project_file.read_header(path)
    assert header == project_file.Header(version=migrate.SCHEMA, damaged=False)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (models.APPLICATION_ID,)
    connection.close()


def test_migrations_know_nothing_of_the_program() -> None:
    for script in Path(migrate.__file__).with_name("migrations").rglob("*.py"):
        source = script.read_text(encoding="utf-8")
        assert "from app" not in source
        assert "from storage" not in source


def test_a_new_file_has_large_pages(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA page_size").fetchone() == (migrate.PAGE,)


def test_an_older_file_is_migrated_on_a_copy_and_keeps_its_rows(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO setting VALUES ('name', '\"Old\"')")
        connection.execute("PRAGMA user_version = 0")
    connection.close()
    migrate.migrate(path)
    assert project_file.read_header(path).version == migrate.SCHEMA
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT value FROM setting").fetchall() == [('"Old"',)]
    connection.close()
    assert [left.name for left in path.parent.iterdir()] == ["a.quill"]


def test_a_failed_migration_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Path) -> None:
        raise OSError(28, "No space left on device")

    before = path.read_bytes()
    monkeypatch.setattr(migrate, "_upgrade", broken)
    with pytest.raises(OSError, match="No space"):
        migrate.migrate(path)
    assert path.read_bytes() == before
    assert [left.name for left in path.parent.iterdir()] == ["a.quill"]


def test_a_project_of_the_first_schema_opens_and_counts(tmp_path: Path) -> None:
    path = tmp_path / "old.quill"
    engine = create_engine(f"sqlite:///{path}")
    config = migrate._config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.commit()
    engine.dispose()
    with sqlite3.connect(path) as old:
        old.execute(f"PRAGMA application_id={models.APPLICATION_ID}")
        old.execute("PRAGMA user_version=1")
        old.execute("INSERT INTO profile VALUES (1, 'email:a@b.example', 'a@b.example', 1, '{}', 1)")
        old.execute("INSERT INTO commit_log VALUES (1, 'first', 1, 'Imported', '[\"profiles\"]')")
    old.close()
    with Project.open(path) as project:
        assert audience.count(project, {"all": []}).count == 1
        with project.write("more", {Change.PROFILES}) as connection:
            row = {"id": 2, "key": "email:c", "mailable": False, "traits": {}, "created_batch": 1}
            connection.execute(insert(models.profile).values(row))
        assert audience.count(project, {"all": []}).count == 2


def test_traits_that_a_persons_first_row_says_are_left_out_and_read_as_before(tmp_path: Path) -> None:
    path = tmp_path / "old.quill"
    migrate.create_schema(path, 6)
    with sqlite3.connect(path) as old:
        people = {1: '{"city":"Paris"}', 2: '{"city":"Rome","shoes":39}', 3: "{}"}
        for number, traits in people.items():
            old.execute("INSERT INTO profile VALUES (?, ?, NULL, 0, ?, 1)", (number, f"customer_id:{number}", traits))
        for number, said in ((1, people[1]), (2, '{"city":"Rome"}'), (2, '{"shoes":39}')):
            columns = "(link_id, profile_id, batch_id, row, effective_at, mode, traits)"
            old.execute(
                f"INSERT INTO profile_row {columns} VALUES (?, ?, 1, 1, 1, 'update', ?)", (number, number, said)
            )
        old.execute("INSERT INTO trait VALUES (1, 'city', 'City', 'text', NULL, 0)")
        old.execute("INSERT INTO commit_log VALUES (1, 'first', 1, 'Imported', '[\"profiles\"]', NULL)")
    old.close()
    with Project.open(path) as project, project.read() as connection:
        kept = connection.scalars(select(models.profile.c.traits).order_by(models.profile.c.id)).all()
        known = connection.scalars(select(kept_traits.of_profile()).order_by(models.profile.c.id)).all()
        assert kept == [None, {"city": "Rome", "shoes": 39}, {}]
        assert known == [{"city": "Paris"}, {"city": "Rome", "shoes": 39}, {}]
        assert audience.count(project, {"trait": "city", "op": "is", "value": "Paris"}).count == 1


def test_bringing_an_older_file_up_tells_how_far_it_is_and_can_be_stopped_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.quill"
    migrate.create_schema(path, 1)
    before = path.read_bytes()
    monkeypatch.setattr(migrate, "_OPERATIONS", 50)
    told: list[float] = []
    whole = tmp_path / "whole.quill"
    whole.write_bytes(before)
    Project.open(whole, progress=Progress(lambda share, _: told.append(share))).close()
    assert told == sorted(told)
    assert (told[0] > 0, told[-1] > 0.7) == (True, True)
    # While it is backed up, copied, changed and looked through.
    for limit in (0.1, 0.3, 0.45, 0.7):
        reached = [0.0]
        progress = Progress(
            lambda share, _, reached=reached: reached.append(share),  # type: ignore[misc]
            lambda reached=reached, limit=limit: reached[-1] >= limit,  # type: ignore[misc]
        )
        with pytest.raises(Cancelled):
            Project.open(path, progress=progress)
        assert path.read_bytes() == before
        assert sorted(left.name for left in tmp_path.glob("*old*")) == ["old.quill"]
    with Project.open(path) as project:
        assert project.integrity() == []
