"""What is packed: GZ, BZ2, XZ, ZST and ZIP files; a ZIP of several files is as a folder of them.

A member of a ZIP file is named by a path through it (`audience.zip/subscribed.csv`): whatever takes a file takes it.
"""

import bz2
import gzip
import hashlib
import io
import lzma
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, Any

from app.domain.counts import counted
from app.domain.progress import Progress
from app.ingest.readers import formats, limits, problems
from storage.bulk.unnamed_file import Content, mapped, unnamed_file
from storage.disk.own_files import cache_home

SLICE = 1 << 23
_SLICE = 1 << 20
PACKINGS = ("gz", "bz2", "xz", "zst")
"""The endings of files of which one is packed alone."""
FAULTS = (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, lzma.LZMAError, zlib.error, RuntimeError)
"""What the libraries raise at a damaged file."""


def _zst(file: IO[bytes]) -> Any:
    import pyarrow as pa

    return pa.CompressedInputStream(pa.PythonFile(file, "r"), "zstd")


_PACKED: tuple[tuple[bytes, Callable[[Any], Any]], ...] = (
    (b"\x1f\x8b", gzip.open),
    (b"BZh", bz2.open),
    (b"\xfd7zXZ", lzma.open),
    (b"\x28\xb5\x2f\xfd", _zst),
)


def copied(file: IO[bytes], phrase: str, progress: Progress, size: int, digest: "hashlib._Hash") -> Content:
    """The first `size` bytes that a file holds, read slice by slice; a large content lies in a file without a name."""
    file.seek(0)
    done = 0
    with unnamed_file() as target:
        while done < size and (part := file.read(min(SLICE, size - done))):
            progress.step(done, size, phrase)
            done += len(part)
            target.write(part)
            digest.update(part)
        return mapped(target)


def _poured(file: IO[bytes], phrase: str, progress: Progress, most: int) -> Content:
    """What comes out of a packed file; raises _Bomb where that is more than `most` bytes."""
    done = 0
    with unnamed_file() as target:
        while part := file.read(_SLICE):
            progress.step(done, done + _SLICE, phrase)
            done += len(part)
            if done > most:
                raise _Bomb
            target.write(part)
        return mapped(target)


class _Bomb(Exception):
    """More comes out of a file than a table could have been."""


def unpack(name: str, data: Content, progress: Progress) -> tuple[str, Content]:
    """The inner name and bytes of a file that is packed, of any other its own. Raises FileProblem, or one of FAULTS."""
    head = bytes(data[:8])
    for mark, opened in _PACKED:
        if head.startswith(mark):
            with opened(io.BytesIO(data)) as file:
                inner = str(PurePosixPath(name).with_suffix(""))
                return _no_archive(inner, _unpacked(file, name, len(data), progress))
    if head.startswith(b"PK\x03\x04") and not _is_workbook(data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = _files(archive)
            if not files:
                raise problems.NO_FILE_INSIDE(name=name)
            if len(files) != 1:
                raise problems.SEVERAL_FILES(name=name, files=counted(len(files), "file"))
            return _member(archive, files[0], name, progress)
    return name, data


def _no_archive(name: str, data: Content) -> tuple[str, Content]:
    # Where a tar archive has its mark (POSIX.1).
    if bytes(data[257:262]) == b"ustar":
        raise problems.ARCHIVE(name=name)
    return name, data


def _unpacked(file: IO[bytes], name: str, packed: int, progress: Progress) -> Content:
    most = max(limits.UNPACKED, packed * limits.TIMES)
    # It must not fill the disk before it is known for what it is.
    room = shutil.disk_usage(cache_home()).free if cache_home().exists() else most
    try:
        return _poured(file, f"Unpacking {name}", progress, min(most, max(room, 1)))
    except _Bomb:
        raise problems.SWELLS(name=name, swells=limits.SWELLS) from None


def _is_workbook(data: Content) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # Workbooks are ZIP files too: a table themselves, and no folder of tables.
        names = set(archive.namelist())
    return "[Content_Types].xml" in names or ("mimetype" in names and not names.isdisjoint(_ODS))


_ODS = frozenset({"content.xml", "encrypted-package"})


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of an archive that can hold tables; without the system's own, and without the letters beside tables."""
    found = [info for info in archive.infolist() if not info.is_dir() and not _is_hidden(info.filename)]
    return [info for info in found if _is_table(info.filename)] or found


def _is_hidden(name: str) -> bool:
    # What macOS lays beside each file, and what systems hide.
    return any(part.startswith((".", "__MACOSX")) and part.strip(".") for part in PurePosixPath(name).parts)


def _is_table(name: str) -> bool:
    parts = PurePosixPath(name).name.lower().split(".")
    return len(parts) > 1 and (parts[-1] in formats.table_endings() or (parts[-1] in PACKINGS and len(parts) > 2))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, progress: Progress) -> tuple[str, Content]:
    # The first bit says that it is encrypted (APPNOTE, 4.4.4).
    if info.flag_bits & 1:
        raise problems.LOCKED_ARCHIVE(name=name)
    with archive.open(info) as file:
        data = _unpacked(file, name, info.compress_size, progress)
    inner = info.filename
    # One packing more is usual (`orders.csv.gz` in a ZIP file), two are not.
    return unpack(inner, data, progress) if not bytes(data[:4]).startswith(b"PK") else (inner, data)


