"""Whether a child process can read a project through ADBC, as the mirror of a large project does."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path


def people_counted_in_child(path: Path) -> int:
    """How many people a child process finds in a project, reading it with ADBC alone."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_people, path).result(timeout=120)


def _people(path: Path) -> int:
    import pyarrow as pa

    from storage.mirror.source import AdbcSource

    source = AdbcSource(path)
    try:
        batches = source.batches("SELECT id FROM profile", pa.schema([("id", pa.int64())]))
        return sum(batch.num_rows for batch in batches)
    finally:
        source.close()
