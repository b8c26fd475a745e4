"""Measures Quillwork against the libraries that it stands on, in turn in one run, and prints each ratio.

Run by hand:  python tests/benchmarks/run.py [--profiles 1000000] [--events 10000000] [--only import,count,…]

A figure is the median of several runs where that is cheap; the ratio, ours over the floor's, is what to compare between
machines. A floor is what the libraries alone take for the same rows. Nothing here is asserted: a timed test fails on a
busy machine.
"""

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import counting  # noqa: E402 - beside this file
import generate  # noqa: E402
import grouping  # noqa: E402
import letters  # noqa: E402
import loading  # noqa: E402
import opening  # noqa: E402
import refreshing  # noqa: E402
import windows  # noqa: E402

ALL = (
    *(
        "import",
        "mirror",
        "undo",
        "count",
        "refresh",
        "members",
        "render",
        "export",
        "open",
        "panes",
        "film",
        "cluster",
    ),
    "start",
)


def measure(only: set[str], project: Path, profiles: int, rule: str) -> None:
    """Measure what was asked for, in the order in which somebody works."""
    times = loading.rounds(profiles)
    if "count" in only:
        counting.rules(project, rule)
    if "refresh" in only:
        refreshing.refreshes(project)
    if "members" in only:
        letters.members(project, times)
    if only & {"mirror", "undo", "export"}:
        with loading.working_copy(project, times) as (copy, cache):
            if "undo" in only:
                loading.more(copy, cache, profiles, times)
            if "export" in only:
                letters.exports(copy, cache, profiles, times)
    for name, one in (
        ("render", letters.rendering),
        ("open", opening.opening),
        ("panes", windows.visits),
        ("film", windows.film),
        ("cluster", grouping.clusters),
    ):
        if name in only:
            one(project)
    if "start" in only:
        windows.start()


def main() -> None:
    """Make the shop where there is none, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--only", default=",".join(ALL), help=f"some of {', '.join(ALL)}")
    parser.add_argument("--rule", default="", help="only the rules with this in their name")
    parser.add_argument("--folder", type=Path, help="keep the files and the project here, and use them again")
    chosen = parser.parse_args()
    only = set(chosen.only.split(","))
    if unknown := only - set(ALL):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = (chosen.folder or Path(scratch)).absolute()
        os.environ.setdefault("QUILLWORK_CACHE", str(folder / "cache"))
        os.environ.setdefault("QUILLWORK_BACKUPS", str(folder / "backups"))
        project = folder / "benchmark.quill"
        if "import" in only or not project.exists():
            files = generate.write(folder, chosen.profiles, chosen.events)
            loading.imports(files, project, loading.rounds(chosen.profiles))
        profiles, events = loading.counts(project)
        machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
        print(f"{machine}, {profiles:,} people, {events:,} events", flush=True)
        measure(only, project, profiles, chosen.rule)


if __name__ == "__main__":
    main()
