"""Names of files for names of things: readable, distinct, the same each time, and possible on every system.

A name that any file system may carry is the file's name as it is. Any other has what cannot stand there replaced, and
ends in a sum over the true name: what it is called depends on that name alone, and not on what lies beside it. Only
names that some file system takes for one and the same (`ı` and `i` in capitals) get such an end for each other's sake.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from app.domain.names import fold

LONGEST = 60
"""Characters of a name that are kept; Windows counts them with the whole path, of which it takes 260."""
MOST_BYTES = 120
"""Bytes of it in UTF-8: most file systems take 255, some that encrypt names about half of that."""

_FORBIDDEN = frozenset('\\/:*?"<>|~%')
# The tilde is for the short names of Windows, one of which (git~1) is git's own folder.
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE)
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SUM = re.compile(r".*-[0-9a-f]{10}")


def file_names(names: Iterable[str]) -> dict[str, str]:
    """For each of these names, no two of which are one without case, the name of its file without an ending."""
    stems = {name: _stem(name) for name in names}
    shared = Counter(map(same_file, stems.values()))
    return {name: stem if shared[same_file(stem)] == 1 else _summed(stem, name) for name, stem in stems.items()}


def same_file(path: str) -> str:
    """What is equal of two paths that a file system, blind to case or to how signs are composed, may take for one."""
    # Some fold by capitals and some by small letters, and there are letters that only one of the two makes equal.
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", path.upper()).casefold().upper())


def _stem(name: str) -> str:
    plain = unicodedata.normalize("NFC", name)
    plain = "".join("_" if sign in _FORBIDDEN or unicodedata.category(sign) in _INVISIBLE else sign for sign in plain)
    plain = _short(" ".join(plain.split()))
    # A dot in front hides a file, and .git is no place for one; Windows drops dots and blanks at the end.
    plain = re.sub(r"^[.\-]+", "_", plain)
    plain = re.sub(r"[. ]+$", "_", plain) or "_"
    if _DEVICE.fullmatch(plain):
        plain = f"_{plain}"
    return plain if plain == name and not _SUM.fullmatch(plain) else _summed(plain, name)


def _short(plain: str) -> str:
    kept = plain[:LONGEST]
    while len(kept.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        kept = kept[:-1]
    return kept


def _summed(stem: str, name: str) -> str:
    digest = hashlib.sha256(fold(name).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{stem}-{digest[:10]}"
