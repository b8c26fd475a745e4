"""The events of an import made ready for the mirror while they are still being written into the project.

To write millions of events takes a minute, and to lay them out for questions half of one. A child does the second
meanwhile, from the rows that are on their way, onto a copy of the mirror of the commit before. What it makes is the
base of the next mirror: of the import's own events nothing is left to be read.
"""

import contextlib
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from storage.disk.drafts import Draft
from storage.file.touched_tables import EVERYTHING
from storage.mirror import build
from storage.mirror.child import Said, Step, in_child

if TYPE_CHECKING:
    import pyarrow as pa

_SECONDS = 0.1
_STORED = ("id", "profile_id", "name", "at", "more")
"""What the mirror takes of an event beside its standard properties."""


class _Dropped(Exception):
    """Nobody wants it any more."""


class Ahead:
    """One mirror in the making, on the events `numbers` (the first and the last).

    It stands under `draft.path` once it is ready; `end` takes away what nobody moved from there.
    """

    def __init__(
        self, folder: Path, base: Path | None, rows: "pa.Table", types: Mapping[str, str], timezone: str
    ) -> None:
        import pyarrow.compute as pc

        within = pc.min_max(rows.column("id")).as_py()
        self.numbers: tuple[int, int] = within["min"], within["max"]
        self.base, self.timezone = base, timezone
        self.draft = Draft(folder)
        self._rows: pa.Table | None = rows
        self._given = (base, self.draft.path, dict(types), timezone)
        self._dropped = threading.Event()
        self._made = False
        self._thread = threading.Thread(target=self._make, name="mirror ahead", daemon=True)
        self._thread.start()

    def _make(self) -> None:
        # The import goes on without it: whatever keeps it from being made, the mirror is made from the project then.
        with contextlib.suppress(Exception), Draft(self.draft.path.parent) as rows:
            _write(self._rows, rows.path)
            self._rows = None
            in_child(_lay_out, (rows.path, *self._given), (rows.path, self.draft.path), self._look)
            self._made = True

    def _look(self, done: float, total: float, phrase: str) -> None:
        if self._dropped.is_set():
            raise _Dropped

    def wait(self, step: Step) -> bool:
        """Wait until it is made or cannot be made; says which. What `step` raises ends the waiting."""
        while self._thread.is_alive():
            step(0, 0, "Preparing your audience")
            self._thread.join(_SECONDS)
        return self._made

    def end(self) -> None:
        """Stop the work, and take away what it made. Ending twice does nothing."""
        self._dropped.set()
        self._thread.join()
        self.draft.end()


def _write(rows: "pa.Table | None", path: Path) -> None:
    """Write what the mirror takes of the rows where the child reads them, without a copy."""
    import pyarrow as pa

    from storage.mirror.source import BATCH
    from storage.mirror.tables import EVENT_COLUMNS

    assert rows is not None
    kept = rows.select([name for name in rows.column_names if name in _STORED or name in EVENT_COLUMNS])
    kept = kept.unify_dictionaries()
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_stream(file, kept.schema) as writer:
        writer.write_table(kept, max_chunksize=BATCH)


def _lay_out(rows: Path, base: Path | None, draft: Path, types: Mapping[str, str], timezone: str, said: Said) -> None:
    """The child's work: the base's copy with these events beside its own."""
    import pyarrow as pa

    from storage.mirror import events
    from storage.mirror.source import Nothing
    from storage.mirror.tables import TYPES, Build

    with build.opened(draft, base) as into, pa.memory_map(str(rows)) as file:
        into.execute(TYPES)
        doing = Build(Nothing(), into, ZoneInfo(timezone), EVERYTHING, said)
        if not events.add_written(doing, pa.ipc.open_stream(file), types):
            raise _Dropped
