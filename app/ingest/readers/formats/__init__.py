"""The formats that can be imported: each is one module here, found by being here, that gives its `READER`."""

from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, cast

from app.domain.found_kinds import found_in

if TYPE_CHECKING:
    from app.ingest.readers.reader import Reader

LOOKED_AT: Final = 4096
"""So many bytes of a file tell its format."""


@cache
def readers() -> "tuple[Reader, ...]":
    """All readers, in the order in which they are asked whether they take a file."""
    found = [cast("Reader", reader) for reader in found_in(__name__, __path__, "READER").values()]
    return tuple(sorted(found, key=lambda reader: (reader.turn, reader.name)))


def reader_of(name: str, head: bytes) -> "Reader":
    """The reader of a file of that name that begins with these bytes: text with separators is what all else is."""
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    return next(reader for reader in readers() if reader.takes(ending, head[:LOOKED_AT]))


def table_endings() -> list[str]:
    """The endings of files that are tables, as they are listed: those of the commonest format first."""
    return [ending for reader in reversed(readers()) for ending in reader.endings]


def offered_endings() -> list[str]:
    """The endings of files that may be tables, as they are listed."""
    return [ending for reader in reversed(readers()) for ending in (*reader.endings, *reader.other_endings)]


def titles() -> list[str]:
    """What people read for the formats, the commonest first."""
    return [title for reader in reversed(readers()) for title in reader.titles]
