"""Whether this installation works: each part is made to do a small piece of its real work."""

import contextlib
import platform
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Final

from sqlalchemy import insert

from app.domain.counts import counted, people
from app.domain.problems import Problem, declared
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.project import EMBEDDED, Change, Project
from storage.file import backups
from storage.mirror import mirror

PROBE = "--preview-probe"
"""The option of `quillwork doctor` that looks at the preview's engine, in a process that may crash."""

PROBE_SECONDS = 90

_PROJECT = "doctor.quill"

PARTS = {
    "PySide6": "PySide6",
    "SQLAlchemy": "sqlalchemy",
    "psycopg": "psycopg",
    "PyMySQL": "pymysql",
    "Alembic": "alembic",
    **EMBEDDED.parts,
    "ibis-framework": "ibis",
    "PyArrow": "pyarrow",
    "pandas": "pandas",
    "scikit-learn": "sklearn",
    "splink": "splink",
    "Jinja2": "jinja2",
    "css-inline": "css_inline",
    "mrml": "mrml",
    "python-calamine": "python_calamine",
    "psutil": "psutil",
    "Babel": "babel",
    "phonenumbers": "phonenumbers",
}
"""What must be there, by the name that its distribution goes by, and the module that must load."""


DO_NOT_LOAD: Final = declared(
    "doctor.do-not-load", "These parts do not load: {parts}", remedy="Install Quillwork again."
)
NOT_ASKED: Final = declared("doctor.not-asked", "The preview needs the window, which was not asked")
NO_ANSWER: Final = declared(
    "doctor.no-answer", "The preview's browser engine did not answer", "It was given {seconds} s"
)
PREVIEW: Final = declared("doctor.preview", "{why}")
ENGINE: Final = declared("doctor.engine", "The preview's browser engine does not work here", "{why}")
NOT_WHOLE: Final = declared("doctor.not-whole", "A new project is not whole: {damage}")
ROWS: Final = declared("doctor.rows", "A child process read {found} of {people} rows")
GROUPS: Final = declared("doctor.groups", "K-means found {labels} with inertia {inertia}, not two pairs")
COUNTED: Final = declared("doctor.counted", "The engine counted {count} of {people}, not {expected} of {of}")
PEOPLE_READ: Final = declared("doctor.people-read", "A child process read {found} of {people} people")
EMAIL: Final = declared("doctor.email", "The email came out wrong; its subject is “{subject}”")
EXPORTED: Final = declared("doctor.exported", "The export holds {rows} of {people} people")


@dataclass(frozen=True, slots=True)
class Check:
    """What came of one check; `detail` is what was seen, or what went wrong."""

    check: str
    ok: bool
    detail: str


@as_document("ok", "checks")
@dataclass(frozen=True, slots=True)
class Examined:
    """What came of all checks."""

    checks: list[Check]

    @property
    def ok(self) -> bool:
        """Whether this installation works."""
        return all(one.ok for one in self.checks)


def examine(progress: Progress = SILENT, program: Sequence[str] = ()) -> list[Check]:
    """Every check, in order; one that fails stops none of the others. `program` are the words that start this one."""
    found: list[Check] = []
    checks = _CHECKS | {"preview": partial(_preview, program)}
    with _bench() as folder:
        for done, (name, work) in enumerate(checks.items()):
            progress.step(done, len(checks), f"Checking the {name}")
            found.append(_checked(name, work, folder))
    return found


def _checked(name: str, work: Callable[[Path], str], folder: Path) -> Check:
    try:
        return Check(name, True, work(folder))
    except Exception as error:
        # Whatever breaks in an installation is what was asked about: it is the answer, not a bug.
        said = str(error) if isinstance(error, Problem) else f"{type(error).__name__}: {error}"
        return Check(name, False, said)


