"""Killed at any moment of any work, the program leaves what was before or what comes after, and nothing beside it."""

import contextlib
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app import campaign, ingest
from app.audience import segments
from app.project import Project, backups
from app.template import Template
from app.template import save as save_template
from storage.file import migrate

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="what is killed is forked, so that it starts at once")

# Starts each command in a process of its own, and kills it: just before it touches the folder or asks a database for
# the n-th time, or after a while. What takes long to load is loaded once, before any of them.
SERVER = """
import importlib, json, os, select, signal, sqlite3, sys, tempfile, time
import alembic.command, app.commands.audience, app.commands.campaign, app.commands.ingest, app.commands.privacy
import app.commands.project, app.privacy.forgetting, app.project.erasure
from app import command_line

def work(wanted, told):
    folder, seen = wanted["folder"], 0

    def point(*_):
        nonlocal seen
        seen += 1
        if seen == wanted["stop"]:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event, args):
        if event.partition(".")[0] in ("open", "os", "sqlite3") and any(folder in str(arg) for arg in args):
            point()

    connect = sqlite3.connect

    def traced(*args, **more):
        connection = connect(*args, **more)
        connection.set_trace_callback(point)
        return connection

    sqlite3.connect = traced
    for name, place in (("QUILLWORK_CACHE", "cache"), ("QUILLWORK_BACKUPS", "backups"), ("TMPDIR", "tmp"),
                        ("HOME", "home"), ("SQLITE_TMPDIR", "tmp")):
        os.environ[name] = os.path.join(folder, place)
    tempfile.tempdir = None
    for handle in (1, 2):
        os.dup2(os.open(os.devnull if handle == 1 else wanted["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), handle)
    sys.addaudithook(hook)
    status = command_line.run(wanted["words"])
    sys.stderr.flush()
    os.write(told, b"%d" % seen)
    os._exit(status)

print("ready", flush=True)
for line in sys.stdin:
    wanted = json.loads(line)
    if "load" in wanted:
        print(json.dumps([bool(importlib.import_module(name)) for name in wanted["load"]]), flush=True)
        continue
    heard, told = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            work(wanted, told)
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(99)
    os.close(told)
    if wanted["after"]:
        select.select([heard], [], [], wanted["after"])
        os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    took, seen = time.monotonic() - began, os.read(heard, 20)
    os.close(heard)
    print(json.dumps({"status": status, "took": took, "seen": int(seen or 0)}), flush=True)
"""

PEOPLE = 2_100
"""So many that they go in through a staging file."""
MARK = b"@kept-secret.example"
ERASED = "p7" + MARK.decode()
"""Whom an erasure takes out."""
TWINS = (f"email:p3{MARK.decode()}", f"email:p9{MARK.decode()}")
"""Who are joined by hand, and taken apart."""
WORKS = (
    *("import", "undo", "save", "export", "backup", "restore", "migration", "members", "erase", "merge", "unmerge"),
    "refresh",
)
HEAVY = (
    *(
        "adbc_driver_sqlite.dbapi",
        "ibis.backends.duckdb",
        "pandas",
        "app.audience.explanation",
        "app.campaign.export_folder.exporting",
    ),
    *(
        "app.ingest.importing.file_import",
        "app.ingest.kinds.project_rows",
        "app.ingest.identity.profiles",
        "app.ingest.importing.undo",
        "storage.mirror.tables",
    ),
)
"""What imports, exports and counts are made of."""

EACH = 19
"""So often each work is killed at a point and after a while, by the long test."""

IN_CI = ("save", "backup", "restore", "migration", "erase")
"""What loads quickly; killed imports and exports have tests of their own."""

BODY = "<p>Hello {{ first_name }}</p><a href='{{ unsubscribe_url }}'>No more</a> {{ sender.address }}"
PLAN = {"version": 1, "include": ["Everyone"], "template": "Spring", "esp": "generic", "columns": ["email"]}
_OURS = re.compile(
    r"work/(shop|shop before restore [0-9a-f]{4})\.quill|work/(more|people)\.csv|work/mail\.html|work/out/.*"
    r"|backups/[0-9a-f]{32}/[0-9a-f]{32}/(made\.jsonl|\d{6}-shop-[0-9a-f]{16}\.quill)"
    r"|cache/mirrors/[0-9a-f]{32}/(made\.jsonl|[0-9a-f]{32}\.duckdb)"
)
"""All that may stand there when nothing is at work: the project, its copies, what was exported, and the mirror."""

