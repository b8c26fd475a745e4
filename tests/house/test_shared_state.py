"""What a module fills while the program runs is shared by all threads: each such thing is known, with its owner."""

import ast
from pathlib import Path

FILLED = {
    "app/conditions/event_question.py": {"QUESTIONS": "registry, filled as kinds are imported"},
    "app/conditions/measures/measure.py": {"MEASURES": "registry, filled as kinds are imported"},
    "app/discover/algorithms/__init__.py": {"ALGORITHMS": "registry, filled as kinds are imported"},
    "app/domain/problems.py": {"DECLARED": "registry, filled as rooms are imported"},
    "app/domain/serialising.py": {"_FORMS": "registry, filled as answers are declared"},
    "app/ingest/readers/child.py": {"_waiting": "the child that is ready, under `_owner`"},
    "app/ingest/vocabulary/file_kind.py": {"ALL": "registry, filled as kinds are imported"},
    "app/ingest/vocabulary/headers.py": {"_MEANINGS": "filled as the module is imported"},
    "app/project/damage.py": {"_open": "the open projects, under `_open_guard`"},
    "storage/spark/session.py": {"_running": "the Spark that runs, under `_guard`"},
    "storage/bulk/unnamed_file.py": {"_MAPPED": "the mapped files, under `_mapping`"},
    "app/rules/condition_kind.py": {"KINDS": "registry, filled as kinds are imported"},
}
"""By file the names, and who fills them when. What is worked out of a project's data is never among them: that goes
into `mirror.known`, or to an owner with a lock."""

MAKERS = {"dict", "list", "set", "defaultdict", "OrderedDict", "deque", "Counter", "Known", "WeakSet",
          "WeakKeyDictionary", "WeakValueDictionary"}  # fmt: skip


def _is_filled_later(value: ast.expr | None) -> bool:
    """An empty container: nobody makes one to leave it so."""
    if isinstance(value, ast.Dict):
        return not value.keys
    if isinstance(value, ast.List):
        return not value.elts
    if not isinstance(value, ast.Call):
        return False
    maker = ast.unparse(value.func).rpartition(".")[2]
    return maker == "Known" or (maker in MAKERS and not value.args and not value.keywords)


def _filled(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and _is_filled_later(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {ast.unparse(target) for target in targets}
    return found


def test_all_that_modules_fill_is_known(checkout: Path) -> None:
    found: dict[str, set[str]] = {}
    for path in (path for top in ("app", "storage", "ui") for path in (checkout / top).rglob("*.py")):
        if names := _filled(ast.parse(path.read_text("utf-8"))):
            found[str(path.relative_to(checkout))] = names
    assert found == {path: set(names) for path, names in FILLED.items()}


def test_each_shape_is_seen() -> None:
    text = "A = {}\nB: list[int] = []\nC = Known(3)\nD = collections.OrderedDict()\nE = [1]\nF = dict(a=1)"
    assert _filled(ast.parse(text)) == {"A", "B", "C", "D"}
