"""What holds no table, whatever its name says: pictures, documents, bytes that are no text, locked workbooks."""

import io
import re
import zipfile
from typing import Final

from app.domain.problems import ImportProblem
from app.ingest.readers import problems
from storage.bulk.unnamed_file import Content

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP: Final = b"PK\x03\x04"
_EXPORT = "Export the list as CSV or as a workbook, and choose that file."
_UNPACK = "Unpack it, and import the files that come out."
_SIGNS: Final = (
    (
        re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\0|MM\0\*", re.DOTALL),
        "a picture",
        _EXPORT,
    ),
    (re.compile(rb"%PDF-"), "a PDF document", _EXPORT),
    (re.compile(rb"\{\\rtf"), "a text document", _EXPORT),
    (re.compile(rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c"), "an archive", _UNPACK),
)
_SAMPLE: Final = 1 << 16
_CONTROLS: Final = bytes({*range(1, 0x20), 0x7F} - {*b"\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e\x1f"})
"""Signs that stand in no text; those that some programs part fields by, or end files with, are none of them."""
_KINDS, _SHARE = 6, 100
"""A text that is damaged, or parted by one odd sign, has fewer kinds of them, or fewer than one in so many signs."""
_BIFF_LOCKED = re.compile(rb"\x09\x08(?:\x10\0.{16}|\x08\0.{8})(?:\x86\0\0\0)?\x2f\0", re.DOTALL)
"""How a workbook of old begins that is locked: its first record, perhaps that it is written once, and the lock."""
_OOXML_LOCKED = "EncryptedPackage".encode("utf-16-le")


def refuse_others(data: Content, name: str) -> None:
    """Raise ImportProblem for a file of another kind, which its first bytes tell."""
    head = bytes(data[:32])
    for sign, what, remedy in _SIGNS:
        if sign.match(head):
            raise problems.NO_TABLE(name=name, what=what, remedy=remedy)


def refuse_no_text(text: Content, name: str) -> None:
    """Raise ImportProblem for what was read as text (UTF-8), and is none."""
    sample = bytes(text[:_SAMPLE])
    if sample.lstrip()[:5].lower() == b"<?xml":
        raise problems.NO_TABLE(name=name, what="an XML document", remedy=_EXPORT)
    odd = len(sample) - len(sample.translate(None, _CONTROLS))
    # Both: a text that is parted by one odd sign has many of it, and a damaged one few of several.
    if odd * _SHARE > len(sample) and len({*sample} & {*_CONTROLS}) >= _KINDS:
        first = min(place for sign in _CONTROLS if (place := sample.find(bytes([sign]))) >= 0)
        before = sample[:first]
        line = 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")
        raise problems.NO_TEXT(where=f"line {line:,}", name=name, remedy=_EXPORT)


def workbook_problem(data: Content, name: str) -> ImportProblem:
    """Why a workbook cannot be read: it is locked, or no workbook at all, or damaged."""
    if _is_locked(data):
        return problems.LOCKED(name=name)
    if re.match(rb"\s*<", bytes(data[:64])):
        return problems.WEB_PAGE(name=name)
    return problems.NO_WORKBOOK(name=name)


def _is_locked(data: Content) -> bool:
    whole = bytes(data)
    if whole.startswith(OLE):
        return _OOXML_LOCKED in whole or _BIFF_LOCKED.search(whole) is not None
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            return b"encryption-data" in archive.read("META-INF/manifest.xml")
    except (KeyError, OSError, RuntimeError, zipfile.BadZipFile):
        return False