_VARYING = {
    "at",
    "changed_at",
    "created_at",
    "detail",
    "folder",
    "hash",
    "imported_at",
    "report",
    "taken_back_at",
    "token",
    "undone_at",
}
"""Columns that no two runs of a work agree on: when, where, and how long it took."""


@dataclass(frozen=True)
class Killer:
    """Runs commands on a folder, and kills them."""

    server: subprocess.Popen[str]
    said: Path

    def run(self, folder: Path, words: list[str], stop: int = 0, after: float = 0) -> Any:
        return self._ask({"folder": str(folder), "words": words, "stop": stop, "after": after, "said": str(self.said)})

    def load(self, modules: tuple[str, ...]) -> None:
        """Load what takes long once, before any of those that need it."""
        self._ask({"load": modules})

    def _ask(self, wanted: dict[str, Any]) -> Any:
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        self.server.stdin.write(json.dumps(wanted) + "\n")
        self.server.stdin.flush()
        return json.loads(self.server.stdout.readline())

    def whole(self, folder: Path, words: list[str]) -> dict[str, Any]:
        answer: dict[str, Any] = self.run(folder, words)
        assert answer["status"] == 0, self.said.read_text()
        return answer


@pytest.fixture(scope="module")
def killer(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Iterator[Killer]:
    command = [sys.executable, "-c", SERVER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=checkout) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        yield Killer(server, tmp_path_factory.mktemp("said") / "error.txt")
        assert server.stdin is not None
        server.stdin.close()


def _contacts(path: Path, first: int) -> None:
    lines = [f"p{number}{MARK.decode()},Zoë{number}" for number in range(first, first + PEOPLE)]
    path.write_text("\n".join(["email,first name", *lines]) + "\n", "utf-8")


@pytest.fixture(scope="module")
def begin(tmp_path_factory: pytest.TempPathFactory, killer: Killer) -> Path:
    """A folder with a project of which backups were made; nobody changes it."""
    folder = tmp_path_factory.mktemp("begin")
    for name in ("work", "cache", "backups", "tmp", "home"):
        (folder / name).mkdir()
    path, first = folder / "work" / "shop.quill", folder / "work" / "first.csv"
    (folder / "work" / "mail.html").write_text(BODY)
    _contacts(first, 0)
    _contacts(folder / "work" / "more.csv", PEOPLE // 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUILLWORK_CACHE", str(folder / "cache"))
        patch.setenv("QUILLWORK_BACKUPS", str(folder / "backups"))
        Project.create(path, clock="2026-03-01").close()
        with Project.open(path) as project:
            ingest.run_import(project, first, "profiles")
            first.unlink()
            sender = {"from_name": "Shop", "from_address": "shop@example.com", "postal_address": "1 High Street"}
            project.change_settings({"sender": sender, "unknown_is_consent": True})
            segments.save(project, "Everyone", {"all": []})
            save_template(project, Template("Spring", "Hello", "Tea", BODY))
            campaign.save(project, "All", PLAN)
        backups.backup(path)
        with Project.open(path) as project:
            # The key by which people are hashed is drawn once, so that two runs of an erasure agree.
            project.note("Looked at a person's page", "opened", about=[1])
        with Project.open(path) as project:
            project.change_settings({"currency": "EUR"})
    return folder


def prepare(killer: Killer, work: str, folder: Path) -> None:
    """What only this work begins from: an export that it replaces, or a project of an older program."""
    path = folder / "work" / "shop.quill"
    if work == "export":
        killer.whole(folder, words(work, folder))
        with Project.open(path) as project:
            campaign.save(project, "All", PLAN | {"columns": ["email", "first_name"]})
    elif work == "unmerge":
        killer.whole(folder, words("merge", folder))
    elif work == "migration":
        _make_older(path)


FIRST_SAID = (
    "coalesce(traits, "
    "(SELECT r.traits FROM new.profile_row r WHERE r.profile_id = profile.id ORDER BY r.id LIMIT 1), '{}')"
)


def _make_older(path: Path) -> None:
    """Give a project the schema before the last."""
    new = path.rename(path.with_suffix(".new"))
    migrate.create_schema(path, migrate.SCHEMA - 1)
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ATTACH ? AS new", [str(new)])
        tables = [name for (name,) in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")]
        for table in [name for name in tables if name not in ("alembic_version", "sqlite_sequence", "sqlite_stat1")]:
            has, had = (
                {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?, ?)", [table, schema])}
                for schema in ("new", "main")
            )
            columns = ", ".join(f'"{name}"' for name in sorted(has & had))
            said = columns.replace('"traits"', FIRST_SAID) if table == "profile" else columns
            connection.execute(f'INSERT OR REPLACE INTO main."{table}" ({columns}) SELECT {said} FROM new."{table}"')
    new.unlink()


def words(work: str, folder: Path) -> list[str]:
    """What is typed for a work."""
    path, place = str(folder / "work" / "shop.quill"), folder / "work"
    if work == "restore":
        made = list((folder / "backups").rglob("*.quill"))
        return ["restore", path, str(min(made, key=lambda file: file.name))]
    return {
        "import": ["import", path, str(place / "more.csv"), "--as", "profiles"],
        "undo": ["undo-import", path, "1"],
        "save": ["template", "save", path, "Autumn", "--body", str(place / "mail.html")],
        "export": ["campaign", "export", path, "All", "--out", str(place / "out"), "--replace"],
        "backup": ["backup", path],
        "members": ["segment", "members", path, "Everyone", "--out", str(place / "people.csv")],
        "migration": ["check", path],
        "erase": ["privacy", "erase", path, ERASED],
        "merge": ["merge", path, *TWINS],
        "unmerge": ["unmerge", path, TWINS[1]],
        "refresh": ["segment", "refresh", path],
    }[work]


def state(folder: Path, work: str) -> dict[str, str]:
    """What stands there, part by part: each column of the project's, each file, and how many copies there are."""
    found = {}
    for file in sorted((folder / "work").rglob("*")):
        if file.is_file() and file.suffix != ".quill" and not file.name.startswith(("shop.quill-", ".")):
            found[str(file.relative_to(folder))] = hashlib.sha256(file.read_bytes()).hexdigest()
    found["kept"] = str(len(list((folder / "work").glob("*before restore*"))))
    if work == "backup":
        # Behind any other work one is made when the project is closed, if it comes to that.
        found["backups"] = str(len(list((folder / "backups").rglob("*.quill"))))
    with contextlib.closing(sqlite3.connect(folder / "work" / "shop.quill")) as connection:
        found["version"] = str(connection.execute("PRAGMA user_version").fetchone()[0])
        for table in [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]:
            # The head of the log is the hash of its newest line, which holds when that was written.
            others = " WHERE name <> 'audit_head'" if table == "setting" else ""
            cursor = connection.execute(f'SELECT * FROM "{table}"{others} ORDER BY 1')
            rows = cursor.fetchall()
            for place, (column, *_) in enumerate(cursor.description):
                values = repr([row[place] for row in rows] if column not in _VARYING else len(rows))
                found[f"{table}.{column}"] = hashlib.sha256(values.encode()).hexdigest()
    return found


@dataclass(frozen=True)
class Course:
    """How a work goes that nobody kills: what is before and after it."""

    begin: Path
    before: dict[str, str]
    after: dict[str, str]
    points: int
    seconds: float

    def told(self, found: dict[str, str], work: str) -> str:
        """Whether what stands there is `before` or `after`, or between them; else what is neither.

        Between are the `line` of a file alone, and a backup that was put back without its line: `unsaid`.
        """
        if found in (self.before, self.after):
            return "before" if found == self.before else "after"
        if found | {"work/people.csv": self.after.get("work/people.csv")} == self.after:
            return "line"
        if (
            work == "restore"
            and found | {name: self.after[name] for name in self.after if "audit." in name} == self.after
        ):
            return "unsaid"
        names = sorted(self.before.keys() | self.after.keys() | found.keys())
        return "neither: " + ", ".join(
            name for name in names if found.get(name) not in (self.before.get(name), self.after.get(name))
        )


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, killer: Killer, begin: Path) -> Callable[[str], Course]:
    """The course of a work."""

    @cache
    def found(work: str) -> Course:
        folder = tmp_path_factory.mktemp(work)
        shutil.copytree(begin, folder / "begin")
        prepare(killer, work, folder / "begin")
        shutil.copytree(folder / "begin", folder / "end")
        answer = killer.whole(folder / "end", words(work, folder / "end"))
        settle(killer, folder / "end")
        assert left(folder / "end") == []
        before, after = state(folder / "begin", work), state(folder / "end", work)
        assert before != after
        return Course(folder / "begin", before, after, answer["seen"], answer["took"])

    return found


def settle(killer: Killer, folder: Path) -> None:
    """The next start, with another command than the one that was killed."""
    killer.whole(folder, ["check", str(folder / "work" / "shop.quill")])


def left(folder: Path) -> list[str]:
    """What stands there that ought not to, and what holds a customer's address of it."""
    found = []
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and not _OURS.fullmatch(name):
            found.append(name + (" (with customers' data)" if MARK in file.read_bytes() else ""))
    return found


def whole(path: Path) -> bool:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)])


