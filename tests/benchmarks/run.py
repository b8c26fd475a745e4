"""Measures the main job against named baselines in one run, and prints each ratio.

Run by hand:  python tests/benchmarks/run.py [--profiles 1000000] [--events 10000000] [--only import,count,…]

A figure is the median of several runs where that is cheap; the ratio, ours over the baseline's, is what to compare
between machines. Nothing here is asserted: a timed test fails on a busy machine.
"""

import argparse
import csv
import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import generate  # noqa: E402 - beside this file

RULES = {
    "at least 3 orders in 365 days": (
        {"event": "placed_order", "op": ">=", "value": 3, "within": {"last": {"days": 365}}},
        "SELECT count(*) FROM (SELECT profile_id FROM events WHERE name = 'placed_order' "
        'AND "at" > {now} - 31536000000000 '
        'AND "at" <= {now} GROUP BY profile_id HAVING count(*) >= 3)',
    ),
    "no activity in 60 days": (
        {"none": [{"event": "*", "within": {"last": {"days": 60}}}]},
        "SELECT (SELECT count(*) FROM profiles) - count(DISTINCT profile_id) FROM events "
        'WHERE "at" > {now} - 5184000000000 AND "at" <= {now}',
    ),
    "spent over 200": (
        {"trait": "revenue", "op": ">", "value": 200},
        "SELECT count(*) FROM (SELECT profile_id FROM events WHERE name = 'placed_order' AND \"at\" <= {now} "
        "GROUP BY profile_id HAVING sum(p_amount) > 2000000)",
    ),
    "three conditions together": (
        {
            "all": [
                {"event": "placed_order", "op": ">=", "value": 2, "within": {"last": {"days": 180}}},
                {"trait": "city", "op": "is_any_of", "value": ["Leeds", "Paris"]},
                {"none": [{"event": "opened_email", "within": {"last": {"days": 30}}}]},
            ]
        },
        "SELECT count(*) FROM profiles p WHERE f_city IN ('leeds', 'paris') AND id IN (SELECT profile_id FROM events "
        'WHERE name = \'placed_order\' AND "at" > {now} - 15552000000000 AND "at" <= {now} '
        "GROUP BY 1 HAVING count(*) >= 2) "
        "AND id NOT IN (SELECT profile_id FROM events WHERE name = 'opened_email' AND \"at\" > {now} - 2592000000000 "
        'AND "at" <= {now})',
    ),
}


def timed(work: Callable[[], Any], runs: int = 1) -> tuple[float, Any]:
    """The median seconds of some runs, and what the last one gave."""
    taken, answer = [], None
    for _ in range(runs):
        started = time.perf_counter()
        answer = work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken), answer


def line(name: str, ours: float, baseline: float, against: str, note: str = "") -> None:
    """One row of the report."""
    print(
        f"{name:42} {ours:10.3f} s {baseline:10.3f} s  ratio {ours / baseline:7.2f}  against {against}  {note}",
        flush=True,
    )


def imports(folder: Path, project: Path) -> None:
    """Importing both files, against the standard library's csv and sqlite3 with nothing checked, joined or cleaned."""
    contacts, events = folder / "contacts.csv", folder / "events.csv"
    program = [sys.executable, "-m", "ui.program"]
    subprocess.run(
        [*program, "new", str(project), "--clock", "latest-event"], check=True, cwd=ROOT, capture_output=True
    )
    for name, file, kind in (("import contacts", contacts, "profiles"), ("import events", events, "events")):
        command = [*program, "import", str(project), str(file), "--as", kind, "--json"]
        ours, done = timed(partial(subprocess.run, command, check=True, cwd=ROOT, capture_output=True))
        baseline, _ = timed(partial(_plain_load, file, folder / f"plain-{file.stem}.db"))
        told = json.loads(done.stdout)
        rows = told["rows"]
        note = f"{rows:,} rows, {rows / ours:,.0f} a second; {told['profiles_created']:,} people"
        line(name, ours, baseline, "csv + sqlite3 executemany", note)
    print(f"{'project file':42} {project.stat().st_size / 1e6:10.0f} MB")


def undoing(project_path: Path) -> None:
    """Taking a small import back from a large project, against that import itself."""
    from app import ingest
    from app.project import Project

    with tempfile.TemporaryDirectory() as folder, Project.open(project_path) as project:
        file = Path(folder) / "few.csv"
        rows = "".join(f"few-{number}@x.example,Few{number}\n" for number in range(500))
        file.write_text("Email,First Name\n" + rows, "utf-8")
        ingest.undo(project, ingest.run_import(project, file, "profiles").batch or 0)
        baseline, done = timed(partial(ingest.run_import, project, file, "profiles"))
        ours, _ = timed(partial(ingest.undo, project, done.batch or 0))
        line("undo of 500 rows", ours, baseline, "the import of the same rows")