@contextlib.contextmanager
def _bench() -> Iterator[Path]:
    """A folder to work in; it goes afterwards, and so does what the program keeps of a project elsewhere."""
    with tempfile.TemporaryDirectory(prefix="quillwork-doctor-") as name:
        folder = Path(name)
        try:
            yield folder
        finally:
            path = folder / _PROJECT
            if path.exists():
                with Project.open(path) as project:
                    kept = backups.folder_of(path, project.uid).parent, mirror.folder_of(path, project.uid)
                for left in kept:
                    shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _project(folder: Path) -> Iterator[Project]:
    """The doctor's own project, made by the first check that needs it."""
    path = folder / _PROJECT
    with Project.open(path) if path.exists() else Project.create(path) as project:
        yield project


def _versions(_folder: Path) -> str:
    missing = []
    for distribution, module in PARTS.items():
        try:
            __import__(module)
        except ImportError as error:
            missing.append(f"{distribution} ({error})")
    if missing:
        raise DO_NOT_LOAD(parts=", ".join(missing))
    named = [f"{distribution} {metadata.version(distribution)}" for distribution in PARTS]
    return f"Quillwork {metadata.version('quillwork')}, Python {platform.python_version()}, {', '.join(named)}"


def _preview(program: Sequence[str], _folder: Path) -> str:
    """Ask this very program in a process of its own: an engine that cannot start takes its process with it."""
    if not program:
        raise NOT_ASKED()
    try:
        asked = subprocess.run([*program, "doctor", PROBE], capture_output=True, text=True, timeout=PROBE_SECONDS)
    except subprocess.TimeoutExpired:
        raise NO_ANSWER(seconds=PROBE_SECONDS) from None
    if asked.returncode == 0:
        return asked.stdout.strip()
    # Chromium puts numbers and places of its source in brackets before what it says.
    said = [line.rpartition("] ")[2] for line in asked.stderr.splitlines() if line.strip()]
    why = said[-1] if said else f"It ended with {asked.returncode}"
    if why.startswith("quillwork: "):
        raise PREVIEW(why=why.removeprefix("quillwork: "))
    raise ENGINE(why=why)


def _migrations(folder: Path) -> str:
    """Make a project as the migrations make it, and see that the file is whole and at the newest of them."""
    from storage.file import migrate

    with _project(folder) as project:
        problems = project.integrity()
    if problems:
        raise NOT_WHOLE(damage=problems[0])
    return f"a new project is at schema {migrate.SCHEMA}, migration {migrate.head()}"


def _reader(folder: Path) -> str:
    """Read a table in a child process, as the files of others are read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from app.ingest import read

    path = folder / "people.parquet"
    pq.write_table(pa.table({"email": [f"p{number}@example.com" for number in range(PEOPLE)]}), path)
    _, found = read(path)
    if (found.headers, found.rows) != (["email"], PEOPLE):
        raise ROWS(found=found.rows, people=PEOPLE)
    return f"{found.rows} rows, read in a child process"


def _model(_folder: Path) -> str:
    """Find two groups that anybody can see."""
    import numpy as np

    from app.discover import kmeans

    points = np.array([[0.0, 0.0], [0.0, 1.0], [10.0, 10.0], [10.0, 11.0]])
    found = kmeans(points, 2, seed=42, restarts=10)
    if found.inertia != 1.0 or found.labels[0] != found.labels[1] or found.labels[1] == found.labels[2]:
        raise GROUPS(labels=found.labels.tolist(), inertia=found.inertia)
    return "k-means found 2 groups among 4 points, inertia 1"


PEOPLE = 2_400
"""So many that they go into the project in bulk, as an import's would."""

_NAMES = ("Ada", "Zoë", "")


