"""The fronts of the packages: what they give when they are asked is what they say that they give."""

import ast
import importlib
from pathlib import Path

import pytest

ROOMS = (
    "app.audience", "app.campaign", "app.cleaning", "app.conditions", "app.demo", "app.discover", "app.ingest",
    "app.mailing", "app.people", "app.plain", "app.project", "app.query", "app.recipe", "app.rules", "app.runs",
    "app.template",
)  # fmt: skip
LAZY = tuple(room for room in ROOMS if hasattr(importlib.import_module(room), "HOMES"))


def _promised(path: Path) -> dict[str, str]:
    """By name the module that the front imports it from for whoever reads it: type checkers, and the contracts."""
    tree = ast.parse(path.read_text("utf-8"))
    blocks = [node for node in tree.body if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)]
    imports = [node for block in blocks for node in block.body if isinstance(node, ast.ImportFrom)]
    return {alias.name: str(node.module) for node in imports for alias in node.names}


@pytest.mark.parametrize("package", LAZY)
def test_a_front_gives_what_it_promises(package: str, checkout: Path) -> None:
    front = importlib.import_module(package)
    promised = _promised(checkout / package.replace(".", "/") / "__init__.py")
    homes = {name: f"{package}.{home}" for home, names in front.HOMES.items() for name in names.split()}
    assert homes == {name: home for name, home in promised.items() if home.startswith(f"{package}.")}
    assert homes.keys() <= set(front.__all__)
    for name, home in homes.items():
        assert getattr(front, name) is getattr(importlib.import_module(home), name)
    with pytest.raises(AttributeError):
        front.no_such_name  # noqa: B018


def test_no_other_front_hides_what_it_imports(checkout: Path) -> None:
    hidden = [
        str(path.relative_to(checkout))
        for top in ("app", "storage")
        for path in (checkout / top).rglob("*.py")
        if "import_module(" in path.read_text("utf-8")
    ]
    # The one that makes lazy fronts, the one by which a package finds its own modules, and the child that is told by
    # its parent what to do.
    assert sorted(hidden) == [
        "app/domain/found_kinds.py",
        "app/domain/lazy_front.py",
        "app/ingest/readers/child_main.py",
    ]


def test_a_package_finds_no_modules_but_its_own(checkout: Path) -> None:
    found = [
        ast.unparse(node)
        for path in (checkout / "app").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "found_in"
    ]
    assert found
    assert all(call.startswith("found_in(__name__, __path__, ") for call in found)


def test_rooms_meet_at_their_fronts(checkout: Path) -> None:
    """What another room uses stands in the front's `__all__`: a name, or a module that is a library of its own."""
    fronts = {room: set(importlib.import_module(room).__all__) for room in ROOMS}
    past = []
    for path in (path for top in ("app", "ui") for path in (checkout / top).rglob("*.py")):
        mine = ".".join(path.relative_to(checkout).with_suffix("").parts[:2])
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (room := ".".join((node.module or "").split(".")[:2])) in fronts:
                wrong = {alias.name for alias in node.names} - fronts[room] if node.module == room else {node.module}
                if room != mine and wrong:
                    past.append(f"{path.relative_to(checkout)}:{node.lineno} {room} {wrong}")
            elif isinstance(node, ast.Import):
                past += [f"{path}:{node.lineno} {a.name}" for a in node.names if a.name.startswith(ROOMS)]
    assert past == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_front_names_only_what_there_is(room: str) -> None:
    front = importlib.import_module(room)
    for name in front.__all__:
        assert getattr(front, name, None) is not None or importlib.import_module(f"{room}.{name}")


def test_no_function_of_a_front_bears_the_name_of_a_module(checkout: Path) -> None:
    """Importing the module would put it in the function's place."""
    both = []
    for front in (path for top in ("app", "storage", "ui") for path in (checkout / top).rglob("__init__.py")):
        tree = ast.parse(front.read_text("utf-8"))
        given = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        package = ".".join(front.parent.relative_to(checkout).parts)
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module != package]
        given |= {alias.asname or alias.name for node in imports for alias in node.names}
        inside = {path.stem for path in front.parent.glob("*.py")}
        inside |= {path.parent.name for path in front.parent.glob("*/__init__.py")}
        both += [f"{package}.{name}" for name in given & inside]
    assert both == []
