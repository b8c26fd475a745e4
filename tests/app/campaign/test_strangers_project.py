"""A project file from a stranger: whatever stands in it, a sentence and no traceback, and nobody wrong."""

import contextlib
import csv
import io
import json
import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from app import audience, campaign, command_line, ingest, mailing, people
from app import template as templates
from app.audience import segments
from app.domain.problems import Problem
from app.project import Project, at_a_glance, audit_log, backups
from app.project.damage import explained
from app.runs import rfm, rfm_runs

LIMIT = 10.0
"""Seconds that a step may take."""

AS_OF = "2026-02-01"
PLAN = {"version": 1, "include": ["Londoners"], "template": "Spring", "esp": "generic", "columns": ["email"]}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, club_file: Path) -> Path:
    """A whole project with a campaign, folded into one file."""
    path = tmp_path_factory.mktemp("sound") / "club.quill"
    with Project.open(shutil.copy(club_file, path)) as project:
        campaign.save(project, "Spring", PLAN)
    return path


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of a shop whose customers were scored twice."""
    folder = tmp_path_factory.mktemp("scored")
    orders = folder / "orders.csv"
    rows = [f"{n},2025-0{1 + n % 9}-11,p{n % 7}@example.com,Mug,{n % 3 + 1},{n}.50" for n in range(40)]
    orders.write_text("Order ID,Order date,Email,SKU,Quantity,Unit price\n" + "\n".join(rows) + "\n")
    with Project.create(folder / "shop.quill", name="Shop", timezone="UTC", clock="latest-event") as project:
        ingest.run_import(project, orders, "orders")
        for day in ("2025-09-01", "2025-10-01"):
            rfm.run(project, day)
    return folder / "shop.quill"


@pytest.fixture(scope="module")
def right(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Whom the whole project's campaigns may write to at all."""
    folder = tmp_path_factory.mktemp("right")
    with Project.open(sound) as project:
        campaign.save(project, "Widest", PLAN | {"include": ["Everyone"]})
        campaign.export(project, "Widest", folder / "out", as_of=AS_OF)
        campaign.delete(project, "Widest")
    found = mailed(folder / "out")
    assert len(found) > 20
    return frozenset(found)


def mailed(out: Path) -> list[str]:
    """The addresses in an export."""
    with (out / "contacts.csv").open(newline="", encoding="utf-8-sig") as file:
        return [row["email"] for row in csv.DictReader(file)]


def steps(path: Path, out: Path, briefly: bool) -> Iterator[Callable[[], object]]:
    """What a marketer does with a project that came by mail, each as a thing to do."""
    try:
        project = Project.open(path)
    except Problem:
        return
    with project:
        yield lambda: [project.moment(), project.name, project.settings]
        yield lambda: at_a_glance.overview(project)
        yield lambda: people.count(project)
        yield lambda: audit_log.entries(project)
        yield lambda: segments.every(project)
        yield lambda: campaign.list_campaigns(project)
        yield lambda: templates.all_of(project)
        if briefly:
            yield project.integrity
            return
        yield lambda: people.story(project, "customer_id:480")
        yield lambda: audience.count(project, {"all": []}, AS_OF)
        yield lambda: audience.count(project, {"trait": "city", "op": "is", "value": "London"}, AS_OF)
        yield lambda: segments.overview(project, AS_OF)
        yield lambda: mailing.render_one(project, templates.get(project, "Spring"), "customer_id:480")
        yield lambda: campaign.summary(project, "Spring", AS_OF)
        yield lambda: campaign.check(project, "Spring", AS_OF)
        yield lambda: campaign.export(project, "Spring", out, as_of=AS_OF)
        yield lambda: project.change_settings({"currency": "EUR"})
    yield lambda: backups.check(path)
    yield lambda: backups.backup(path)


def go(path: Path, right: frozenset[str], briefly: bool = False) -> None:
    """Do all of it; a step ends well or in a sentence, in time, and whoever is exported may be written to."""
    out = path.with_name(path.stem + "-out")
    for step in steps(path, out, briefly):
        began = time.process_time()
        try:
            step()
        except Problem:
            pass
        except Exception as error:
            # As the window and the command line ask, before they call it a mistake of ours.
            if explained(error) is None:
                raise
        assert time.process_time() - began < LIMIT
    if (out / "contacts.csv").exists():
        found = mailed(out)
        assert set(found) <= right
        assert len(found) == len(set(found))


