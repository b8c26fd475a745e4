"""The bytes of a text file's records, and the lines in them: each is known by its number and by where it begins."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from app.domain.background import beat
from app.ingest.readers.archives import SLICE
from app.ingest.readers.separators import Dialect
from storage.bulk.unnamed_file import Content

_BEAT = 20_000
_MANY = 256
"""So many blank lines on end are gone past together with all that follow them."""


class Body:
    """The bytes of the records, without the line ends behind the last."""

    def __init__(self, data: Content, start: int, dialect: Dialect) -> None:
        self.dialect = dialect
        self.size = max(_end(data) - start, 0)
        self.bytes = pa.py_buffer(data).slice(start, self.size) if self.size else pa.py_buffer(b"")

    def slices(self, start: int = 0) -> Iterator[bytes]:
        """The bytes from a place on, piece by piece."""
        for place in range(start, self.size, SLICE):
            beat()
            yield self.bytes.slice(place, min(SLICE, self.size - place)).to_pybytes()

    def count(self, sign: bytes, start: int = 0) -> int:
        """How many of a sign there are; of one byte, which may be every tenth, without going from one to the next."""
        if len(sign) > 1:
            return sum(piece.count(sign) for piece in self.slices(start))
        return sum(
            int(np.count_nonzero(np.frombuffer(piece, dtype=np.uint8) == sign[0])) for piece in self.slices(start)
        )

    def lines(self) -> int:
        """How many lines there are."""
        found, before = 1 if self.size else 0, b""
        for piece in self.slices():
            found += piece.count(b"\n")
            if b"\r" in piece or before == b"\r":
                # A pair that a cut goes through is one end of a line too.
                found += piece.count(b"\r") - piece.count(b"\r\n") - (before == b"\r" and piece[:1] == b"\n")
            before = piece[-1:]
        return found


def _end(data: Content) -> int:
    """Where the line ends behind the last record begin."""
    end = len(data)
    while end:
        piece = bytes(data[max(end - SLICE, 0) : end])
        kept = len(piece.rstrip(b"\r\n"))
        end -= len(piece) - kept
        if kept:
            break
    return end


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the body, counted from 0, and where in its bytes it begins."""

    line: int
    offset: int


class Lines:
    """The lines of a body from a place on, as the csv module takes them; knows how far it was read.

    Blank lines between records are no records and are left out.
    """

    def __init__(self, body: Body, place: Place) -> None:
        self._body = body
        self._place = place
        self._between = True
        self.began = place
        """Where the newest record begins."""
        self._blanks = " \r\n" if body.dialect.delimiter == "\t" else " \t\r\n"

    def begin_record(self) -> None:
        """Say that the line that comes next is the first of a record, and no part of a cell."""
        self._between = True

    def __iter__(self) -> Iterator[str]:
        """Each line with its end."""
        while self._place.offset < self._body.size:
            yield from self._until_many_are_blank()
            self._place = self._past_blanks()

    def _until_many_are_blank(self) -> Iterator[str]:
        rest = pa.BufferReader(self._body.bytes.slice(self._place.offset))
        line, offset, blank = self._place.line, self._place.offset, 0
        # Not str.splitlines: it also breaks at separators that are ordinary characters of a cell.
        for text in io.TextIOWrapper(io.BufferedReader(rest), encoding="utf-8", newline=""):
            start = self._place
            line += 1
            if not line % _BEAT:
                beat()
            offset += len(text) if text.isascii() else len(text.encode())
            self._place = Place(line, offset)
            if self._between and text[-1] in "\r\n" and not text.strip(self._blanks):
                blank += 1
                if blank >= _MANY:
                    return
                continue
            if self._between:
                self.began, self._between = start, False
            blank = 0
            yield text

    def _past_blanks(self) -> Place:
        """Where the first line begins that is not blank."""
        offset, lines, before = self._place.offset, self._place.line, b""
        blanks = self._blanks.encode()
        found = self._place
        for piece in self._body.slices(offset):
            run = piece[: len(piece) - len(piece.lstrip(blanks))]
            whole = max(run.rfind(b"\n"), run.rfind(b"\r")) + 1
            lines += run.count(b"\n") + run.count(b"\r") - run.count(b"\r\n")
            # A pair that a cut goes through is one end of a line.
            lines -= before == b"\r" and run[:1] == b"\n"
            if whole:
                found = Place(lines, offset + whole)
            if len(run) < len(piece):
                # A line that begins with blanks is one of the first that are not blank.
                return found
            offset, before = offset + len(run), run[-1:]
        return found

    @property
    def place(self) -> Place:
        """Where the next line begins."""
        return self._place
