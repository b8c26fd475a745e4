"""The people to look at before sending."""

from typing import Any

from app.mailing.odd_recipients import Worst, WorstCases
from app.template.prepared_template import Template, prepare


def test_each_kind_of_odd_recipient_is_found_once_with_all_its_whys() -> None:
    prepared = prepare(Template("T", "For {{ first_name | default('you') }} {{ city }}", "", "<p>{{ campaign }}</p>"))
    people: list[dict[str, Any]] = [
        {"first_name": "Ann", "last_name": "Lee", "city": "Leeds"},
        {"first_name": None, "last_name": None, "city": None},
        {"first_name": "Wolfeschlegelsteinhausenbergerdorff", "last_name": "", "city": "x" * 60},
        {"first_name": "李", "last_name": "小龍", "city": "Leeds"},
        {"first_name": "نور", "last_name": "", "city": "Leeds"},
        {"first_name": "<b>", "last_name": "", "city": "Leeds"},
        {"first_name": "Siân", "last_name": "", "city": "Leeds", "campaign": "x" * 500},
    ]
    cases = WorstCases()
    for number, person in enumerate(people):
        cases.see(number, person, prepared.render(person))
    assert cases.found() == [
        Worst(1, "has no name, lacks the most"),
        Worst(2, "longest name, longest subject"),
        Worst(3, "another script"),
        Worst(4, "right to left"),
        Worst(5, "odd signs in the name"),
        Worst(6, "largest email"),
    ]


def test_a_template_without_odd_recipients_has_none() -> None:
    prepared = prepare(Template("T", "", "", "{{ orders }}"))
    cases = WorstCases()
    cases.see(1, {"orders": 0}, prepared.render({"orders": 0}))
    assert [each.why for each in cases.found()] == ["largest email"]
