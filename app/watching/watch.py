"""Taking in what arrives in a project's drop folders: each file once, as the last file with its columns was.

The records of topics come in likewise, by the mapping that each was given.

A file that nothing is known of waits until somebody has looked at it in the wizard; the next one with its columns
comes in by itself. A folder whose kind is stated takes any file of that kind. Nothing is moved or deleted in the
folders: what came in is known by its bytes, and so is what was taken back, which does not come in again.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app import ingest
from app.domain.counts import counted
from app.domain.problems import Problem, ProjectProblem
from app.domain.progress import SILENT, Progress
from app.ingest import ImportReport, Readings, Recognised
from app.project import Project
from app.watching import happenings, records
from app.watching.arriving import Arriving
from app.watching.folders import DropFolder, drop_folders
from app.watching.followed import Topic, topics
from app.watching.happenings import Happening, imported

QUIET = 2.0
"""Seconds for which a file has not to change before it is taken for whole."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """The folder of a file that waits, and the newest import when it was looked at."""

    folder: DropFolder
    newest: int


class Watch:
    """The drop folders of an open project; each `look` takes in what has arrived whole since the last."""

    def __init__(self, project: Project, quiet: float = QUIET, clock: Callable[[], float] = time.monotonic) -> None:
        self._project = project
        self._arriving = Arriving(quiet, clock)
        self._waiting: dict[Path, _Waiting] = {}
        self._told: set[tuple[str, str]] = set()
        self._looked: set[str] = set()
        self._past: dict[str, dict[int, int]] = {}
        self._begins: dict[str, tuple[int, dict[int, int]]] = {}

    def look(self, progress: Progress = SILENT) -> Iterator[Happening]:
        """What happened, as it happens; a file whose import is stopped is as if it had not arrived."""
        known = drop_folders(self._project)
        # Before the folders: what comes in now says what a file is that waits.
        self._look_again({one.path for one in known})
        for folder in known:
            yield from self._look_into(folder, progress)
        for topic in topics(self._project):
            yield from self._read_on(topic, progress)

    @property
    def waiting(self) -> list[Path]:
        """The files that somebody has to look at."""
        return list(self._waiting)

    def settling(self) -> bool:
        """Whether there are files that have not been quiet for long enough, or that are to be tried again."""
        return self._arriving.settling()

    def _look_into(self, folder: DropFolder, progress: Progress) -> Iterator[Happening]:
        try:
            found = self._arriving.whole(Path(folder.path))
        except OSError:
            if self._once("gone", folder.path):
                text = f"{folder.path} cannot be read now. It is looked at again until it can."
                yield Happening(happenings.GONE, text, folder.path)
            return
        self._told.discard(("gone", folder.path))
        before = []
        for path in found:
            try:
                happened = self._taken(folder, path, progress)
                # At the first look old files are no news, each by itself.
                if happened.event == happenings.KNOWN and folder.path not in self._looked:
                    before.append(happened)
                else:
                    yield happened
            except ProjectProblem as problem:
                # Another program is writing the project, or its disk is full: the file can wait.
                self._arriving.again(path)
                if self._once("later", str(path)):
                    text = f"{path.name} comes in later: {problem}"
                    yield Happening(happenings.LATER, text, folder.path, path.name)
            except BaseException:
                self._arriving.again(path)
                raise
        if found:
            self._looked.add(folder.path)
        if len(before) > 1:
            text = f"{counted(len(before), 'file')} in {folder.name} came in before and changed nothing."
            yield Happening(happenings.KNOWN, text, folder.path, detail={"files": [one.file for one in before]})
        else:
            yield from before

    def _read_on(self, topic: Topic, progress: Progress) -> Iterator[Happening]:
        # What an import has read to is kept with it; records that say nothing come with none.
        begin = self._begin_of(topic)
        begin |= {one: end for one, end in self._past.get(topic.address, {}).items() if end > begin.get(one, 0)}
        try:
            with records.read(topic, begin, progress) as read:
                if read is None:
                    return
                if not read.rows:
                    self._past.setdefault(topic.address, {}).update(
                        {number: end for number, (_, end) in read.stretch.offsets.items()}
                    )
                    return
                report = ingest.run_import(
                    self._project, read.path, topic.mapping.kind, topic.mapping, read.stretch, None, progress
                )
        except Problem as problem:
            # A broker that does not answer, or a project that another program writes, is asked again.
            if self._once("topic", f"{topic.address} {problem}"):
                yield Happening(happenings.LATER, str(problem), topic.address)
            return
        self._told = {one for one in self._told if one[0] != "topic" or not one[1].startswith(f"{topic.address} ")}
        for note in read.notes:
            report.warn("yellow", note)
        yield imported(topic.address, read.path.name, [report])

    def _begin_of(self, topic: Topic) -> dict[int, int]:
        """Where to read on, found anew when an import has come since: a quiet topic is looked at all day."""
        newest = ingest.newest_import(self._project)
        kept = self._begins.get(topic.address)
        if kept is None or kept[0] != newest:
            kept = self._begins[topic.address] = (newest, ingest.next_offsets(self._project, topic.address))
        return dict(kept[1])

    def _once(self, what: str, of: str) -> bool:
        new = (what, of) not in self._told
        self._told.add((what, of))
        return new

    def _look_again(self, folders: set[str]) -> None:
        """Give out anew what waits, where an import has come since that could tell what it is."""
        if not self._waiting:
            return
        newest = ingest.newest_import(self._project)
        for path, one in list(self._waiting.items()):
            if one.folder.path not in folders or not path.exists():
                del self._waiting[path]
            elif one.newest != newest:
                self._arriving.again(path)

    def _taken(self, folder: DropFolder, path: Path, progress: Progress) -> Happening:
        self._waiting.pop(path, None)
        readings = Readings()
        try:
            parts = ingest.files_in(path)
            if (before := self._came_before(parts, progress)) is not None:
                return _known(folder, path, *before)
            for part in parts:
                known = ingest.recognise(self._project, part, folder.kind, progress, readings)
                if known.batch is None and folder.kind is None:
                    return self._waits(folder, path, _unknown(known))
            reports = self._brought_in(folder, parts, progress, readings)
        except ProjectProblem:
            raise
        except Problem as problem:
            event = happenings.WAITING if ingest.asks_first(problem) else happenings.REFUSED
            return self._waits(folder, path, str(problem), event)
        return imported(folder.path, path.name, reports)

    def _came_before(self, parts: list[Path], progress: Progress) -> tuple[int, bool] | None:
        """The last import of this very file, or of the last of its parts, and whether it stands.

        None where one of them did not come in yet.
        """
        found = [ingest.imports_of(self._project, part, progress) for part in parts]
        return list(found[-1].items())[-1] if all(found) else None

    def _brought_in(
        self, folder: DropFolder, parts: list[Path], progress: Progress, readings: Readings
    ) -> list[ImportReport]:
        if len(parts) > 1:
            stated = (folder.kind, None, folder.source, None)
            done = ingest.import_all(self._project, parts, *stated, progress, unasked=True)
            return [one.report for one in done.files]
        stated = (folder.kind, None, folder.source, None)
        return [ingest.run_import(self._project, parts[0], *stated, progress, readings, unasked=True)]

    def _waits(self, folder: DropFolder, path: Path, why: str, event: str = happenings.WAITING) -> Happening:
        self._waiting[path] = _Waiting(folder, ingest.newest_import(self._project))
        text = why if why.startswith(path.name) else f"{path.name} waits: {why}"
        return Happening(event, text, folder.path, path.name)


def _known(folder: DropFolder, path: Path, batch: int, stands: bool) -> Happening:
    why = "changed nothing" if stands else "was taken back since, and stays out"
    text = f"{path.name} came in as import {batch} before and {why}."
    return Happening(happenings.KNOWN, text, folder.path, path.name, {"batch": batch})


def _unknown(known: Recognised) -> str:
    kind = ingest.kind_title(known.kind).lower()
    return (
        f"its columns are new. It looks like {kind}: bring it in once in Data, and the next ones come in by themselves."
    )
