"""What the audit log says in words for people."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.project import KINDS
from ui.core import formats

if TYPE_CHECKING:
    from app.project import audit_log

_LABELS = {
    "file": "File",
    "folder": "Folder",
    "columns": "Columns",
    "rows": "Rows",
    "batch": "Import",
    "recipients": "Recipients",
    "overrules": "Overruled",
    "reason": "Reason",
}
"""What of an entry's detail is shown, and how it is called."""


def row(line: "audit_log.Line") -> dict[str, Any]:
    """An entry as a row of the table."""
    at = dt.datetime.fromisoformat(line.at)
    erased = line.action == "erased"
    return {
        "id": line.id,
        "when": f"{formats.day(at.date())} {at:%H:%M}",
        "code": line.kind,
        "kind": KINDS[line.kind],
        "what": "Its words were erased" if erased else line.action,
        "more": "They named somebody who was erased since" if erased else more(line.detail),
        "people": formats.number(len(line.people)) if line.people else "",
    }


def more(detail: Mapping[str, Any]) -> str:
    """What else was noted, in one line."""
    parts = [f"{label}: {_said(detail[name])}" for name, label in _LABELS.items() if detail.get(name)]
    return " · ".join(parts)


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value) if all(isinstance(one, str) for one in value) else formats.number(len(value))
    return formats.number(value) if isinstance(value, int) else str(value)


def verdict(found: "audit_log.Verified") -> tuple[str, str]:
    """What is said of the chain, and in which tone."""
    if found.behind:
        return f"The log ends too early: the backup {found.behind} has entries that are missing here.", "bad"
    if not found.whole:
        return f"Entry {formats.number(found.first_broken or 0)} was changed or taken out after it was written.", "bad"
    number = formats.counted(found.entries, "entry", "entries")
    said = f"All {number} are as they were written" if found.entries != 1 else "The one entry is as it was written"
    if found.erased:
        said += f"; the words of {formats.number(found.erased)} were erased with the people whom they named"
    return f"{said}.", "good"
