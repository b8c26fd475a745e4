"""The numbers of an import, of one that was tried out or one that was done, as a review puts them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from app import ingest
from ui.core import formats
from ui.panes.data.review import Figure, Review

Report = Mapping[str, Any]


def review_of(report: Report, kind: str) -> Review:
    """The figure that matters for this kind of file, the others, and what deserves a look."""
    told = ingest.kind_of(kind).told(report)
    figures = [Figure(one.text, one.value, "warn" if one.weighs else "", one.note) for one in told.counts]
    if report.get("mends"):
        return _mended(report)
    rows = f"from {formats.counted(report['rows'], 'row')}"
    return Review(told.caption, told.hero, rows, tuple(_told(figures)), tuple(_looks(report)), _remedy(report))


def _mended(report: Report) -> Review:
    """Rows of an earlier file that could not be read there."""
    mends = report["mends"]
    others = report["rows"] - mends["rows"]
    figures = [
        Figure("Rows of the same orders", others, note="They were read already, and make the orders whole."),
        Figure("Rejected rows", report["rejected"], "warn" if report["rejected"] else ""),
    ]
    told, looks = tuple(_told(figures)), tuple(_looks(report))
    return Review("Mended rows", mends["rows"], f"of {mends['file']}", told, looks, _remedy(report))


def _remedy(report: Report) -> str:
    """The press that mends what must be told: another mapping, or the answer to the one question."""
    if report.get("proposal"):
        return "Use that mapping"
    return "Choose the column…" if report.get("problem") else ""


def _told(figures: Iterable[Figure]) -> list[Figure]:
    return [one for one in figures if one.value or one.text in ("Rejected rows",)]


def _looks(report: Report) -> list[Figure]:
    found = notes_of(report)
    found += [_look(count, "row", "rejected", f"{reason}.") for reason, count in _pairs(report.get("reasons")) if count]
    malformed = _length(report.get("malformed"))
    if malformed:
        kept = "Kept with the person, but not mailable."
        found.append(Figure(formats.counted(malformed, "malformed address", "malformed addresses"), None, "warn", kept))
    for header, count in _pairs(report.get("unreadable")):
        said = f"of “{header}” cannot be read"
        if not any(said in one.text for one in found):
            found.append(_look(count, "cell", said, "What cannot be read stays empty. Look at its type."))
    conflicts = _length(report.get("conflicts"))
    if conflicts:
        said = formats.counted(conflicts, "row names", "rows name")
        found.append(Figure(f"{said} two people at once", None, "", "The stronger identifier counts."))
    return found


def _look(count: int, one: str, said: str, note: str) -> Figure:
    return Figure(f"{formats.counted(count, one)} {said}", None, "warn", note)


def notes_of(report: Report) -> list[Figure]:
    """What an import must tell before anything else, the red first."""
    return [
        Figure(note["text"], None, "bad" if note["level"] == "red" else "warn", _lines(note["lines"], note["count"]))
        for note in report.get("warnings") or ()
    ]


def _lines(lines: Sequence[int], count: int) -> str:
    if not lines:
        return ""
    more = ", …" if count > len(lines) else ""
    return f"{'Line' if len(lines) == 1 and not more else 'Lines'} {', '.join(map(formats.number, lines))}{more}"


def _pairs(found: Any) -> list[tuple[str, int]]:
    if isinstance(found, Mapping):
        return sorted(((str(name), int(count)) for name, count in found.items()), key=lambda one: -one[1])
    return [(str(one["reason"]), int(one["count"])) for one in found or ()]


def _length(found: Any) -> int:
    return found if isinstance(found, int) else len(found or ())


_SUMMED: Final = {"New people", "People known already", "Rows joined with another", "Refunds", "Adjustments"}
"""Figures of a review that the result page repeats."""
_ONE: Final = {
    "New people": "new person",
    "People known already": "person known already",
    "Rows joined with another": "row joined with another",
    "Answers about being mailed": "answer about being mailed",
    "Addresses not to mail": "address not to mail",
}
"""What those say of one, where it is more than their `s` that goes."""


def summary(report: Report, kind: str) -> str:
    """What a file brought, in a few words."""
    review = review_of(report, kind)
    told = [(review.hero, review.caption), *((one.value, one.text) for one in review.figures if one.text in _SUMMED)]
    parts = [_said(value, text) for value, text in told if value]
    return " · ".join((ingest.kind_title(kind), ", ".join(parts) or "nothing new"))


def _said(value: int, text: str) -> str:
    many = f"{text[:1].lower()}{text[1:]}"
    return formats.counted(value, _ONE.get(text, many.removesuffix("s")), many)
