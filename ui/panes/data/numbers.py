"""The numbers of an import, of one that was tried out or one that was done, as a review puts them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app import ingest
from ui.core import formats
from ui.panes.data.review import Figure, Review

if TYPE_CHECKING:
    from app.ingest import ImportReport, Mends

_MENDED = "Mended rows"


def review_of(report: "ImportReport", kind: str) -> Review:
    """The figure that matters for this kind of file, the others, and what deserves a look."""
    if report.mends is not None:
        return _mended(report, report.mends)
    told = ingest.kind_of(kind).told(report)
    shown = [one for one in told.counts if one.value or one.always]
    figures = [Figure(one.text, one.value, "warn" if one.weighs else "", one.note) for one in shown]
    rows = f"from {formats.counted(report.rows, 'row')}"
    return Review(told.caption, told.hero, rows, tuple(figures), tuple(_looks(report)), _remedy(report))


def _mended(report: "ImportReport", mends: "Mends") -> Review:
    """Rows of an earlier file that could not be read there."""
    others = report.rows - mends.rows
    figures = [Figure("Rejected rows", report.rejected, "warn" if report.rejected else "")]
    if others:
        whole = "They were read already, and make the orders whole."
        figures.insert(0, Figure("Rows of the same orders", others, note=whole))
    told, looks = tuple(figures), tuple(_looks(report))
    return Review(_MENDED, mends.rows, f"of {mends.file}", told, looks, _remedy(report))


def _remedy(report: "ImportReport") -> str:
    """The press that mends what must be told: another mapping, or the answer to the one question."""
    if report.proposal:
        return "Use that mapping"
    return "Choose the column…" if report.problem else ""


def _looks(report: "ImportReport") -> list[Figure]:
    found = notes_of(report)
    reasons = sorted(report.reasons.items(), key=lambda one: -one[1])
    found += [_look(count, "row", "rejected", f"{reason}.") for reason, count in reasons if count]
    if report.malformed:
        many = formats.counted(report.malformed, "malformed address", "malformed addresses")
        found.append(Figure(many, None, "warn", "Kept with the person, but not mailable."))
    # What a note tells of already, with its lines, is not said again.
    told = {note.unread for note in report.warnings}
    for header, count in sorted(report.unreadable.items(), key=lambda one: -one[1]):
        if header not in told:
            said = f"of “{header}” cannot be read"
            found.append(_look(count, "cell", said, "What cannot be read stays empty. Look at its type."))
    if report.conflicts:
        said = formats.counted(report.conflicts, "row names", "rows name")
        found.append(Figure(f"{said} two people at once", None, "", "The stronger identifier counts."))
    return found


def _look(count: int, one: str, said: str, note: str) -> Figure:
    return Figure(f"{formats.counted(count, one)} {said}", None, "warn", note)


def notes_of(report: "ImportReport") -> list[Figure]:
    """What an import must tell before anything else, the red first."""
    return [
        Figure(note.text, None, "bad" if note.level == "red" else "warn", _lines(note.lines, note.count))
        for note in report.warnings
    ]


def told_after(report: "ImportReport") -> list[Figure]:
    """What is told of a file that came in: what must be, and what each cleaning step changed."""
    done = [
        Figure(f"{step.sentence}: {formats.counted(step.cells, 'cell')}", None)
        for step in report.recipe
        if step.cells and step.step != "trim"
    ]
    return notes_of(report) + done


def _lines(lines: Sequence[int], count: int) -> str:
    if not lines:
        return ""
    more = ", …" if count > len(lines) else ""
    return f"{'Line' if len(lines) == 1 and not more else 'Lines'} {', '.join(map(formats.number, lines))}{more}"


def summary(report: "ImportReport", kind: str) -> str:
    """What a file brought, in a few words."""
    told = ingest.kind_of(kind).told(report)
    brought = [
        (told.hero, told.caption, told.one),
        *((one.value, one.text, one.one) for one in told.counts if one.told),
    ]
    if report.mends is not None:
        brought = [(report.mends.rows, _MENDED, "")]
    parts = [_said(value, text, one) for value, text, one in brought if value]
    return " · ".join((ingest.kind_title(kind), ", ".join(parts) or "nothing new"))


def _said(value: int, text: str, one: str) -> str:
    many = f"{text[:1].lower()}{text[1:]}"
    return formats.counted(value, one or many.removesuffix("s"), many)
