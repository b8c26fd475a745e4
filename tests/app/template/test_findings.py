"""What can be found wrong with a template: graver first, and each once."""

import re
from pathlib import Path

import pytest

from app.domain.serialising import to_json
from app.template.findings import CODES, Finding, in_order


def test_errors_come_first_then_part_and_line_and_each_once() -> None:
    late, early = Finding("css", "html", "x", 9), Finding("css", "html", "x", 2)
    subject, error = Finding("subject-long", "subject", "x", 1), Finding("syntax", "text", "x", 5)
    assert in_order([late, early, error, subject, early]) == [error, subject, early, late]


def test_its_document_says_how_grave_it_is_and_leaves_the_sum_over_people_out() -> None:
    told = to_json(Finding("syntax", "html", "x", 3, 2, "email:a@x.example", 12345))
    assert told["severity"] == "error"
    assert "people" not in told


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_given_somewhere(checkout: Path, code: str) -> None:
    sources = [path for room in ("template", "mailing", "campaign") for path in (checkout / "app" / room).rglob("*.py")]
    said = re.compile(rf'"{code}"')
    assert any(said.search(path.read_text("utf-8")) for path in sources if path.name != "findings.py")
