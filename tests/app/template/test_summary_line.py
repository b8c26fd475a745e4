"""A subject as it is read in the list of templates."""

import pytest

from app.template import gist


@pytest.mark.parametrize(
    ("source", "read"),
    [
        (
            "{% if first_name %}{{ first_name }}, the{% else %}The{% endif %} table is laid",
            "[first name], the table is laid",
        ),
        ("For {{ first_name | default('you', true) }}", "For [first name]"),
        ("{{ sender.from_name | upper }} & you", "[sender from name] & you"),
        ("{% for one in items %}{{ one }} {% endfor %}and more", "[one] and more"),
        ("{% set x = 1 %}{{ 7 }} days", "[…] days"),
        ("Plain", "Plain"),
        ("{% if", "{% if"),
        ("", ""),
    ],
)
def test_fields_stand_by_their_names_and_no_tags(source: str, read: str) -> None:
    assert gist(source) == read
