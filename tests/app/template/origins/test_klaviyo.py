"""Klaviyo's tags in Jinja2."""

import pytest

from app.template.languages.jinja import LANGUAGE
from app.template.origins.klaviyo import ORIGIN


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("{{ first_name|default:'there' }}", "{{ first_name | default('there', true) }}"),
        ("{{ person|lookup:'Odd Name'|upper }}", "{{ person['Odd Name'] | upper }}"),
        ("{{ organization.full_address }}", "{{ sender.address }}"),
        ("{{ person.birthday|date:'F j, Y' }}", "{{ person.birthday | date('%B %-d, %Y') }}"),
        ("{% unsubscribe_link %}", "{{ unsubscribe_url }}"),
        ("{% unsubscribe 'Leave' %}", '<a href="{{ unsubscribe_url }}">Leave</a>'),
        ("{% if person.a == 'b|c' %}x{% elif a %}y{% endif %}", "{% if person.a == 'b|c' %}x{% elif a %}y{% endif %}"),
        (
            "{% for x in recommendations %}{{ forloop.counter }}{% empty %}-{% endfor %}",
            "{% for x in recommendations %}{{ loop.index }}{% else %}-{% endfor %}",
        ),
        ("{# gone #}", ""),
    ],
)
def test_each_has_its_counterpart(theirs: str, ours: str) -> None:
    assert ORIGIN.rewritten(theirs, "html", told := []) == ours
    assert told == []
    assert LANGUAGE.parse(ours) is not None


@pytest.mark.parametrize("theirs", ["{{ event.Total }}", "{{ x|floatformat:2 }}", "{% catalog_item %}", "{% endif %}"])
def test_what_has_none_stays_as_text(theirs: str) -> None:
    assert ORIGIN.rewritten(theirs, "html", told := []) == f"{{% raw %}}{theirs}{{% endraw %}}"
    assert len(told) == 1
