"""What several rows about one person say together.

Of most traits the newest filled cell counts. A list (tags, interests) holds the elements of all its sources, and a
newer file of the same source takes the place of that source's.
"""

import hashlib
import json
from typing import Any

Said = dict[str, Any]
"""Traits by name."""


def source_of(source: str | None, mapping: Said | str) -> str:
    """What tells the files of one source from those of others: the name that was given, else the file's headers."""
    if source:
        return source
    known = json.loads(mapping) if isinstance(mapping, str) else mapping
    # In whatever order the columns stand, which a tool may change from one file to the next.
    headers = "\0".join(sorted(known.get("columns") or {}))
    # A header may hold half of a character, which UTF-8 does not.
    return hashlib.sha256(headers.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def merged(current: Said, row: Said, mode: str) -> Said:
    """What is known after one more row: `update` lets a filled cell win, `keep` only fills what is missing,
    `replace` takes the row's blank cells (null) too. A cell that the file has no column for changes nothing."""
    if mode == "replace":
        return {name: value for name, value in (current | row).items() if value is not None}
    filled = {name: value for name, value in row.items() if value is not None}
    return filled | current if mode == "keep" else current | filled


class Fold:
    """The traits of one person after each of their rows, in the order of effect."""

    def __init__(self) -> None:
        self.traits: Said = {}
        self._lists: dict[str, dict[str, list[Any]]] = {}

    def add(self, row: Said, mode: str, source: str) -> Said:
        """The traits after one more row, read as `merged` says; lists join those of other sources."""
        self.traits = merged(self.traits, row, mode)
        for name, value in row.items():
            if isinstance(value, list) or (value is None and name in self._lists):
                self._join(name, value, mode, source)
        return self.traits

    def _join(self, name: str, value: list[Any] | None, mode: str, source: str) -> None:
        by_source = self._lists.setdefault(name, {})
        if value is None:
            if mode == "replace":
                by_source.pop(source, None)
        elif mode != "keep" or source not in by_source:
            by_source[source] = value
        joined = list(dict.fromkeys(one for part in by_source.values() for one in part))
        if joined:
            self.traits = self.traits | {name: joined}
        else:
            self.traits.pop(name, None)
