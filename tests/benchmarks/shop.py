"""A project of the made-up shop: its files imported by the command line, as a marketer's script would."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import generate
from measuring import PROGRAM, ROOT
from rules import SEGMENT, SEGMENT_RULE


def command(*words: str | Path) -> Any:
    """What a command prints as JSON."""
    done = subprocess.run([*PROGRAM, *map(str, words), "--json"], check=True, cwd=ROOT, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def make(
    project: Path, files: generate.Files, importing: Callable[[str, list[str]], Any] = lambda _, words: command(*words)
) -> None:
    """Make the project; `importing` runs the words of an import, so that it can be measured."""
    project.unlink(missing_ok=True)
    command("new", project, "--clock", "latest-event", "--timezone", "Europe/London")
    # A value holds since they signed up, and another since it changed: otherwise all begins with the import.
    for name, path, kind, changed_at in (
        ("contacts", files.contacts, "profiles", "Signed up"),
        ("changed contacts", files.changes, "profiles", "Changed at"),
        ("suppressions", files.suppressed, "suppressions", None),
        ("products", files.catalogue, "products", None),
        ("events", files.events, "events", None),
    ):
        words = ["import", str(project), str(path), "--as", kind]
        if changed_at:
            mapping = path.with_suffix(".map.json")
            said = {"version": 1, "kind": kind, "changed_at": changed_at}
            mapping.write_text(json.dumps(said), "utf-8")
            words += ["--map", str(mapping)]
        importing(name, words)
    rule = project.with_suffix(".segment.json")
    rule.write_text(json.dumps(SEGMENT_RULE), "utf-8")
    command("segment", "save", project, SEGMENT, "--rule", rule)
