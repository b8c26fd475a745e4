"""What a command answers is the typed answer of a front: one serialiser makes JSON of it, no command assembles any."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

_LOOSE = {"Any", "Json", "dict", "Mapping"}


def _assembled(tree: ast.AST) -> Iterator[str]:
    """The functions that run a command (they are given its `Output`) and answer with a dictionary of their own."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef) or "Output" not in map(_annotated, function.args.args):
            continue
        if function.returns is not None and _LOOSE & set(_names(function.returns)):
            yield f"{function.name} answers {ast.unparse(function.returns)}"
        for node in ast.walk(function):
            given = [node.value] if isinstance(node, ast.Return) and node.value is not None else []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "document":
                given = node.args
            yield from (f"{function.name} assembles {ast.unparse(one)}" for one in given if _is_dictionary(one))


def _annotated(one: ast.arg) -> str:
    return ast.unparse(one.annotation) if one.annotation is not None else ""


def _names(annotation: ast.expr) -> Iterator[str]:
    for node in ast.walk(annotation):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _names(ast.parse(node.value, mode="eval").body)


def _is_dictionary(value: ast.expr) -> bool:
    """Whether it is one, or a list of them; what a typed answer is made with may be one."""
    match value:
        case ast.Dict() | ast.DictComp() | ast.Call(func=ast.Name("dict")):
            return True
        case ast.ListComp(elt=each) | ast.GeneratorExp(elt=each):
            return _is_dictionary(each)
        case ast.List(elts=several) | ast.Tuple(elts=several):
            return any(map(_is_dictionary, several))
        case ast.BinOp(left=left, right=right):
            return _is_dictionary(left) or _is_dictionary(right)
        case ast.IfExp(body=one, orelse=other):
            return _is_dictionary(one) or _is_dictionary(other)
    return False


def test_commands_assemble_no_dictionaries(checkout: Path) -> None:
    found = {
        f"{path.name}: {one}"
        for path in (checkout / "app" / "commands").glob("*.py")
        for one in _assembled(ast.parse(path.read_text("utf-8")))
    }
    assert found == set()


@pytest.mark.parametrize(
    "code",
    [
        "def f(args, out: Output) -> Json: return found",
        "def f(args, out: Output) -> 'list[dict[str, Any]]': return found",
        "def f(args, out: Output) -> Made: return {'name': 1}",
        "def f(args, out: Output) -> Made: return [dict(a=1)]",
        "def f(args, out: Output) -> Made: out.document({'a': 1} | found)",
    ],
)
def test_such_an_answer_is_found(code: str) -> None:
    assert list(_assembled(ast.parse(code)))


def test_what_is_no_answer_may_be_a_dictionary() -> None:
    assert not list(_assembled(ast.parse("def f(args, project) -> Json: return {'segment': 1}")))
    assert not list(_assembled(ast.parse("def f(args, out: Output) -> 'Made': return Made(made)")))
