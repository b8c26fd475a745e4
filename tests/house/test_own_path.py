"""Every module with logic has a test where path arithmetic finds it.

`app/rules/tree.py` has `tests/app/rules/test_tree.py`, a package `app/conditions/__init__.py` has
`tests/app/test_conditions.py`.
"""

import ast
from pathlib import Path

LAYERS = ("app", "storage", "ui")
WAITING = """
app/ingest/__init__.py
app/ingest/evidence/clock_columns.py
app/ingest/evidence/columns.py
app/ingest/evidence/values.py
app/ingest/facts/collected.py
app/ingest/facts/empty_cells.py
app/ingest/facts/facts.py
app/ingest/facts/permissions.py
app/ingest/facts/suppressed_rows.py
app/ingest/facts/typed_block.py
app/ingest/identity/owners.py
app/ingest/identity/reassignments.py
app/ingest/importing/fact_collection.py
app/ingest/importing/file_groups.py
app/ingest/importing/history.py
app/ingest/importing/preview.py
app/ingest/importing/reading_pass.py
app/ingest/importing/unparsed_rows.py
app/ingest/kinds/already_imported.py
app/ingest/kinds/catalogue.py
app/ingest/kinds/consent_files.py
app/ingest/kinds/event_files.py
app/ingest/kinds/kind_signs.py
app/ingest/kinds/order_files.py
app/ingest/kinds/pending_refusals.py
app/ingest/kinds/people_files.py
app/ingest/kinds/product_files.py
app/ingest/kinds/project_rows.py
app/ingest/kinds/renewed_consents.py
app/ingest/kinds/second_profiles.py
app/ingest/kinds/suppression_files.py
app/ingest/kinds/suppressions.py
app/ingest/mapping/consent_columns.py
app/ingest/mapping/header_evidence.py
app/ingest/mapping/mapped_kind.py
app/ingest/mapping/unidentified.py
app/ingest/orders/buyers.py
app/ingest/orders/latest_version.py
app/ingest/orders/lines.py
app/ingest/orders/order_notes.py
app/ingest/orders/placed_orders.py
app/ingest/orders/same_order.py
app/ingest/orders/version_store.py
app/ingest/orders/versions.py
app/ingest/report.py
app/ingest/vocabulary/headers.py
app/ingest/vocabulary/order_headers.py
app/ingest/vocabulary/order_states.py
app/ingest/vocabulary/target_types.py
app/ingest/vocabulary/unsubscribe_words.py
app/ingest/readers/child_main.py
app/ingest/readers/codepages.py
app/ingest/readers/delimited.py
app/ingest/readers/header_rows.py
app/ingest/readers/letter_frequencies.py
app/ingest/readers/limits.py
app/ingest/readers/number_formats.py
app/ingest/readers/sources.py
app/ingest/readers/table.py
ui/panes/campaigns/cards.py
ui/panes/campaigns/check_and_export.py
ui/panes/campaigns/checks.py
ui/panes/campaigns/drafts.py
ui/panes/campaigns/library.py
ui/panes/campaigns/plan.py
ui/panes/campaigns/sender.py
ui/panes/campaigns/variants.py
ui/panes/data/drop.py
ui/panes/data/file_card.py
ui/panes/data/file_head.py
ui/panes/data/grid.py
ui/panes/data/history.py
ui/panes/data/numbers.py
ui/panes/data/overview.py
ui/panes/data/picker.py
ui/panes/data/rejected.py
ui/panes/data/result.py
ui/panes/data/review.py
ui/panes/data/unfinished.py
ui/panes/data/wizard_page.py
ui/panes/discover/algorithm.py
ui/panes/discover/features.py
ui/panes/discover/groups.py
ui/panes/discover/picture.py
ui/panes/discover/rfm.py
ui/panes/discover/rfm_grid.py
ui/panes/discover/state.py
ui/panes/home/glance.py
ui/panes/home/welcome.py
ui/panes/segments/asking.py
ui/panes/segments/builder.py
ui/panes/segments/drafts.py
ui/panes/segments/editing.py
ui/panes/segments/explanation.py
ui/panes/segments/library.py
ui/panes/segments/row.py
ui/panes/segments/side.py
ui/panes/templates/appearance.py
ui/panes/templates/editor.py
ui/panes/templates/findings.py
ui/panes/templates/keeping.py
ui/panes/templates/parts.py
ui/panes/templates/people.py
ui/panes/templates/source.py
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
