"""The command that takes in by itself what arrives in a project's drop folders: watch."""

import argparse
import time
from typing import TYPE_CHECKING

from app import ingest
from app.commands.command import PROJECT, Adder, Command, arg
from app.commands.output import Output
from app.domain.progress import Progress
from app.project import Project

if TYPE_CHECKING:
    from app.watching import DropFolder, Happening, Topic

_BEAT = 0.1
"""Seconds between two looks at whether to stop."""
_STAYS = "what came in until now stays, and a file that was coming in is as if it had not arrived"


def _watch(args: argparse.Namespace, out: Output) -> "list[DropFolder | Topic] | None":
    from app import watching

    with Project.open(args.project) as project:
        if args.add:
            _add(project, args)
        if args.remove and watching.is_topic(args.remove):
            watching.unfollow(project, args.remove)
        elif args.remove:
            watching.remove(project, args.remove)
        if args.add or args.remove or args.list:
            folders, topics = watching.drop_folders(project), watching.topics(project)
            rows = [[one.path, one.kind or "as before", one.source] for one in folders]
            rows += [[one.address, one.mapping.kind, one.address] for one in topics]
            out.table(["What is watched", "Read as", "Source"], rows)
            return [*folders, *topics]
        _follow(project, args, out)
    return None


def _add(project: Project, args: argparse.Namespace) -> None:
    from app import watching
    from app.watching import problems

    if not watching.is_topic(args.add):
        watching.add(project, args.add, args.kind, args.source)
    elif not args.map:
        raise problems.NO_MAP(address=args.add)
    else:
        watching.follow(project, args.add, ingest.read_mapping(args.map), args.config)


def _follow(project: Project, args: argparse.Namespace, out: Output) -> None:
    from app import watching
    from app.watching import problems

    folders = [one.path for one in watching.drop_folders(project)]
    topics = [one.address for one in watching.topics(project)]
    timers = watching.SegmentTimers(project)
    timed = timers.any()
    if not (folders or topics or timed):
        raise problems.NOTHING_TO_WATCH(project=args.project)
    out.stopped = _STAYS
    watched = [*folders, *topics, *(["the timers of segments"] if timed else [])]
    text = f"Watching {', '.join(watched)}. Ctrl+C ends it."
    _tell(watching.Happening("watching", text, detail={"folders": folders, "topics": topics}), out)
    watch, counts = watching.Watch(project, min(watching.QUIET, args.every)), watching.SegmentCounts(project)
    counts.take(out.progress)
    while True:
        came = False
        for one in watch.look(out.progress):
            _tell(one, out)
            came = came or one.event == "imported"
        if came:
            for one in counts.take(out.progress):
                _tell(one, out)
        for one in timers.look(out.progress):
            _tell(one, out)
        if args.once and not watch.settling():
            _tell(watching.Happening("stopped", "All that had arrived was looked at."), out)
            return
        _sleep(args.every, out.progress)


def _sleep(seconds: float, progress: Progress) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        progress.step(0, 1, "Watching")
        time.sleep(min(left, _BEAT))


def _tell(one: "Happening", out: Output) -> None:
    """A line of JSON, or its sentence."""
    out.line(one, one.message)


def _seconds(text: str) -> float:
    found = float(text)
    if not 0.1 <= found <= 86_400:
        raise argparse.ArgumentTypeError("give seconds from 0.1 to 86400")
    return found


def register(add: Adder) -> None:
    """Add this group's commands."""
    arguments = [
        PROJECT,
        arg("--add", metavar="FOLDER",
            help="watch this folder, too, or follow a topic (kafka://host:9092/orders, with --map), and end"),
        arg("--as", dest="kind", metavar="KIND", choices=[one.name for one in ingest.import_kinds()],
            help="with --add: take any file of the folder as this kind, also one whose columns never came in before"),
        arg("--source", metavar="NAME", help="with --add: what its files are from, as for import"),
        arg("--map", metavar="MAP.json", help="with --add of a topic: how its records are read"),
        arg("--config", metavar="FILE", help="with --add of a topic: the Kafka client's settings, as a JSON object"),
        arg("--remove", metavar="FOLDER", help="watch this folder or topic no longer, and end; what came in stays"),
        arg("--list", action="store_true", help="list what is watched, and end"),
        arg("--once", action="store_true", help="take in what stands there now, and end: for a schedule"),
        arg("--every", metavar="SECONDS", type=_seconds, default=2.0, help="how often to look (default: 2)"),
    ]  # fmt: skip
    told = (
        "take in what arrives in the project's drop folders, as the last file with its columns was; counts segments "
        "anew, refreshes them on their timers and on new data, and stops on Ctrl-C. A file whose columns never came in "
        "before waits until it was brought in by hand, unless its folder was added with --as"
    )
    add(Command("watch", told, _watch, arguments))
