"""A number for what an event says, the same on every machine and in every file that says it."""

import hashlib
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

Words = NDArray[np.uint64]
# 2⁶⁴ over the golden ratio, odd: the step of splitmix64.
_ODD = np.uint64(0x9E37_79B9_7F4A_7C15)


# What is mixed at a time stays in the processor's own memory.
_AT_ONCE = 1 << 16


def _texts(column: pa.ChunkedArray) -> Iterator[Words]:
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    known: tuple[pa.Array | None, Words] = None, np.zeros(0, dtype=np.uint64)
    for chunk in encoded.chunks:
        if known[0] is None or not known[0].equals(chunk.dictionary):
            known = chunk.dictionary, _hashes(chunk.dictionary)
        for start in range(0, len(chunk), _AT_ONCE):
            indices = chunk.indices.slice(start, _AT_ONCE)
            # A missing value has index -1, which is the row of zeros at the end.
            yield known[1][np.asarray(indices.fill_null(len(chunk.dictionary)), dtype=np.int64)]


def _hashes(words: pa.Array) -> Words:
    # Python's own hash is another in each process.
    hashes = [hashlib.blake2b(text.encode(), digest_size=8).digest() for text in words.to_pylist()]
    return np.frombuffer(b"".join([*hashes, bytes(8)]), dtype="<u8").astype(np.uint64)


def _mixed(words: Words) -> Words:
    """The finishing steps of splitmix64: each bit of what goes in moves half of those that come out."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58_476D_1CE4_E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D0_49BB_1331_11EB)
    return words ^ (words >> np.uint64(31))


def _numbers(column: pa.ChunkedArray) -> Iterator[Words]:
    for chunk in column.chunks:
        for start in range(0, len(chunk), _AT_ONCE):
            values = chunk.slice(start, _AT_ONCE)
            if pa.types.is_floating(values.type):
                words = np.asarray(values.fill_null(0.0), dtype=np.float64).view(np.uint64)
            else:
                words = np.asarray(values.cast(pa.int64()).fill_null(0), dtype=np.int64).view(np.uint64)
            yield np.where(np.asarray(values.is_valid()), _mixed(words + _ODD), np.uint64(0))


def _turns(total: Words) -> Words:
    """Of equal numbers the first is 0, the second 1 and so on."""
    turns = np.zeros(len(total), dtype=np.uint64)
    ordered = np.sort(total)
    again = ordered[1:][ordered[1:] == ordered[:-1]]
    # Most files repeat no row, and only those that do go through pandas' groups.
    if len(again):
        some = np.isin(total, again)
        theirs = pd.Series(total[some])
        turns[some] = theirs.groupby(theirs, sort=False).cumcount().to_numpy().astype(np.uint64)
    return turns


def digest(columns: dict[str, pa.ChunkedArray]) -> NDArray[np.int64]:
    """A 64-bit number per row, by the columns' names and values; a missing value is as a missing column.

    Equal rows get different numbers: the second of a file is not the first, but it is the second of another file.
    """
    rows = len(next(iter(columns.values())))
    total = np.zeros(rows, dtype=np.uint64)
    for name, column in columns.items():
        if column.null_count == rows:
            continue
        is_text = any(test(column.type) for test in (pa.types.is_string, pa.types.is_null, pa.types.is_dictionary))
        salt = np.frombuffer(hashlib.blake2b(name.encode(), digest_size=8).digest(), dtype="<u8")[0]
        start = 0
        for words in _texts(column) if is_text else _numbers(column):
            # Added up, so that a file whose columns stand in another order says the same.
            total[start : start + len(words)] += np.where(words == 0, np.uint64(0), _mixed(words ^ np.uint64(salt)))
            start += len(words)
    made = _mixed(total + _turns(total) * _ODD + _ODD).view(np.int64)
    # Zero is kept for what Quillwork derives itself.
    return np.where(made == 0, 1, made)