HOSTILE: dict[str, object] = {
    "no JSON": "{",
    "deep": "[" * 3_000 + "]" * 3_000,
    "deep groups": '{"all":[' * 3_000 + "]}" * 3_000,
    "a number": 5,
    "a text": '"../../../victim"',
    "null": None,
    "JSON null": "null",
    "a list": "[1, 2]",
    "an object": '{"../../x": {"a": [null]}}',
    "bytes": b"\xff\xfe\x00",
    "no UTF-8": "CAST(x'22ff22' AS TEXT)",
    "infinite": "1e999",
    "huge": '"' + "x" * 2_000_000 + '"',
}
SETTINGS = ("uid", "timezone", "clock", "sender", "name", "currency", "unknown_is_consent")
PLACES = (
    *(f"UPDATE setting SET value = ? WHERE name = '{name}'" for name in SETTINGS),
    "UPDATE segment SET rule = ?",
    "UPDATE segment SET name = ? WHERE id = 1",
    "UPDATE segment SET position = ?",
    "UPDATE campaign SET plan = ?",
    "UPDATE template SET body = ?",
    "UPDATE template SET subject = ?",
    "UPDATE template SET language = ?",
    "UPDATE profile SET traits = ? WHERE id = 20",
    "UPDATE profile SET email = ? WHERE id = 20",
    "UPDATE consent SET status = ? WHERE id = 9",
    "UPDATE trait SET type = ? WHERE name = 'city'",
    "UPDATE commit_log SET changes = ?",
    "UPDATE commit_log SET touched = ?",
    "UPDATE audit SET detail = ?",
)


@pytest.fixture
def decoys(tmp_path: Path) -> Iterator[Path]:
    """A folder of files beside those of the program; whoever touches one fails the test."""
    folder = tmp_path / "victim"
    folder.mkdir()
    for name in ("shop.quill", "notes.txt", ".shop.quill.lock", "backup.duckdb"):
        (folder / name).write_text("somebody else's", "utf-8")
    (tmp_path / "work").mkdir()
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    yield tmp_path / "work"
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before
    assert {path.name for path in tmp_path.iterdir()} == {"victim", "work"}


def swapped(sound: Path, path: Path, statement: str, value: object) -> bool:
    """A copy with a hostile value in a place; whether the place takes it at all."""
    shutil.copy(sound, path)
    connection = sqlite3.connect(path)
    try:
        if isinstance(value, str) and value.startswith("CAST("):
            connection.execute(statement.replace("?", value))
        else:
            connection.execute(statement, [value])
        connection.commit()
    except sqlite3.IntegrityError:
        return False
    finally:
        connection.close()
    return True


CASES = [(place, kind) for place in PLACES for kind in HOSTILE]
IN_CI = frozenset(random.Random(7).sample(range(len(CASES)), 8))


@pytest.mark.parametrize(
    "number", [pytest.param(n, marks=() if n in IN_CI else pytest.mark.long) for n in range(len(CASES))]
)
def test_a_hostile_value_gives_a_sentence_and_nobody_wrong(
    sound: Path, right: frozenset[str], decoys: Path, number: int
) -> None:
    place, kind = CASES[number]
    path = decoys / "club.quill"
    if swapped(sound, path, place, HOSTILE[kind]):
        go(path, right)


