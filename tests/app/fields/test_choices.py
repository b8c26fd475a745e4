"""A field is called otherwise everywhere, and a hidden one is offered nowhere and works where it is used."""

import pytest

from app import audience, fields
from app.conditions import subjects
from app.domain.problems import NotFound, Problem
from app.project import Project, audit_log


def test_a_name_shows_in_sentences_and_lists_and_is_taken_back(shop: Project) -> None:
    rule = {"trait": "city", "op": "is", "value": "Bonn"}
    assert audience.sentence(rule, audience.names(shop)) == "Everyone whose city is “Bonn”."
    done = fields.rename(shop, "City", "  Home   town ")
    assert (done.name, done.before, done.label) == ("city", "City", "Home town")
    assert "“Home town” is “Bonn”" in audience.sentence(rule, audience.names(shop))
    assert next(one.label for one in fields.listed(shop) if one.name == "city") == "Home town"
    assert audience.count(shop, rule).count == 1
    [line] = [one for one in audit_log.entries(shop) if one.action.startswith("Renamed")]
    assert line.detail == {"field": "city"}
    fields.rename(shop, "city", done.before)
    assert audience.sentence(rule, audience.names(shop)) == "Everyone whose city is “Bonn”."
    assert fields.rename(shop, "revenue", "Turnover").before == "Revenue"


def test_names_are_neither_blank_nor_anothers(shop: Project) -> None:
    token = shop.token
    with pytest.raises(Problem, match="needs a name"):
        fields.rename(shop, "city", "  ")
    with pytest.raises(Problem, match="Another field is called “shoe SIZE”"):
        fields.rename(shop, "city", "shoe SIZE")
    with pytest.raises(NotFound):
        fields.rename(shop, "nonesuch_at_all", "Town")
    fields.rename(shop, "city", "City")
    assert shop.token == token


def test_a_hidden_field_is_not_offered_and_still_counted(shop: Project) -> None:
    def offered() -> set[str]:
        return {one.aliases for one in subjects(audience.names(shop))}

    assert "city" in offered()
    assert fields.hide(shop, "city").hidden
    assert "city" not in offered()
    assert audience.count(shop, {"trait": "city", "op": "is", "value": "Bonn"}).count == 1
    fields.show(shop, "city")
    assert "city" in offered()
