"""Erasing people everywhere: from the project and then, to the end whatever happens, from all that was made of it.

The transaction that takes them out of the tables is the erasure. What they were called stands in it until backups,
mirrors and the file itself are free of them: a program that is killed meanwhile goes on where the project is next
opened. So it is as before or as after, and never stays between.
"""

import contextlib
import operator
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial, reduce
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, delete, insert, select

from app.domain import clock
from app.domain.progress import SILENT, Cancelled, Progress
from app.project import commit, person_hash, problems
from app.project.commit import Change
from storage import bulk
from storage.disk.drafts import Draft
from storage.disk.errors import NotAProject, fault_of
from storage.disk.own_files import Made
from storage.file import anonymising, backups, compacting, erasing, migrate, models, traces
from storage.file.project_file import ProjectFile, check_header, check_shape
from storage.file.trace_words import Erased
from storage.file.traces import Traces
from storage.mirror import forgetting

WHAT = "Erased a person"
"""What the audit log calls it."""


class Held(Protocol):
    """A project as far as an erasure knows it: the module of projects goes on with erasures, and is not known here."""

    path: Path

    @property
    def uid(self) -> str:
        """Its own mark."""

    def read(self) -> AbstractContextManager[Connection]:
        """A connection that sees one moment of it."""

    def write(
        self, what: str, changes: set[Change], detail: Any = None, *, kind: str = "", about: Iterable[int] = ()
    ) -> AbstractContextManager[Connection]:
        """One transaction, named in the audit log."""

    def hold_writer(self) -> str:
        """Keep the writer's lock; an empty text, or who else holds it."""

    def forget_mirrors(self) -> None:
        """Close the mirrors that this process reads."""


Pairs = Sequence[tuple[str, str]]
"""Identifiers as kind and matched form."""

_CHANGES = set(Change) - {Change.PRODUCTS, Change.TEMPLATES}


@dataclass(slots=True)
class Swept:
    """What an erasure did beside the project: backups that were written anew or deleted, mirrors that are still in use.

    `waiting` says what keeps it from its end, in words; the project's next opening goes on with it.
    """

    backups: int = 0
    deleted: list[str] = field(default_factory=list)
    waiting: str = ""


def erase(
    project: Held,
    people: Sequence[int],
    what: str,
    progress: Progress = SILENT,
    *,
    asked: bool = True,
    anonymous: bool = False,
    after: Callable[[Connection], None] | None = None,
) -> tuple[Erased, Swept]:
    """Erase people by their numbers, and keep their addresses as hashes; `what` names it in the audit log.

    Where nobody `asked` for it, only the addresses of those are kept so who were not to be written to anyway. With
    `anonymous` they keep what they did under a drawn number, and go whole from the backups alone. What is derived of
    those who are left is brought up to date by `after`, in the same transaction.

    Raises ProjectProblem where another program holds the project, and nothing is changed then.
    """
    held = project.hold_writer()
    if held:
        raise problems.HELD(holder=held)
    detail: dict[str, Any] = {}
    with project.write(what, _CHANGES, detail, kind="privacy", about=people) as connection:
        with bulk.watched(connection, lambda: progress.step(1, 10, _PHRASE)):
            told = traces.of_people(connection, people)
            kept = told.pairs if asked else erasing.refused(connection, told)
            take = anonymising.anonymise if anonymous else erasing.erase
            erased = take(connection, list(people), told)
            if after is not None:
                after(connection)
        erased.hashes = _keep_hashes(connection, kept)
        detail |= _noted(erased)
        connection.execute(insert(models.unfinished_erasure).values(traces=told.as_json() | {"kept": list(kept)}))
    # It stands: nobody's wish to stop can end it any more.
    return erased, finish(project, progress.part(0.3, 1))


def _noted(erased: Erased) -> dict[str, Any]:
    """What the audit log says of it: rows by table, and which of its own lines were emptied."""
    return {"rows": sum(erased.rows.values()), "tables": dict(sorted(erased.rows.items())), "lines": erased.lines}


def _keep_hashes(connection: Connection, pairs: Pairs) -> int:
    """Keep of the addresses what tells them when they come again, and nothing else; returns how many there are."""
    key, at = person_hash.key_of(connection), clock.system_now()
    kept = [(kind, person_hash.address_hash(key, value)) for kind, value in pairs if kind in ("email", "phone")]
    for kind, digest in kept:
        row = {"kind": kind, "hash": digest, "at": at}
        connection.execute(insert(models.erased_address).prefix_with("OR IGNORE").values(**row))
    return len(kept)


