"""What Quillwork itself takes, in a process of its own, which prints it: see `floors.py`.

python tests/benchmarks/ours.py import PROJECT FILE KIND [MAP.json]    and the mirror after it
python tests/benchmarks/ours.py mirror PROJECT
python tests/benchmarks/ours.py open PROJECT
python tests/benchmarks/ours.py more PROJECT FILE                      a few events more, and their undo
python tests/benchmarks/ours.py export PROJECT FOLDER HTML SHARE           a campaign's check and export
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from measuring import Taken, taken  # noqa: E402 - beside this file
from whole_letter import BODY, COLUMNS, PREHEADER, SENDER, SUBJECT, TEXT  # noqa: E402

from app import ingest  # noqa: E402
from app.project import Project  # noqa: E402


def _mirror(project: Project) -> Taken:
    def reach() -> None:
        with project.audience():
            pass

    return taken(reach)


def importing(path: str, file: str, kind: str, mapping: str = "") -> dict[str, Taken]:
    """An import as the window runs it, and what it takes until the first question can be put."""
    said = ingest.read_mapping(Path(mapping)) if mapping else None
    with Project.open(path) as project:
        done = taken(lambda: ingest.run_import(project, file, kind, said).accepted)
        return {"import": done, "mirror": _mirror(project)}


def mirror(path: str) -> dict[str, Taken]:
    """A mirror from nothing, where the cache holds none."""
    with Project.open(path) as project:
        return {"mirror": _mirror(project)}


def opening(path: str) -> dict[str, Taken]:
    """Opening a project until its clock is told."""

    def open_it() -> None:
        with Project.open(path) as project:
            project.moment()

    return {"open": taken(open_it)}


def more(path: str, file: str) -> dict[str, Taken]:
    """A few events more, the mirror after them, their undo, and the mirror after that."""
    with Project.open(path) as project:
        _mirror(project)
        found = {"import": taken(lambda: ingest.run_import(project, file, "events"))}
        found["mirror"] = _mirror(project)
        batch = found["import"].answer.batch or 0
        found["undo"] = taken(lambda: ingest.undo(project, batch))
        found["mirror after it"] = _mirror(project)
        return found


def export(path: str, folder: str, html: str, share: str) -> dict[str, Taken]:
    """The check of a campaign to a share of everybody, then its export folder with or without its HTML files."""
    from app import campaign
    from app.audience import segments
    from app.template import Template
    from app.template import store as templates

    plan = {"version": 1, "include": ["Share"], "template": "Letter", "esp": "generic", "columns": ["key", *COLUMNS]}
    with Project.open(path) as project:
        project.change_settings({"sender": SENDER})
        segments.save(project, "Share", {"sample": 0.001, "seed": "letters"})
        templates.save(project, Template("Letter", SUBJECT, PREHEADER, BODY, TEXT))
        campaign.save(project, "Letters", plan | {"html": html})
        # Of a few first: what loads with the first check belongs to no figure.
        campaign.check(project, "Letters")
        segments.save(project, "Share", {"sample": float(share), "seed": "letters"})
        _mirror(project)
        check = taken(lambda: campaign.check(project, "Letters").recipients)
        return {"check": check, "export": taken(lambda: campaign.export(project, "Letters", Path(folder)).recipients)}


ACTIONS: dict[str, Callable[..., dict[str, Taken]]] = {
    "import": importing,
    "mirror": mirror,
    "open": opening,
    "more": more,
    "export": export,
}


def main() -> None:
    """Do what the words say and print what each part took as JSON."""
    action, *words = sys.argv[1:]
    found: dict[str, Any] = {
        name: {"clock": part.clock, "cpu": part.cpu, "rows": part.answer if isinstance(part.answer, int) else None}
        for name, part in ACTIONS[action](*words).items()
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
