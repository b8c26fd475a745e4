"""Imports, the mirror, a few events more and their undo, each against the libraries alone; and the sizes of files."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import generate
import shop
from measuring import Taken, alone, compared, floor, in_turn, middle, ours

MORE = 10_000
PARSED = "DuckDB's parse and ADBC's insert"


def rounds(profiles: int) -> int:
    """How often what takes long is measured: three times for a small shop."""
    return 3 if profiles <= 200_000 else 1


def imports(files: generate.Files, project: Path, times: int) -> None:
    """Importing people and events, the floor before each."""
    found: dict[str, tuple[list[Taken], list[Taken], list[Taken]]] = {}

    def importing(name: str, words: list[str]) -> None:
        if name not in ("contacts", "events"):
            shop.command(*words)
            return
        mine, plain, after = found.setdefault(name, ([], [], []))
        file = Path(words[2])
        with scratch(project.parent) as folder:
            plain.append(floor("load", file, folder / "plain.db"))
        given = words[words.index("--map") + 1 :] if "--map" in words else []
        done = ours("import", project, file, words[words.index("--as") + 1], *given[:1])
        mine.append(done["import"])
        after.append(done["mirror"])

    for _ in range(times):
        shop.make(project, files, importing)
    for name, (mine, plain, after) in found.items():
        rows = mine[-1].answer
        compared(f"import {name}", mine, plain, PARSED, f"{rows:,} rows, {rows / middle(mine).clock:,.0f} a second")
        alone(f"until questions can be put after {name}", after)
    sizes(files, project)


def sizes(files: generate.Files, project: Path) -> None:
    """The project file and its backups, against the files that were imported."""
    plain = sum(path.stat().st_size for path in vars(files).values())
    size = project.stat().st_size
    print(
        f"{'project file':44} {size / 1e6:9,.0f} MB {plain / 1e6:9,.0f} MB  ratio {size / plain:6.2f}  against its CSV"
    )
    kept = [path for path in Path(os.environ["QUILLWORK_BACKUPS"]).rglob("*") if path.is_file()]
    whole = sum(path.stat().st_size for path in kept)
    print(
        f"{'all backups':44} {whole / 1e6:9,.0f} MB in {len(kept)} files  ratio {whole / plain:6.2f}  against its CSV"
    )


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A folder beside the project, for what is as large as it."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        yield Path(made)


def counts(project: Path) -> tuple[int, int]:
    """How many people and events a project has, its mirror made where there is none."""
    from app.project import Project

    with Project.open(project) as opened, opened.audience() as mirror:
        return mirror.scalar(mirror.table("profiles").count()), mirror.scalar(mirror.table("events").count())


def mirror_file(project: Path) -> Path:
    """The newest mirror of a project, made where there is none."""
    from app.project import Project

    with Project.open(project) as opened, opened.audience() as mirror:
        # Ibis has no way to the name of the file that it reads.
        return Path(mirror._connection.execute("SELECT path FROM duckdb_databases() WHERE path <> ''").fetchone()[0])


@contextmanager
def working_copy(project: Path, times: int) -> Iterator[tuple[Path, Path]]:
    """A copy of a project that may be written, and the cache with its mirror, the making of which is measured.

    From nothing, against ADBC out of a plain file of the mirror's tables and DuckDB's sorting of the same.
    """
    with scratch(project.parent) as folder:
        plain, copy, cache = folder / "plain.db", folder / "copy.quill", folder / "cache"
        shutil.copyfile(project, copy)
        floor("plain", mirror_file(project), plain)

        def mine(_: int) -> Taken:
            shutil.rmtree(cache, ignore_errors=True)
            return ours("mirror", copy, cache=cache)["mirror"]

        runs = in_turn((mine, lambda _: floor("mirror", plain, folder / "floor.duckdb")), times)
        compared("mirror, from nothing", *runs, "ADBC out and DuckDB", f"{runs[1][-1].answer:,} rows")
        plain.unlink()
        yield copy, cache


def more(copy: Path, cache: Path, profiles: int, times: int) -> None:
    """A few events more into a project, and their undo."""
    file = generate.write_more(copy.with_name("more.csv"), profiles, MORE, seed=2)
    runs = [ours("more", copy, file, cache=cache) for _ in range(times)]
    for part in runs[0]:
        alone(f"{MORE:,} events more: {part}", [run[part] for run in runs])
