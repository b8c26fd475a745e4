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
_SHEET = "Open it in Excel, save it as a workbook (XLSX), and choose that file."
_MARKED_UP = re.compile(rb"<\?xml\b|<!doctype\b|<(html|head|body|table|tr)\b", re.IGNORECASE)
_TAG = re.compile(rb"<([A-Za-z][\w:.-]*)(\s[^<>]*)?>")
_LETTER_LINES = re.compile(
    rb"^(return-path|received|delivered-to|from|to|subject|date|message-id|mime-version|content-type|reply-to):",
    re.IGNORECASE | re.MULTILINE,
)
_TEXTS: Final = (
    (
        re.compile(rb"BEGIN:VCARD", re.IGNORECASE),
        "business cards (vCard)",
        "Export the contacts as CSV from the address book, and choose that file.",
    ),
    (re.compile(rb"BEGIN:VCALENDAR", re.IGNORECASE), "a calendar", _EXPORT),
    (
        re.compile(rb"(version:\s*1\s+)?dn:\s*\w+=", re.IGNORECASE),
        "a directory (LDIF)",
        "Export its people as CSV, and choose that file.",
    ),
    (
        re.compile(
            rb"((--|#)[^\n]*\s+|/\*.*?\*/;?\s*)*"
            rb"(insert\s+into|create\s+(table|database)|drop\s+table|lock\s+tables|use\s+`|set\s+[@\w]+\s*=|"
            rb"begin\s+transaction|pragma\s+\w+)\b",
            re.IGNORECASE | re.DOTALL,
        ),
        "commands for a database (SQL)",
        "Export the table as CSV, or fetch it from the database itself.",
    ),
)
"""Texts that are no tables, by how they begin."""
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
    odd = len(sample) - len(sample.translate(None, _CONTROLS))
    # Both: a text that is parted by one odd sign has many of it, and a damaged one few of several.
    if odd * _SHARE > len(sample) and len({*sample} & {*_CONTROLS}) >= _KINDS:
        first = min(place for sign in _CONTROLS if (place := sample.find(bytes([sign]))) >= 0)
        before = sample[:first]
        line = 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")
        raise problems.NO_TEXT(where=f"line {line:,}", name=name, remedy=_EXPORT)


def refuse_other_texts(text: Content, name: str) -> None:
    """Raise ImportProblem for a text (UTF-8) that is of another kind than a table: mark-up, cards, letters, SQL."""
    head = bytes(text[:_SAMPLE]).removeprefix(b"\xef\xbb\xbf").lstrip()
    if _is_marked_up(head, text):
        raise problems.NO_TABLE(name=name, what="a web page or document (HTML or XML)", remedy=_SHEET)
    for sign, what, remedy in _TEXTS:
        if sign.match(head):
            raise problems.NO_TABLE(name=name, what=what, remedy=remedy)
    top = b"\n".join(head.splitlines()[:_LINES])
    said = {found[1].lower() for found in _LETTER_LINES.finditer(top)}
    if len(said) >= _LETTER and {b"from", b"subject"} <= said:
        raise problems.NO_TABLE(name=name, what="an email", remedy=_EXPORT)


_LINES, _LETTER = 40, 3
"""An email begins with so many of its lines at least, within so many."""


def _is_marked_up(head: bytes, text: Content) -> bool:
    """Whether a text is mark-up: it begins as such, or what it begins with is closed at its end."""
    if _MARKED_UP.match(head):
        return True
    opened = _TAG.match(head)
    if opened is None:
        return False
    closing = b"</%s>" % opened[1]
    in_cells = re.search(re.escape(closing) + rb"[^\S\n]*[,;|\t]", head) is not None
    return not in_cells and bytes(text[-_SAMPLE:]).rstrip().endswith(closing)


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
