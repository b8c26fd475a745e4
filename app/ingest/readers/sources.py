"""From a file on disk to bytes: unpacking what is compressed, and finding the encoding of text."""

import codecs
import hashlib
from collections.abc import Iterator
from pathlib import Path

from app.domain.background import beat
from app.domain.problems import FileProblem, ImportProblem
from app.domain.progress import SILENT, Progress
from app.ingest.readers import archives, limits
from app.ingest.readers.archives import SLICE
from app.ingest.readers.unpacked_file import Source
from app.project import of_file
from storage.bulk.unnamed_file import Content, mapped, unnamed_file


class EncodingProblem(FileProblem):
    """A text file does not fit the encoding in which it is to be read."""


def open_source(path: Path, progress: Progress = SILENT) -> Source:
    """Read and unpack a file, or a member of a ZIP file; raises FileProblem if it is missing, unreadable or damaged."""
    archive = archives.archive_of(path)
    try:
        if archive is not None:
            name, data = archives.open_member(archive, path, progress)
            digest = _digest(data)
        else:
            packed, digest = _packed(path, progress)
            name, data = archives.unpack(path.name, packed, progress)
    except archives.FAULTS:
        what = f"{path.name} cannot be unpacked"
        raise FileProblem(what, "It is damaged, or not all of it is there", "Fetch or export it again.") from None
    return Source(name, data, digest)


def _packed(path: Path, progress: Progress) -> tuple[Content, str]:
    digest = hashlib.sha256()
    try:
        if path.exists() and not path.is_file():
            # Opening a pipe would wait for somebody who writes to it, and a device may never end.
            what = f"{path.name} is a folder" if path.is_dir() else f"{path.name} is no file"
            raise FileProblem(what, "", "Choose the files in it." if path.is_dir() else "Choose the one you exported.")
        with path.open("rb") as file:
            size = file.seek(0, 2)
            data = archives.copied(file, f"Reading {path.name}", progress, size, digest)
            if file.seek(0, 2) != size:
                raise FileProblem(f"{path.name} is still being written", "", "Wait until it is whole, and try again.")
    except FileNotFoundError:
        raise FileProblem(f"There is no file {path.name}", "", f"Look for it in {path.parent}.") from None
    except OSError as error:
        raise of_file(error, f"{path.name} cannot be read") from None
    return data, digest.hexdigest()


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
            raise ImportProblem(
                f"{name} has a line of more than {limits.LINE >> 20} MB",
                "No table has such a line: the file is damaged, or holds something else",
                "Export it again, as CSV.",
                where=f"line {_lines_before(data, open_since):,}",
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
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 1
    for piece in slices(data):
        try:
            decoder.decode(piece)
        except UnicodeDecodeError as error:
            return lines + error.object[: error.start].count(b"\n")
        lines += piece.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return lines
    return None


def as_utf8(data: Content, encoding: str, name: str, *, lenient: bool = False) -> tuple[Content, int]:
    """The text in UTF-8, and how many bytes of a mark stand before it.

    Raises EncodingProblem where it does not fit, naming the line; a lenient reader gets signs of replacement instead.
    """
    unicode = encoding.lower().replace("_", "-") in {"utf-8", "utf-8-sig", "ascii", "us-ascii", "utf8"}
    wanted = "utf-8" if unicode else encoding
    try:
        b"x".decode(wanted, "replace")
        line = misfit(data, wanted)
    except LookupError:
        raise FileProblem(f"There is no encoding “{encoding}”", "", "State another encoding.") from None
    if line is not None and not lenient:
        why = f"Line {line:,} holds a sign that this encoding does not have"
        raise EncodingProblem(f"{name} cannot be read as {encoding}", why, "Choose another encoding.")
    if unicode and line is None:
        return data, len(codecs.BOM_UTF8) if data[:3] == codecs.BOM_UTF8 else 0
    decoder = codecs.getincrementaldecoder(wanted)("replace")
    with unnamed_file() as target:
        for piece in slices(data):
            target.write(decoder.decode(piece).encode("utf-8", "replace"))
        target.write(decoder.decode(b"", final=True).encode("utf-8", "replace"))
        recoded = mapped(target)
    return recoded, len(codecs.BOM_UTF8) if unicode and recoded[:3] == codecs.BOM_UTF8 else 0
