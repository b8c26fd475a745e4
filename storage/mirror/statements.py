"""The SQL of expressions, written once for each shape: what differs in constants alone shares its statement.

To write an expression down takes Ibis longer than DuckDB needs to answer it, and while a rule is edited one number
after another stands in the same place. The constants go into the statement as they would have been written: the engine
plans with them, as with a statement written by hand.
"""

import math
from collections.abc import Hashable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

import sqlglot.expressions as sge
from ibis.backends.sql.compilers.duckdb import DuckDBCompiler
from ibis.common.graph import Node
from ibis.expr import operations as ops

from app.domain.shared_answers import Known

if TYPE_CHECKING:
    import ibis

_ABOUT_VALUES = (
    ops.Comparison,
    ops.Between,
    ops.InValues,
    ops.Add,
    ops.Subtract,
    ops.Multiply,
    ops.StringContains,
    ops.StartsWith,
    ops.EndsWith,
    ops.ArrayContains,
    ops.Coalesce,
    ops.IfElse,
    ops.SimpleCase,
    ops.SearchedCase,
)
"""Operations that write their constants down whatever these are; others may look at the value of one."""


_WORKED_OUT = (sge.Group, sge.Join, sge.Distinct, sge.SetOperation, sge.Window, sge.AggFunc, sge.Subquery)
"""What takes longer than reading a table: a part of a statement that has it is worked out once."""


class Shape(NamedTuple):
    """What tells statements apart: the operations with all but their open constants, which stand beside it in order."""

    key: Hashable
    constants: tuple[ops.Literal, ...]


def shape_of(root: Node) -> Shape:
    """The shape of an expression's operations, and the constants that are not part of it."""
    order = _in_order(root)
    fixed = {child for node in order if not isinstance(node, _ABOUT_VALUES) for child in node.__children__}
    numbers: dict[Node, int] = {}
    parts: list[Hashable] = []
    constants: list[ops.Literal] = []
    for node in order:
        numbers[node] = len(numbers)
        if isinstance(node, ops.Literal) and node not in fixed and _open(node.value):
            constants.append(node)
            # A number below zero is written as the opposite of one above it.
            parts.append((ops.Literal, node.dtype, type(sge.convert(node.value))))
        elif not node.__children__:
            parts.append(node)
        else:
            parts.append((type(node), *(_known(one, numbers) for one in node.__args__)))
    return Shape(tuple(parts), tuple(constants))


def _in_order(root: Node) -> list[Node]:
    """Each operation once, those that it rests on before it, in an order that follows from the shape alone."""
    found: dict[Node, None] = {}
    waiting: list[tuple[Node, bool]] = [(root, False)]
    while waiting:
        node, below_done = waiting.pop()
        if node in found:
            continue
        if below_done:
            found[node] = None
        else:
            waiting.append((node, True))
            waiting.extend((child, False) for child in reversed(node.__children__))
    return list(found)


def _known(argument: Any, numbers: dict[Node, int]) -> Hashable:
    """An argument of an operation: another operation by its number, anything else as it is."""
    if isinstance(argument, Node):
        return ("of", numbers[argument])
    if isinstance(argument, tuple):
        return tuple(_known(one, numbers) for one in argument)
    if hasattr(argument, "items"):
        return tuple((name, _known(one, numbers)) for name, one in argument.items())
    # Of equal values the types tell apart: True is 1, and 1 is 1.0.
    return (type(argument), argument)


def _open(value: object) -> bool:
    return isinstance(value, str) or (
        isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    )


class Statements:
    """Statements out of what was written down of each shape; all readings of all mirrors share that."""

    def __init__(self, written: Known) -> None:
        self._written = written

    def of(self, expression: "ibis.Expr") -> str:
        """The statement of an expression, as Ibis writes it."""
        shape = shape_of(expression.as_table().op())
        pieces = self._written.once(shape.key, lambda: tuple(_pieces(expression, shape.constants)))
        texts = [_text(constant) for constant in shape.constants]
        return "".join(piece if isinstance(piece, str) else texts[piece] for piece in pieces)


class _Marking(DuckDBCompiler):  # type: ignore[misc]  # the library says nothing of its types
    """Writes as Ibis does, but for the open constants: there it marks their places."""

    places: Mapping[ops.Literal, int]
    mark: str

    def visit_Literal(self, op: ops.Literal, *, value: Any, dtype: Any) -> Any:
        """A constant as Ibis writes it, or the mark of its place where it is open."""
        place = self.places.get(op)
        if place is None:
            return super().visit_Literal(op, value=value, dtype=dtype)
        written = sge.convert(value)
        _signs(written).set("this", f"{self.mark}{place}{self.mark}")
        return written


def _pieces(expression: "ibis.Expr", constants: tuple[ops.Literal, ...]) -> Iterator[str | int]:
    """The statement cut at its open constants, each of which is told by its number."""
    compiler = _Marking()
    # Nobody can have written it into a constant that stays in the statement.
    compiler.mark = uuid4().hex
    compiler.places = {constant: number for number, constant in enumerate(constants)}
    tree = compiler.to_sqlglot(expression)
    for part in tree.find_all(sge.CTE):
        if _is_read_alone(part):
            # Read again where it is needed: DuckDB would write all of its rows down first, and skip no blocks then.
            part.set("materialized", False)
    statement = tree.sql(dialect=compiler.dialect, copy=False)
    for number, part in enumerate(statement.split(compiler.mark)):
        # Between two marks stands the number of a constant.
        yield int(part) if number % 2 else part


def _is_read_alone(part: Any) -> bool:
    """Whether a part of a statement only reads rows of a table, by constants."""
    return not part.find(*_WORKED_OUT) and not any(within.args.get("query") for within in part.find_all(sge.In))


def _text(constant: ops.Literal) -> str:
    """A constant between the signs of its kind: digits without their sign, a text without its quotes."""
    signs = _signs(sge.convert(constant.value))
    text = signs.sql(dialect=DuckDBCompiler.dialect)
    return text[1:-1] if signs.is_string else text


def _signs(written: Any) -> sge.Literal:
    """The part of a constant in which its value stands: of a number below zero, what is behind its sign."""
    found: sge.Literal = written.find(sge.Literal)
    return found
