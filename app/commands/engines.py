"""The command that puts a project's audience on another engine."""

import argparse

from app.commands.command import PROJECT, Adder, Command, arg
from app.commands.opening import engine_of
from app.commands.output import Output
from app.domain.counts import counted
from app.project import Fillable, Project, Pushed, push


def _push(args: argparse.Namespace, out: Output) -> Pushed:
    engine = engine_of(args.engine)
    with Project.open(args.project) as project:
        if isinstance(engine, Fillable):
            out.note(f"All that is known of the people in {project.path.name} is copied to {engine.place()}.")
        done = push(project, engine, out.progress)
    out.table(["Table", "Rows"], [[name, rows] for name, rows in done.tables.items()])
    out.say(f"Put {counted(sum(done.tables.values()), 'row')} on {done.engine} in {done.seconds} s.")
    return done


def register(add: Adder) -> None:
    """Add this group's commands."""
    engine = arg(
        "--engine",
        required=True,
        metavar="URL",
        help="where to, as postgresql://user@host/database or spark://host:7077/folder",
    )
    about = "put the audience's tables on another engine, for --engine to ask there"
    add(Command("push", about, _push, [PROJECT, engine]))
