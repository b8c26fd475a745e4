"""One open project: its store, its clock, its audit log, and word of what each commit changed."""

import contextlib
import glob
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from app.domain import clock
from app.domain.clock import Moment
from app.domain.problems import Problem, ProjectProblem
from app.domain.progress import SILENT, Cancelled, Progress
from app.domain.shared_answers import Known
from app.project import commit, damage, person_hash, problems
from app.project.commit import Change, Json
from app.project.damage import check_clock, clock_zone, damaged, odd_settings, odd_traits, world_faults
from app.project.engines.embedded import ENGINE as EMBEDDED
from app.project.kept_settings import put_settings
from app.project.notes import Notes
from storage.disk import drafts
from storage.disk.own_files import cache_home
from storage.disk.writer_lock import WriterLock
from storage.file import backups, contents, event_moments, migrate, project_file
from storage.file.models import commit_log, setting

if TYPE_CHECKING:
    import pyarrow as pa

    from app.project.engine import Ahead, Engine, Mirror, Mirrors, Step

Listener = Callable[[frozenset[Change]], None]

DEFAULTS: dict[str, Json] = {
    "timezone": "UTC",
    "clock": "today",
    "currency": "",
    "unknown_is_consent": False,
    "sender": {"from_name": "", "from_address": "", "postal_address": "", "website": ""},
}
"""The settings of a new project; `name` and `uid` are set when it is made."""


