"""The SQL of expressions as PostgreSQL reads it, where Ibis' own would be refused there or mean something else."""

from typing import TYPE_CHECKING, Any, ClassVar

import sqlglot as sg
import sqlglot.expressions as sge
from ibis.backends.sql.compilers.postgres import PostgresCompiler
from ibis.expr import datatypes as dt
from ibis.expr import operations as ops

from storage.mirror.letters import letters
from storage.postgresql.patterns import for_postgresql

if TYPE_CHECKING:
    import ibis


def statement(expression: "ibis.Expr") -> str:
    """The statement of an expression over the tables of a push, which are found by the connection's search path."""
    compiler = _Compiler()
    tree = compiler.to_sqlglot(expression)
    return str(tree.sql(dialect=compiler.dialect, copy=False))


class _Compiler(PostgresCompiler):  # type: ignore[misc]  # the library says nothing of its types
    """Writes as Ibis does, but for what an engine of the audience must not differ in."""

    # Those of Ibis are inherited as they are; named again, they would be made again over the methods below.
    SIMPLE_OPS: ClassVar[dict[Any, str]] = {}

    def visit_Cast(self, op: ops.Cast, *, arg: Any, to: Any) -> Any:
        """Yes and no become a number by way of the one size that PostgreSQL turns them into."""
        if op.arg.dtype.is_boolean() and to.is_numeric():
            arg = self.cast(arg, dt.int32)
        return super().visit_Cast(op, arg=arg, to=to)

    def visit_InMemoryTable(self, op: ops.InMemoryTable, *, name: str, schema: Any, data: Any) -> Any:
        """Rows from outside, in the statement itself: whoever only reads may make no table."""
        held = data.to_pyarrow(schema)
        columns = [
            self.cast(self.f.array(*(sge.convert(one) for one in held.column(column).to_pylist())), dt.Array(kind))
            for column, kind in schema.items()
        ]
        alias = sge.TableAlias(
            this=sg.to_identifier(name, quoted=True),
            columns=[sg.to_identifier(column, quoted=True) for column in schema.names],
        )
        rows = sg.select("*").from_(sge.Table(this=self.f.anon.unnest(*columns), alias=alias))
        return rows.subquery(sg.to_identifier(name, quoted=True))

    def visit_RegexSearch(self, op: ops.RegexSearch, *, arg: Any, pattern: Any) -> Any:
        """By the operator, which every version has, and in its own spelling."""
        if isinstance(op.pattern, ops.Literal):
            pattern = sge.convert(for_postgresql(str(op.pattern.value)))
        return sge.RegexpLike(this=arg, expression=pattern)

    def visit_Round(self, op: ops.Round, *, arg: Any, digits: Any) -> Any:
        """Halves away from nought; of floating numbers PostgreSQL's own goes to the even neighbour."""
        if not op.arg.dtype.is_floating() or not op.dtype.is_integer():
            return super().visit_Round(op, arg=arg, digits=digits)
        whole = self.f.trunc(arg)
        # What is behind the point is exact; a half added to it need not be.
        away = self.if_(self.f.abs(sge.paren(arg) - whole) >= sge.convert(0.5), self.f.sign(arg), sge.convert(0))
        return self.cast(whole + away, op.dtype)

    def visit_FloorDivide(self, op: ops.FloorDivide, *, left: Any, right: Any) -> Any:
        """Down, below nought too, where PostgreSQL cuts off: what is taken away first leaves nothing over."""
        if not (op.left.dtype.is_integer() and op.right.dtype.is_integer()):
            return super().visit_FloorDivide(op, left=left, right=right)
        by = sge.paren(right)
        over = sge.paren(sge.paren(sge.paren(left) % by) + by) % by
        return self.cast(sge.paren(sge.paren(left) - sge.paren(over)) / by, op.dtype)

    def visit_Lowercase(self, op: ops.Lowercase, *, arg: Any) -> Any:
        """Sign by sign: the byte order that texts are kept in knows no other small letters than those of ASCII."""
        capitals, small = letters()
        return self.f.anon.translate(arg, sge.convert(capitals), sge.convert(small))
