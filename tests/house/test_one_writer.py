"""A table of what users keep has one writer, in which its checks stand."""

import ast
from pathlib import Path

WRITERS = {
    "segment": "app/audience/segments.py",
    # Whose a stay is changes with who is who, far below the segments.
    "membership": "app/audience/membership_record.py app/ingest/identity/stays.py",
    "segment_refresh": "app/audience/membership_record.py",
    "score_run": "app/runs/score_runs.py",
    "score_value": "app/runs/score_runs.py",
}
WRITING = {"insert", "update", "delete", "delete_rows", "upsert"}


def _written(tree: ast.AST) -> set[str]:
    """The names of the tables that a module writes: by a statement, or in bulk."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func).rpartition(".")[2]
        if called in WRITING and node.args:
            found.add(ast.unparse(node.args[0]).rpartition(".")[2])
        if called == "copy_in":
            dicts = [argument for argument in node.args if isinstance(argument, ast.Dict)]
            found |= {key.value for one in dicts for key in one.keys if isinstance(key, ast.Constant)}
    return found


def test_each_has_one(checkout: Path) -> None:
    writers: dict[str, set[str]] = {table: set() for table in WRITERS}
    for path in (path for top in ("app", "storage", "ui") for path in (checkout / top).rglob("*.py")):
        if path.parent.name != "versions":
            for table in _written(ast.parse(path.read_text("utf-8"))) & WRITERS.keys():
                writers[table].add(str(path.relative_to(checkout)))
    assert writers == {table: set(writer.split()) for table, writer in WRITERS.items()}


def test_writing_is_seen_in_every_form() -> None:
    text = "c.execute(insert(models.segment).values(a=1)); delete(membership); bulk.copy_in(c, {'score_value': t})"
    assert _written(ast.parse(text)) == {"segment", "membership", "score_value"}
