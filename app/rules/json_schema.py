"""The form of a rule as JSON Schema (draft 2020-12), for editors and programs that write rules.

It tells forms only: which names there are, and which operators their types have, the project says.
"""

import json
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class RuleForm:
    """The schema, as `resources/rules` has it."""

    text: str

    def document(self) -> dict[str, Any]:
        """The schema itself."""
        found: dict[str, Any] = json.loads(self.text)
        return found


def rule_form() -> RuleForm:
    """The form of every rule."""
    file = resources.files("resources").joinpath("rules", "segment-rule.schema.json")
    return RuleForm(file.read_text("utf-8"))
