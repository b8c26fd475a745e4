"""The writing of a template's code can be stopped, and writes what Jinja's own would."""

import pytest
from jinja2 import Environment
from jinja2.compiler import CodeGenerator

from app.domain.background import beating
from app.domain.progress import Cancelled, Progress
from app.template.stoppable_code import Generator

SOURCE = "{% for x in xs %}{{ x }}{% endfor %}"


def _code(kind: type[CodeGenerator]) -> str:
    environment = Environment(autoescape=True)
    environment.code_generator_class = kind
    return str(environment.compile(SOURCE, raw=True))


def test_it_writes_what_jinja_writes() -> None:
    assert _code(Generator) == _code(CodeGenerator)


def test_whoever_waits_for_it_can_stop_it() -> None:
    with beating(Progress(cancelled=lambda: True)), pytest.raises(Cancelled):
        _code(Generator)
