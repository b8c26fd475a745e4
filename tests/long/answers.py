"""Writes down what the commands answer, so that two checkouts can be compared: `diff -r` of two folders says it.

    python tests/long/answers.py OUT [--rules OUT_OF_ANOTHER/rules.json] [--only demo,imports,rules]

Run it from the checkout that is asked. What a run alone decides (how long it took, where its folder lies, when it
was) is replaced; all else has to be equal to the byte. The rules are 200 random ones about the demo's shop, made
anew without `--rules`, and are written down beside their answers.
"""

import argparse
import contextlib
import hashlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path.cwd()
sys.path.insert(0, str(ROOT))
DATA = Path(os.environ.get("QUILLWORK_DATA", ROOT.parent / "shared" / "data"))
_OF_THE_RUN = (
    (r'"(milliseconds|seconds)": [-0-9.e]+', r'"\1": 0'),
    (r"\.quillwork-[0-9a-f]{16}", ".quillwork-DRAFT"),
    (r"\b20(2[5-9]|3\d)-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?", "TIME"),
    (r'"(at|hash|previous|token)": "?[0-9a-fT:.-]+"?', r'"\1": 0'),
)
KINDS = {"contacts": "profiles", "web_events": "events", "email_events": "events", "products": "products"}


class Answers:
    """The folder in which each command's answer becomes a file; the commands run in this process."""

    def __init__(self, out: Path, work: Path) -> None:
        self.out, self.work = out, work
        os.environ |= {"QUILLWORK_CACHE": str(work / "cache"), "QT_QPA_PLATFORM": "offscreen"}

    def ask(self, name: str, *words: object) -> str:
        """Run a command with `--json`, and keep its status, its answer and what it said."""
        from ui.program import main

        said, told = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(told):
            status = main(list(map(str, words)))
        self.keep(name, f"{status}\n{said.getvalue()}\n{told.getvalue()}")
        return said.getvalue()

    def keep(self, name: str, text: str) -> None:
        """Keep a text without what the run alone decides."""
        text = text.replace(str(self.work), "WORK")
        for pattern, said in _OF_THE_RUN:
            text = re.sub(pattern, said, text)
        target = self.out / re.sub(r"[^\w.@+-]+", "_", name)
        target.write_text(text, "utf-8")

    def keep_tree(self, name: str, folder: Path) -> None:
        """Keep the digests of a folder's files; of those that name the moment, the text without it."""
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            data = path.read_bytes()
            if path.suffix in {".json", ".md", ".txt"}:
                self.keep(f"{name}@{path.relative_to(folder)}", re.sub(r"[0-9a-f]{64}", "SHA", data.decode("utf-8")))
            else:
                self.keep(f"{name}@{path.relative_to(folder)}", hashlib.sha256(data).hexdigest())


def demo(answers: Answers) -> None:
    """The demo's shop through every command."""
    folder = answers.work / "demo"
    answers.ask("demo", "demo", folder, "--no-window", "--json")
    project = next(folder.glob("*.quill"))
    answers.keep_tree("demo", next(path for path in folder.iterdir() if path.is_dir()))
    for words in ("check", "audit", "sender", "imports", "rfm", "segment list", "template list", "campaign list"):
        first, *rest = words.split()
        answers.ask(words, first, *rest, project, "--json")
        answers.ask(f"{words} said", first, *rest, project)
    members: list[dict[str, Any]] = []
    for segment in json.loads(answers.ask("segments", "segment", "list", project, "--json")):
        name = segment["name"]
        answers.ask(f"count {name}", "segment", "count", project, name, "--json")
        told = answers.ask(f"members {name}", "segment", "members", project, name, "--json")
        members = json.loads(told)[:6] or members
        for person in members[:2]:
            answers.ask(f"explain {name} {person['key']}", "segment", "explain", project, name, person["key"], "--json")
        answers.ask(f"history {name}", "segment", "history", project, name, "--json")
    for person in members:
        answers.ask(f"profile {person['key']}", "profile", project, person["key"], "--json")
        answers.ask(f"profile {person['key']} said", "profile", project, person["key"])
    for algorithm in ("kmeans", "hierarchical", "dbscan", "hdbscan"):
        words = ("--features", "orders,revenue", "--algorithm", algorithm, "--json")
        answers.ask(f"cluster {algorithm}", "cluster", project, *words)
    _templates(answers, project, [person["key"] for person in members])
    for campaign in json.loads(answers.ask("campaigns", "campaign", "list", project, "--json")):
        name = campaign["name"]
        answers.ask(f"campaign {name}", "campaign", "show", project, name, "--json")
        answers.ask(f"campaign check {name}", "campaign", "check", project, name, "--json")
        answers.ask(f"export {name}", "campaign", "export", project, name, "--out", answers.work / name, "--json")
        answers.keep_tree(f"export {name}", answers.work / name)


