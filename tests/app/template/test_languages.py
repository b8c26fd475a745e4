"""The languages that templates can be written in: found by being there, the first one for templates that name none."""

import pytest

from app.domain.problems import TemplateProblem
from app.template.languages import FIRST_LANGUAGE, language_names, language_of, languages


def test_each_is_found_by_the_name_that_templates_keep() -> None:
    assert language_names()[0] == FIRST_LANGUAGE
    assert list(languages()) == language_names()
    for name, language in languages().items():
        assert language_of(name) is language
        assert language.name == name


def test_another_one_is_refused_in_words() -> None:
    with pytest.raises(TemplateProblem, match="Templates in cobol cannot be read") as refusal:
        language_of("cobol")
    assert "Jinja2" in refusal.value.remedy
