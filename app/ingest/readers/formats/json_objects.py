"""JSON: an object a line, one list of objects, or a document that holds such a list."""

import codecs
from typing import TYPE_CHECKING

from app.domain.progress import SILENT, Progress
from app.ingest.readers.reader import Reader

if TYPE_CHECKING:
    from app.ingest.readers.table import Layout, RawTable
    from app.ingest.readers.unpacked_file import Source


class JsonObjects(Reader):
    """A file that calls itself JSON and begins so; one whose ending says nothing has to begin as objects do."""

    name, titles, endings, turn = "json", ("JSON Lines",), ("json", "jsonl", "ndjson"), 20

    def takes(self, ending: str, head: bytes) -> bool:
        """By its ending and its first bytes."""
        begin = head.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n")
        if ending in self.endings:
            return begin[:1] in (b"{", b"[")
        return ending in ("", "txt", "log") and begin[:2] in (b'{"', b"[{")

    def read(
        self, source: "Source", wanted: "Layout", progress: Progress = SILENT, *, lenient: bool = False
    ) -> "RawTable":
        """The objects as records."""
        from app.ingest.readers import json_objects

        return json_objects.read(source, wanted)


READER = JsonObjects()