def files_in(path: Path) -> list[Path]:
    """The files that a ZIP file of several holds, as paths through it; any other file is itself. Raises nothing."""
    try:
        if not path.is_file():
            return [path]
        with path.open("rb") as file:
            if file.read(4) != b"PK\x03\x04":
                return [path]
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "[Content_Types].xml" in names or not _ODS.isdisjoint(names):
                return [path]
            files = _files(archive)
            return [path / inner for inner in _named(files)] if 1 < len(files) <= limits.FILES else [path]
    except FAULTS:
        return [path]  # Whoever opens it says what is wrong.


def _named(files: Sequence[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The files of an archive by names that lead nowhere else, and of which there is one each.

    What an archive says is a text: `/etc/hosts` and `../list.csv` are other files, two may be called alike, and one
    longer than any disk has them.
    """
    found: dict[str, zipfile.ZipInfo] = {}
    for info in files:
        # A colon is a drive's or a stream's on Windows.
        parts = [part.replace(":", "_") for part in re.split(r"[/\\]+", info.filename) if part.strip(". ")]
        inner = plain = "/".join(map(_short, parts[-_FOLDERS:])) or "file"
        number = 1
        while inner in found:
            number += 1
            stem, dot, ending = plain.rpartition(".")
            inner = f"{stem} ({number}).{ending}" if dot and "/" not in ending else f"{plain} ({number})"
        found[inner] = info
    return found


def _short(part: str) -> str:
    """A name within the 255 bytes that disks give it, its ending as it was."""
    stem, ending = part[:-_ENDING], part[-_ENDING:]
    return part if len(part.encode("utf-8", "replace")) <= _NAME else stem[: _NAME // 4 - _ENDING] + ending


_NAME, _ENDING, _FOLDERS = 200, 16, 8
"""Bytes of a name on disk, signs of it that are kept from its end, and names of which a path through an archive is."""


def archive_of(path: Path) -> Path | None:
    """The ZIP file that a path leads through; None for a file of its own, or a path that no disk has."""
    try:
        return None if path.exists() else next((one for one in path.parents if one.is_file()), None)
    except OSError:
        return None


def open_member(archive: Path, path: Path, progress: Progress) -> tuple[str, Content]:
    """The inner name and bytes of a member of a ZIP file. Raises FileProblem, or one of FAULTS."""
    inner = path.relative_to(archive).as_posix()
    with zipfile.ZipFile(archive) as file:
        found = _named(_files(file)).get(inner)
        if found is None:
            raise problems.NOT_INSIDE(file=inner, archive=archive.name)
        return _member(file, found, path.name, progress)
