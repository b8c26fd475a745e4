"""Django's words, of whichever ESP; what they mean is held against Django itself in `dialects/test_klaviyo.py`."""

from app.template.families.django import Django
from tests.app.template.families.made import Owned, said


class Wren(Owned, Django):
    """Another ESP of the family."""


def test_reasons_name_the_esp_that_is_asked() -> None:
    assert said(Wren(), "{{ first_name | title }}")[1] == ["Wren's “title” is missing or works otherwise"]
    assert said(Wren(), "{% if city and (first_name or city) %}a{% endif %}")[1] == [
        "Wren has no brackets in conditions"
    ]
    assert said(Wren(), "{% if orders > 1 %}a{% endif %}")[1] == ["Wren compares otherwise, or not at all"]


def test_a_field_is_read_as_the_esp_says() -> None:
    assert said(Wren(), "{{ first_name | default('you') | upper }}")[0] == "{{ first_name|default:'you'|upper }}"
    assert said(Wren(), "{{ first_name }}", "text")[0] == "{{ first_name|safe }}"
