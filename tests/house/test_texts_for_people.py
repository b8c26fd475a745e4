"""What is said to people is never read by the program: what has to be told apart has a code, a flag or a part.

Found by shape: something compared with, or searched for, a text that can only be a sentence or a caption. What another
program says (Jinja, a probe), or what a file holds, has to be read as it is, and is named here with the reason.
"""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.problems import DECLARED, Declared, Problem

_SEARCHES = {"startswith", "endswith", "removeprefix", "removesuffix", "partition", "rpartition", "find", "index"}
_FOR_PEOPLE = re.compile(r".*[A-Za-z’”]{2,}[,:;]? [a-z“(].*|[A-Z][a-z]{2,}( [A-Za-z]+)*|[a-z]{2,}:? ", re.DOTALL)

READ = {
    "app/cleaning/places.py": "how files write the names of countries",
    "app/doctor.py": "what a child of this program wrote to its standard error",
    "app/ingest/readers/databases/faults.py": "what databases and their drivers say of a mistake",
    "app/ingest/vocabulary/permission_words.py": "how files answer",
    "app/rules/spoken_time.py": "how people type a time",
    "app/template/languages/jinja/syntax.py": "what Jinja says of a mistake",
    "ui/panes/data/edit.py": "a format of dates as mappings have it",
}
"""Where texts are read that others wrote."""

WHOLLY_DECLARED = (
    "app.audience",
    "app.campaign",
    "app.commands",
    "app.conditions",
    "app.demo",
    "app.discover",
    "app.doctor",
    "app.ingest",
    "app.mailing",
    "app.people",
    "app.project",
    "app.query",
    "app.recipe",
    "app.rules",
    "app.runs",
    "app.template",
    "ui",
)
"""The rooms in which every problem is declared."""


def _read_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        asked: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            asked = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _SEARCHES:
            asked = node.args[:1]
        for one in asked:
            parts = one.elts if isinstance(one, (ast.Tuple, ast.List, ast.Set)) else [one]
            for part in parts:
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and _FOR_PEOPLE.fullmatch(part.value):
                    yield node.lineno, part.value


def test_no_logic_reads_what_is_said_to_people(checkout: Path) -> None:
    found = {
        str(path.relative_to(checkout)): list(_read_texts(ast.parse(path.read_text("utf-8"))))
        for top in ("app", "ui")
        for path in (checkout / top).rglob("*.py")
    }
    assert {path: texts for path, texts in found.items() if texts and path not in READ} == {}
    # Whoever mends one takes it off the list.
    assert [path for path in READ if not found.get(path)] == []


@pytest.mark.parametrize(
    "code",
    ['if one.why == "with an address": pass', 'one.text in ("Rejected rows",)', 'said.removeprefix("who ")'],
)
def test_such_a_reading_is_found(code: str) -> None:
    assert list(_read_texts(ast.parse(code)))


def test_names_keys_and_signs_are_no_texts_for_people() -> None:
    code = 'one.code == "like_formula"; kind in ("date", "datetime"); name.startswith("days_since_"); x == "A"'
    assert list(_read_texts(ast.parse(code))) == []


@pytest.mark.parametrize("room", WHOLLY_DECLARED)
def test_a_room_raises_what_it_declares(room: str, checkout: Path) -> None:
    place = checkout / room.replace(".", "/")
    homes = place.rglob("problems.py") if place.is_dir() else [place.with_suffix(".py")]
    modules = [importlib.import_module(".".join(home.relative_to(checkout).with_suffix("").parts)) for home in homes]
    mine = [one for module in modules for one in vars(module).values() if isinstance(one, Declared)]
    assert mine
    assert all(DECLARED[one.code] is one and one.code.startswith(room.removeprefix("app.") + ".") for one in mine)
    kinds = _kinds(Problem)
    undeclared = [
        f"{path.relative_to(checkout)}:{node.lineno}"
        for path in (place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")])
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in kinds
    ]
    assert undeclared == []


def _kinds(kind: type[Problem]) -> set[str]:
    return {kind.__name__}.union(*map(_kinds, kind.__subclasses__()))
