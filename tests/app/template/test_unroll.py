"""A loop over few entries, written out round by round: it prints what the loop prints."""

import pytest

from app.template import tree as t
from app.template.languages.jinja import LANGUAGE
from app.template.render_context import prepared_context
from app.template.run import Run
from app.template.runnable import Program
from app.template.unroll import MOST, MOST_COLUMNS, unroll

LISTS = frozenset({"recommendations", "interests"})


def _loop(source: str) -> t.For:
    (node,) = LANGUAGE.parse(source).body
    assert isinstance(node, t.For)
    return node


def _printed(nodes: tuple[t.Node, ...], entries: list[dict[str, str]]) -> str:
    context = prepared_context({"recommendations": entries, "city": "Leeds"})
    return Program(t.Tree(nodes), "html", LANGUAGE).render(context, Run())


@pytest.mark.parametrize(
    "source",
    [
        "{% for r in recommendations[:3] %}{{ loop.index }}{{ r.name }}{% if loop.first %}!{% endif %} {% endfor %}",
        "{% for r in recommendations[:2] %}{{ loop.index0 }}{{ r.name }}{{ city }}{% else %}none{% endfor %}",
        "{% for r in recommendations[:1] %}{% if r.name == 'a' %}A{% endif %}{% endfor %}",
    ],
)
@pytest.mark.parametrize("number", range(5))
def test_the_rounds_print_what_the_loop_prints(source: str, number: int) -> None:
    loop, entries = _loop(source), [{"name": name} for name in "abcde"[:number]]
    rounds = unroll(loop, LISTS)
    assert rounds
    assert not any(isinstance(node, t.For) for node in t.walk(rounds))
    assert _printed(rounds, entries) == _printed((loop,), entries)


@pytest.mark.parametrize(
    "source",
    [
        "{% for r in interests %}{{ r }}{% endfor %}",
        f"{{% for r in interests[:{MOST + 1}] %}}{{{{ r.name }}}}{{% endfor %}}",
        "{% for r in recommendations[1:3] %}{{ r.name }}{% endfor %}",
        "{% for r in recommendations[:2] if r.name %}{{ r.name }}{% endfor %}",
        "{% for r in recommendations[:2] %}{% set x = r.name %}{{ x }}{% endfor %}",
        "{% for r in recommendations[:2] %}{{ loop.last }}{% endfor %}",
        "{% for r in others[:2] %}{{ r.name }}{% endfor %}",
        "{% for r in interests[:12] %}"
        + "".join(f"{{{{ r.a{n} }}}}" for n in range(MOST_COLUMNS // 12))
        + "{% endfor %}",
    ],
)
def test_what_may_be_long_or_needs_the_loop_itself_stays_a_block(source: str) -> None:
    assert unroll(_loop(source), LISTS) == ()
