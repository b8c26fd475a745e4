"""Measures the main job against named baselines in one run, and prints each ratio.

Run by hand:  python tests/benchmarks/run.py [--profiles 1000000] [--events 10000000] [--only import,count,…]

A figure is the median of several runs where that is cheap; the ratio, ours over the baseline's, is what to compare
between machines. Nothing here is asserted: a timed test fails on a busy machine.
"""

import argparse
import csv
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

import counting  # noqa: E402 - beside this file
import generate  # noqa: E402
import shop  # noqa: E402


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


def imports(files: generate.Files, project: Path) -> None:
    """Importing people and events, against the standard library's csv and sqlite3 with nothing checked or joined."""

    def importing(name: str, words: list[str]) -> None:
        ours, told = timed(partial(shop.command, *words))
        if name not in ("contacts", "events"):
            return
        file = Path(words[2])
        baseline, _ = timed(partial(_plain_load, file, project.with_name(f"plain-{file.stem}.db")))
        rows = told["rows"]
        note = f"{rows:,} rows, {rows / ours:,.0f} a second; {told['profiles_created']:,} people"
        line(f"import {name}", ours, baseline, "csv + sqlite3 executemany", note)

    shop.make(project, files, importing)
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
    parser.add_argument("--rule", default="", help="only the rules with this in their name")
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
            imports(generate.write(folder, chosen.profiles, chosen.events), project)
        for name, measure in (("undo", undoing), ("cluster", clusters), ("render", rendering)):
            if name in only:
                measure(project)
        if "count" in only:
            counting.rules(project, chosen.rule)
        if "start" in only:
            start()


if __name__ == "__main__":
    main()
