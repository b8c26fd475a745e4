"""From a file on disk to bytes: unpacking what is compressed, and finding the encoding of text."""

import bz2
import codecs
import gzip
import hashlib
import io
import lzma
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.problems import FileProblem

_SHEETS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 18


@dataclass(frozen=True, slots=True)
class Source:
    """An unpacked file: its inner name, its format (`text`, `sheet`, `json` or `parquet`) and its bytes."""

    name: str
    format: str
    data: bytes
    sha256: str


def open_source(path: Path) -> Source:
    """Read and unpack a file; raises FileProblem where it is missing, unreadable or damaged."""
    try:
        packed = path.read_bytes()
    except FileNotFoundError:
        raise FileProblem(f"There is no file {path.name}", "", f"Look for it in {path.parent}.") from None
    except OSError as error:
        raise FileProblem(f"{path.name} cannot be read", error.strerror or "") from None
    digest = hashlib.sha256(packed).hexdigest()
    try:
        name, data = _unpack(path.name, packed)
    except (OSError, EOFError, ValueError, zipfile.BadZipFile, lzma.LZMAError, RuntimeError) as error:
        raise FileProblem(f"{path.name} cannot be unpacked", str(error), "Fetch or export it again.") from None
    return Source(name, _format(name, data), data, digest)


def _unpack(name: str, data: bytes) -> tuple[str, bytes]:
    inner = str(PurePosixPath(name).with_suffix(""))
    if data.startswith(b"\x1f\x8b"):
        return inner, gzip.decompress(data)
    if data.startswith(b"BZh"):
        return inner, bz2.decompress(data)
    if data.startswith(b"\xfd7zXZ"):
        return inner, lzma.decompress(data)
    if data.startswith(b"PK\x03\x04") and PurePosixPath(name).suffix.lower() not in _SHEETS:
        return _only_member(name, data)
    return name, data


def _only_member(name: str, data: bytes) -> tuple[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "[Content_Types].xml" in archive.namelist():
            return name + ".xlsx", data
        files = [info for info in archive.infolist() if not info.is_dir() and not info.filename.startswith("__MACOSX")]
        if len(files) != 1:
            raise FileProblem(
                f"{name} holds {len(files)} files", "", "Unpack it, and import its files one after another."
            )
        return files[0].filename, archive.read(files[0])


def _format(name: str, data: bytes) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    if data.startswith(b"PAR1"):
        return "parquet"
    if suffix in _SHEETS or data.startswith((b"\xd0\xcf\x11\xe0", b"PK\x03\x04")):
        return "sheet"
    if suffix in {".jsonl", ".ndjson", ".json"} and data.lstrip()[:1] in (b"{", b"["):
        return "json"
    return "text"


def find_encoding(data: bytes) -> str:
    """The encoding of text: a byte-order mark's, UTF-8 where the whole fits it, else the likeliest other."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    wide = _wide(data[:_SAMPLE]) if b"\0" in data[:_SAMPLE] else None
    if wide or data.isascii() or _is_utf8(data):
        return wide or "utf-8"
    return _likeliest(data)


def _is_utf8(data: bytes) -> bool:
    # In slices, so that a large file is not held a second time as text.
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), 1 << 24):
            decoder.decode(data[start : start + (1 << 24)])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _wide(sample: bytes) -> str | None:
    """UTF-16 without its mark shows in the zero bytes of Latin letters."""
    half = len(sample) // 2
    if half > 8 and sample[1::2].count(0) > half * 0.4:
        return "utf-16-le"
    if half > 8 and sample[0::2].count(0) > half * 0.4:
        return "utf-16-be"
    return None


def _likeliest(data: bytes) -> str:
    from charset_normalizer import from_bytes

    odd = next(index for index, byte in enumerate(data) if byte > 127)
    start = max(0, odd - _SAMPLE // 4)
    match = from_bytes(data[start : start + _SAMPLE]).best()
    found = match.encoding if match else "cp1252"
    # Windows' own table is a superset of Latin 1 in all that people type, and the euro sign is only there.
    if found in {"ascii", "latin_1", "iso8859_1", "cp1252", "cp1250", "mac_roman"} and _decodes(data, "cp1252"):
        return "cp1252"
    return found if _decodes(data, found) else "latin_1"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def as_utf8(data: bytes, encoding: str, name: str) -> bytes:
    """The text's bytes in UTF-8 without a mark; raises FileProblem where the encoding does not fit."""
    plain = encoding.lower().replace("_", "-")
    try:
        if plain in {"utf-8", "utf-8-sig", "ascii", "us-ascii", "utf8"}:
            if not _is_utf8(data):
                raise UnicodeError(f"it is not {encoding}")
            return data.removeprefix(codecs.BOM_UTF8)
        return data.decode(encoding).encode("utf-8")
    except (UnicodeError, LookupError) as error:
        raise FileProblem(f"{name} cannot be read as {encoding}", str(error), "State another encoding.") from None
