"""Pairs of people who may be one, each with its probability and how alike each field is."""

import contextlib
import gc
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.ipc
from numpy.typing import NDArray
from splink.internals.exceptions import EMTrainingException

from storage.disk.drafts import Draft
from storage.disk.own_files import cache_home
from storage.linkage import levels, prepared
from storage.mirror.child import Said, in_child

Step = Callable[[float, float, str], None]
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1650MB", "autoinstall_known_extensions": False, "autoload_known_extensions": False,
    "preserve_insertion_order": False,
}  # fmt: skip
"""What goes beyond the memory is put aside on disk, in a draft."""
_MOVED = 1.5
_QUIET = logging.CRITICAL
_FEW = 20
"""Fewer people than this are compared with the settings alone: nothing is to be learnt from them."""


def find(people: Callable[[], pa.Table], nicknames: pa.Table, settings: dict[str, Any], step: Step) -> pa.Table:
    """Who may be whom: `one` and `other` (ids of people), `probability`, and a column for each field compared.

    `people` gives a table, which is let go before the work begins: it has `id` and the text columns of
    `prepared.GIVEN`; `nicknames` has `short` and `long`. A field's column is the place of its level in the settings, -1
    where it is missing. The same people give the same answer.
    """
    home = cache_home()
    home.mkdir(parents=True, exist_ok=True)
    with Draft(home) as given, Draft(home) as named, Draft(home) as told, Draft(home) as spilled:
        _keep(given.path, people())
        _keep(named.path, nicknames)
        paths = [draft.path for draft in (given, named, told, spilled)]
        in_child(_work, (*paths, settings), [home], step)
        with pa.OSFile(str(told.path), "rb") as file:
            return pa.ipc.open_file(file).read_all()


def _keep(path: Path, table: pa.Table) -> None:
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)


def _work(given: Path, named: Path, told: Path, spilled: Path, settings: dict[str, Any], said: Said) -> None:
    connection = duckdb.connect(config=_CONFIG | {"temp_directory": str(spilled)})
    connection.execute("SET enable_progress_bar = false")
    said("Reading people")
    for name, path in (("given", given), ("nicknames", named)):
        with pa.memory_map(str(path)) as file:
            table = pa.ipc.open_file(file).read_all()
            connection.register("arriving", table)
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM arriving")
            connection.unregister("arriving")
            del table
    found = linked(connection, settings, said)
    _keep(told, found)
    connection.close()
    # The library holds parts of the engine in circles, of which it would complain as the child ends.
    del connection, found
    gc.collect()


def linked(connection: duckdb.DuckDBPyConnection, settings: dict[str, Any], said: Said) -> pa.Table:
    """The answer of `find`, of the tables `given` and `nicknames`."""
    from splink import DuckDBAPI, Linker

    blocks = prepared.prepare(connection, settings)
    counts = connection.execute(f"SELECT {', '.join(f'count({name})' for name in prepared.FIELDS)} FROM people")
    known = {name for name, count in zip(prepared.FIELDS, counts.fetchone() or (), strict=True) if count}
    compared = levels.comparisons(settings, known)
    if not compared:
        return _named(None, settings, [])
    model: dict[str, Any] = {
        "link_type": "dedupe_only",
        "comparisons": compared,
        "blocking_rules_to_generate_predictions": [f"l.{name} = r.{name}" for name in blocks],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }
    people = DuckDBAPI(connection).register("people")
    count = int(connection.execute("SELECT count(*) FROM people").fetchall()[0][0])
    trained = _trained(Linker(people, model, log_level=_QUIET), settings, blocks, count, said)
    said("Comparing people")
    linker = Linker(people, trained | {"retain_matching_columns": True}, log_level=_QUIET)
    pairs = linker.inference.predict(threshold_match_probability=settings["suspected"])
    arrow: Any = pairs
    return _named(arrow.as_pyarrow_table(), settings, compared)


