"""Two fields made one: foreseen, kept beside the rows, read wherever the old name stands, and taken apart again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app import audience, fields, ingest, mailing
from app.audience import segments
from app.domain.problems import NotFound, Problem
from app.ingest import master_data
from app.project import Project
from app.query import resolve_key
from app.template import Template, store
from storage.file import kept_traits, models
from tests.copies import copy_of

FIRST = """customer_id,email,first_name,Vorname2,Land,Telefon,Born on,Likes,interests,Size
1,a@x.de,Ann,Anna,Germany,0711 123456,1980-05-23,tea,rum,41
2,b@x.de,,Bob,France,,never,,gin,
3,c@x.de,Cid,Cid,nowhere,,,,,
4,d@x.de,Dan,,,,,,,
"""
SECOND = "customer_id,Vorname2\n1,Annette\n5,Eve\n"


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("merging")
    with Project.create(folder / "Shop.quill", timezone="Europe/London", clock="2012-01-01") as project:
        (folder / "first.csv").write_text(FIRST, "utf-8")
        columns = {"Land": "land", "Telefon": "telefon", "Born on": "born_on", "Likes": "likes", "Vorname2": "vorname2"}
        mapping = ingest.Mapping("profiles", {name: ingest.Column(to=to, type="text") for name, to in columns.items()})
        ingest.run_import(project, folder / "first.csv", "profiles", mapping, source="CRM", as_of="2011-06-01")
        project.audience().close()
    return folder / "Shop.quill"


@pytest.fixture
def shop(_made: Path, tmp_path: Path) -> Iterator[Project]:
    """A copy of it, open."""
    with Project.open(copy_of(_made, tmp_path)) as project:
        yield project


def known(project: Project) -> dict[str, dict[str, Any]]:
    with project.read() as connection:
        return dict(connection.execute(select(models.profile.c.key, kept_traits.of_profile())).all())


def of(project: Project, name: str) -> list[Any]:
    found = known(project)
    return [found[key].get(name) for key in sorted(found)]


def whole(project: Project) -> list[Any]:
    with project.read() as connection:
        tables = (models.profile, models.profile_row, models.trait, models.field, models.hand_value)
        return [connection.execute(select(table)).all() for table in tables]


def second(project: Project, tmp_path: Path) -> ingest.ImportReport:
    file = tmp_path / "second.csv"
    file.write_text(SECOND, "utf-8")
    return ingest.run_import(project, file, "profiles", source="Shop", as_of="2011-09-01")


def test_what_a_merge_would_come_to_is_said_before_anything_is_kept(shop: Project) -> None:
    segments.save(shop, "Annas", {"trait": "vorname2", "op": "is", "value": "Anna"})
    token = shop.token
    found = fields.foresee(shop, "Vorname2", "First name")
    assert (found.only_old, found.only_into, found.equal, found.different, found.unreadable) == (1, 1, 1, 1, 0)
    told = {(one.case, one.key, one.old, one.into) for one in found.samples}
    assert told == {
        ("different", "customer_id:1", "Anna", "Ann"), ("only_old", "customer_id:2", "Bob", None),
        ("equal", "customer_id:3", "Cid", "Cid"),
    }  # fmt: skip
    differs = next(one for one in found.samples if one.case == "different")
    assert differs.shows == {"into": "Ann", "old": "Anna", "newest": "Ann"}
    assert found.uses == ("the segment “Annas”",)
    dates = fields.foresee(shop, "born_on", "birth_date")
    assert (dates.only_old, dates.unreadable) == (1, 1)
    assert "What cannot be read so is not shown" in dates.notes[0]
    assert shop.token == token


def test_the_field_that_leads_shows_and_taken_apart_the_project_is_as_before(shop: Project) -> None:
    before = whole(shop)
    done = fields.merge(shop, "Vorname2", "First name")
    assert (done.old_label, done.into_label, done.people) == ("Vorname2", "First name", 3)
    assert of(shop, "first_name") == ["Ann", "Bob", "Cid", "Dan"]
    assert of(shop, "vorname2") == [None] * 4
    assert before[1] == whole(shop)[1]
    assert fields.take_apart(shop, "vorname2").at == done.at
    assert whole(shop) == before
    fields.merge(shop, "vorname2", "first_name", "old", at=done.at)
    assert of(shop, "first_name") == ["Anna", "Bob", "Cid", "Dan"]
    assert [one.name for one in fields.parts(shop)] == ["vorname2"]
    with shop.read() as connection:
        said = list(connection.scalars(select(models.audit.c.action).order_by(models.audit.c.id)))
    assert [one for one in said if "field" in one] == [
        "Merged the field Vorname2 into First name", "Took the field Vorname2 out of First name again",
        "Merged the field Vorname2 into First name",
    ]  # fmt: skip


def test_values_are_cleaned_as_those_of_the_field_that_stays(shop: Project) -> None:
    before = whole(shop)
    for old, into in (("land", "country"), ("telefon", "phone"), ("born_on", "birth_date"), ("likes", "interests")):
        fields.merge(shop, old, into)
    # Without a country in the row's own column a national number stays as it was given.
    found = known(shop)["customer_id:1"]
    assert (found["country"], found["phone"], found["birth_date"]) == ("DE", "0711 123456", 3795)
    assert sorted(found["interests"]) == ["rum", "tea"]
    assert of(shop, "country") == ["DE", "FR", None, None]
    assert audience.count(shop, {"trait": "country", "op": "is", "value": "Germany"}).count == 1
    for name in ("likes", "born_on", "telefon", "land"):
        fields.take_apart(shop, name)
    assert whole(shop) == before


def test_rules_templates_and_history_that_use_the_old_name_read_the_field(shop: Project, tmp_path: Path) -> None:
    rule = {"trait": "vorname2", "op": "is", "value": "Bob"}
    segments.save(shop, "Bobs", rule)
    template = Template("Hello {{ vorname2 }}", "Hi", "", "<p>{{ vorname2 }}, {{ first_name }}</p>")
    store.save(shop, template)
    fields.merge(shop, "vorname2", "first_name")
    assert audience.count(shop, rule).count == 1
    assert audience.count(shop, {"segment": "Bobs"}).count == 1
    names = audience.names(shop)
    assert audience.sentence(rule, names) == audience.sentence(rule | {"trait": "first_name"}, names)
    assert ("vorname2" in names.traits, names.label("vorname2")) == (False, "First name")
    assert mailing.known_fields(shop)["vorname2"] == "text"
    got = mailing.render_one(shop, template, "customer_id:2")
    assert (got.subject, "Bob, Bob" in got.html) == ("Hi", True)
    assert not [one for one in mailing.check(shop, template, mailing.mailable_ids(shop)).findings
                if one.code == "unknown-field"]  # fmt: skip
    # The course of a merged field is that of all its names, with the moments at which each was said.
    fields.take_apart(shop, "vorname2")
    second(shop, tmp_path)
    fields.merge(shop, "vorname2", "first_name", "newest")
    named = {"trait": "vorname2", "op": "is", "value": "Annette"}
    assert audience.count(shop, named).count == 1
    assert audience.count(shop, named, as_of="2011-07-01").count == 0
    assert audience.count(shop, named | {"value": "Ann"}, as_of="2011-07-01").count == 1


def test_the_next_file_with_the_old_column_goes_into_the_field_and_says_so(shop: Project, tmp_path: Path) -> None:
    fields.merge(shop, "vorname2", "first_name", "newest")
    report = second(shop, tmp_path)
    assert [one.text for one in report.warnings] == [
        "“Vorname2” goes into First name, for its field is part of that one."
    ]
    assert of(shop, "first_name") == ["Annette", "Bob", "Cid", "Dan", "Eve"]
    assert [one.name for one in fields.listed(shop) if one.name == "vorname2"] == []
    name = next(one for one in fields.every(shop) if one.name == "first_name")
    assert (name.sources, name.people) == (("CRM", "Shop"), 5)
    # Which source comes first counts for all its names.
    assert master_data.set_priority(shop, "vorname2", ["CRM"]).people == 1
    assert of(shop, "first_name")[0] == "Ann"
    fields.take_apart(shop, "vorname2")
    assert of(shop, "vorname2") == ["Annette", "Bob", "Cid", None, "Eve"]


def test_the_history_tells_each_value_with_its_name_and_a_hand_stands_above(shop: Project) -> None:
    person = resolve_key(shop, "customer_id:1")
    master_data.set_value(shop, person, "vorname2", "Hanna")
    fields.merge(shop, "vorname2", "first_name")
    assert of(shop, "first_name")[0] == "Hanna"
    assert master_data.by_hand(shop, person) == {"first_name"}
    assert next(one for one in fields.listed(shop) if one.name == "first_name").by_hand == 1
    found = master_data.history(shop, person, "vorname2")
    assert (found.trait, found.value) == ("first_name", "Hanna")
    assert [(one.value, one.called, one.shows) for one in found.values] == [
        ("Hanna", "Vorname2", True), ("Anna", "Vorname2", False), ("Ann", None, False),
    ]  # fmt: skip
    master_data.restore(shop, person, "first_name")
    found = master_data.history(shop, person, "first_name")
    assert (found.value, found.because) == ("Ann", "First name comes before the field that was merged with it.")
    alone = master_data.history(shop, resolve_key(shop, "customer_id:2"), "first_name")
    assert alone.because == "It was said as Vorname2, which is part of this field."
    # A field that a hand empties shows nothing, whatever its other names say.
    master_data.set_value(shop, person, "first_name", "")
    assert of(shop, "first_name")[0] is None


def test_chains_hold_circles_are_refused_and_the_middle_may_go_first(shop: Project) -> None:
    before = whole(shop)
    fields.merge(shop, "vorname2", "likes")
    fields.merge(shop, "likes", "land")
    assert of(shop, "land") == ["Germany", "France", "nowhere", None]
    with pytest.raises(Problem, match="Likes is part of Land"):
        fields.merge(shop, "land", "likes")
    with pytest.raises(Problem, match="Vorname2 is part of Land"):
        fields.rename(shop, "Vorname2", "Name")
    fields.take_apart(shop, "likes")
    assert of(shop, "likes") == ["tea", "Bob", "Cid", None]
    fields.take_apart(shop, "vorname2")
    assert whole(shop) == before


def test_a_field_with_parts_is_renamed_deleted_and_brought_back_with_them(shop: Project, tmp_path: Path) -> None:
    fields.merge(shop, "vorname2", "likes")
    fields.rename(shop, "likes", "Loves")
    store.save(shop, Template("Hello", "For {{ vorname2 }}", "", "<p>Hello</p>"))
    with pytest.raises(Problem, match="It stands in the template “Hello”"):
        fields.delete(shop, "likes")
    store.save(shop, Template("Hello", "For you", "", "<p>Hello</p>"))
    fields.delete(shop, "likes")
    assert [one.label for one in fields.deleted(shop)] == ["Loves"]
    assert "likes" not in audience.names(shop).traits
    assert [one.text[:27] for one in second(shop, tmp_path).warnings] == ["“Vorname2” is left out, for"]
    fields.restore(shop, "Loves")
    assert of(shop, "likes") == ["tea", "Bob", "Cid", None, None]


@pytest.mark.parametrize(
    ("old", "into", "why"),
    [
        ("email", "vorname2", "Addresses tell who is who"), ("phone", "vorname2", "A phone number tells who is who"),
        ("revenue", "vorname2", "It is worked out"), ("vorname2", "revenue", "It is worked out"),
        ("first_name", "vorname2", "Merge Vorname2 into First name"), ("vorname2", "email", "nobody’s"),
        ("vorname2", "tags", "one by one"), ("vorname2", "vorname2", "into itself"),
        ("interests", "vorname2", "standard field"), ("size", "birth_date", "Size is a number, which cannot be read"),
    ],
)  # fmt: skip
def test_what_would_be_wrong_is_refused_in_a_sentence(shop: Project, old: str, into: str, why: str) -> None:
    token = shop.token
    with pytest.raises(Problem, match=why):
        fields.merge(shop, old, into)
    assert shop.token == token


def test_a_field_that_is_used_keeps_its_type_and_names_are_looked_for(shop: Project) -> None:
    segments.save(shop, "Tea", {"trait": "likes", "op": "contains", "value": "tea"})
    with pytest.raises(Problem, match="Likes is used as a text, and would be a list"):
        fields.merge(shop, "likes", "interests")
    with pytest.raises(NotFound):
        fields.merge(shop, "nothing", "city")
    with pytest.raises(NotFound, match="is part of another"):
        fields.take_apart(shop, "likes")
    with pytest.raises(Problem, match="Say into, old or newest"):
        fields.merge(shop, "likes", "city", "both")