def emptied(value: object) -> Iterator[object]:
    """A document of JSON with one of its parts gone or of another kind, each part in its turn."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield {other: one for other, one in value.items() if other != name}
            yield from (value | {name: wrong} for wrong in (None, "zebra", -5, [[1]], {"a": None}))
            yield from (value | {name: one} for one in emptied(part))
    if isinstance(value, list) and value:
        yield from ([wrong, *value[1:]] for wrong in (None, "zebra", -5, [[1]], {"a": None}))
        yield from ([one, *value[1:]] for one in emptied(value[0]))


def test_json_that_lost_a_part_is_shown_or_told(scored: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(scored, tmp_path / "shop.quill"))
    readers = {
        ("score_run", "summary"): rfm_runs.newest,
        ("score_run", "parameters"): rfm_runs.newest,
        ("batch", "report"): ingest.history,
    }
    told = 0
    with Project.open(path) as project, contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for (table, column), read in readers.items():
            (text,) = connection.execute(f"SELECT {column} FROM {table} ORDER BY 1 DESC LIMIT 1").fetchone()
            for changed in emptied(json.loads(text)):
                connection.execute(f"UPDATE {table} SET {column} = ?", [json.dumps(changed)])
                told += told_of(partial(read, project))
            connection.execute(f"UPDATE {table} SET {column} = ?", [text])
        assert told > 20
        assert project.integrity() == []


def told_of(step: Callable[[], object]) -> bool:
    """Whether a step ended in a sentence; a mistake of ours is raised."""
    try:
        step()
    except Exception as error:
        if explained(error) is None:
            raise
        return True
    return False


def test_a_project_whose_name_fills_what_a_disk_allows_is_backed_up(sound: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sound, tmp_path / f"{'é' * 120}.quill"))
    backup = backups.backup(path).backup
    assert backup.exists()
    assert "éé" in backup.name


@pytest.mark.parametrize("report", ["5", "[[1]]", '{"mends": 5, "warnings": 7}'])
def test_a_command_that_meets_damage_says_so_though_it_has_closed_the_project(
    scored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], report: str
) -> None:
    path = tmp_path / "shop.quill"
    assert swapped(scored, path, "UPDATE batch SET report = ?", report)
    # Read, or refused in a sentence; an object of other parts can be listed.
    assert command_line.run(["imports", str(path), "--json"]) == (0 if report.startswith("{") else 1)
    assert report.startswith("{") or "damaged" in capsys.readouterr().err


@pytest.mark.parametrize("plan", ["{}", '{"include": null}', '{"include": [5, null], "esp": []}', '{"include": 5}'])
def test_campaigns_are_listed_whatever_one_plan_says(sound: Path, tmp_path: Path, plan: str) -> None:
    path = tmp_path / "club.quill"
    assert swapped(sound, path, "UPDATE campaign SET plan = ?", plan)
    out = io.StringIO()
    assert command_line.run(["campaign", "list", str(path)], out) == 0
    assert "Spring" in out.getvalue()


def flipped(data: bytes, seed: int) -> bytes:
    """The file with a bit or a few the other way, or cut short."""
    chance, flips = random.Random(seed), bytearray(data)
    if seed % 20 == 0:
        return data[: chance.randrange(len(data))]
    for _ in range(chance.choice((1, 1, 3, 30))):
        flips[chance.randrange(len(flips))] ^= 1 << chance.randrange(8)
    return bytes(flips)


def test_flipped_bits_end_in_a_sentence_and_write_to_nobody_wrong(
    sound: Path, right: frozenset[str], decoys: Path
) -> None:
    data = sound.read_bytes()
    for seed in range(120):
        path = decoys / f"{seed}.quill"
        path.write_bytes(flipped(data, seed))
        # All of them are opened, listed and checked; asking the audience and exporting takes longer.
        go(path, right, briefly=seed % 30 != 1)


@pytest.mark.long
@pytest.mark.timeout(20_000)
def test_bits_flipped_five_thousand_times(sound: Path, right: frozenset[str], decoys: Path) -> None:
    data = sound.read_bytes()
    for seed in range(1_000, 6_000):
        path = decoys / f"{seed}.quill"
        path.write_bytes(flipped(data, seed))
        go(path, right, briefly=seed % 5 != 1)
        for left in decoys.glob(f"{seed}*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def test_a_damaged_project_is_read_and_that_is_said_and_nothing_is_exported(
    sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "club.quill"
    assert swapped(sound, path, "UPDATE setting SET value = ? WHERE name = 'sender'", "[1]")
    with Project.open(path) as project:
        assert "“sender”" in project.damage
        assert people.count(project) == 80
        assert "for reading only" in project.hold_writer()
        with pytest.raises(Problem, match="damaged"):
            campaign.export(project, "Spring", tmp_path / "out", as_of=AS_OF)
    assert not (tmp_path / "out").exists()
    assert command_line.run(["segment", "list", str(path)]) == 0
    assert "for reading only" in capsys.readouterr().err
    assert command_line.run(["check", str(path)]) == 0
    assert "“sender”" in capsys.readouterr().out


@pytest.mark.parametrize(("name", "kind"), [("email", "number"), ("city", "date"), ("birth_date", "text")])
def test_a_trait_of_ours_of_another_type_is_told_and_nothing_is_exported(
    sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, kind: str
) -> None:
    path, rule = tmp_path / "club.quill", tmp_path / "rule.json"
    assert swapped(sound, path, f"UPDATE trait SET type = ? WHERE name = '{name}'", kind)
    rule.write_text('{"all": []}')
    for words in (["members", str(path), "Londoners"], ["members", str(path), "--rule", str(rule), "--columns", name]):
        # Read, or refused in a sentence.
        assert command_line.run(["segment", *words, "--json"]) in (0, 1)
        assert f"trait “{name}”" in capsys.readouterr().err
    assert command_line.run(["check", str(path)]) in (0, 1)
    assert f"trait “{name}” is kept as {kind}" in capsys.readouterr().out
    assert command_line.run(["campaign", "export", str(path), "Spring", "--out", str(tmp_path / "out")]) == 1
    assert "damaged" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("bit", [0, 4])
def test_an_address_that_a_bit_changed_is_written_to_by_no_export(sound: Path, tmp_path: Path, bit: int) -> None:
    path = tmp_path / "club.quill"
    changed = "".join(chr(ord(letter) ^ 1 << bit) if at == 5 else letter for at, letter in enumerate("p21@example.com"))
    assert swapped(sound, path, "UPDATE profile SET email = ? WHERE id = 21", changed)
    with Project.open(path) as project, pytest.raises(Problem, match="not the ones that were imported"):
        campaign.export(project, "Spring", tmp_path / "out", as_of=AS_OF)


def test_nothing_is_exported_where_a_rule_cannot_be_read_though_it_is_json(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "club.quill"
    with Project.open(shutil.copy(sound, path)) as project:
        segments.save(project, "Lost", {"all": []})
    deep = '{"all":[' * 300 + "]}" * 300
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE segment SET rule = ? WHERE name = 'Lost'", [deep])
    with Project.open(path) as project:
        assert {one.name: one.count is None for one in segments.overview(project)}["Lost"]
        with pytest.raises(Problem, match="the rule of the segment “Lost”"):
            campaign.export(project, "Spring", tmp_path / "out", as_of=AS_OF)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("UPDATE setting SET value = ? WHERE name = 'name'", '"club \\ud800"'),
        ("UPDATE event SET more = ?", "[1, 2]"),
        ("UPDATE event SET more = ?", "5"),
        ("INSERT INTO conflict (batch_id, row, detail) VALUES (1, 1, ?)", "[1]"),
        ("INSERT INTO refusal (channel, identifiers, reason) VALUES ('email', ?, 'unsubscribed')", "[[1"),
        ("INSERT INTO refusal (channel, identifiers, reason) VALUES ('email', ?, 'unsubscribed')", "5"),
        ("UPDATE batch SET id = ?", 2**63 - 1),
        ("UPDATE link SET id = ? WHERE id = (SELECT max(id) FROM link)", 2**63 - 1),
    ],
)
def test_what_the_program_never_writes_is_told_and_no_work_stumbles_over_it(
    sound: Path, right: frozenset[str], tmp_path: Path, statement: str, value: object
) -> None:
    path, more, made = tmp_path / "club.quill", tmp_path / "more.csv", tmp_path / "made.quill"
    shutil.copy(sound, made)
    more.write_text("Email,event,time,mood\nnew@example.com,viewed_page,2025-01-01 10:00,glad\n")
    with Project.open(made) as project:
        ingest.run_import(project, more, "events")
    assert swapped(made, path, statement, value)
    told: list[str] = []
    with contextlib.suppress(Problem), Project.open(path) as project:
        told = project.integrity()
        assert told
    more.write_text("Customer ID,Email\n999,new@example.com\n")
    assert command_line.run(["import", str(path), str(more), "--as", "profiles"]) in (0, 1)
    assert told or command_line.run(["check", str(path)]) == 1
    go(path, right)