def _trained(linker: Any, settings: dict[str, Any], blocks: list[str], people: int, said: Said) -> dict[str, Any]:
    """The model with what is chance among these people, and with how alike those are who are surely one."""
    training = linker.training
    guessed = linker.misc.save_model_to_json()
    if people < _FEW:
        return dict(guessed)
    said("Measuring what is chance")
    training.estimate_u_using_random_sampling(max_pairs=settings["sampled_pairs"], seed=settings["seed"], num_chunks=1)
    sure = [" AND ".join(f"{prepared.piece(one, 'l.')} = {prepared.piece(one, 'r.')}" for one in rule)
            for rule in settings["sure"]]  # fmt: skip
    training.estimate_probability_two_random_records_match(sure, recall=settings["share_of_sure"])
    # Where few or none are sure, some are one all the same.
    least = settings["least_share"] / people
    if linker.misc.save_model_to_json()["probability_two_random_records_match"] < least:
        learnt = dict(linker.misc.save_model_to_json()) | {"probability_two_random_records_match": least}
        return _weighed(learnt, guessed, settings["weight_of_m"], 0, _rarest(settings, people))
    said("Learning from people who are surely one")
    for rule in settings["trained_on"]:
        block = blocks[settings["blocks"].index(rule)]
        # Where nobody shares it there is nothing to be learnt from.
        with contextlib.suppress(EMTrainingException):
            training.estimate_parameters_using_expectation_maximisation(f"l.{block} = r.{block}")
    learnt = linker.misc.save_model_to_json()
    sure_pairs = learnt["probability_two_random_records_match"] * people * (people - 1) / 2
    return _weighed(dict(learnt), guessed, settings["weight_of_m"], sure_pairs, _rarest(settings, people))


def _rarest(settings: dict[str, Any], people: int) -> float:
    """What chance gives once in all the pairs that are drawn."""
    return float(1 / min(settings["sampled_pairs"], people * (people - 1) / 2))


def _weighed(
    learnt: dict[str, Any], guessed: dict[str, Any], weight: float, seen: float, rarest: float
) -> dict[str, Any]:
    """What was learnt from so many pairs beside the guess, which counts as much as so many: few teach little.

    What chance never gave in the draw is as rare as its rarest.
    """
    for comparison, before in zip(learnt["comparisons"], guessed["comparisons"], strict=True):
        for level, guess in zip(comparison["comparison_levels"], before["comparison_levels"], strict=True):
            if not level.get("is_null_level"):
                before_it = guess["m_probability"]
                # Without labels namesakes can be taken for one person: what is learnt moves a guess by half at most.
                found = min(max(level.get("m_probability", before_it), before_it / _MOVED), before_it * _MOVED)
                level["m_probability"] = (before_it * weight + found * seen) / (weight + seen)
                level.setdefault("u_probability", min(rarest, 0.01))
    return learnt


def _named(pairs: pa.Table | None, settings: dict[str, Any], compared: list[dict[str, Any]]) -> pa.Table:
    """The pairs under our own names, the likeliest first."""
    fields = [field["name"] for field in settings["fields"]]
    nothing = pa.table({name: pa.array([], pa.int64()) for name in ("one", "other", "probability", *fields)})
    if pairs is None:
        return nothing
    columns = {"one": pairs.column("unique_id_l"), "other": pairs.column("unique_id_r")}
    columns["probability"] = pairs.column("match_probability")
    depth = {one["output_column_name"]: len(one["comparison_levels"]) - 2 for one in compared}
    places = {field["name"]: _places(field) for field in settings["fields"]}
    for name in fields:
        if name in depth:
            gamma = np.asarray(pairs.column(f"gamma_{name}"), dtype=np.int64)
            # The library counts up to the best, the settings down from it.
            at = np.where(gamma < 0, -1, depth[name] - gamma)
            columns[name] = pa.array(np.append(places[name], -1)[at])
        else:
            columns[name] = pa.array(np.full(len(pairs), -1, dtype=np.int64))
    order = [("probability", "descending"), ("one", "ascending"), ("other", "ascending")]
    return pa.table(columns).sort_by(order)


def _places(field: dict[str, Any]) -> NDArray[np.int64]:
    return np.array([at for at, one in enumerate(field["levels"]) if not one.get("leave_out")], dtype=np.int64)
