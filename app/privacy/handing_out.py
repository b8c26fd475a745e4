"""A person's data handed out: a folder with all of it as JSON and as a page to read, and a manifest."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from app.domain.clock import Moment, system_now
from app.domain.progress import SILENT, Progress
from app.domain.serialising import to_json
from app.privacy import person_page, person_record
from app.project import Project, new_folder


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the folder."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class HandedOut:
    """The manifest: whose data it is, where from, how many rows of each table it holds, and its files."""

    version: int
    project: str
    person: str
    made_at: str
    rows: dict[str, int]
    files: list[Written]


def hand_out(project: Project, key: str, out: Path, progress: Progress = SILENT) -> HandedOut:
    """Write all that is known of a person into a new or empty folder; raises NotFound, FileProblem, ProjectProblem.

    person.json holds everything, person.html the same to read, manifest.json says what they are.
    """
    record = person_record.collect(project, key, progress)
    at = Moment(system_now(), project.timezone).iso()
    rows = {name: len(some) for name, some in sorted(record.records.items())}
    whole = {"version": 1, "project": project.name, "made_at": at, "person": to_json(record.story)}
    whole |= {"said": record.said, "records": record.records, "log": to_json(record.log)}
    texts = {
        "person.json": json.dumps(whole, ensure_ascii=False, indent=1) + "\n",
        "person.html": person_page.page(record, project.name, at),
    }

    def before() -> None:
        """Note the folder, which is whole and not yet in its place."""
        said = {"folder": str(out.absolute())}
        project.note("Made a folder of a person's data", "privacy", said, about=[record.story.id], first=True)

    with new_folder(out, before) as folder:
        written = [_write(folder / name, text) for name, text in texts.items()]
        made = HandedOut(1, project.name, record.story.key, at, rows, written)
        _write(folder / "manifest.json", json.dumps(to_json(made), ensure_ascii=False, indent=1) + "\n")
    return made


def _write(path: Path, text: str) -> Written:
    content = text.encode("utf-8", "surrogatepass")
    path.write_bytes(content)
    return Written(path.name, len(content), hashlib.sha256(content).hexdigest())
