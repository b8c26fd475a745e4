"""Every module with logic has a test where path arithmetic finds it.

`app/rules/tree.py` has `tests/app/rules/test_tree.py`, a package `app/conditions/__init__.py` has
`tests/app/test_conditions.py`.
"""

import ast
from pathlib import Path

LAYERS = ("app", "storage", "ui")
WAITING = """
""".split()
"""Modules that have logic and no test of their own path yet. This list only ever shrinks."""


def test_every_module_with_logic_has_a_test_of_its_own_path(checkout: Path) -> None:
    """Whoever adds a module adds its test; whoever gives one to a module of the list takes it off the list."""
    paths = [path.relative_to(checkout) for layer in LAYERS for path in (checkout / layer).rglob("*.py")]
    modules = [path for path in paths if path.parent.name != "versions" and _has_logic(checkout / path)]
    untested = {str(path) for path in modules if not _tests(checkout / _own_test(path))}
    assert sorted(untested ^ set(WAITING)) == []


def test_path_arithmetic_tells_a_module_from_a_package() -> None:
    assert _own_test(Path("app/rules/tree.py")) == Path("tests/app/rules/test_tree.py")
    assert _own_test(Path("app/conditions/__init__.py")) == Path("tests/app/test_conditions.py")


def test_logic_is_more_than_a_constant_or_an_import(tmp_path: Path) -> None:
    told = tmp_path / "told.py"
    told.write_text(
        'def one() -> int:\n    """One."""\n    return 1\n\n\ndef load() -> type:\n    from decimal import Decimal\n\n'
        "    return Decimal\n",
        "utf-8",
    )
    assert not _has_logic(told)
    told.write_text("class Sum:\n    def of(self, one: int) -> int:\n        return one + 1\n", "utf-8")
    assert _has_logic(told)


def _own_test(module: Path) -> Path:
    named = module.parent if module.name == "__init__.py" else module.with_suffix("")
    return Path("tests") / named.parent / f"test_{named.name}.py"


def _tests(path: Path) -> bool:
    """Whether the file is there and holds a test."""
    return path.is_file() and any(one.name.startswith("test_") for one in _functions(path))


def _has_logic(module: Path) -> bool:
    """Whether a function or method does more than say a constant, or import and give what it imported."""
    return any(not _is_plain(one) for one in _functions(module))


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _is_plain(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    steps = [step for step in function.body if not _is_constant(step)]
    imported = {name.asname or name.name for step in steps if isinstance(step, ast.ImportFrom) for name in step.names}
    rest = [step for step in steps if not isinstance(step, ast.ImportFrom | ast.Pass)]
    return all(
        isinstance(step, ast.Return) and isinstance(step.value, ast.Name) and step.value.id in imported for step in rest
    )


def _is_constant(step: ast.stmt) -> bool:
    """A docstring, an ellipsis, or the return of nothing or of a constant."""
    value = step.value if isinstance(step, ast.Expr | ast.Return) else step
    return value is None or isinstance(value, ast.Constant)