def kill(killer: Killer, course: Course, work: str, folder: Path, stop: int = 0, after: float = 0) -> str:
    """Kill a work once and look at what is left; returns whether that is as before or as after."""
    shutil.copytree(course.begin, folder)
    path = folder / "work" / "shop.quill"
    died = killer.run(folder, words(work, folder), stop, after)
    assert died["status"] in (-9, 0)
    # Whoever opens an older project brings it up to date: what the kill itself left is looked at before.
    seen = [course.told(state(folder, work), work)] if work == "migration" else []
    settle(killer, folder)
    seen.append(course.told(state(folder, work), work))
    # The log has its line before the file is in its place: a file without a line there never is.
    assert set(seen) <= {"before", "after", "line", "unsaid"}, (work, stop, after, seen)
    assert seen[-1] == "after" or (work != "migration" and died["status"] != 0)
    assert left(folder) == [], (work, stop, after)
    assert all(whole(file) for file in folder.rglob("*.quill")), (work, stop, after)
    if work == "erase" and seen[-1] == "after":
        assert not [file for file in folder.rglob("*") if file.is_file() and ERASED.encode() in file.read_bytes()]
    # No lock stays: the next to write need not wait.
    killer.whole(folder, ["sender", str(path), "--from-name", "Later"])
    shutil.rmtree(folder)
    return seen[0]


@pytest.mark.parametrize("work", IN_CI)
def test_killed_at_three_points(killer: Killer, course: Callable[[str], Course], tmp_path: Path, work: str) -> None:
    for share in (0.35, 0.7, 0.97):
        kill(killer, course(work), work, tmp_path / "x", stop=round(course(work).points * share))


@pytest.mark.long
@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("work", WORKS)
def test_killed_at_any_moment(killer: Killer, course: Callable[[str], Course], tmp_path: Path, work: str) -> None:
    killer.load(HEAVY)
    way, tally = course(work), {"before": 0, "line": 0, "unsaid": 0, "after": 0}
    for number in range(EACH):
        share = (number + 0.5) / EACH
        # The last points are where things are put in their places: most of them are tried.
        stop = way.points - number if number % 2 else max(1, round(way.points * share))
        tally[kill(killer, way, work, tmp_path / "x", stop=stop)] += 1
        tally[kill(killer, way, work, tmp_path / "x", after=way.seconds * share)] += 1
    print(f"{work}: {2 * EACH} kills, {tally}, of {way.points} points in {way.seconds:.2f} s")
