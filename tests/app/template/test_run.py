"""The work of one rendering, counted."""

import pytest

from app.domain.problems import TemplateProblem
from app.template import problems
from app.template.languages.jinja import LANGUAGE
from app.template.run import MAX_STEPS, Run


def test_work_is_counted_up_to_a_bound_and_the_remedy_is_in_the_language() -> None:
    run = Run(language=LANGUAGE)
    run.spend(MAX_STEPS, problems.TOO_MANY_ROUNDS, 3)
    with pytest.raises(TemplateProblem, match=r"as xs\[:10\]") as raised:
        run.spend(1, problems.TOO_MANY_ROUNDS, 3)
    assert raised.value.line == 3
