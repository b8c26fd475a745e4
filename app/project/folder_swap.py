"""Putting an export's folder in its place so that a kill, a full disk or a power cut never shows a half of it.

The folder is written hidden beside its place and renamed. A journal beside the project says what is under way;
what a kill left is finished (where the new folder stands) or taken back (where it does not) by `recover`.
"""

import contextlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from app.project import problems
from app.project.kept_overrules import Entry
from storage.disk.errors import StoreFault, WriterBusy, fault_of
from storage.disk.syncing import sync
from storage.disk.writer_lock import WriterLock

_NEW = ".quillwork-new"
_OLD = ".quillwork-old"
_JOURNAL = ".exporting"


@dataclass(frozen=True, slots=True)
class Pending:
    """An export under way: where to, the hidden folders, and, once it is complete, what the project shall note of it.

    `campaign_id` is 0 until then; `started` is in microseconds UTC; `overrules` are those that it was made with.
    """

    out: str
    draft: str
    aside: str
    started: int
    campaign_id: int = 0
    what: str = ""
    recipients: int = 0
    overrules: list[Entry] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether the new folder was whole when this was written."""
        return self.campaign_id != 0


def check_target(out: Path, replacing: bool) -> None:
    """Raise FileProblem unless an export may be written to `out`."""
    if not out.parent.is_dir():
        raise problems.NO_FOLDER(folder=out.parent)
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise problems.NOT_A_FOLDER(name=out.name)
    if out.is_dir() and any(out.iterdir()):
        if not replacing:
            raise problems.NOT_EMPTY(name=out.name)
        if not (out / "manifest.json").is_file():
            # Whatever it is, it is no export of ours: it is not for us to delete.
            raise problems.NO_EXPORT(name=out.name)


class Place:
    """The place of one export, held against every other process until it is released.

    The journal is there, and its lock held, before anything else is and until nothing else is: whatever a kill
    leaves has a journal that says so.
    """

    def __init__(self, project: Path, out: Path, started: int) -> None:
        token = secrets.token_hex(4)
        self.out = out
        self.draft, self._aside = _hidden(out, token)
        self._journal = project.with_name(f".{project.name}.{token}{_JOURNAL}")
        self._locks = [WriterLock(self._journal), WriterLock(self.draft)]
        self._pending = Pending(str(out), str(self.draft), str(self._aside), started)
        self._swapped = False
        self._locks[0].acquire()
        _write_journal(self._journal, self._pending)
        self._locks[1].acquire()

    def swap(self, campaign_id: int, what: str, recipients: int, overrules: Sequence[Entry] = ()) -> Pending:
        """Put the draft, which is complete and on the disk, in its place; the folder before it goes aside.

        Returns what the project shall note.
        """
        complete = replace(self._pending, campaign_id=campaign_id, what=what, recipients=recipients)
        complete.overrules.extend(overrules)
        _write_journal(self._journal, complete)
        # Nothing exchanges two folders in one step everywhere: a kill between the two is what the journal is for.
        if self.out.exists():
            os.rename(self.out, self._aside)
        os.rename(self.draft, self.out)
        self._swapped = True
        sync(self.out.parent)
        return complete

    def finish(self) -> None:
        """Take the folder before away; the project has noted the new one."""
        _remove(self._aside)
        self._release()

    def give_up(self) -> None:
        """Leave everything as it was before; does nothing after `finish`."""
        if not self._locks[0].held:
            return
        if self._swapped:
            os.rename(self.out, self.draft)
        _put_back(self._pending)
        self._release()

    def _release(self) -> None:
        self._locks[1].release()
        self._journal.unlink(missing_ok=True)
        self._locks[0].release()


def _write_journal(path: Path, pending: Pending) -> None:
    # The bytes are on the disk before the name is, and the name before anything follows from it.
    draft = _part(path)
    draft.write_text(json.dumps(asdict(pending)), "utf-8")
    sync(draft)
    os.replace(draft, path)
    sync(path.parent)


def _part(journal: Path) -> Path:
    return journal.with_name(journal.name + ".part")


def _remove(path: Path) -> None:
    path.with_name(path.name + ".list").unlink(missing_ok=True)
    if path.exists():
        shutil.rmtree(path)


def _put_back(pending: Pending) -> None:
    out, aside = Path(pending.out), Path(pending.aside)
    if aside.exists() and not out.exists():
        os.rename(aside, out)
    _remove(Path(pending.draft))


@contextlib.contextmanager
def _alone(held: Path) -> Iterator[bool]:
    """Whether no living process holds this; nobody can while the block runs. Takes the lock of a dead one away."""
    lock = WriterLock(held)
    try:
        lock.acquire()
    except WriterBusy:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _names(folder: Path, name: str, ending: str) -> list[Path]:
    """The hidden files or folders of `name` with that ending, also those of which only the lock or a part is left."""
    tokens = set()
    for found in folder.glob(f".*{ending}*"):
        # The lock beside a hidden file begins with a second dot.
        match = re.fullmatch(rf"\.{{1,2}}{re.escape(name)}\.([0-9a-f]{{8}}){re.escape(ending)}.*", found.name)
        if match:
            tokens.add(match.group(1))
    return [folder / f".{name}.{token}{ending}" for token in sorted(tokens)]


def left(project: Path) -> Iterator[tuple[Path, Pending]]:
    """The journals of exports that were cut off, each with what it says, held while the caller looks at it."""
    for journal in _names(project.parent, project.name, _JOURNAL):
        with _alone(journal) as alone:
            if alone:
                _part(journal).unlink(missing_ok=True)
                pending = _read_journal(journal)
                if pending is not None:
                    yield journal, pending


def _read_journal(journal: Path) -> Pending | None:
    """What it says; None where it says nothing of ours, or its folder is out of reach (a drive that was unplugged)."""
    try:
        pending = Pending(**json.loads(journal.read_text("utf-8")))
        out = Path(pending.out)
        ours = (pending.draft, pending.aside) == tuple(map(str, _hidden(out, _token(journal))))
    # TypeError: it has other keys than an export under way.
    except (OSError, ValueError, TypeError):
        return None
    # A journal may come with a stranger's project: one that names other folders than an export's is none of ours.
    return pending if ours and out.is_absolute() and out.parent.is_dir() else None


def _token(journal: Path) -> str:
    return journal.name.removesuffix(_JOURNAL).rpartition(".")[2]


def _hidden(out: Path, token: str) -> tuple[Path, Path]:
    """Where an export is written, and where what stood in its place goes meanwhile."""
    return out.with_name(f".{out.name}.{token}{_NEW}"), out.with_name(f".{out.name}.{token}{_OLD}")


def stands(pending: Pending) -> bool:
    """Whether the new folder had been put in its place when the export was cut off."""
    return pending.complete and not Path(pending.draft).exists() and Path(pending.out).is_dir()


def take_back(journal: Path, pending: Pending) -> None:
    """Leave everything as it was before the export that was cut off."""
    with _alone(Path(pending.draft)):
        _put_back(pending)
    journal.unlink(missing_ok=True)


def tidy_after(journal: Path, pending: Pending) -> None:
    """Finish an export that was cut off after its folder had been put in its place and noted."""
    with _alone(Path(pending.draft)):
        _remove(Path(pending.aside))
    journal.unlink(missing_ok=True)


def sweep(out: Path) -> None:
    """Take away the hidden folders of exports to `out` whose journal is lost; the last whole folder stays."""
    for draft in _names(out.parent, out.name, _NEW):
        with _alone(draft) as alone:
            if alone:
                _remove(draft)
    for aside in _names(out.parent, out.name, _OLD):
        with _alone(Path(str(aside).removesuffix(_OLD) + _NEW)) as alone:
            if alone and not out.exists():
                os.rename(aside, out)
            elif alone:
                _remove(aside)


@contextlib.contextmanager
def world_faults() -> Iterator[None]:
    """Say what the world did to the folder (a full disk, no access) as a problem with a remedy."""
    try:
        yield
    except (OSError, StoreFault) as error:
        fault = fault_of(error)
        assert fault is not None
        raise problems.FOLDER(what=fault.what, remedy=fault.remedy) from error
