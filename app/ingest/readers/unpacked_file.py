"""A file as readers get it: unpacked, whatever it lay in."""

from dataclasses import dataclass

from storage.bulk.unnamed_file import Content


@dataclass(frozen=True, slots=True)
class Source:
    """An unpacked file: its inner name and its bytes, and the SHA-256 of the file as it lay there."""

    name: str
    data: Content
    sha256: str