def _templates(answers: Answers, project: Path, keys: list[str]) -> None:
    profiles = sorted(path.stem for path in (ROOT / "resources" / "esp").iterdir() if path.suffix)
    for template in json.loads(answers.ask("templates", "template", "list", project, "--json")):
        name = template["name"]
        answers.ask(f"template {name}", "template", "show", project, name, "--json")
        answers.ask(f"template check {name}", "template", "check", project, name, "--json")
        for key in keys:
            answers.ask(f"render {name} {key}", "template", "render", project, name, "--for", key, "--json")
        for esp in profiles:
            out = answers.work / f"{name} {esp}"
            words = ("template", "compile", project, name, "--esp", esp, "--out", out, "--json")
            answers.ask(f"compile {name} {esp}", *words)
            answers.keep_tree(f"compile {name} {esp}", out)


def rules(answers: Answers, given: Path | None) -> None:
    """Counts, members and sentences of 200 random rules about the demo's shop."""
    folder = answers.work / "asked"
    answers.ask("demo again", "demo", folder, "--no-window", "--json")
    project = next(folder.glob("*.quill"))
    asked = json.loads(given.read_text("utf-8")) if given else _random_rules()
    (answers.out / "rules.json").write_text(json.dumps(asked), "utf-8")
    file = answers.work / "rule.json"
    for number, rule in enumerate(asked):
        file.write_text(json.dumps(rule), "utf-8")
        for what in ("count", "members"):
            answers.ask(f"rule {number} {what}", "segment", what, project, "--rule", file, "--json")
        answers.ask(f"rule {number} save", "segment", "save", project, "asked", "--rule", file, "--json")


def _random_rules() -> list[dict[str, Any]]:
    from hypothesis import HealthCheck, given, settings

    from tests.app.audience.random_rules import rules as strategy

    found: list[dict[str, Any]] = []

    @settings(max_examples=200, database=None, derandomize=True, suppress_health_check=list(HealthCheck), deadline=None)
    @given(strategy)
    def take(rule: dict[str, Any]) -> None:
        found.append(rule)

    take()
    return found


def imports(answers: Answers) -> None:
    """The composed shop, and every file of the exports that once failed: what is found, what comes in, who is there."""
    shop = answers.work / "shop.quill"
    answers.ask("new", "new", shop, "--timezone", "Europe/London", "--clock", "latest-event", "--json")
    for path in sorted((DATA / "composed_shop").glob("*.csv*")):
        kind = KINDS[path.name.split(".")[0]]
        answers.ask(f"try {path.name}", "import", shop, path, "--as", kind, "--dry-run", "--json")
        answers.ask(f"import {path.name}", "import", shop, path, "--as", kind, "--json")
        answers.ask(f"import {path.name} again", "import", shop, path, "--as", kind)
    answers.ask("history", "imports", shop, "--json")
    for person in json.loads(_rows(shop, answers))[:40]:
        answers.ask(f"profile {person['key']}", "profile", shop, person["key"], "--json")
    for folder in ("reported", "odd_files", "made_up_exports"):
        for path in sorted(path for path in (DATA / folder).rglob("*") if path.is_file()):
            _one(answers, path, str(path.relative_to(DATA)))


def _rows(project: Path, answers: Answers) -> str:
    rule = answers.work / "everyone.json"
    rule.write_text('{"all": []}', "utf-8")
    return answers.ask(f"everyone in {project.stem}", "segment", "members", project, "--rule", rule, "--json") or "[]"


def _one(answers: Answers, path: Path, name: str) -> None:
    if path.suffix in {".md", ".py"}:
        return
    project = answers.work / "one.quill"
    blank = answers.work / "blank.quill"
    if not blank.exists():
        answers.ask("blank", "new", blank, "--timezone", "Europe/Berlin", "--json")
    shutil.copy(blank, project)
    for kind in ("profiles", "orders"):
        answers.ask(f"{name} as {kind}", "import", project, path, "--as", kind, "--dry-run", "--json")
    fits = "suppressions" if "suppress" in name else "orders" if "order" in name else "profiles"
    answers.ask(f"{name} in", "import", project, path, "--as", fits, "--json")
    answers.ask(f"{name} rejected", "rejected", project, 1, "--json")
    people = json.loads(_rows(project, answers))
    answers.keep(f"{name} people", json.dumps(people))
    for person in people[:3]:
        answers.ask(f"{name} {person['key']}", "profile", project, person["key"], "--json")


def main() -> None:
    """Write the answers of this checkout."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rules", type=Path)
    parser.add_argument("--only", default="demo,imports,rules")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        answers = Answers(chosen.out.resolve(), Path(work))
        parts = chosen.only.split(",")
        if "demo" in parts:
            demo(answers)
        if "rules" in parts:
            rules(answers, chosen.rules.resolve() if chosen.rules else None)
        if "imports" in parts:
            imports(answers)


if __name__ == "__main__":
    main()
