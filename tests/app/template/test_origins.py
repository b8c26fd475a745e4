"""The tools whose tags are read: found by being there, and known by their tags."""

import pytest

from app.domain.problems import TemplateProblem
from app.template.origins import origin_in, origin_names, origin_of, origins


def test_each_is_found_by_its_name() -> None:
    assert origin_names() == ["klaviyo", "mailchimp", "sfmc"]
    assert [each.name for each in origins().values()] == origin_names()
    with pytest.raises(TemplateProblem, match="Tags of “cobol” cannot be read"):
        origin_of("cobol")


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("*|FNAME|*", "Mailchimp"),
        ("{{ person.first_name }}", "Klaviyo"),
        ("{{ first_name|default:'x' }}", "Klaviyo"),
        ("%%FirstName%%", "Salesforce Marketing Cloud"),
    ],
)
def test_its_tags_tell_which_it_is(source: str, title: str) -> None:
    found = origin_in(["", source])
    assert found is not None
    assert found.title == title


@pytest.mark.parametrize("source", ["{{ first_name }}", "{{FirstName}}", "{{ first_name | default: 'x' }}", "100%%"])
def test_our_own_languages_are_none(source: str) -> None:
    assert origin_in([source]) is None
