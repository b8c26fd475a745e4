"""How Jinja writes the code of a template, made so that whoever waits for it can stop it."""

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator

from app.domain.background import tick


class Generator(CodeGenerator):
    """Jinja's writer of code, which can be stopped."""

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        """Write one node."""
        tick()
        return super().visit(node, *args, **kwargs)
