"""The rules of the house that no linter knows."""

import ast
import re
import subprocess
from pathlib import Path
from types import ModuleType

import pytest
from PySide6 import QtCore, QtGui, QtWebEngineCore, QtWebEngineWidgets, QtWidgets

LAYERS = ("app", "storage", "ui", "packaging")
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 50
# Where packages come from is each machine's own affair; an address in the lock would break every other machine.
REGISTRIES = re.compile(rb"https?://[^\s\"'<>]*(?:pypi|pythonhosted|simple/|npmjs|/npm/|proxy\.golang)", re.IGNORECASE)


@pytest.fixture(scope="module")
def committed(checkout: Path) -> list[Path]:
    """Every file that is in the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=checkout, capture_output=True, check=True).stdout
    return [path for name in listed.decode().split("\0") if name and (path := checkout / name).is_file()]


@pytest.fixture(scope="module")
def sources(checkout: Path) -> list[Path]:
    """Every Python file of the product, but for migrations: each is a list of what it makes, from top to bottom."""
    found = [path for layer in LAYERS for path in sorted((checkout / layer).rglob("*.py"))]
    return [path for path in found if path.parent.name != "versions"]


def test_no_file_is_too_long(sources: list[Path]) -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in sources}
    assert {str(path): length for path, length in lengths.items() if length > MOST_LINES_OF_A_FILE} == {}


def test_no_function_is_too_long(sources: list[Path]) -> None:
    found = [f"{path}:{node.lineno} {node.name}" for path in sources for node in _functions(path) if _too_long(node)]
    assert found == []


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _too_long(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return (node.end_lineno or node.lineno) - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION


def test_nobody_but_its_own_knows_the_embedded_engine(sources: list[Path], checkout: Path) -> None:
    """By name: imports of any kind, errors that are caught, and words of its dialect."""
    known = {str(path.relative_to(checkout)) for path in sources if "duckdb" in path.read_text("utf-8").lower()}
    its_own = ("storage/mirror/", "storage/linkage/")
    assert {name for name in known if not name.startswith(its_own)} == {"app/project/engines/embedded.py"}


def test_no_registry_is_named(committed: list[Path]) -> None:
    assert [str(path) for path in committed if REGISTRIES.search(path.read_bytes())] == []


def test_the_pattern_knows_a_registry() -> None:
    # Put together here, so that this file itself names none.
    address = b"https://" + b"files." + b"pythonhosted.org/x.whl"
    assert REGISTRIES.search(b"x @ " + address)
    assert not REGISTRIES.search(b"https://example.com/shop")


def test_every_locked_package_has_a_hash(checkout: Path) -> None:
    lock = (checkout / "packaging" / "requirements.txt").read_text("utf-8")
    packages = [entry for entry in re.split(r"\n(?=[a-zA-Z])", lock) if not entry.startswith("#")]
    assert len(packages) > 50
    assert [entry.split()[0] for entry in packages if "--hash=sha256:" not in entry or "==" not in entry] == []


def test_packaging_and_tests_are_no_packages(checkout: Path) -> None:
    # packaging/__init__.py would hide the library of that name.
    found = [path for folder in ("packaging", "tests") for path in (checkout / folder).rglob("__init__.py")]
    assert found == []


def test_no_data_of_anybody_is_committed(committed: list[Path]) -> None:
    assert [str(path) for path in committed if path.suffix in {".quill", ".duckdb", ".xlsx", ".parquet"}] == []


def test_methods_of_the_window_have_docstrings(checkout: Path) -> None:
    paths = sorted((checkout / "ui").rglob("*.py"))
    methods = [(path, method) for path in paths for method in _public_methods(path)]
    # What Qt named, Qt documents; what a base of ours documents need not be said again where it is overridden.
    said = _names_in(QtCore, QtGui, QtWidgets, QtWebEngineCore, QtWebEngineWidgets)
    said |= {method.name for _, method in methods if ast.get_docstring(method)}
    found = [f"{path}:{method.lineno} {method.name}" for path, method in methods if method.name not in said]
    assert found == []


def _names_in(*modules: ModuleType) -> set[str]:
    # PySide6 fills its modules when a name is asked for: vars() would find hardly any.
    kinds = [getattr(module, name) for module in modules for name in dir(module)]
    return {name for kind in kinds if isinstance(kind, type) for name in dir(kind)}


def _public_methods(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    methods = [node for kind in classes for node in kind.body if isinstance(node, ast.FunctionDef)]
    return [node for node in methods if not node.name.startswith("_")]


# What takes an `&` in its text for a shortcut, unless it comes from `ui/core/literal_names.py`.
AMPERSANDS = {"QAction", "QCheckBox", "QCommandLinkButton", "QGroupBox", "QMenu", "QPushButton", "QRadioButton"}
AMPERSANDS |= {"QTabBar", "QTabWidget", "QToolButton", "QFormLayout", "setBuddy"}
NO_NAMES = {"commands.py": {"QAction"}, "search.py": {"QAction"}}
"""Where Qt's own is made: with `literal`, or without any text."""


