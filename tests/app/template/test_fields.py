"""Merge fields: which a template asks for, and what other tools call them."""

import pytest

from app.template.fields import MERGE, Field, about_field, alias_of, fields_of, other_names, section_of
from app.template.languages.jinja import LANGUAGE
from app.template.languages.jinja.parser import parse


def test_the_fields_are_known_from_the_tree_with_their_parts() -> None:
    source = """{{ first_name }}{% for r in recommendations[:3] %}{{ r.name }}{{ r.url }}{{ loop.index }}{% endfor %}
    {% set x = orders + 1 %}{{ x }}{% if last_product_viewed.name == city %}{{ (offers | first).code }}{% endif %}"""
    assert fields_of(parse(source)) == (
        Field("first_name", (), 1),
        Field("recommendations", ("recommendations.name", "recommendations.url"), 1),
        Field("orders", (), 2),
        Field("last_product_viewed", ("last_product_viewed.name",), 2),
        Field("city", (), 2),
        Field("offers", ("offers.code",), 2),
    )


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("FirstName", "first_name"),
        ("FNAME", "first_name"),
        ("LastProductViewed", "last_product_viewed"),
        ("RecentPurchase", "recent_purchase"),
        ("customer.segment", "segment"),
        ("Customer.Segment", "segment"),
        ("contact.FIRSTNAME", "first_name"),
        ("ShoeSize", "shoe_size"),
        ("EMAIL", "email"),
    ],
)
def test_an_alias_is_the_field_that_it_means(written: str, field: str) -> None:
    tree = parse(f"{{{{ {written} }}}}")
    assert [each.name for each in fields_of(tree)] == [field]
    source = f"Hi {{{{ {written} | upper }}}} {written}"
    assert LANGUAGE.renamed(source, other_names(parse(source))) == f"Hi {{{{ {field} | upper }}}} {written}"


def test_a_name_in_small_letters_may_be_the_project_s_own() -> None:
    assert [each.name for each in fields_of(parse("{{ tier }}"))] == ["tier"]
    assert alias_of("tier") == "loyalty_tier"


def test_a_variable_of_the_template_is_no_alias() -> None:
    assert fields_of(parse("{% set FNAME = 1 %}{{ FNAME }}")) == ()


def test_each_field_is_offered_under_a_heading_with_how_it_reads() -> None:
    assert [section_of(name) for name in ("first_name", "own_trait", "revenue", "score:churn", "segment")] == [
        "About them",
        "About them",
        "Worked out",
        "Worked out",
        "For this email",
    ]
    assert section_of("unsubscribe_url") == "Links"
    assert about_field("revenue", "amount", LANGUAGE.hints) == "as 12.50, | money as £12.50"
    assert about_field("revenue", "amount", {}) == "as 12.50"
    assert about_field("first_name", "text", LANGUAGE.hints) == ""
    assert all(about_field(name, "", {}) for name in MERGE)
