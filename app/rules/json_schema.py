"""The form of a rule as JSON Schema (draft 2020-12), for editors and programs that write rules.

It tells forms only: which names there are, and which operators their types have, the project says.
"""

import json
from importlib import resources
from typing import Any


def schema() -> dict[str, Any]:
    """The schema, as `resources/rules` has it."""
    text = resources.files("resources").joinpath("rules", "segment-rule.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
