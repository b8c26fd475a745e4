"""An own field is deleted where nothing uses it, and comes back with all that it held."""

import pytest

from app import audience, fields
from app.audience import segments
from app.domain.problems import NotFound, Problem
from app.project import Project
from app.template import Template, store

RULE = {"trait": "shoe_size", "op": ">", "value": 40}


def test_a_field_goes_and_comes_back_with_its_values(shop: Project) -> None:
    assert audience.count(shop, RULE).count == 1
    assert fields.delete(shop, "Shoe size") == fields.Deleted("shoe_size", "Shoe size")
    assert "shoe_size" not in audience.names(shop).traits
    assert "shoe_size" not in {one.name for one in fields.listed(shop)}
    with pytest.raises(Problem):
        audience.count(shop, RULE)
    with pytest.raises(NotFound):
        fields.delete(shop, "shoe_size")
    assert fields.restore(shop, "shoe size").name == "shoe_size"
    assert audience.count(shop, RULE).count == 1
    with pytest.raises(NotFound, match="No deleted field"):
        fields.restore(shop, "shoe_size")


def test_what_uses_a_field_is_named_and_keeps_it(shop: Project) -> None:
    segments.save(shop, "Big feet", RULE)
    store.save(shop, Template("Shoes", "For {{ shoe_size }}", "", "<p>Hello</p>"))
    token = shop.token
    with pytest.raises(Problem, match="It stands in the segment “Big feet” and the template “Shoes”"):
        fields.delete(shop, "shoe_size")
    for name in ("city", "revenue"):
        with pytest.raises(Problem, match="no field of your own"):
            fields.delete(shop, name)
    assert shop.token == token
