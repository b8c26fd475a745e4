"""The changes of stage that the kept runs of the lifecycle tell, as events beside those of files.

They are worked out anew with the scores, so that a run that is taken back takes its events with it, and whoever is
merged or erased has none that the runs do not tell.
"""

import pyarrow as pa

from app.domain.names import CONCLUDED_FROM
from storage.file import stage_changes
from storage.mirror import local_time
from storage.mirror.folded_twins import literal
from storage.mirror.tables import Build

_RUNS = {"id": pa.int64(), "as_of": pa.int64(), "parameters": pa.string()}
_PAIRS = {"run": pa.int64(), "before": pa.int64(), "at": pa.int64(), "day": pa.int32(), "hour": pa.int32()}


def build_stages(build: Build, *, anew: bool) -> bool:
    """stage_pairs, the runs that are compared, and stage_events; made again if they are others than in the base.

    `anew` says that the scores themselves are. Returns whether they were made.
    """
    wanted = _pairs(build)
    if not anew and build.columns("stage_pairs"):
        held = build.into.table("stage_pairs").order("run").to_arrow_table()
        if held.equals(wanted):
            return False
    build.load("stage_pairs", iter(wanted.to_batches()), wanted.schema)
    build.into.execute(_MADE)
    return True


def _pairs(build: Build) -> pa.Table:
    select = f"SELECT id, as_of, parameters FROM score_run WHERE name = {literal(stage_changes.NAME)} ORDER BY id"
    rows = [tuple(row.values()) for batch in build.rows(select, _RUNS) for row in batch.to_pylist()]
    found = sorted(stage_changes.pairs(rows))
    columns = [list(column) for column in zip(*found, strict=True)] or [[], [], []]
    moments = pa.array(columns[2], pa.int64())
    day, hour = local_time.day_and_hour(moments.to_numpy(zero_copy_only=False), build.zone)
    arrays = [*columns[:2], moments, day, hour]
    schema = pa.schema(list(_PAIRS.items()))
    return pa.table([pa.array(one, kind) for one, kind in zip(arrays, _PAIRS.values(), strict=True)], schema=schema)


_SIDE = (
    'SELECT p."at", p.day, p.hour, mine.profile_id, {name} AS name, mine.text AS p_stage, mine.f_text AS f_stage '
    "FROM stage_pairs p JOIN stages mine ON mine.run_id = p.{mine} "
    "LEFT JOIN stages other ON other.run_id = p.{other} AND other.profile_id = mine.profile_id "
    "WHERE other.f_text IS DISTINCT FROM mine.f_text"
)
_CAME = _SIDE.format(name=literal(stage_changes.ENTERED), mine="run", other="before")
_WENT = _SIDE.format(name=literal(stage_changes.LEFT), mine="before", other="run")
# Numbered above all others, so that at one moment they come after what led to them; left before entered.
_NUMBER = f'{CONCLUDED_FROM} + row_number() OVER (ORDER BY "at", profile_id, name DESC) AS id'
_MADE = (
    "CREATE OR REPLACE TABLE stage_events AS "
    f"WITH stages AS (SELECT run_id, profile_id, text, f_text FROM scores WHERE name = {literal(stage_changes.NAME)}) "
    f'SELECT {_NUMBER}, * FROM ({_WENT} UNION ALL {_CAME}) ORDER BY name, "at", id'
)
