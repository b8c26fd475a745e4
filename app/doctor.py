"""Whether this installation works: each part is made to do a small piece of its real work."""

import contextlib
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from app.problems import Problem
from app.progress import SILENT, Progress
from app.project import Project

PROBE = "--preview-probe"
"""The option of `quillwork doctor` that looks at the preview's engine, in a process that may crash."""

PROBE_SECONDS = 90

_PARTS = {
    "PySide6": "PySide6",
    "SQLAlchemy": "sqlalchemy",
    "Alembic": "alembic",
    "DuckDB": "duckdb",
    "ibis-framework": "ibis",
    "PyArrow": "pyarrow",
    "pandas": "pandas",
    "scikit-learn": "sklearn",
    "Jinja2": "jinja2",
    "css-inline": "css_inline",
    "mrml": "mrml",
    "python-calamine": "python_calamine",
    "Babel": "babel",
    "phonenumbers": "phonenumbers",
    "email-validator": "email_validator",
}
"""What must be there, by the name that its distribution goes by, and the module that must load."""


@dataclass(frozen=True, slots=True)
class Check:
    """What came of one check; `detail` is what was seen, or what went wrong."""

    check: str
    ok: bool
    detail: str


def examine(progress: Progress = SILENT) -> list[Check]:
    """Every check, in order; one that fails stops none of the others."""
    found: list[Check] = []
    with _bench() as folder:
        for done, (name, work) in enumerate(_CHECKS.items()):
            progress.step(done, len(_CHECKS), f"Checking the {name}")
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
    """A folder to work in, which leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="quillwork-doctor-") as folder:
        yield Path(folder)


@contextlib.contextmanager
def _project(folder: Path) -> Iterator[Project]:
    """The doctor's own project, made by the first check that needs it."""
    path = folder / "doctor.quill"
    with Project.open(path) if path.exists() else Project.create(path) as project:
        yield project


def _versions(_folder: Path) -> str:
    missing = []
    for distribution, module in _PARTS.items():
        try:
            __import__(module)
        except ImportError as error:
            missing.append(f"{distribution} ({error})")
    if missing:
        raise Problem(f"These parts do not load: {', '.join(missing)}", "", "Install Quillwork again.")
    named = [f"{distribution} {metadata.version(distribution)}" for distribution in _PARTS]
    return f"Quillwork {metadata.version('quillwork')}, Python {platform.python_version()}, {', '.join(named)}"


def _preview(_folder: Path) -> str:
    """Ask this very program in a process of its own: an engine that cannot start takes its process with it."""
    try:
        asked = subprocess.run([*_program(), "doctor", PROBE], capture_output=True, text=True, timeout=PROBE_SECONDS)
    except subprocess.TimeoutExpired:
        raise Problem("The preview's browser engine did not answer", f"It was given {PROBE_SECONDS} s") from None
    if asked.returncode == 0:
        return asked.stdout.strip()
    # Chromium puts numbers and places of its source in brackets before what it says.
    said = [line.rpartition("] ")[2] for line in asked.stderr.splitlines() if line.strip()]
    raise Problem(
        "The preview's browser engine does not work here", said[-1] if said else f"It ended with {asked.returncode}"
    )


def _program() -> list[str]:
    """The words that start this program: the bundle's own file, or Python with the modules that it has now."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    start = f"import sys; sys.path[:] = {sys.path!r}; from app.command_line import main; sys.exit(main())"
    return [sys.executable, "-c", start]


def _migrations(folder: Path) -> str:
    """Make a project as the migrations make it, and see that the file is whole and at the newest of them."""
    from storage import migrate

    with _project(folder) as project:
        problems = project.integrity()
    if problems:
        raise Problem(f"A new project is not whole: {problems[0]}")
    return f"a new project is at schema {migrate.SCHEMA}, migration {migrate.head()}"


def _model(_folder: Path) -> str:
    """Find two groups that anybody can see."""
    import numpy as np

    from app.discover.clustering import kmeans

    points = np.array([[0.0, 0.0], [0.0, 1.0], [10.0, 10.0], [10.0, 11.0]])
    found = kmeans(points, 2, seed=42, restarts=10)
    if found.inertia != 1.0 or found.labels[0] != found.labels[1] or found.labels[1] == found.labels[2]:
        raise Problem(f"K-means found {found.labels.tolist()} with inertia {found.inertia}, not two pairs")
    return "k-means found 2 groups among 4 points, inertia 1"


_CHECKS: dict[str, Callable[[Path], str]] = {
    "versions": _versions,
    "preview": _preview,
    "migrations": _migrations,
    "model": _model,
}
