"""What is worth looking at in the demo: every rule, template and plan of it can be used as it stands."""

import pytest

from app import conditions
from app.campaign import plan as plans
from app.conditions import parse
from app.demo import contents
from app.rules import english, vocabulary
from app.template.dialects import esp_names
from app.template.linting import lint_template
from app.template.prepared_template import Template

NAMES = vocabulary.standard()


@pytest.mark.parametrize("name", contents.SEGMENTS)
def test_every_segment_is_a_rule_that_is_said_in_english(name: str) -> None:
    rule, note = contents.SEGMENTS[name]
    assert english.sentence(parse(rule, NAMES).root, NAMES).startswith("Everyone ")
    assert note
    assert conditions.parse(rule, NAMES).warnings == ()


def test_its_template_has_no_fault_in_either_subject() -> None:
    for subject in (contents.SUBJECT, contents.OTHER_SUBJECT):
        template = Template(contents.TEMPLATE, subject, contents.PREHEADER, contents.body())
        assert [one for one in lint_template(template, []) if one.severity == "error"] == []


def test_its_campaign_is_a_plan_for_segments_and_a_template_of_its_own() -> None:
    assert set(contents.PLAN["include"]) <= contents.SEGMENTS.keys()
    assert contents.PLAN["template"] == contents.TEMPLATE
    assert set(contents.CONTENT) <= contents.SEGMENTS.keys()
    known = plans.Known(
        contents.SEGMENTS, [contents.TEMPLATE], esp_names(), [*NAMES.traits, "key", "email"], lambda text: text
    )
    assert plans.parse(contents.PLAN, known).template == contents.TEMPLATE