def _engine(folder: Path) -> str:
    """Put people in, in bulk, count those with a name by a rule on the columnar mirror, and all of them in a child."""
    from app import audience
    from storage.mirror.child_probe import people_counted_in_child

    with _project(folder) as project:
        _add_people(project)
        answer = audience.count(project, {"trait": "first_name", "op": "is", "value": "ada"})
    expected = PEOPLE // len(_NAMES)
    if (answer.count, answer.of) != (expected, PEOPLE):
        raise COUNTED(count=answer.count, people=people(answer.of), expected=expected, of=PEOPLE)
    found = people_counted_in_child(folder / _PROJECT)
    if found != PEOPLE:
        raise PEOPLE_READ(found=found, people=PEOPLE)
    return f"{answer.engine} counted {answer.count} of {people(answer.of)}"


def _add_people(project: Project) -> None:
    import json

    import pyarrow as pa

    from storage import bulk
    from storage.file.models import trait

    rows = range(1, PEOPLE + 1)
    traits = [json.dumps({"first_name": name} if name else {}) for name in _NAMES]
    people = pa.table(
        {
            "id": list(rows),
            "key": [f"d{row:04}" for row in rows],
            "email": [f"d{row:04}@example.com" for row in rows],
            "mailable": [1] * PEOPLE,
            "traits": [traits[row % len(traits)] for row in rows],
            "created_batch": [0] * PEOPLE,
        }
    )
    addresses = pa.table(
        {
            "id": people.column("id"),
            "profile_id": people.column("id"),
            "kind": ["email"] * PEOPLE,
            "value": people.column("email"),
            "original": people.column("email"),
            "link_id": [0] * PEOPLE,
        }
    )
    with project.write("The doctor's people", {Change.PROFILES}) as connection:
        connection.execute(insert(trait).values(name="first_name", label="First name", type="text", own=False))
        bulk.copy_in(connection, {"profile": people, "identifier": addresses})


_BODY = """<mjml><mj-head><mj-style inline="inline">p { color: #2a7f62 }</mj-style></mj-head><mj-body><mj-section>
<mj-column><mj-text><p>Hello {{ first_name | default("friend", true) }}</p>
<a href="{{ unsubscribe_url }}">Unsubscribe</a> {{ sender.address }}</mj-text>
</mj-column></mj-section></mj-body></mjml>"""


def _render(folder: Path) -> str:
    """Render a template for one person: MJML to HTML, styles inlined, the name in its place."""
    from app.mailing import render_one
    from app.template import Template

    with _project(folder) as project:
        made = render_one(project, Template("Doctor", "Dear {{ first_name }}", "A word", _BODY), "d0001")
    if made.subject != "Dear Zoë" or "Hello Zoë" not in made.html or "2a7f62" not in made.html:
        raise EMAIL(subject=made.subject)
    return f"“{made.subject}”, {counted(len(made.html), 'character')} of HTML"


def _export(folder: Path) -> str:
    """Export a campaign to everyone, and find all of them in the file."""
    import csv

    from app import campaign
    from app.audience import segments
    from app.template import Template
    from app.template import save as save_template

    plan = {"version": 1, "include": ["Everyone"], "template": "Doctor", "esp": "generic", "columns": ["email"]}
    sender = {"from_name": "Doctor", "from_address": "doctor@example.com", "postal_address": "1 High Street"}
    with _project(folder) as project:
        project.change_settings({"sender": sender, "unknown_is_consent": True})
        segments.save(project, "Everyone", {"all": []})
        save_template(project, Template("Doctor", "Hello", "A word", _BODY))
        campaign.save(project, "Doctor", plan)
        campaign.export(project, "Doctor", folder / "export")
    with (folder / "export" / "contacts.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = len(list(csv.DictReader(file)))
    if rows != PEOPLE:
        raise EXPORTED(rows=rows, people=PEOPLE)
    return f"{people(rows)}, {sum(path.is_file() for path in (folder / 'export').rglob('*'))} files"


_CHECKS: dict[str, Callable[[Path], str]] = {
    "versions": _versions,
    "preview": partial(_preview, ()),
    "migrations": _migrations,
    "reader": _reader,
    "engine": _engine,
    "model": _model,
    "render": _render,
    "export": _export,
}
