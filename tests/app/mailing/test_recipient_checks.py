"""Every recipient looked at: who gets what wrong, how many, and one of them by name."""

from typing import Any

from app.mailing.recipient_checks import Checker
from app.template.findings import Finding
from app.template.prepared_template import Template, prepare

FOOT = '<a href="{{ unsubscribe_url }}">No more</a> {{ sender.address }}'
PREHEADER = "What is new in the shop this week"
SENDER = {"from_name": "Shop", "from_address": "a@shop.example", "postal_address": "1 Quay St"}


def check(body: str, people: list[dict[str, Any]], subject: str = "News", text: str | None = None) -> list[Finding]:
    checker = Checker(prepare(Template("T", subject, PREHEADER, body + FOOT, text)), None, SENDER)
    for number, person in enumerate(people):
        checker.see(f"p{number}", person)
    assert checker.recipients == len(people)
    return checker.findings()


def codes(found: list[Finding]) -> list[str]:
    return [each.code for each in found]


def test_nothing_is_found_where_all_is_well() -> None:
    assert check("<p>Hi {{ first_name | default('there') }},</p>", [{"first_name": "Ann"}, {}]) == []


def test_a_missing_value_is_counted_with_a_person_to_look_at() -> None:
    people = [{"city": "Leeds"}, {"city": " "}, {}]
    found = check("\n<p>In {{ city }} and {{ city | upper }}</p>", people)
    assert [(each.code, each.line, each.recipients, each.example) for each in found] == [
        ("missing-value", 2, 2, "p1"),
        ("missing-value", 2, 2, "p1"),
    ]
    assert {each.severity for each in found} == {"warning"}


def test_somebody_who_misses_it_twice_is_one_recipient() -> None:
    people = [{"recommendations": [{"name": "a"}, {"name": "b"}]}]
    found = check("{% for r in recommendations %}{{ r.url }}{% endfor %}", people)
    assert [each.recipients for each in found] == [1]


def test_an_empty_greeting_is_an_error_however_it_came_about() -> None:
    for body in ("<p>Hi {{ first_name }},</p>", "Dear {{ first_name | default('') }},"):
        found = check(body, [{}, {"first_name": "Ann"}])
        assert codes(found) == ["empty-greeting"]
        assert (found[0].severity, found[0].recipients, found[0].example) == ("error", 1, "p0")
    assert "empty-greeting" in codes(check("x", [{}], "Hello {{ first_name }}, news"))


def test_a_comparison_with_another_case_is_explained() -> None:
    people = [{"loyalty_tier": "Gold"}, {"loyalty_tier": "Silver"}]
    found = check("\n{% if loyalty_tier == 'gold' %}a{% endif %}", people)
    assert [(each.code, each.line) for each in found] == [("never-equal", 2)]
    assert "there is “Gold”" in found[0].message


def test_a_branch_that_nobody_takes_is_named() -> None:
    body = "{% if orders > 5 %}a{% elif orders > 1 %}b\n{% else %}c{% endif %}"
    found = check(body, [{"orders": 2}, {"orders": 3}])
    assert [(each.code, each.message) for each in found] == [
        ("unreached-branch", "No recipient gets “orders > 5”"),
        ("unreached-branch", "No recipient gets the “else” of “orders > 5”"),
    ]
    assert check(body, [{"orders": 2}, {"orders": 9}, {}]) == []


def test_subjects_links_and_sizes_are_looked_at_as_they_come_out() -> None:
    body = '<a href="{{ last_product_viewed }}">x</a>{{ campaign }}'
    people = [
        {"last_product_viewed": "https://x.example", "campaign": "x" * 110_000, "first_name": "A"},
        {"last_product_viewed": "x.example", "campaign": "x", "first_name": "B" * 80},
        {"campaign": "x"},
    ]
    found = {(each.code, each.example, each.recipients) for each in check(body, people, "{{ first_name }}")}
    assert found >= {
        ("size", "p0", 1),
        ("link-invalid", "p1", 1),
        ("subject-long", "p1", 1),
        ("subject-blank", "p2", 1),
        ("link-empty", "p2", 1),
    }


def test_a_template_too_much_for_one_recipient_is_an_error_about_them() -> None:
    body = "{% for a in interests %}{% for b in interests %}x{% endfor %}{% endfor %}"
    found = check(body, [{"interests": []}, {"interests": list("abc") * 300}])
    assert [(each.code, each.example) for each in found] == [("render", "p1")]


def test_a_text_part_of_one_s_own_is_checked_too() -> None:
    found = check("x", [{}], text="{{ city }} {{ unsubscribe_url }} {{ sender.address }}")
    assert [(each.code, each.where) for each in found] == [("missing-value", "text")]


def test_with_nobody_to_look_at_only_the_source_is_judged() -> None:
    assert codes(check("{% if loyalty_tier == 'gold' %}{{ fname }}{% endif %}", [])) == ["unknown-field"]


def test_signs_that_a_file_wrote_as_html_are_found_with_who_gets_them() -> None:
    people = [{"city": "Smith &amp; Sons"}, {"city": "Zo&euml;"}, {"city": "A & B; C&D"}, {"city": "Köln"}]
    found = check("<p>{{ city }}</p>", people, "News from {{ city }}", "{{ city }}" + FOOT)
    counted = sorted((one.where, one.recipients, one.example) for one in found if one.code == "entity")
    assert counted == [(part, 1, key) for part in ("html", "subject", "text") for key in ("p0", "p1")]
    written = check("<p>x &amp; y</p>", [{}], "Caf&eacute; &amp; more")
    assert [(one.where, "é" in one.message) for one in written if one.code == "entity"] == [
        ("subject", False),
        ("subject", True),
    ]
    assert "entity" not in codes(check("<p>x &amp; y {{ city }}</p>", [{"city": "R&D"}], "R&D; &notathing;"))
