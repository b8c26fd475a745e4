"""Text of two encodings: files put one behind the other, so that some lines are UTF-8 and some are of a table.

Such an encoding is called by both, `utf-8+cp1252`: what is UTF-8 is read so, line by line, and every other line by the
table.
"""

import codecs
from collections.abc import Iterable, Iterator

_BEGIN = "utf-8+"


def named(table: str) -> str:
    """The name of UTF-8 mixed with the lines of a table."""
    return _BEGIN + table


def table_of(encoding: str) -> str | None:
    """The table of a mixed encoding; None for any other encoding. Raises LookupError for a table that there is not."""
    plain = encoding.lower()
    if not plain.startswith(_BEGIN):
        return None
    return codecs.lookup(plain.removeprefix(_BEGIN)).name


def parted(lines: Iterable[bytes]) -> tuple[list[bytes], list[bytes]]:
    """The lines that are UTF-8, and those that are not."""
    both: tuple[list[bytes], list[bytes]] = ([], [])
    for line in lines:
        both[not _is_utf8(line)].append(line)
    return both


def decoded(pieces: Iterable[bytes], table: str, errors: str = "strict") -> Iterator[str]:
    """The text of bytes in pieces, of which each line is of one of the two encodings. May raise UnicodeDecodeError."""
    rest = b""
    for piece in pieces:
        whole = rest + piece
        end = max(whole.rfind(b"\n"), whole.rfind(b"\r")) + 1
        yield _text(whole[:end], table, errors)
        rest = whole[end:]
    yield _text(rest, table, errors)


def _text(data: bytes, table: str, errors: str) -> str:
    if _is_utf8(data):
        return data.decode()
    return "".join(
        line.decode() if _is_utf8(line) else line.decode(table, errors) for line in data.splitlines(keepends=True)
    )


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
