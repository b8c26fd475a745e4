"""`"expires": {"days": 90}` beside a rule's outermost group: who has done nothing relevant for so long drops out.

Relevant is an event that one of the rule's own conditions asks for, with the same details (`where`): of a condition on
events the events that it counts, of a sequence each step that has to have happened. What is asked not to have happened
(“exactly 0 times”, “at most”, “less than”, below “none of”, a step with “not”) and what is muted is not looked for.
Where nothing is left, any event is relevant.
"""

import json
from typing import Any, Final

Json = Any

KEY: Final = "expires"
_ANY: Final = ({"event": "*"},)
_FEW: Final = ("<", "<=")


def condition(rule: Json, length: Json) -> Json:
    """As a rule: that something relevant to `rule`, which is sound, was done within the length of time."""
    tests = [{**deed, "within": {"last": length}} for deed in relevant(rule)]
    return tests[0] if len(tests) == 1 else {"any": tests}


def relevant(rule: Json) -> list[Json]:
    """The events that count, as `event` and `where`, each once and in the rule's order."""
    found = {json.dumps(deed, sort_keys=True): deed for deed in _asked(rule)}
    return list(found.values()) or list(_ANY)


def _asked(rule: Json) -> list[Json]:
    if rule.get("muted"):
        return []
    for kind in ("all", "any"):
        if kind in rule:
            return [deed for child in rule[kind] for deed in _asked(child)]
    if "sequence" in rule:
        return [_deed(step) for step in rule["sequence"] if not step.get("not")]
    return [_deed(rule)] if "event" in rule and not _satisfied_by_none(rule) else []


def _deed(body: Json) -> Json:
    return {key: body[key] for key in ("event", "where") if key in body}


def _satisfied_by_none(test: Json) -> bool:
    """Whether somebody who never did it can satisfy a condition on events."""
    if test.get("trend") == "falling":
        return True
    if "op" not in test or test.get("measure", "count") not in ("count", "distinct"):
        return False
    op, value = test["op"], test.get("value")
    return op in _FEW or (op == "=" and value == 0) or (op == "between" and value[0] == 0)
