"""What is said of a project file that is damaged, wherever that shows."""

import contextlib
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import LargeBinary, cast, select

from app.domain import clock
from app.domain.names import TRAITS
from app.domain.problems import FileProblem, Problem, ProjectProblem
from app.domain.progress import Cancelled
from app.project import problems
from storage.disk import disk_room, errors
from storage.disk.own_files import cache_home
from storage.file import contents
from storage.file.models import identifier, segment, trait

if TYPE_CHECKING:
    from app.project.project import Project

TOLD: ContextVar[Callable[[str], None] | None] = ContextVar("TOLD", default=None)
"""What a front wants to be told when it opens a project that is damaged; the window asks `hold_writer`."""

_open: "weakref.WeakSet[Project]" = weakref.WeakSet()
_open_guard = threading.Lock()


@contextlib.contextmanager
def world_faults(diagnose: Callable[[], Sequence[str]] | None = None, places: Sequence[Path] = ()) -> Iterator[None]:
    """Turn what the world did to the file into a problem with a sentence and a remedy.

    `diagnose` is asked of any other error, and says what is wrong with the file: what no code was written for may
    have been read from it. `places` are what is written meanwhile, looked at where nobody says why it could not be.
    """
    try:
        yield
    except (Problem, Cancelled):
        raise
    except Exception as error:
        fault = errors.fault_of(error, places)
        if isinstance(error, UnicodeDecodeError):
            # SQLite's own message of what is broken may name it by bytes that are no text.
            raise damaged(["a text in it cannot be read"]) from error
        if fault is None and diagnose is not None and (found := diagnose()):
            raise damaged(found) from error
        if fault is None:
            raise
        raise problems.WORLD(what=fault.what, remedy=fault.remedy) from error


def of_file(error: OSError, what: str, remedy: str = "") -> FileProblem:
    """What is said of a file or folder that could not be read or written; a full disk is told whatever was tried."""
    fault = errors.fault_of(error)
    if fault is not None and error.errno in disk_room.OF_THE_DISK:
        return problems.DISK(what=what, why=fault.what, remedy=fault.remedy)
    return problems.UNREADABLE(what=what, why=error.strerror or str(error), remedy=remedy)


def damaged(found: Sequence[str]) -> ProjectProblem:
    """What is said of a project that is not whole."""
    return problems.DAMAGED(found="; ".join(found[:3]))


def opened(project: "Project") -> None:
    """Note that a project is open, for `explained` to ask."""
    with _open_guard:
        _open.add(project)


def closed(project: "Project") -> None:
    """Note that a project is open no more."""
    with _open_guard:
        _open.discard(project)


def explained(error: BaseException) -> Problem | None:
    """What is said of an error that no code was written for: the disk's, or of an open project that is damaged."""
    if isinstance(error, Problem):
        return error
    with _open_guard:
        projects = list(_open)
    fault = None
    if not isinstance(error, OSError) or error.errno in disk_room.REFUSED:
        fault = errors.fault_of(error, [*(project.path for project in projects), cache_home()])
    if fault is not None and not fault.damaged:
        return problems.WORLD(what=fault.what, remedy=fault.remedy)
    for project in projects:
        try:
            if found := project.integrity():
                return damaged(found)
        except Problem as problem:
            return problem
    return None if fault is None else problems.WORLD(what=fault.what, remedy=fault.remedy)


def foreign_addresses(project: "Project", odd: Sequence[str]) -> list[str]:
    """What is said of addresses that people are written to, where no form of them is known; empty where all are."""
    from app.cleaning import match_form

    if not odd:
        return []
    forms = {email: match_form(email) for email in odd}
    with project.read() as connection:
        named = select(identifier.c.value).where(identifier.c.kind == "email")
        known = {form for form in forms.values() if form and connection.scalar(named.where(identifier.c.value == form))}
    left = [email for email, form in forms.items() if form not in known]
    return [f"{len(left):,} of its addresses are not the ones that were imported, as {left[0]!r}"] if left else []


def lost_rules(project: "Project") -> list[str]:
    """What is said of kept segments whose rules cannot be read, though JSON they may be."""
    # Read as bytes: a rule or a name that no program of ours wrote is one segment's damage, and not that of the others.
    name, rule = (cast(column, LargeBinary) for column in (segment.c.name, segment.c.rule))
    with project.read() as connection:
        rows = connection.execute(select(name, rule).order_by(segment.c.position, segment.c.id)).all()
    lost = [contents.text_of(name) for name, rule in rows if contents.document_of(rule) is None]
    return [f"the rule of the segment “{name}”" for name in lost]


def odd_settings(found: dict[str, Any], usual: Mapping[str, Any]) -> list[str]:
    """The settings that hold what no setting of that name can."""
    wrong = [name for name, one in usual.items() if not isinstance(found.get(name, one), type(one))]
    wrong += [name for name in ("uid", "name") if not isinstance(found.get(name, ""), str)]
    sender = found.get("sender")
    if isinstance(sender, dict) and not all(isinstance(value, str | None) for value in sender.values()):
        wrong.append("sender")
    if not wrong:
        for name, check in (("timezone", clock_zone), ("clock", lambda value: check_clock(value, clock_zone("UTC")))):
            try:
                check(found.get(name, usual[name]))
            except Problem:
                wrong.append(name)
    # The usual value stands for one that is none.
    for name in wrong:
        found.pop(name, None)
    return [f"its setting “{name}” is none that there can be" for name in wrong]


def odd_traits(project: "Project") -> list[str]:
    """What is said of Quillwork's own traits that a file gives another type than they have anywhere."""
    with project.read() as connection:
        kept = connection.execute(select(trait.c.name, trait.c.type).order_by(trait.c.name)).all()
    return [
        f"its trait “{name}” is kept as {kind}, and is {TRAITS[name].type}"
        for name, kind in kept
        if name in TRAITS and TRAITS[name].type != kind
    ]


def clock_zone(name: Any) -> ZoneInfo:
    """The zone of a setting's value; raises Problem."""
    return clock.zone(str(name))


def check_clock(value: Any, zone: ZoneInfo) -> None:
    """Raise Problem unless the value is `today`, `latest-event` or a date."""
    if value not in ("today", "latest-event"):
        clock.parse_moment(str(value), zone)
