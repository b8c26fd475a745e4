"""The SQL of expressions as Spark reads it, where Ibis' own would be refused there or mean something else."""

from typing import TYPE_CHECKING, Any, ClassVar

import sqlglot.expressions as sge
from ibis.backends.sql.compilers.base import SQLGlotCompiler
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.expr import datatypes as dt
from ibis.expr import operations as ops

from storage.mirror.letters import letters

if TYPE_CHECKING:
    import ibis


def statement(expression: "ibis.Expr") -> str:
    """The statement of an expression over the tables of a push, which are views of the session."""
    compiler = _Compiler()
    tree = compiler.to_sqlglot(expression)
    return str(tree.sql(dialect=compiler.dialect, copy=False))


class _Compiler(PySparkCompiler):  # type: ignore[misc]  # the library says nothing of its types
    """Writes as Ibis does, but for what an engine of the audience must not differ in."""

    # Those of Ibis are inherited as they are; named again, they would be made again over the methods below.
    SIMPLE_OPS: ClassVar[dict[Any, str]] = {}

    def visit_NonNullLiteral(self, op: Any, *, value: Any, dtype: Any) -> Any:
        """A floating number as it is, without Ibis' option for it, which only its whole backend knows."""
        if dtype.is_floating():
            return None
        return super().visit_NonNullLiteral(op, value=value, dtype=dtype)

    def visit_Field(self, op: ops.Field, *, rel: Any, name: str) -> Any:
        """A column as it is; see above."""
        return SQLGlotCompiler.visit_Field(self, op, rel=rel, name=name)

    def visit_InMemoryTable(self, op: ops.InMemoryTable, *, name: str, schema: Any, data: Any) -> Any:
        """Rows from outside, in the statement itself."""
        held = data.to_pyarrow(schema)
        columns = [
            self.cast(self.f.array(*(sge.convert(one) for one in held.column(column).to_pylist())), dt.Array(kind))
            for column, kind in schema.items()
        ]
        named = sge.TableAlias(columns=[sge.to_identifier(column, quoted=True) for column in schema.names])
        rows = self.f.anon.inline(self.f.anon.arrays_zip(*columns))
        inside = sge.select(sge.Aliases(this=rows, expressions=named.args["columns"]))
        return inside.subquery(sge.to_identifier(name, quoted=True))

    def visit_Lowercase(self, op: ops.Lowercase, *, arg: Any) -> Any:
        """Sign by sign: Java looks at what is around a letter, and makes two signs of one."""
        capitals, small = letters()
        return self.f.anon.translate(arg, sge.convert(capitals), sge.convert(small))
