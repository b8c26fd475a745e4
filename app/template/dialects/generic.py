"""A generic ESP: `{{ column }}` as in Jinja, with a default; whatever is more than that is a column."""

import re

from app.template import tree as t
from app.template.compiling.dialect import CannotSay, Column, Columns
from app.template.families.curly import Curly
from app.template.runnable import Mode

# No sign that could end the quotes, the tag or the line.
_QUOTABLE = re.compile(r"[^'\"\\{}%\x00-\x1f\x7f-\x9f\u2028\u2029]*\Z")


class Generic(Curly):
    """Tools that put columns into a template by Jinja-like merge tags."""

    name = "generic"
    chooses = False

    def cell(self, column: Column, mode: Mode) -> str:
        """A computed column; a block of HTML is marked as safe."""
        if column.kind == "html":
            return f"{{{{ {column.tag} | safe }}}}"
        return f"{{{{ {column.tag}{_escaped(mode)} }}}}"

    def value(self, expr: t.Expr, columns: Columns, mode: Mode) -> str:
        """A text field, or one with a default; blank cells take the default too."""
        match expr:
            case t.Filter(of, "default" | "d", (t.Const(str(stand_in)),), ()) if _QUOTABLE.match(stand_in):
                return f"{{{{ {self._name(of, columns)} | default('{stand_in}', true){_escaped(mode)} }}}}"
        return f"{{{{ {self._name(expr, columns)}{_escaped(mode)} }}}}"

    def _name(self, expr: t.Expr, columns: Columns) -> str:
        tag = columns.field(expr).tag
        if not tag.isidentifier():
            raise CannotSay("Its name is no name for a merge tag")
        return tag

    def system(self, name: str) -> str:
        """A merge tag of that name, for the tool to fill."""
        return f"{{{{ {name} }}}}"

    def sender(self, part: str) -> str:
        """A merge tag for a part of the sender that the project does not know."""
        return f"{{{{ sender_{part} }}}}"


def _escaped(mode: Mode) -> str:
    return " | e" if mode == "html" else ""


DIALECT = Generic()
