"""The different emails of a template: how many get which, whom to look at, and what nobody gets."""

from collections import Counter
from pathlib import Path

import pytest

from app import ingest, mailing
from app.mailing import email_kinds
from app.project import Project
from app.template import Template, prepare

PEOPLE = """Email,First Name,Loyalty Tier,City
ann@x.example,Ann,Gold,Leeds
bob@x.example,Bob,Silver,Leeds
cyd@x.example,,Gold,
dan@x.example,Dan,,Rome
eve@x.example,Eve,Silver,Rome
"""
BODY = """<p>Hi {{ first_name | default('there', true) }}</p>
{% if loyalty_tier == 'Gold' %}<p>First for you</p>
{% elif loyalty_tier == 'Silver' %}<p>Soon Gold</p>
{% elif loyalty_tier == 'Bronze' %}<p>Welcome</p>
{% else %}<p>Join us</p>{% endif %}
{% for one in recommendations %}<p>{{ one.name }}</p>{% endfor %}
"""


@pytest.fixture
def project(tmp_path: Path):
    (tmp_path / "people.csv").write_text(PEOPLE)
    with Project.create(tmp_path / "shop.quill") as made:
        ingest.run_import(made, tmp_path / "people.csv", "profiles")
        yield made


def test_the_commonest_first_each_with_somebody_who_gets_it(project: Project) -> None:
    template = Template("T", "{% if city %}{{ city }}{% else %}Hello{% endif %}", "", BODY)
    found = mailing.census(project, template, mailing.mailable_ids(project))
    assert (found.recipients, found.kinds, found.others) == (5, 4, 0)
    told = [(one.recipients, one.stand_ins, [turn.way for turn in one.turns]) for one in found.emails]
    assert told[0] == (2, 0, ["“city”", "“loyalty_tier == 'Silver'”"])
    assert sorted(map(str, told[1:])) == sorted(
        map(
            str,
            [
                (1, 0, ["“city”", "“loyalty_tier == 'Gold'”"]),
                (1, 1, ["the “else” of “city”", "“loyalty_tier == 'Gold'”"]),
                (1, 0, ["“city”", "the “else” of “loyalty_tier == 'Gold'”"]),
            ],
        )
    )
    # Who stands for an email gets it.
    for one in found.emails:
        made = mailing.render_one(project, template, one.example)
        assert ("Soon Gold" in made.html) == ("“loyalty_tier == 'Silver'”" in [turn.way for turn in one.turns])


def test_what_nobody_gets_is_told_with_its_line(project: Project) -> None:
    found = mailing.census(project, Template("T", "Hello", "", BODY), mailing.mailable_ids(project))
    assert [(one.where, one.line, one.way) for one in found.unreached] == [
        ("html", 4, "“loyalty_tier == 'Bronze'”"),
        ("html", 6, "something of “recommendations”"),
    ]
    assert any("lacks the most" in one.why for one in found.worst)


def test_of_too_many_kinds_the_rest_are_counted_together(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(email_kinds, "MOST_KINDS", 2)
    found = mailing.census(project, Template("T", "Hello", "", BODY), mailing.mailable_ids(project))
    assert found.kinds == 2
    assert sum(one.recipients for one in found.emails) + found.others == found.recipients == 5


def test_nobody_gets_nothing_and_no_branch_is_called_unreached(project: Project) -> None:
    found = mailing.census(project, Template("T", "Hello", "", BODY), [])
    assert (found.recipients, found.kinds, found.unreached, found.worst) == (0, 0, (), ())


def test_those_with_one_email_differ_in_their_values_alone(project: Project) -> None:
    template = Template("T", "Hello", "", BODY)
    found = mailing.census(project, template, mailing.mailable_ids(project))
    shapes = Counter(
        one.html.replace(name, "…")
        for one in mailing.render_many(project, template, mailing.mailable_ids(project))
        for name in [next((name for name in ("Ann", "Bob", "Dan", "Eve", "there") if name in one.html), "-")]
    )
    assert sorted(shapes.values()) == sorted(one.recipients for one in found.emails)


def test_a_mark_takes_nothing_of_what_a_template_may_do() -> None:
    rounds = "{% for a in xs %}{% for b in xs %}{% for c in xs %}.{% endfor %}{% endfor %}{% endfor %}"
    prepared = prepare(Template("T", "", "", rounds))
    context = {"xs": list(range(20))}
    steps = [one.render(dict(context)).runs["html"].steps for one in (prepared, email_kinds.marked(prepared))]
    assert steps[0] == steps[1]
