"""A value that is given in a loop: taken where it is read in the same round alone."""

import pytest

from app.domain.problems import TemplateProblem
from app.template.languages.liquid.parser import parse
from app.template.languages.liquid.variables import check_variables
from app.template.reading.source import Source


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in b %}{% assign x = a %}{{ x }}{% endfor %}",
        "{% for a in b %}{% if a %}{% assign x = 1 %}{% else %}{% assign x = 2 %}{% endif %}{{ x }}{% endfor %}",
        "{% for a in b %}{% assign x = a %}{% for c in a %}{{ x }}{% endfor %}{% endfor %}",
        "{% for a in b %}{% assign x = a %}{% endfor %}",
    ],
)
def test_nobody_can_tell_that_it_ends_with_the_round(source: str) -> None:
    check_variables(Source(source), parse(source), {})


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in b %}{% assign x = a %}{% endfor %}{{ x }}",
        "{% for a in b %}{{ x }}{% assign x = a %}{% endfor %}",
        "{% assign x = 0 %}{% for a in b %}{% assign x = x | plus: 1 %}{% endfor %}",
        "{% for a in b %}{% if a %}{% assign x = 1 %}{% endif %}{{ x }}{% endfor %}",
        "{% for a in b %}{% for c in a %}{% assign x = c %}{% endfor %}{{ x }}{% endfor %}",
    ],
)
def test_what_outlasts_its_round_is_refused(source: str) -> None:
    with pytest.raises(TemplateProblem, match="beyond that round") as caught:
        parse(source)
    assert caught.value.column > 1
