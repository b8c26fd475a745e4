"""From a file on disk to bytes: unpacking what is compressed, and finding the encoding of text."""

import codecs
import hashlib
from collections.abc import Iterator
from pathlib import Path

from app.domain.background import beat
from app.domain.progress import SILENT, Progress
from app.ingest.readers import archives, limits, mixed_lines, problems
from app.ingest.readers.archives import SLICE
from app.ingest.readers.formats.sqlite import SIGNATURE
from app.ingest.readers.unpacked_file import Source
from app.project import of_file
from storage.bulk.unnamed_file import Content, mapped, unnamed_file
from storage.file.models import APPLICATION_ID


def open_source(path: Path, progress: Progress = SILENT) -> Source:
    """Read and unpack a file, or a member of a ZIP file; raises FileProblem if it is missing, unreadable or damaged."""
    archive = archives.archive_of(path)
    try:
        if archive is not None:
            name, data = archives.open_member(archive, path, progress)
            digest = _digest(data)
        else:
            packed, digest = _packed(path, progress)
            _refuse_unwritten(path, packed)
            name, data = archives.unpack(path.name, packed, progress)
    except archives.FAULTS:
        raise problems.DAMAGED(name=path.name) from None
    return Source(name, data, digest)


def _packed(path: Path, progress: Progress) -> tuple[Content, str]:
    digest = hashlib.sha256()
    try:
        if path.exists() and not path.is_file():
            # Opening a pipe would wait for somebody who writes to it, and a device may never end.
            raise (problems.A_FOLDER if path.is_dir() else problems.NOT_A_FILE)(name=path.name)
        with path.open("rb") as file:
            size = file.seek(0, 2)
            data = archives.copied(file, f"Reading {path.name}", progress, size, digest)
            # It grows while it is read: what came is only its beginning.
            if file.seek(0, 2) != size:
                raise problems.BEING_WRITTEN(name=path.name)
    except FileNotFoundError:
        raise problems.NO_FILE(name=path.name, folder=path.parent) from None
    except OSError as error:
        raise of_file(error, f"{path.name} cannot be read") from None
    return data, digest.hexdigest()


def _refuse_unwritten(path: Path, data: Content) -> None:
    """Raise ImportProblem for an SQLite database whose newest rows its program still keeps in a log beside it."""
    log = path.with_name(f"{path.name}-wal")
    if bytes(data[68:72]) == APPLICATION_ID.to_bytes(4, "big"):
        # A project is refused by what it is.
        return
    if bytes(data[: len(SIGNATURE)]) == SIGNATURE and log.is_file() and log.stat().st_size:
        raise problems.LOG_BESIDE(name=path.name, log=log.name)


def _digest(data: Content) -> str:
    digest = hashlib.sha256()
    for piece in slices(data):
        digest.update(piece)
    return digest.hexdigest()


def slices(data: Content) -> Iterator[bytes]:
    """A content piece by piece, so that a large one is never whole in memory."""
    for start in range(0, len(data), SLICE):
        beat()
        yield bytes(data[start : start + SLICE])


def refuse_long_lines(data: Content, name: str) -> None:
    """Raise ImportProblem for a text with a line that no table has: such a file is none, or damaged."""
    open_since = before = 0
    for piece in slices(data):
        first, last = _ends(piece)
        # A piece is half as long as a line may be: what lies within one is short enough.
        if (first if first >= 0 else len(piece)) + before - open_since > limits.LINE:
            raise problems.LINE_TOO_LONG(
                where=f"line {_lines_before(data, open_since):,}", name=name, megabytes=limits.LINE >> 20
            )
        before += len(piece)
        if last >= 0:
            open_since = before - len(piece) + last + 1


def _ends(piece: bytes) -> tuple[int, int]:
    """Where the first and the last line of a piece end, or -1; programs of old end them with a carriage return."""
    firsts = [at for at in (piece.find(b"\n"), piece.find(b"\r")) if at >= 0]
    return (min(firsts), max(piece.rfind(b"\n"), piece.rfind(b"\r"))) if firsts else (-1, -1)


def _lines_before(data: Content, end: int) -> int:
    pieces = zip(range(0, end, SLICE), slices(data), strict=False)
    return 1 + sum(piece[: end - place].count(b"\n") for place, piece in pieces)


def misfit(data: Content, encoding: str) -> int | None:
    """The line on which the first byte stands that is none of the encoding's, None where all are."""
    if table := mixed_lines.table_of(encoding):
        return _misfit_of_mixed(data, table)
    decoder = codecs.getincrementaldecoder(encoding)()
    plain = codecs.lookup(encoding).name in _ABOVE_ASCII
    before = 0
    try:
        for piece in slices(data):
            # Between two signs a piece of ASCII alone is the same in all of these, which its bytes tell at once.
            if not (plain and piece.isascii() and not decoder.getstate()[0]):
                # Step by step, so that a sign that the piece cuts is whole with the next one.
                decoder.decode(piece)
            before += len(piece)
    except UnicodeDecodeError as error:
        # What a piece left open stands before the next one in what the error tells of.
        return _lines_before(data, before) + error.object[: error.start].count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _lines_before(data, before)
    return None


def _misfit_of_mixed(data: Content, table: str) -> int | None:
    read = 0
    try:
        for text in mixed_lines.decoded(slices(data), table):
            read += text.count("\n")
    except UnicodeDecodeError:
        # The piece that does not fit begins there.
        return read + 1
    return None


_ABOVE_ASCII = frozenset({"utf-8", "iso8859-1", "cp1252"})
"""Encodings in which bytes of seven bits are ASCII wherever they stand between two signs."""


def as_utf8(
    data: Content, encoding: str, name: str, *, lenient: bool = False, fits: bool = False
) -> tuple[Content, int]:
    """The text in UTF-8, and how many bytes of a mark stand before it; `fits` where it is known to be of its encoding.

    Raises EncodingProblem where it does not fit, naming the line; a lenient reader gets signs of replacement instead.
    """
    unicode = encoding.lower().replace("_", "-") in {"utf-8", "utf-8-sig", "ascii", "us-ascii", "utf8"}
    wanted = "utf-8" if unicode else encoding
    try:
        # Asked of bytes: base64 and its like are codecs too, and no encodings of text, which Python says only here.
        table = mixed_lines.table_of(wanted)
        b"x".decode(table or wanted, "replace")
        line = None if fits else misfit(data, wanted)
    except LookupError:
        raise problems.NO_ENCODING(encoding=encoding) from None
    if line is not None and not lenient:
        why = f"Line {line:,} holds a sign that this encoding does not have"
        raise problems.OTHER_ENCODING(name=name, encoding=encoding, why=why)
    if unicode and line is None:
        return data, len(codecs.BOM_UTF8) if data[:3] == codecs.BOM_UTF8 else 0
    with unnamed_file() as target:
        for text in mixed_lines.decoded(slices(data), table, "replace") if table else _decoded(data, wanted):
            target.write(text.encode("utf-8", "replace"))
        recoded = mapped(target)
    return recoded, len(codecs.BOM_UTF8) if (unicode or table) and recoded[:3] == codecs.BOM_UTF8 else 0


def _decoded(data: Content, encoding: str) -> Iterator[str]:
    """The text piece by piece, with signs of replacement for what does not fit."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for piece in slices(data):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)
