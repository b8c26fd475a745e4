"""Rendering, checking and exporting: people's CSV and HTML files, each against the libraries alone."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loading import mirror_file, scratch
from measuring import PROGRAM, Taken, child, compared, floor, in_turn, middle, ours, taken
from whole_letter import BODY, COLUMNS, PREHEADER, SUBJECT, TEXT

MOST = 100_000
"""So many are rendered and checked, and about so many emails written as files."""


def members(project: Path, times: int) -> None:
    """Everybody as CSV by the command, against DuckDB's COPY, both with the start of their process."""
    with scratch(project.parent) as folder:
        rule = folder / "everybody.json"
        rule.write_text(json.dumps({"all": []}), "utf-8")
        mirror = mirror_file(project)
        words = ["segment", "members", project, "--rule", rule, "--columns", ",".join(COLUMNS)]

        def mine(_: int) -> Taken:
            return child([*PROGRAM, *words, "--out", folder / "ours.csv"])

        runs = in_turn((mine, lambda _: floor("members", mirror, folder / "floor.csv")), times)
        size = (folder / "ours.csv").stat().st_size
        compared("members as CSV, the whole command", *runs, "DuckDB's COPY", f"{size / 1e6:,.0f} MB")


def exports(copy: Path, cache: Path, people: int, times: int) -> None:
    """An export's contacts and its HTML files; `copy` is a project that may be written, its mirrors in `cache`."""
    contacts: list[Taken] = []
    checks: list[Taken] = []
    plain: list[Taken] = []
    with scratch(copy.parent) as folder:
        mirror = next((cache / "mirrors").rglob("*.duckdb"))
        for _ in range(times):
            done = ours("export", copy, folder / "export", "none", "1", cache=cache)
            contacts.append(done["export"])
            checks.append(done["check"])
            plain.append(floor("contacts", mirror, folder / "floor.csv"))
            shutil.rmtree(folder / "export")
        compared("export without HTML, its check in it", contacts, plain, "DuckDB's COPY of its contacts")
        writing = [_less(one, other) for one, other in zip(contacts, checks, strict=True)]
        compared("the same less a check by itself", writing, plain, "DuckDB's COPY of its contacts")
        _html(copy, cache, folder, min(1.0, 1.7 * MOST / people))


def _less(one: Taken, other: Taken) -> Taken:
    return Taken(max(0.0, one.clock - other.clock), max(0.0, one.cpu - other.cpu), one.answer, one.peak)


def _html(copy: Path, cache: Path, folder: Path, share: float) -> None:
    without = ours("export", copy, folder / "without", "none", str(share), cache=cache)["export"]
    whole = ours("export", copy, folder / "whole", "all", str(share), cache=cache)["export"]
    plain = floor("files", folder / "whole" / "html", folder / "plain")
    note = f"{plain.answer:,} files; the export without them taken off"
    compared("HTML files of an export", [_less(whole, without)], [plain], "plain writes of the same bytes", note)


def rendering(project_path: Path) -> None:
    """Rendering and checking many people, against a bare Jinja2 loop over ready dictionaries, four parts each."""
    from jinja2.sandbox import SandboxedEnvironment

    from app import mailing
    from app import template as templates
    from app.mailing.recipients import contexts
    from app.project import Project

    with Project.open(project_path) as project:
        ids = mailing.mailable_ids(project)[:MOST]
        template = templates.Template("Benchmark", SUBJECT, PREHEADER, BODY, TEXT)
        wanted = mailing.asked_fields(templates.prepare(template))
        links = {"unsubscribe_url": "#unsubscribe", "sender": {"address": "1 Shop Street"}}
        rows = [row | links for batch in contexts(project, ids, wanted, project.moment()) for row in batch]
        plain, marked = SandboxedEnvironment(), SandboxedEnvironment(autoescape=True)
        parts = [plain.from_string(SUBJECT), plain.from_string(PREHEADER), marked.from_string(BODY)]
        parts.append(plain.from_string(TEXT))

        def bare(_: int) -> Taken:
            return taken(lambda: _count(part.render(row) for row in rows for part in parts) // len(parts))

        def render(_: int) -> Taken:
            return taken(lambda: _count(mailing.render_many(project, template, ids)))

        def check(_: int) -> Taken:
            return taken(lambda: mailing.check(project, template, ids).recipients)

        loop, rendered, checked = in_turn((bare, render, check), 3)
    against = "a bare Jinja2 loop over ready dictionaries"
    for name, runs in (("render", rendered), ("check", checked)):
        speed = middle(loop).clock / middle(runs).clock
        count = runs[-1].answer
        compared(f"{name}, four parts, database included", runs, loop, against, f"{count:,} people, speed {speed:.2f}")


def _count(each: Iterator[Any]) -> int:
    return sum(1 for _ in each)
