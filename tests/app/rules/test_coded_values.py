"""A value is asked for as it was written: the file's word, the marketer's and the project's own mean one thing."""

from collections.abc import Iterator
from typing import Any

import pytest

from app import audience
from app.domain.problems import RuleProblem
from app.people import facets
from app.project import Project
from app.query import suggestions
from app.rules import coded_values
from ui.program import main

ROWS = """Email,Country,Language,Gender
a@x.example,Germany,German,f
b@x.example,Deutschland,de,Frau
c@x.example,DE,Deutsch,m
d@x.example,United Kingdom,English,divers
e@x.example,Schweiz,Français,Mr
f@x.example,Atlantis,,
g@x.example,,,
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """People of three countries, of one that is none, and of nowhere, as a file gives them."""
    folder = tmp_path_factory.mktemp("world")
    path, rows = folder / "world.quill", folder / "people.csv"
    rows.write_text(ROWS, "utf-8")
    assert main(["new", str(path)]) == 0
    assert main(["import", str(path), str(rows), "--as", "profiles"]) == 0
    with Project.open(path) as project:
        yield project


def _who(project: Project, rule: dict[str, Any]) -> str:
    found = audience.members(project, rule, ["email"]).column("email").to_pylist()
    return "".join(sorted(one[0] for one in found))


@pytest.mark.parametrize(
    ("trait", "op", "value", "who"),
    [
        *[("country", "is", word, "abc") for word in ("Germany", "Deutschland", "DE", "germany", "de", "DEU")],
        ("country", "is", "Allemagne", "abc"),
        ("country", "is_not", "Germany", "defg"),
        ("country", "is_any_of", ["Germany", "UK"], "abcd"),
        ("country", "is_none_of", ["Deutschland", "England"], "efg"),
        ("country", "contains", "german", "abc"),
        ("country", "starts_with", "Switz", "e"),
        ("country", "ends_with", "kingdom", "d"),
        ("country", "not_contains", "Germ", "defg"),
        *[("language", "is", word, "abc") for word in ("German", "Deutsch", "de", "DE")],
        ("language", "is_any_of", ["French", "English"], "de"),
        *[("gender", "is", word, "ab") for word in ("f", "Female", "woman", "Frau", "w")],
        ("gender", "is_not", "male", "abdfg"),
        *[("gender", "is", word, "ab") for word in ("women", "weiblich", "Frauen", "ladies")],
    ],
)  # fmt: skip
def test_a_rule_finds_what_was_written(world: Project, trait: str, op: str, value: Any, who: str) -> None:
    rule = {"trait": trait, "op": op, "value": value}
    assert _who(world, rule) == who
    for mail in "ad":  # and the explanation of a person agrees
        assert audience.explain(world, rule, f"{mail}@x.example").member == (mail in who)


def test_with_case_the_letters_count_themselves(world: Project) -> None:
    assert _who(world, {"trait": "country", "op": "is", "value": "Germany", "case": True}) == ""
    assert _who(world, {"trait": "country", "op": "is", "value": "DE", "case": True}) == "abc"


def test_the_sentence_says_what_people_read(world: Project) -> None:
    names = audience.names(world)
    for word in ("DE", "Deutschland", "germany"):
        rule = {"trait": "country", "op": "is", "value": word}
        assert "“Germany”" in audience.sentence(rule, names)
    rule = {"trait": "country", "op": "is_any_of", "value": ["CH", "England"]}
    assert "“Switzerland” or “United Kingdom”" in audience.sentence(rule, names)
    assert "“German (Austria)”" in audience.sentence({"trait": "language", "op": "is", "value": "de_AT"}, names)
    assert "“DE”" in audience.sentence({"trait": "country", "op": "is", "value": "DE", "case": True}, names)


def test_an_explanation_says_it_too(world: Project) -> None:
    found = audience.explain(world, {"trait": "country", "op": "is", "value": "France"}, "a@x.example")
    assert "“Germany”" in str(found)
    assert "“DE”" not in str(found)


@pytest.mark.parametrize("typed", ["Germ", "deutschland", "DE", "de"])
def test_what_is_typed_in_any_language_offers_the_value(world: Project, typed: str) -> None:
    assert ("DE", 3) in suggestions.values(world, "country", typed)


def test_a_facet_is_read_as_a_name_and_counts_what_its_rule_finds(world: Project) -> None:
    found = facets.facet(world, "country")
    assert [(one.label, one.count) for one in found.buckets[:2]] == [("Germany", 3), ("Switzerland", 1)]
    assert {one.label for one in found.buckets} == {"Germany", "Switzerland", "United Kingdom", "No value"}


def test_other_traits_are_left_alone() -> None:
    assert coded_values.said("city", "DE") == coded_values.kept("city", "DE") == "DE"
    assert coded_values.same("city", "Germany") == ("Germany",)


WRITTEN = """Email,Phone,Postcode,Country,Birthday
a@x.example,(555) 010-2030,SW1A 1AA,US,2001-12-24
b@x.example,0049 30 123456,sw1a1aa,,1999-01-02
c@x.example,030 123456,10115,DE,
d@x.example,555-010-2030,00-950,,
e@x.example,,,,
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """People with numbers and codes as files have them, of some of whom no country is known."""
    folder = tmp_path_factory.mktemp("written")
    path, rows = folder / "written.quill", folder / "people.csv"
    rows.write_text(WRITTEN, "utf-8")
    assert main(["new", str(path)]) == 0
    assert main(["import", str(path), str(rows), "--as", "profiles"]) == 0
    with Project.open(path) as project:
        yield project


@pytest.mark.parametrize(
    ("rule", "place", "told"),
    [
        ({"trait": "country", "op": "is", "value": "Germny"}, "value", "Germany"),
        ({"trait": "country", "op": "is_any_of", "value": ["DE", "Atlantis"]}, "value[1]", "code of two letters"),
        ({"trait": "gender", "op": "is", "value": "purple"}, "value", "female, male, other"),
        ({"trait": "birth_date", "op": "on", "value": "05/06/2001"}, "value", "2001-05-06 or 2001-06-05"),
        ({"trait": "birth_date", "op": "on", "value": "soon"}, "value", "2011-12-09"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_the_remedy(
    written: Project, rule: dict[str, Any], place: str, told: str
) -> None:
    with pytest.raises(RuleProblem) as refusal:
        audience.count(written, rule)
    assert refusal.value.where == place
    assert told in str(refusal.value)
