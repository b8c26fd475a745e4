"""What is changed in a Liquid source without parsing it anew."""

from app.template.languages.liquid.editing import renamed, with_fallback


def test_names_are_replaced_where_they_are_names() -> None:
    source = (
        "F {% comment %}{{ F }}{% endcomment %}{% raw %}{{ F }}{% endraw %}{% if F == 'F' %}{{ user.F.x }}{% endif %}"
    )
    assert renamed(source, {"F": "first_name", "user.F": "first_name"}) == source.replace(
        "if F ==", "if first_name =="
    ).replace("user.F.x", "first_name.x")
    assert renamed(source, {}) == source


def test_the_first_field_without_a_fallback_gets_one() -> None:
    found = with_fallback("{{ a | default: 'x' }} {{- city | upcase -}}")
    assert found is not None
    assert found.line == "{{ a | default: 'x' }} {{- city | default: 'your town' | upcase -}}"
    assert found.line[found.start : found.end] == "your town"
    assert with_fallback("none here") is None
