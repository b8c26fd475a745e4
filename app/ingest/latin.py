"""Which table a text in Latin letters was written with, by the few bytes of it that are not ASCII.

Statistics of whole languages fail on a contact list: its only odd bytes are often those of some names or of a
currency. In Latin script such a byte stands alone among plain letters; in any other script they come in rows.
"""

import re

_RUNS = re.compile(rb"[\x80-\xff]+")
_ALONE = 1.5
"""The most bytes in a row, on average, where the script is Latin."""

_SIGNS = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99")
"""Windows' euro, dots, quotation marks, dashes and trade mark."""

_POLISH = re.compile(rb"[A-Za-z][\xb9\xb3\xbf][A-Za-z]")
"""Windows' raised figures and its upside-down question mark never stand inside a word."""


def table_of(sample: bytes) -> str | None:
    """The likeliest table of a text in Latin script; None where the script is another."""
    runs = _RUNS.findall(sample)
    odd = b"".join(runs)
    if not runs or len(odd) > _ALONE * len(runs):
        return None
    held = set(odd)
    letters = [byte for byte in odd if byte not in _SIGNS]
    # Apple's table has its letters where Windows' has signs.
    if letters and sum(byte < 0xA0 for byte in letters) > 0.7 * len(letters):
        return "mac_roman"
    # Czech has the place of ø, ì and è; Danish and Norwegian, which have ø, have æ and å as well.
    czech = 0xF8 in held and held & {0xEC, 0xE8} and not held & {0xE5, 0xE6, 0xC5, 0xC6, 0xD8}
    if czech or _POLISH.search(sample):
        return "cp1250"
    # Turkish has the place of þ, ð and ý; Icelandic, which has those, has æ and á as well.
    if len(held & {0xFE, 0xF0, 0xFD, 0xDD}) > 1 and not held & {0xE6, 0xE1, 0xC1}:
        return "cp1254"
    return "cp1252"
