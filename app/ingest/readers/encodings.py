"""Finding the encoding of text: its mark, its form, and at last the table by which it reads as people write."""

import codecs
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from app.ingest.readers import letter_frequencies, mixed_lines
from app.ingest.readers.codepages import ASIAN, TABLES
from app.ingest.readers.sources import misfit, slices
from app.ingest.readers.table import Alternative
from storage.bulk.unnamed_file import Content

# UTF-32 before UTF-16: in the low order its mark begins with that one's.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 18
_ODD, _END = re.compile(rb"[\x80-\xff]"), re.compile(rb"[\r\n]")
_LINES, _MORE, _BYTES = 60, 6, 12_000
"""So many lines with odd bytes are looked at in the first part of a file, so many in others, so many bytes in each."""
_ASKED = 4
"""So many alternatives are shown at most."""
_EQUAL = 6.0
"""Tables whose likelihoods are no further apart than this, in natural logarithms, read a text equally well."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A table that reads a text: its name, and how likely the text is by it."""

    encoding: str
    likelihood: float
    text: str


def find(data: Content) -> tuple[str, tuple[Alternative, ...]]:
    """The encoding of text, and the others by which it reads as well.

    A byte-order mark's, UTF-8 where the whole fits it, UTF-8 mixed with another where that is the likeliest, else the
    likeliest other.
    """
    certain = _certain(data)
    if certain == "utf-8-sig" and misfit(data, certain) is not None and (mixed := _mixed(data, None)):
        return mixed, ()
    if certain:
        return certain, ()
    likely = readings(data)
    # Whether the whole of a large file fits is asked of those tables alone on which something hangs.
    best = next((reading for reading in likely if misfit(data, reading.encoding) is None), None)
    if mixed := _mixed(data, best):
        return mixed, ()
    if best is None:
        # It has a sign for each byte, so that something can be shown and another be chosen.
        return "iso8859-1", ()
    near = [one for one in likely if one is not best and 0 <= best.likelihood - one.likelihood <= _EQUAL]
    near += [one for one in likely if one is not best and one not in near and _cedilla(one) == _cedilla(best)]
    fitting = (one for one in near if misfit(data, one.encoding) is None)
    return best.encoding, _beside(best, list(itertools.islice(fitting, _ASKED)))


def _mixed(data: Content, best: Reading | None) -> str | None:
    """UTF-8 with the table of those lines that are none, where that is likelier than one table for all lines."""
    fitting, others = mixed_lines.parted(_odd_lines(data).split(b"\n"))
    if not fitting or not others:
        return None
    plain = "\n".join(line.decode() for line in fitting)
    for table in _read_by_tables(b"\n".join(others)):
        likely = letter_frequencies.likelihood(f"{plain}\n{table.text}")
        if best is not None and likely <= best.likelihood + _EQUAL:
            return None
        encoding = mixed_lines.named(table.encoding)
        if misfit(data, encoding) is None:
            return encoding
    return None


def _cedilla(reading: Reading) -> str:
    """The text with Romanian's letters as Windows has them: its table and ISO 8859-16 differ in nothing else there."""
    return reading.text.translate(_CEDILLAS)


_CEDILLAS = str.maketrans("ȘșȚț", "ŞşŢţ")
_WORDS = re.compile(r"[^\s;,|\"]+")


def _beside(best: Reading, others: list[Reading]) -> tuple[Alternative, ...]:
    """A word by which each of the other readings differs, one word for all where there is one."""
    words = [_WORDS.findall(reading.text) for reading in (best, *others)]
    if len({len(one) for one in words}) == 1:
        told = next((row for row in zip(*words, strict=True) if len({*row}) == len(row)), None)
        if told:
            return tuple(Alternative(one.encoding, word, told[0]) for one, word in zip(others, told[1:], strict=True))
    found = []
    for other, theirs in zip(others, words[1:], strict=True):
        pairs = zip(theirs, words[0], strict=False)
        word, instead = next((pair for pair in pairs if pair[0] != pair[1]), (other.text[:20], best.text[:20]))
        found.append(Alternative(other.encoding, word, instead))
    return tuple(found)


def _certain(data: Content) -> str | None:
    sample = bytes(data[:_SAMPLE])
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    # Before UTF-8, for zeros and the signs of seven bits are ASCII, which fits that too.
    wide = _wide(sample) if b"\0" in sample else None
    if wide and misfit(data, wide) is None:
        return wide
    shifted = _shifted(data)
    if shifted:
        return shifted
    return "utf-8" if misfit(data, "utf-8") is None else None