def test_no_name_can_become_a_shortcut(checkout: Path) -> None:
    paths = [path for path in sorted((checkout / "ui").rglob("*.py")) if path.name != "literal_names.py"]
    found = [f"{path}:{line} {name}" for path in paths for line, name in _shortcuts(path)]
    assert found == []


def _shortcuts(path: Path) -> list[tuple[int, str]]:
    """Calls of what reads an ampersand, and buttons of our own that are not written out."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            text = name == "addAction" and any(isinstance(one, ast.Constant | ast.JoinedStr) for one in node.args)
            if text or name in AMPERSANDS - NO_NAMES.get(path.name, set()):
                found.append((node.lineno, name))
        elif isinstance(node, ast.ClassDef):
            bases = [getattr(base, "id", "") for base in node.bases]
            written = {"Written", "Yielding"} & set(bases)
            if not written and ({"QAbstractButton"} | AMPERSANDS) & set(bases):
                found.append((node.lineno, node.name))
    return found


NOUNS = re.compile(
    r"^ (rows|people|segments|templates|campaigns|files|columns|events|orders|products|recipients|profiles|times|days|"
    r"weeks|months|values|cells|lines|findings|groups|addresses|contacts|emails|messages|customers|imports|pictures|"
    r"problems|warnings|errors|characters|fields|items|conditions|entries|merges|duplicates|bytes)\b"
)
CAREFUL = {
    "doctor.py": "reports of the program on itself, about a hundred people",
    "phrases.py": "what is said of one is written out beside it",
    "figures.py": "and this",
    "second_profiles.py": "and this",
    "column_notes.py": "and this",
    "count.py": "and this",
    "preflight.py": "an ESP has room for tens of fields",
}
"""Files that may put a number before a plural, and why."""


def test_no_message_says_1_rows(sources: list[Path]) -> None:
    """A count takes its noun from `counted` of `app.domain.counts` or `ui.core.formats`, or its file takes care."""
    found = [
        f"{path}:{node.lineno} {ast.unparse(node)[:80]}"
        for path in sources
        if path.name not in CAREFUL
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr) and _bare_plural(node)
    ]
    assert found == []


def _bare_plural(text: ast.JoinedStr) -> bool:
    pairs = zip(text.values, text.values[1:], strict=False)
    return any(
        isinstance(one, ast.FormattedValue)
        and isinstance(after, ast.Constant)
        and NOUNS.match(str(after.value)) is not None
        and not _always_many(one.value)
        for one, after in pairs
    )


def _always_many(value: ast.expr) -> bool:
    """A constant, of ours in capitals or written out, or a word."""
    fixed = (isinstance(value, ast.Name) and value.id.isupper()) or "8888888" in ast.unparse(value)
    return fixed or not _is_number(value)


def _is_number(value: ast.expr) -> bool:
    """Whether what is shown may be a number: names and calls that give words are told by their own names."""
    if isinstance(value, ast.IfExp):
        return False
    said = ast.unparse(value)
    return not re.search(r"label|listed|quoted|names|did|spelled|capitalize|them\b|more\b", said)
