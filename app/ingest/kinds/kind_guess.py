"""Telling what kind of file one is: each kind says how much it looks like one of its own."""

from zoneinfo import ZoneInfo

from app.ingest.kinds import import_kind
from app.ingest.mapping.inference import Guesser
from app.ingest.readers.table import RawTable


def guess_kind(raw: RawTable, file_name: str, zone: ZoneInfo) -> str:
    """The kind of file, by what its headers can mean and its event column says."""
    guesser = Guesser(raw, zone)
    kinds = import_kind.every()
    scores = {kind.name: kind.score(guesser, guesser.assign(kind.name, {}, raw.headers), file_name) for kind in kinds}
    if not any(scores[kind.name] >= kind.sure for kind in kinds):
        # What only one kind has inside outweighs headers that several share.
        shown = next((kind.name for kind in kinds if kind.is_written(guesser)), None)
        if shown is not None:
            return shown
    return max(scores, key=lambda kind: scores[kind])
