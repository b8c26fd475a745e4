"""What an import says of itself."""

from app.domain.serialising import to_json
from app.ingest.report import Asked, ImportReport, Note
from app.ingest.vocabulary.map_file import Mapping


def _report() -> ImportReport:
    return ImportReport("orders", Mapping("orders"))


def test_red_notes_stand_before_yellow_ones_and_each_once() -> None:
    report = _report()
    report.warn("yellow", "a")
    report.warn("red", "b", 3, [9, 4, *range(100, 130)])
    report.warn("yellow", "a")
    assert [note.text for note in report.warnings] == ["b", "a"]
    assert report.warnings[0].lines == (4, 9, *range(100, 118)), "the first twenty"


def test_its_document_has_its_numbers() -> None:
    report = _report()
    report.events = {"placed_order": 2, "ordered_product": 3}
    report.warn("red", "b", 1, [4], Asked("when", "", (), "told", "fact"))
    document = to_json(report)
    assert (report.events_added, document["kind"], document["batch"]) == (5, "orders", None)
    assert document["warnings"][0]["text"] == "b"
    assert to_json(Note("yellow", "x", 2))["level"] == "yellow"