_TOO_SHORT_TO_TELL = 10
"""In fewer signs than these, zeros prove nothing."""
_PLAIN_UNITS = np.array([9, 10, 13, 32, 34, 44, 59, 64, *range(48, 58)])


def _wide(sample: bytes) -> str | None:
    """UTF-16 and UTF-32 without their mark show in line ends, separators and figures that are padded with zeros."""
    for name, kind, width in (("utf-32-le", "<u4", 4), ("utf-32-be", ">u4", 4)):
        units = np.frombuffer(sample[: len(sample) // width * width], dtype=kind)
        # Unicode ends there: bytes that are no UTF-32 make larger numbers.
        if len(units) > 2 and int(units.max()) < 0x110000 and int(np.isin(units, _PLAIN_UNITS).sum()) * 50 > len(units):
            return name
    shares = {}
    for name, kind in (("utf-16-le", "<u2"), ("utf-16-be", ">u2")):
        units = np.frombuffer(sample[: len(sample) // 2 * 2], dtype=kind)
        plain = int(np.isin(units, _PLAIN_UNITS).sum())
        if len(units) > _TOO_SHORT_TO_TELL and plain * 50 > len(units) and not (units == 0).any():
            shares[name] = plain
    return max(shares, key=lambda name: shares[name], default=None)


_SHIFTS = (
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
    (re.compile(rb"\x1b\$(?:[@B]|\([DOPQ])"), "iso2022_jp_ext"),
    (re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}"), "hz"),
)
_SHIFTING = ((b"\x1b", b"$"), (b"~", b"{"))


def _shifted(data: Content) -> str | None:
    """Encodings of seven bits, which say by themselves where other signs begin."""
    for piece in slices(data):
        # One byte is sought many times as fast as two, and hardly any text holds one of these.
        if any(first in piece and first + second in piece for first, second in _SHIFTING):
            break
    else:
        return None
    for sign, name in _SHIFTS:
        if any(sign.search(piece) for piece in slices(data)):
            for told in ("iso2022_jp", name) if name == "iso2022_jp_ext" else (name,):
                if misfit(data, told) is None:
                    return told
    return None


def readings(data: Content) -> list[Reading]:
    """All tables that can read a text, the likeliest first; of those that read it alike only the commonest."""
    return _read_by_tables(_odd_lines(data))


def _read_by_tables(sample: bytes) -> list[Reading]:
    found: dict[str, Reading] = {}
    for name, before, _ in TABLES:
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        # Tables that differ in nothing here are one: the commonest stands for them.
        if text not in found:
            found[text] = Reading(name, letter_frequencies.likelihood(text) + before, text)
    for name, language, (table, first, last), _ in ASIAN:
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        signs = letter_frequencies.signs_of(language, table, first, last)
        found.setdefault(text, Reading(name, letter_frequencies.likelihood(text, signs), text))
    return sorted(found.values(), key=lambda one: -one.likelihood)


def _odd_ones(piece: bytes) -> Iterator[bytes]:
    """The lines that hold odd bytes."""
    end = 0
    while odd := _ODD.search(piece, end):
        begin = max(piece.rfind(sign, end, odd.start()) for sign in (b"\n", b"\r")) + 1
        closing = _END.search(piece, odd.end())
        line_end = closing.start() if closing else len(piece)
        yield piece[max(begin, end) : line_end]
        end = line_end


def _cut(line: bytes) -> bytes:
    """The beginning of a long line, so that its last sign is whole."""
    begin = line[:_BYTES]
    end = max(begin.rfind(sign) for sign in b" ,;\t|")
    return begin[:end] if end > 0 else begin


def _odd_lines(data: Content) -> bytes:
    """Lines that hold odd bytes, from all parts of a file."""
    found: dict[bytes, None] = {}
    for piece in slices(data):
        if piece.isascii():
            continue
        size, most = 0, _LINES if not found else _MORE
        for count, line in enumerate(_odd_ones(piece)):
            if count >= most or size > _BYTES:
                break
            whole = line if len(line) <= _BYTES else _cut(line)
            found[whole] = None
            size += len(whole)
    return b"\n".join(found)
