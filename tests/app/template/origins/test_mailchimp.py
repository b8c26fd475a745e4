"""Mailchimp's tags in Jinja2."""

import pytest

from app.template.origins.mailchimp import ORIGIN


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("*|FNAME|*", "{{ first_name }}"),
        ("*|MMERGE5|*", "{{ mmerge5 }}"),
        ("*|TITLE:LNAME|*", "{{ last_name | title }}"),
        ("*|UNSUB|*", "{{ unsubscribe_url }}"),
        ("*|IF:FNAME|*a*|ELSE:|*b*|END:IF|*", "{% if first_name %}a{% else %}b{% endif %}"),
        ("*|IF:PLAN=pro|*a*|ELSEIF:AGE>18|*b*|END:IF|*", "{% if plan == 'pro' %}a{% elif age > 18 %}b{% endif %}"),
        ("*|IF:PLAN!=pro|*a*|END:IF|*", "{% if plan and plan != 'pro' %}a{% endif %}"),
        ("*|IFNOT:FNAME|*a*|END:IF|*", "{% if not first_name %}a{% endif %}"),
    ],
)
def test_each_has_its_counterpart(theirs: str, ours: str) -> None:
    assert ORIGIN.rewritten(theirs, "html", told := []) == ours
    assert told == []


@pytest.mark.parametrize("theirs", ["*|RSSITEMS:|*", "*|IF:PLAN>pro|*", "*|END:INTERESTED|*", "*|ELSE:|*"])
def test_what_has_none_stays(theirs: str) -> None:
    assert ORIGIN.rewritten(theirs, "html", told := []) == theirs
    assert len(told) == 1
