"""What nobody names goes: every name of the product is mentioned somewhere else in it, not in tests alone."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import pyqtgraph
from ibis.backends.sql.compilers.postgres import PostgresCompiler
from PySide6 import QtCore, QtGui, QtWebEngineCore, QtWidgets

KEPT = {
    "storage/file/contents.py": {"result_processor": "SQLAlchemy calls it"},
    "storage/mirror/tables.py": dict.fromkeys(
        ("build_products", "build_tags"), "called by the name of the mirror's part"
    ),
    "storage/mirror/events.py": {"build_events": "called by the name of the mirror's part"},
    "storage/mirror/memberships.py": {"build_memberships": "called by the name of the mirror's part"},
    "storage/mirror/permissions.py": {"build_permissions": "called by the name of the mirror's part"},
    "storage/mirror/scores.py": {"build_scores": "called by the name of the mirror's part"},
    "app/ingest/readers/table.py": {"from_rows": "how a reader from outside gives its rows, as the toy of one does"},
}
"""By file the names that nothing else of the product mentions, and why they stay. This list only gets shorter."""


def _defined(body: Iterable[ast.stmt], *, fields: bool = True) -> Iterator[str]:
    """The names that a module, and the classes in it, define; the fields of a class are told by its documents."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.ClassDef):
            yield node.name
            yield from _defined(node.body, fields=False)
        elif fields and isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def _of_libraries(*modules: ModuleType) -> set[str]:
    """What Qt and pyqtgraph call: methods that are overridden."""
    return {name for module in modules for kind in dir(module) for name in dir(getattr(module, kind))}


def _unnamed(checkout: Path) -> dict[str, set[str]]:
    paths = [path for top in ("app", "storage", "ui") for path in (checkout / top).rglob("*.py")]
    paths = [path for path in paths if path.parent.name != "versions"]
    texts = {path: path.read_text("utf-8") for path in paths}
    words: Counter[str] = Counter()
    for text in (*texts.values(), *((checkout / "packaging" / name).read_text("utf-8") for name in ("dev.py",))):
        words.update(re.findall(r"[A-Za-z_]\w*", text))
    # What Ibis writes of each operation is overridden by a method of its name.
    called = _of_libraries(QtCore, QtGui, QtWidgets, QtWebEngineCore, pyqtgraph) | set(dir(PostgresCompiler))
    found: dict[str, set[str]] = {}
    for path, text in texts.items():
        for name in _defined(ast.parse(text).body):
            if words[name] == 1 and name not in called and not name.startswith("__"):
                found.setdefault(str(path.relative_to(checkout)), set()).add(name)
    return found


def test_every_name_is_mentioned_elsewhere_or_has_a_reason_to_stay(checkout: Path) -> None:
    assert _unnamed(checkout) == {path: set(names) for path, names in KEPT.items()}


def test_fields_of_documents_are_no_dead_names() -> None:
    text = "LIMIT = 3\nclass Told:\n    count: int\n    def said(self): ...\nasync def tell(): ...\n"
    assert list(_defined(ast.parse(text).body)) == ["LIMIT", "Told", "said", "tell"]
