"""Workbooks of spreadsheets: XLSX and its kin, the XLS of old, ODS."""

import codecs
import re
from typing import TYPE_CHECKING

from app.domain.progress import SILENT, Progress
from app.ingest.readers.not_tables import OLE, ZIP
from app.ingest.readers.reader import Reader

if TYPE_CHECKING:
    from app.ingest.readers.table import Layout, RawTable
    from app.ingest.readers.unpacked_file import Source


_CONTROL = re.compile(rb"[\0-\x08\x0e-\x19]")


class Workbook(Reader):
    """A file is one by its first bytes, or by its name where what it holds is no text."""

    name, titles, turn = "workbook", ("XLSX",), 30
    endings = ("xlsx", "xlsm", "xlsb", "xls", "ods")

    def takes(self, ending: str, head: bytes) -> bool:
        """By its first bytes, or its ending."""
        return head.startswith((OLE, ZIP)) or (ending in self.endings and _no_text(head))

    def read(
        self, source: "Source", wanted: "Layout", progress: Progress = SILENT, *, lenient: bool = False
    ) -> "RawTable":
        """The records of one sheet."""
        from app.ingest.readers import workbooks

        return workbooks.read(source, wanted, progress)


def _no_text(head: bytes) -> bool:
    """Whether it is not what many tools write under a workbook's name: a table in plain text."""
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return not wide and (bool(_CONTROL.search(head)) or head.lstrip().startswith(b"<"))


READER = Workbook()
