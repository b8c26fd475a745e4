"""What is asked of an audience: the grammar of rules, their operators, and how they are said in English."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.rules.checks import Check, Face, Faces, Inside, month_day, year_of
    from app.rules.english import condition
    from app.rules.event_grammar import DAY, MEASURES
    from app.rules.grammar import GROUPS, Rule, parse
    from app.rules.operator_checks import AMOUNT_SCALE, Ask, Limits, limits, scaled
    from app.rules.operators import Operator, of_type, operator
    from app.rules.starters import STARTERS
    from app.rules.tree import (
        WHOLE,
        ConsentTest,
        Deed,
        EventTest,
        FirstTime,
        Group,
        Leaf,
        Measured,
        MoreOften,
        NearTest,
        Node,
        PropertyTest,
        SampleTest,
        SegmentTest,
        SuppressedTest,
        TagTest,
        TraitTest,
        Trend,
        Unresolved,
        leaves,
        live,
    )
    from app.rules.vocabulary import TIME_PARTS, KnownSegment, Named, Names, near
    from app.rules.windows import (
        Between,
        Bounds,
        Duration,
        Last,
        bounds,
        day_number,
        day_start,
        local_time,
        moved,
        previous,
    )

HOMES: Final = {
    "checks": "Check Face Faces Inside month_day year_of",
    "english": "condition",
    "event_grammar": "DAY MEASURES",
    "grammar": "GROUPS Rule parse",
    "operator_checks": "AMOUNT_SCALE Ask Limits limits scaled",
    "operators": "Operator of_type operator",
    "starters": "STARTERS",
    "tree": (
        "ConsentTest Deed EventTest FirstTime Group Leaf Measured MoreOften NearTest Node PropertyTest "
        "SampleTest SegmentTest SuppressedTest TagTest TraitTest Trend Unresolved WHOLE leaves live"
    ),
    "vocabulary": "KnownSegment Named Names TIME_PARTS near",
    "windows": "Between Bounds Duration Last bounds day_number day_start local_time moved previous",
}

__all__ = [
    "AMOUNT_SCALE",
    "DAY",
    "GROUPS",
    "MEASURES",
    "STARTERS",
    "TIME_PARTS",
    "WHOLE",
    "Ask",
    "Between",
    "Bounds",
    "Check",
    "ConsentTest",
    "Deed",
    "Duration",
    "EventTest",
    "Face",
    "Faces",
    "FirstTime",
    "Group",
    "Inside",
    "KnownSegment",
    "Last",
    "Leaf",
    "Limits",
    "Measured",
    "MoreOften",
    "Named",
    "Names",
    "NearTest",
    "Node",
    "Operator",
    "PropertyTest",
    "Rule",
    "SampleTest",
    "SegmentTest",
    "SuppressedTest",
    "TagTest",
    "TraitTest",
    "Trend",
    "Unresolved",
    "bounds",
    "coded_values",
    "condition",
    "day_number",
    "day_start",
    "digit_spellings",
    "english",
    "grammar",
    "leaves",
    "limits",
    "live",
    "local_time",
    "month_day",
    "moved",
    "near",
    "of_type",
    "operator",
    "parse",
    "phrases",
    "previous",
    "scaled",
    "trait_phrases",
    "vocabulary",
    "windows",
    "year_of",
]


__getattr__ = lazy(__name__, HOMES)
