"""What is changed in a Jinja source without parsing it anew."""

import pytest

from app.template.languages.jinja import LANGUAGE


@pytest.mark.parametrize(
    ("line", "mended", "words"),
    [
        ("Hi {{ first_name }}", 'Hi {{ first_name | default("there", true) }}', "there"),
        ("{{ city | upper }}!", '{{ city | default("your town", true) | upper }}!', "your town"),
        (
            "{{ a | default('x') }} {{ shoe_size }}",
            "{{ a | default('x') }} {{ shoe_size | default(\"your shoe size\", true) }}",
            "your shoe size",
        ),
    ],
)
def test_the_first_field_without_a_fallback_gets_one(line: str, mended: str, words: str) -> None:
    found = LANGUAGE.with_fallback(line)
    assert found is not None
    assert (found.line, found.line[found.start : found.end]) == (mended, words)


def test_where_all_have_one_there_is_nothing_to_mend() -> None:
    assert LANGUAGE.with_fallback('{{ a | default("b") }} and text') is None


def test_names_are_replaced_where_they_are_names() -> None:
    source = "FNAME {# FNAME #}{% raw %}{{ FNAME }}{% endraw %}{% if FNAME == 'FNAME' %}{{ user.FNAME.x }}{% endif %}"
    assert LANGUAGE.renamed(source, {"FNAME": "first_name", "user.FNAME": "first_name"}) == (
        "FNAME {# FNAME #}{% raw %}{{ FNAME }}{% endraw %}{% if first_name == 'FNAME' %}{{ first_name.x }}{% endif %}"
    )
    assert LANGUAGE.renamed(source, {}) == source
