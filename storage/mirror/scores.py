"""The mirror's scores, those of runs and those of files, and the changes of stage that follow from them."""

import pyarrow as pa

from storage.mirror.events import show_events
from storage.mirror.folded_twins import Shown, arrange, quoted
from storage.mirror.stage_events import build_stages
from storage.mirror.tables import Build


def build_scores(build: Build) -> None:
    """scores: profile_id, name, text, f_text, number, run_id, as_of; score_runs: those of its runs, once each."""
    same = _same_scores(build)
    if not same:
        _read_scores(build)
    if build_stages(build, anew=not same):
        show_events(build)


def _read_scores(build: Build) -> None:
    build.said("Reading scores")
    columns = {"profile_id": pa.int64(), "name": pa.string(), "text": pa.string(), "number": pa.float64()}
    columns |= {"run_id": pa.int64(), "as_of": pa.int64()}
    build.load_plain("raw_scores", f"{_OF_RUNS} UNION ALL {_OF_FILES} ORDER BY 5, 1", columns)
    shown = [Shown(name, f"r.{quoted(name)}", "f_text" if name == "text" else "") for name in columns]
    arrange(build, "raw_scores", "scores", shown, "r.name, r.run_id, r.profile_id")
    # Which run is the newest at a moment is part of a question: of a few rows it costs nothing.
    build.into.execute("CREATE OR REPLACE TABLE score_runs AS SELECT DISTINCT name, run_id, as_of FROM scores")


_FILES = 1 << 40
"""What a run of scores that came in a file has above the number of its import: no run of our own comes so far."""

_OF_RUNS = (
    "SELECT v.profile_id, v.name, v.text, v.number, v.run_id, r.as_of "
    "FROM score_value v JOIN score_run r ON r.id = v.run_id"
)
_OF_FILES = (
    f"SELECT s.profile_id, s.name, s.text, s.number, s.batch_id + {_FILES}, coalesce(f.at, b.as_of) "
    # Of several rows of a file about one person the last one counts.
    "FROM score_row s JOIN (SELECT max(id) AS id FROM score_row WHERE profile_id > 0 "
    "GROUP BY batch_id, name, profile_id) last ON last.id = s.id JOIN batch b ON b.id = s.batch_id "
    "JOIN (SELECT batch_id, max(at) AS at FROM score_row GROUP BY batch_id) f ON f.batch_id = s.batch_id"
)


def _same_scores(build: Build) -> bool:
    """Whether the base's scores are those of the project: a run is written at once and then stands."""
    if "scores" in build.touched.rewritten or not build.columns("score_runs"):
        return False
    held = {run for (run,) in build.into.execute("SELECT run_id FROM score_runs").fetchall()}
    select = (
        "SELECT id FROM score_run r WHERE EXISTS (SELECT 1 FROM score_value v WHERE v.run_id = r.id) "
        f"UNION ALL SELECT DISTINCT batch_id + {_FILES} FROM score_row WHERE profile_id > 0"
    )
    return held == {run for batch in build.rows(select, {"id": pa.int64()}) for run in batch.column(0).to_pylist()}
