"""Opening the project that a command is about, with the engine that it names."""

import argparse

from app.commands import problems
from app.project import EMBEDDED, Engine, Fillable, Project, engine_at, known_engines, with_own_tables


def opened(args: argparse.Namespace) -> Project:
    """The project of the call, asked through the engine of its `--engine`, if it takes one; raises WrongWords."""
    address, tables = getattr(args, "engine", None), getattr(args, "tables", None)
    if tables is not None:
        return Project.open(args.project, with_own_tables(engine_of(address or EMBEDDED.name), tables))
    return Project.open(args.project) if address is None else Project.open(args.project, engine_of(address))


def engine_of(address: str) -> Engine:
    """The engine that an address of `--engine` means; raises WrongWords where there is none."""
    engine = engine_at(address)
    if engine is None:
        known = " or ".join(map(_meant, known_engines().values()))
        # An address may hold a password: what is told of it is its kind.
        raise problems.NO_ENGINE(asked=address.partition(":")[0], known=known)
    return engine


def _meant(engine: Engine) -> str:
    """How `--engine` means it: what has to be filled first lies at an address."""
    return engine.form if isinstance(engine, Fillable) else engine.name
