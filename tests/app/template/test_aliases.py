"""Other tools' names of merge fields, replaced by ours."""

from app.template.aliases import convert
from app.template.fields import other_names
from app.template.languages.jinja import LANGUAGE
from app.template.languages.jinja.parser import parse
from app.template.prepared_template import Template


def test_converting_leaves_text_comments_and_quotes_alone() -> None:
    source = "FNAME {# FNAME #}{% raw %}{{ FNAME }}{% endraw %}{% if FNAME == 'FNAME' %}{{ FNAME }}{% endif %}"
    names = other_names(parse(source))
    assert names == {"FNAME": "first_name"}
    assert LANGUAGE.renamed(source, names) == (
        "FNAME {# FNAME #}{% raw %}{{ FNAME }}{% endraw %}{% if first_name == 'FNAME' %}{{ first_name }}{% endif %}"
    )


def test_a_template_of_another_tool_is_turned_over_as_a_whole() -> None:
    there = Template("Test", "Hi {{ FNAME }}", "{{ city }}", "<p>{{ FNAME }}</p>", "{{ EMAIL }}", version=3)
    made, renamed = convert(there)
    assert made == Template(
        "Test", "Hi {{ first_name }}", "{{ city }}", "<p>{{ first_name }}</p>", "{{ email }}", version=3
    )
    assert renamed == {"FNAME": "first_name", "EMAIL": "email"}
    without_text, none = convert(Template("Test", "{{ first_name }}", "", "x"))
    assert (without_text.text, none) == (None, {})
