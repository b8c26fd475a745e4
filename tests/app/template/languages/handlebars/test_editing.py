"""What is changed in a Handlebars source without parsing it anew."""

from app.template.languages.handlebars.editing import renamed, with_fallback


def test_names_are_replaced_where_they_are_names() -> None:
    source = 'F {{!-- {{F}} --}}\\{{F}}{{! F }}{{#if F}}{{eq F "F"}}{{user.F.x}}{{/if}}'
    made = renamed(source, {"F": "first_name", "user.F": "first_name"})
    assert made == 'F {{!-- {{F}} --}}\\{{F}}{{! F }}{{#if first_name}}{{eq first_name "F"}}{{first_name.x}}{{/if}}'
    assert renamed(source, {}) == source


def test_the_first_field_without_a_fallback_gets_one() -> None:
    found = with_fallback('{{else}}{{default a "x"}} {{~city~}}')
    assert found is not None
    assert found.line == '{{else}}{{default a "x"}} {{~default city "your town"~}}'
    assert found.line[found.start : found.end] == "your town"
    assert with_fallback("none here") is None