class Project:
    """A project that is open in this process; its methods may be called from any thread.

    Reading never waits. Writing takes the project's lock for the length of one transaction, or, after
    `hold_writer`, for as long as the project is open. `known` is what was worked out of it, by its commit.
    """

    def __init__(self, path: Path, engine: "Engine" = EMBEDDED) -> None:
        self.path = path
        self._engine = engine
        self._file = project_file.ProjectFile(path)
        self._lock = WriterLock(path)
        self._writing = threading.RLock()
        self._notes = Notes(self._file, self._writing)
        self._listeners: list[Listener] = []
        self._mirrors: Mirrors | None = None
        self._mirrors_guard = threading.Lock()
        self._ahead: tuple[Ahead, Step] | None = None
        self._wrote = False
        self.known = Known(20)
        self._moments: tuple[int | None, event_moments.Moments] | None = None
        self._settings: dict[str, Json] = {}
        try:
            self._odd = self._look()
        except BaseException:
            self._file.close()
            raise
        damage.opened(self)

    # Opening and closing.

    @classmethod
    def create(cls, path: Path | str, name: str | None = None, timezone: str = "UTC", clock: str = "today") -> Self:
        """Make a new project file and open it; raises Problem where the name is taken or a value is wrong."""
        target = Path(path).absolute()
        zone = clock_zone(timezone)
        check_clock(clock, zone)
        if target.suffix != ".quill":
            raise problems.NO_NAME(name=target.name)
        with world_faults(None, [target]):
            project_file.create(target)
        project = cls(target)
        with project.write("Made the project", {Change.SETTINGS}) as connection:
            chosen = {"name": name or target.stem, "timezone": timezone, "clock": clock, "uid": secrets.token_hex(8)}
            put_settings(connection, DEFAULTS | chosen)
        return project

    @classmethod
    def open(cls, path: Path | str, engine: "Engine" = EMBEDDED, progress: Progress = SILENT) -> Self:
        """Open an existing project, bringing an older one up to date after a backup; raises ProjectProblem.

        Questions about the audience are asked of `engine`.
        """
        target = Path(path).absolute()
        with world_faults(None, [target]):
            version = project_file.check_header(target)
            project_file.check_shape(target, version)
            if version < migrate.SCHEMA:
                migrate.bring_up_to_date(target, progress.part(0, 0.2).step, progress.part(0.2, 1).step)
            project = cls(target, engine)
            if project.damage and (told := damage.TOLD.get()):
                told(f"{target.name} is damaged and was opened for reading only: {project.damage}. {contents.DAMAGED}")
            project._tidy()
            return project

    def _tidy(self) -> None:
        """Finish or take away what a killed process left, before anybody looks."""
        drafts.sweep()
        if self._file.read_only or self._odd:
            return
        self._lock.clear()
        if any(self.path.parent.glob(f".*{glob.escape(self.path.name)}.*.exporting*")):
            from app.project.export_recovery import recover_quietly

            recover_quietly(self)
        if self._file.has_rows("unfinished_erasure"):
            from app.project.erasure import finish

            with contextlib.suppress(Problem), world_faults(None, [self.path]), self._writer_lock():
                finish(self)

    def close(self) -> None:
        """Close the project; what was written since it was opened is backed up first. Closing twice does nothing."""
        self.forget_mirrors()
        self._notes.flush()
        if self._wrote:
            self._wrote = False
            self._back_up()
        damage.closed(self)
        self._file.close()
        # It may have been taken several times, by `hold_writer` and by a write.
        while self._lock.held:
            self._lock.release()

    def _back_up(self) -> None:
        """Make the backup that is due after writing; what keeps it from being made is told, and undoes nothing."""
        folder = backups.folder_of(self.path, self.uid)
        try:
            with world_faults(self._file.diagnosis, [folder]):
                backups.make_on_close(self.path, folder, self._commits())
        except ProjectProblem as problem:
            if told := damage.TOLD.get():
                why = problem.what[0].lower() + problem.what[1:]
                told(f"Everything is saved, but no backup of it could be made: {why}.")

    def __enter__(self) -> Self:
        """The project itself; leaving closes it."""
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        # While it is open it can be asked whether an error comes of what stands in it.
        unforeseen = isinstance(error, Exception) and not isinstance(error, (Problem, Cancelled, AssertionError))
        problem = damage.explained(error) if error is not None and unforeseen else None
        self.close()
        if problem is not None:
            raise problem from error

    # What it is called and when it is.

    def _look(self) -> list[str]:
        """Read the settings; returns what is found damaged at once, and what is damaged is not read."""
        with world_faults(None, [self.path]):
            if odd := self._file.odd_values():
                return odd
            self._settings = self._read_settings()
            return odd_settings(self._settings, DEFAULTS) + odd_traits(self)

    def _read_settings(self) -> dict[str, Json]:
        with self.read() as connection:
            return {row.name: row.value for row in connection.execute(select(setting))}

    @property
    def settings(self) -> dict[str, Json]:
        """All settings, a copy."""
        return DEFAULTS | self._settings

    def setting(self, name: str, default: Json = None) -> Json:
        """One setting's value."""
        return self.settings.get(name, default)

    def change_settings(self, values: dict[str, Json], what: str = "") -> None:
        """Keep settings; a wrong time zone or clock raises Problem and changes nothing.

        `what` is the line of the audit log, where more can be said than which they are.
        """
        zone = clock_zone(values.get("timezone", self.setting("timezone")))
        check_clock(values.get("clock", self.setting("clock")), zone)
        said = what or "Changed settings: " + ", ".join(sorted(values))
        with self.write(said, {Change.SETTINGS}) as connection:
            put_settings(connection, values)

    @property
    def uid(self) -> str:
        """What tells this project (and its copies) from others."""
        return str(self.setting("uid", ""))

    @property
    def name(self) -> str:
        """The name that people gave the project."""
        return str(self.setting("name", self.path.stem))

    @property
    def timezone(self) -> ZoneInfo:
        """The zone of its local days."""
        return clock_zone(self.setting("timezone"))

    def moment(self, as_of: "str | Moment | None" = None) -> Moment:
        """The moment that windows are measured from: the one given, else that of the project's clock."""
        if isinstance(as_of, Moment):
            return as_of
        zone, kind = self.timezone, as_of or self.setting("clock")
        now = clock.system_now()
        if kind == "today":
            return Moment(now, zone)
        if kind != "latest-event":
            return clock.parse_moment(kind, zone)
        latest = self._latest_event(now)
        return Moment(now if latest is None else latest, zone)

    def _latest_event(self, now: int) -> int | None:
        """The time of the latest event not later than now."""
        with self.read() as connection:
            commit = connection.scalar(select(func.max(commit_log.c.number)))
            known = self._moments
            # Once the clock has passed an event that lay ahead, its import is looked through: once.
            if known is None or known[0] != commit or not known[1].hold(now):
                known = self._moments = (commit, event_moments.of(connection, now))
        return known[1].latest

    # Reading and writing.

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the project and cannot change it."""
        with world_faults(self._file.diagnosis, [self.path]), self._file.read() as connection:
            yield connection

    @contextlib.contextmanager
    def write(
        self, what: str, changes: set[Change], detail: Json = None, *, kind: str = "", about: Iterable[int] = ()
    ) -> Iterator[Connection]:
        """One transaction, kept wholly or not at all, named in the audit log by `what`.

        `kind` is one of `commit.KINDS`, by default that of the changes; `about` are the numbers of the people whom it
        concerns. Raises ProjectProblem where another process is writing, naming it.
        """
        with self._writing, contextlib.ExitStack() as ended:
            ended.callback(self._forget_ahead)
            places = [self.path, cache_home()]
            with world_faults(self._file.diagnosis, places), self._writer_lock(), self._file.write() as connection:
                # Now, for at the end they may be gone.
                people = person_hash.people_hashes(connection, about)
                yield connection
                known = self._ahead[0].numbers if self._ahead else None
                noted = self._notes.enter(connection)
                entry = commit.Entry(what, detail, kind=kind, people=people)
                entered = commit.enter(connection, entry, changes, known)
            noted()
            self._wrote = True
            self._keep_ahead(entered)
            self._settings = self._read_settings()
        # Told once the lock is free, so that a listener may read and write itself.
        for listener in list(self._listeners):
            listener(entered.changes)

    def note(self, what: str, kind: str, detail: Json = None, about: Iterable[int] = (), first: bool = False) -> None:
        """Enter in the audit log what changes nothing: somebody was looked at, a file is to be put in its place.

        With `first` the line stands when this returns. Raises ProjectProblem then."""
        if not self._odd:
            with world_faults(self._file.diagnosis, [self.path]):
                self._notes.add(commit.Entry(what, detail, kind=kind, about=tuple(about)), first=first)

    @contextlib.contextmanager
    def _writer_lock(self) -> Iterator[None]:
        if self._file.read_only is not None:
            raise self._file.read_only
        if self._odd:
            raise damaged(self._odd)
        self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()

    def hold_writer(self) -> str:
        """Keep the writer's lock while open; returns an empty text, or who else holds it in words."""
        try:
            with world_faults(None, [self.path]):
                if self._file.read_only is not None:
                    return self._file.read_only.what
                if self._odd:
                    return f"This project is damaged and opened for reading only: {self._odd[0]}"
                self._lock.acquire()
        except ProjectProblem as problem:
            return problem.what
        return ""

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after each commit, on the thread that committed; returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def token(self) -> str:
        """The token of the newest commit."""
        with self.read() as connection:
            return str(connection.scalar(select(commit_log.c.token).order_by(commit_log.c.number.desc()).limit(1)))

    def _commits(self) -> list[tuple[str, frozenset[str]]]:
        """The tokens of all commits, the newest first, each with the kinds of change."""
        asked = select(commit_log.c.token, commit_log.c.changes).order_by(commit_log.c.number.desc())
        with self.read() as connection:
            return [(token, frozenset(kinds)) for token, kinds in connection.execute(asked)]

    def integrity(self) -> list[str]:
        """What is broken in the file, by its pages and by what stands in it; empty for a whole one."""
        with world_faults():
            return [*self._odd, *(one for one in self._file.diagnosis() if one not in self._odd)]

    def check_before_mailing(self) -> None:
        """Raise ProjectProblem where what decides who is written to is damaged: nobody can say who that would be."""
        with world_faults(self._file.diagnosis):
            found = (
                self._odd
                or self._file.mailing_diagnosis()
                or damage.foreign_addresses(self, self._file.odd_addresses())
                or damage.lost_rules(self)
            )
        if found:
            raise damaged(found)

    @property
    def damage(self) -> str:
        """What was found damaged at opening, so that it was opened for reading only; an empty text for a whole one."""
        return "; ".join(self._odd[:3])

    @property
    def read_only(self) -> ProjectProblem | None:
        """What keeps this project from being written, or None: its folder, its drive, or a full disk."""
        fault = self._file.read_only
        return None if fault is None else problems.WORLD(what=fault.what, remedy=fault.remedy)

    @property
    def shared_because(self) -> str:
        """Why the file is written without a write-ahead log, or an empty text."""
        return self._file.shared_because

    # Questions about the audience.

    def audience(self, progress: Progress = SILENT) -> "Mirror":
        """The columnar mirror of what is committed now, brought up to date first; for one thread, to be closed."""
        with world_faults(self._file.diagnosis, [self.path, cache_home()]):
            return self._mirrors_of().open(str(self.setting("timezone")), progress.step)

    def _mirrors_of(self) -> "Mirrors":
        with self._mirrors_guard:
            if self._mirrors is None:
                self._mirrors = self._engine.mirrors(self.path, self.uid)
            return self._mirrors

    def forget_mirrors(self) -> None:
        """Close the mirrors that this process reads; the next question opens others."""
        with self._mirrors_guard:
            if self._mirrors is not None:
                self._mirrors.close()
                self._mirrors = None

    def prepare(self, events: "pa.Table", types: Mapping[str, str], progress: Progress) -> None:
        """Let the mirror be made while these events are written, by the transaction that is open; it is ready after it.

        They are rows of the project's table with the numbers that they will have, `id`; `types` are those of own
        properties after them. What the transaction changes of them later is brought up to date.
        """
        # Whatever keeps it from being made: it is made from the project when somebody asks.
        with contextlib.suppress(OSError):
            made = self._mirrors_of().prepare(str(self.setting("timezone")), events, types)
            self._ahead = (made, progress.step) if made is not None else None

    def _keep_ahead(self, entered: commit.Entered) -> None:
        if self._ahead is not None:
            ahead, step = self._ahead
            # The commit stands, so nobody's wish to stop can end it any more.
            with contextlib.suppress(OSError, Cancelled):
                self._mirrors_of().arrived(ahead, entered.token, entered.left, step)

    def _forget_ahead(self) -> None:
        if self._ahead is not None:
            self._ahead[0].end()
            self._ahead = None
