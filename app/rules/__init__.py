"""What is asked of an audience: rules as trees, their grammar and operators, and how they are said in English.

The kinds of condition stand in `app.conditions`, which fills in what a rule may begin with.
"""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.rules.checks import Check, Face, Faces, Has, Inside, There, expression_of, month_day, one_decides, year_of
    from app.rules.condition_kind import KINDS, Condition, Needs, Step
    from app.rules.english import condition
    from app.rules.grammar import GROUPS, Rule
    from app.rules.json_schema import RuleForm, rule_form
    from app.rules.operator_checks import AMOUNT_SCALE, Ask, Limits, limits, scaled
    from app.rules.operators import WHOLE, Operator, of_type, operator
    from app.rules.patterns import rewritten
    from app.rules.phrases import Clause, EventWords
    from app.rules.problems import PatternProblem, UnknownName
    from app.rules.starters import STARTERS
    from app.rules.tree import Group, Node, leaves, live, normal
    from app.rules.vocabulary import TIME_PARTS, KnownSegment, Named, Names, near
    from app.rules.windows import (
        Between,
        Bounds,
        Duration,
        FromTo,
        Last,
        Window,
        bounds,
        day_number,
        day_start,
        local_time,
        moved,
        previous,
    )

HOMES: Final = {
    "checks": "Check Face Faces Has Inside There expression_of month_day one_decides year_of",
    "condition_kind": "KINDS Condition Needs Step",
    "english": "condition",
    "grammar": "GROUPS Rule",
    "operator_checks": "AMOUNT_SCALE Ask Limits limits scaled",
    "operators": "WHOLE Operator of_type operator",
    "patterns": "rewritten",
    "phrases": "Clause EventWords",
    "problems": "PatternProblem UnknownName",
    "json_schema": "RuleForm rule_form",
    "starters": "STARTERS",
    "tree": "Group Node leaves live normal",
    "vocabulary": "TIME_PARTS KnownSegment Named Names near",
    "windows": "Between Bounds Duration FromTo Last Window bounds day_number day_start local_time moved previous",
}

__all__ = [
    "AMOUNT_SCALE",
    "GROUPS",
    "KINDS",
    "STARTERS",
    "TIME_PARTS",
    "WHOLE",
    "Ask",
    "Between",
    "Bounds",
    "Check",
    "Clause",
    "Condition",
    "Duration",
    "EventWords",
    "Face",
    "Faces",
    "FromTo",
    "Group",
    "Has",
    "Inside",
    "KnownSegment",
    "Last",
    "Limits",
    "Named",
    "Names",
    "Needs",
    "Node",
    "Operator",
    "PatternProblem",
    "Rule",
    "RuleForm",
    "Step",
    "There",
    "UnknownName",
    "Window",
    "bounds",
    "builder",
    "coded_values",
    "comparands",
    "condition",
    "day_number",
    "day_start",
    "digit_spellings",
    "english",
    "expiry",
    "expression_of",
    "grammar",
    "leaves",
    "limits",
    "live",
    "local_time",
    "month_day",
    "moved",
    "near",
    "normal",
    "of_type",
    "one_decides",
    "operator",
    "phrases",
    "previous",
    "rewritten",
    "rule_form",
    "scaled",
    "spoken_time",
    "trait_phrases",
    "vocabulary",
    "windows",
    "year_of",
]


__getattr__ = lazy(__name__, HOMES)
