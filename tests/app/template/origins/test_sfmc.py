"""Marketing Cloud's tags in Jinja2."""

import pytest

from app.template.languages.jinja import LANGUAGE
from app.template.origins.sfmc import ORIGIN


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("%%FirstName%%", "{{ first_name }}"),
        ("%%[First Name]%%", "{{ first_name }}"),
        ("%%emailaddr%%", "{{ email }}"),
        ("%%unsub_center_url%%", "{{ unsubscribe_url }}"),
        ("%%=ProperCase(City)=%%", "{{ city | title }}"),
        (
            '%%=IIf(Empty(AttributeValue("FirstName")),"there",AttributeValue("FirstName"))=%%',
            "{{ first_name | default('there') }}",
        ),
        (
            '%%[ IF [Plan] == "Pro" AND NOT Empty(City) THEN ]%%a%%[ ELSE ]%%b%%[ ENDIF ]%%',
            "{% if (plan | lower == 'pro') and (city is not blank) %}a{% else %}b{% endif %}",
        ),
    ],
)
def test_each_has_its_counterpart(theirs: str, ours: str) -> None:
    assert ORIGIN.rewritten(theirs, "html", told := []) == ours
    assert told == []
    assert LANGUAGE.parse(ours) is not None


@pytest.mark.parametrize("theirs", ["%%[ SET @x = 1 ]%%", "%%=Lookup('a','b')=%%", "%%Member_City%%", "%%[ ENDIF ]%%"])
def test_what_has_none_stays(theirs: str) -> None:
    assert ORIGIN.rewritten(theirs, "html", told := []) == theirs
    assert len(told) == 1