def _plain_load(file: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target)
    with file.open(newline="", encoding="utf-8") as handle:
        reader = csv.reader(handle)
        header = next(reader)
        connection.execute(f"CREATE TABLE t ({', '.join(f'c{at}' for at in range(len(header)))})")
        connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(header))})", reader)
    connection.commit()
    connection.close()


def counts(project_path: Path) -> None:
    """Counting by our rules, against the same question in plain DuckDB SQL on the same file."""
    from app import audience
    from app.project import Project

    with Project.open(project_path) as project:
        built, mirror = timed(project.audience)
        now = project.moment().us
        print(f"{'mirror, from nothing':42} {built:10.3f} s")
        audience.count(project, {"all": []})
        for name, (rule, sql) in RULES.items():
            ours, found = timed(partial(audience.count, project, rule), 7)
            plain, answer = timed(partial(_ask, mirror, sql.format(now=now)), 7)
            same = "same answer" if answer[0] == found.count else f"ANSWERS DIFFER: {answer[0]}"
            line(f"count: {name}", ours, plain, "plain DuckDB SQL", f"{found.count:,} people, {same}")
        mirror.close()


def _ask(mirror: Any, sql: str) -> Any:
    # The baseline has to ask the very same file, and Ibis has no way to it for SQL of ours.
    return mirror._connection.execute(sql).fetchone()


def clusters(project_path: Path) -> None:
    """Finding four groups, against scikit-learn alone on the same scaled matrix."""
    from sklearn.cluster import KMeans

    from app import discover
    from app.discover.answers import Choice
    from app.project import Project

    with Project.open(project_path) as project:
        choice = Choice(("orders", "revenue", "days_since_last_order"), frozenset({"orders", "revenue"}))
        ours, study = timed(lambda: discover.prepare(project, choice))
        print(f"{'k-means: reading the features':42} {ours:10.3f} s  {len(study.ids):,} people")
        ours, grouping = timed(lambda: study.grouping(4))
        plain, labels = timed(lambda: KMeans(4, n_init=10, random_state=42).fit(study.matrix).labels_)
        same = "same labels" if (labels == grouping.labels).all() else "LABELS DIFFER"
        line("k-means: k = 4, portraits included", ours, plain, "plain scikit-learn", same)


def rendering(project_path: Path) -> None:
    """Rendering a simple email for many people, against a plain Jinja2 loop over the same values."""
    from jinja2.sandbox import SandboxedEnvironment

    from app import mailing
    from app import template as templates
    from app.mailing.recipients import contexts
    from app.project import Project

    subject = "News for {{ first_name }}"
    body = "<p>Hello {{ first_name | default('there', true) }} in {{ city }},</p>" + "<p>Our spring news.</p>" * 40
    with Project.open(project_path) as project:
        ids = mailing.mailable_ids(project)[:50_000]
        template = templates.Template("Benchmark", subject, "", body)
        ours, count = timed(lambda: sum(1 for _ in mailing.render_many(project, template, ids)))
        reading, rows = timed(
            lambda: [row for batch in contexts(project, ids, ["first_name", "city"], project.moment()) for row in batch]
        )
        environment = SandboxedEnvironment(autoescape=True)
        parts = [environment.from_string(subject), environment.from_string(body)]
        plain, _ = timed(lambda: [part.render(row) for row in rows for part in parts])
        note = f"{count / ours:,.0f} a second, of which {reading:.2f} s reading {count:,} people"
        line("render: four parts, database included", ours, plain, "a plain Jinja2 loop of two parts", note)


_EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.show(); app.processEvents()
"""
_OURS = """
from ui.core.application import prepare
app = prepare(["quillwork"])
from ui.shell.window import MainWindow
window = MainWindow(); window.show(); app.processEvents(); window.close()
"""


def start() -> None:
    """From nothing to a shown window, against an empty window of PySide6."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}

    def run(source: str) -> Callable[[], Any]:
        return lambda: subprocess.run([sys.executable, "-c", source], check=True, cwd=ROOT, env=environment)

    ours, _ = timed(run(_OURS), 5)
    plain, _ = timed(run(_EMPTY), 5)
    line("window: shown", ours, plain, "an empty PySide6 window")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--only", default="import,undo,count,cluster,render,start")
    parser.add_argument("--folder", type=Path, help="keep the files and the project here, and use them again")
    chosen = parser.parse_args()
    only = set(chosen.only.split(","))
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    print(f"{machine}, {chosen.profiles:,} people, {chosen.events:,} events")
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.folder or Path(scratch)
        os.environ.setdefault("QUILLWORK_CACHE", str(folder / "cache"))
        os.environ.setdefault("QUILLWORK_BACKUPS", str(folder / "backups"))
        project = folder / "benchmark.quill"
        if "import" in only or not project.exists():
            project.unlink(missing_ok=True)
            generate.write(folder, chosen.profiles, chosen.events)
            imports(folder, project)
        for name, measure in (("undo", undoing), ("count", counts), ("cluster", clusters), ("render", rendering)):
            if name in only:
                measure(project)
        if "start" in only:
            start()


if __name__ == "__main__":
    main()