# What was made of the project.


def finish(project: Held, progress: Progress = SILENT) -> Swept:
    """Free backups, mirrors and the file itself of everybody who was erased; nothing to do is done at once.

    For whoever holds the writer's lock. What keeps it from its end (a full disk, a reader) is told and undoes nothing.
    """
    swept = Swept()
    with project.read() as connection:
        begun = connection.scalars(select(models.unfinished_erasure.c.traces)).all()
    if not begun:
        return swept
    told = reduce(operator.or_, map(traces.from_json, begun))
    kept = sorted({(str(kind), str(value)) for one in begun for kind, value in one.get("kept", ())})

    def tell(done: float) -> None:
        """Tell how far it is (a share of 1); what was begun is not stopped."""
        with contextlib.suppress(Cancelled):
            progress.step(done, 1, _PHRASE)

    try:
        _sweep_backups(project, partial(_clean, told=told, kept=kept), swept, tell)
        swept.waiting = _compact(project, tell)
    except Exception as error:
        fault = fault_of(error, [project.path])
        if fault is None:
            raise
        swept.waiting = fault.what[:1].lower() + fault.what[1:]
    return swept


def _compact(project: Held, tell: Callable[[float], None]) -> str:
    """Take the mirrors away and rebuild the file; an empty text, or what keeps that from being done."""
    if sys.platform == "win32":
        # Elsewhere a file goes while somebody reads it, and whoever reads it now may do so to the end.
        project.forget_mirrors()
    in_use = forgetting.forget(project.uid)
    tell(0.7)
    if not compacting.rebuild(project.path, lambda: tell(0.8)):
        return "another program is reading the project"
    if in_use:
        return f"another program is using {in_use[0].name}"
    _forget_traces(project)
    return ""


_PHRASE = "Erasing"


def _forget_traces(project: Held) -> None:
    """The last step: nothing is left to be done, and what was looked for is not kept either."""
    file = ProjectFile(project.path)
    try:
        with file.append() as connection:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
            connection.execute(delete(models.unfinished_erasure))
    finally:
        file.close()
    compacting.empty_log(project.path)


def _sweep_backups(project: Held, clean: Callable[..., None], swept: Swept, tell: Callable[[float], None]) -> None:
    found = backups.all_of(project.path, project.uid)
    for at, file in enumerate(found):
        beat = partial(tell, 0.6 * at / len(found))
        beat()
        try:
            clean(file, beat)
            swept.backups += 1
        except Exception as error:
            # One that cannot be read to its end cannot be cleaned either: what nobody can look into must not stay.
            fault = fault_of(error)
            if fault is None or not (fault.damaged or isinstance(fault, NotAProject)):
                raise
            Made(file.parent).remove(file)
            swept.deleted.append(file.name)


def _clean(file: Path, beat: Callable[[], None], told: Traces, kept: Pairs) -> None:
    """Write a backup anew without those people, under today's schema; its time stays, by which backups are kept."""
    stamp = file.stat()
    version = check_header(file)
    with Draft(file.parent) as draft:
        backups.copy(file, draft.path)
        # Of the copy: to be looked at leaves logs beside a file.
        check_shape(draft.path, version)
        if version < migrate.SCHEMA:
            migrate.migrate(draft.path)
        _erase_in(draft.path, told, kept)
        compacting.rebuild(draft.path, beat)
        for ending in ("-wal", "-shm"):
            draft.path.with_name(draft.path.name + ending).unlink(missing_ok=True)
        os.utime(draft.path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        os.replace(draft.path, file)


def _erase_in(path: Path, told: Traces, kept: Pairs) -> None:
    copy = ProjectFile(path)
    try:
        with copy.write() as connection:
            people = erasing.holders(connection, told.pairs)
            hashes = person_hash.people_hashes(connection, people)
            theirs = traces.of_people(connection, people) | told if people else told
            erased = erasing.erase(connection, people, theirs)
            connection.execute(delete(models.unfinished_erasure))
            if erased.rows:
                _keep_hashes(connection, kept)
                entry = commit.Entry(WHAT, _noted(erased), kind="privacy", people=hashes)
                commit.enter(connection, entry, _CHANGES, None)
    finally:
        copy.close()
