"""What can be wrong with a rule."""

from typing import Final

from app.domain.problems import Problem, RuleProblem, declared
from storage.file import contents


class PatternProblem(Problem):
    """A pattern that a rule may not use."""


class UnknownName(RuleProblem):
    """A rule names something that the project has never held: refused, or only warned about where muted."""


# Patterns.


UNOPENED: Final = declared(
    "rules.unopened", "a closing bracket has no opening one", remedy="{look}", kind=PatternProblem
)
REPEATED_END: Final = declared(
    "rules.repeated-end", "an end of the text cannot be repeated", remedy="{look}", kind=PatternProblem
)
REPEATED_TWICE: Final = declared(
    "rules.repeated-twice",
    "a repetition cannot be repeated",
    remedy="Put the inner one in brackets",
    kind=PatternProblem,
)
REPEATED_TOO_OFTEN: Final = declared(
    "rules.repeated-too-often", "it repeats more than {most} times", remedy="Use + or * instead", kind=PatternProblem
)
HOW_OFTEN: Final = declared(
    "rules.how-often", "curly brackets must hold how often, as {{2}} or {{2,4}}", remedy="{look}", kind=PatternProblem
)
NOTHING_TO_REPEAT: Final = declared(
    "rules.nothing-to-repeat",
    "{sign} stands where nothing can be repeated",
    remedy="Write \\{sign} for the sign itself",
    kind=PatternProblem,
)
NO_FLAGS: Final = declared(
    "rules.no-flags", "look-around, named groups and flags are not allowed", remedy="Use plain ( )", kind=PatternProblem
)
UNCLOSED: Final = declared(
    "rules.unclosed", "an opening bracket is never closed", remedy="Write \\( for the sign itself", kind=PatternProblem
)
NO_ESCAPE: Final = declared(
    "rules.no-escape",
    "\\{sign} is not allowed",
    remedy="Back-references and word borders have no meaning here",
    kind=PatternProblem,
)
CLASS_UNCLOSED: Final = declared(
    "rules.class-unclosed", "a class is never closed", remedy="Close it with ]", kind=PatternProblem
)
NAMED_CLASS: Final = declared(
    "rules.named-class",
    "named classes are not allowed",
    remedy="Write the characters out, as [a-z]",
    kind=PatternProblem,
)
BACKWARDS: Final = declared(
    "rules.backwards", "a range in a class runs backwards", remedy="{look}", kind=PatternProblem
)
NO_ESCAPE_IN_CLASS: Final = declared(
    "rules.no-escape-in-class", "\\{sign} is not allowed in a class", remedy="{look}", kind=PatternProblem
)
# Comparands.


NO_TEXT: Final = declared(
    "rules.no-text", "a text belongs here, not {given}", remedy="Write it in quotes", kind=RuleProblem
)
EMPTY_TEXT: Final = declared(
    "rules.empty-text",
    "it compares with an empty text",
    remedy="Use is_set or is_not_set to ask whether there is one",
    kind=RuleProblem,
)
NO_TEXTS: Final = declared("rules.no-texts", "a list of texts belongs here, not {given}", kind=RuleProblem)
EMPTY_LIST: Final = declared(
    "rules.empty-list", "it compares with an empty list", remedy="Name at least one value", kind=RuleProblem
)
PATTERN: Final = declared("rules.pattern", "the pattern cannot be used: {what}", remedy="{remedy}", kind=RuleProblem)
NO_NUMBER: Final = declared(
    "rules.no-number", "a number belongs here, not {given}", remedy="{remedy}", kind=RuleProblem
)
TOO_LARGE: Final = declared(
    "rules.too-large",
    "{number} is beyond what is counted here",
    remedy="Use at most 15 digits and 12 decimals",
    kind=RuleProblem,
)
NO_WHOLE_NUMBER: Final = declared(
    "rules.no-whole-number", "a whole number from {low} to {high} belongs here, not {given}", kind=RuleProblem
)
WITHOUT_TIME: Final = declared(
    "rules.without-time", "a date without a time belongs here", remedy="Write it as 2011-12-09", kind=RuleProblem
)
NO_DATE: Final = declared(
    "rules.no-date",
    "a date belongs here, not {given}",
    remedy="Write it as 2011-12-09 or 2011-12-09T12:50:00",
    kind=RuleProblem,
)
TWO_DATES: Final = declared(
    "rules.two-dates",
    "“{date}” is either {first} or {other}",
    remedy="Write it as {first} or {other}",
    kind=RuleProblem,
)
NO_LENGTH: Final = declared(
    "rules.no-length", "a length of time belongs here, not {given}", remedy="{example}", kind=RuleProblem
)
NO_UNIT: Final = declared("rules.no-unit", "“{unit}” is no unit of time", remedy="{example}", kind=RuleProblem)
NO_NUMBER_OF: Final = declared(
    "rules.no-number-of", "{given} is no number of {unit}", remedy="Use a positive whole number", kind=RuleProblem
)
NO_HOURS: Final = declared(
    "rules.no-hours", "a date knows no hours", remedy="Use days, weeks or months", kind=RuleProblem
)
TURNED_ROUND: Final = declared(
    "rules.turned-round",
    "nothing lies between {first} and {second}, for the lower comes first",
    remedy="Write it as {right}",
    kind=RuleProblem,
)
NO_TWO: Final = declared(
    "rules.no-two", "two values belong here, not {given}", remedy="Write them as [low, high]", kind=RuleProblem
)
NO_VALUE: Final = declared(
    "rules.no-value", "this operator takes no value", remedy="Leave the value out", kind=RuleProblem
)
# Vocabulary.


DAMAGED_SEGMENT: Final = declared(
    "rules.damaged-segment", "the rule of the segment “{name}” is damaged", remedy=contents.DAMAGED, kind=RuleProblem
)
SEGMENT_GONE: Final = declared(
    "rules.segment-gone", "this segment is no longer there", remedy="Choose another one", kind=UnknownName
)
NO_PRODUCT: Final = declared(
    "rules.no-product",
    "{events} names no product",
    remedy="Use an event of one product, such as ordered_product",
    kind=UnknownName,
)
UNKNOWN: Final = declared("rules.unknown", "there is no {kind} called “{name}”", "{why}", "{remedy}", kind=UnknownName)
# Grammar.


HALF_A_CHARACTER: Final = declared(
    "rules.half-a-character", "the rule holds half of a character", remedy="Write the whole character", kind=RuleProblem
)
NO_RULE: Final = declared(
    "rules.no-rule",
    "a rule belongs here, not {given}",
    remedy='Write one as {{"trait": "city", "op": "is_set"}}',
    kind=RuleProblem,
)
TOO_DEEP: Final = declared("rules.too-deep", "groups are nested more than {most} deep", kind=RuleProblem)
NO_NOTE: Final = declared("rules.no-note", "a note is a text, not {given}", kind=RuleProblem)
NO_FLAG: Final = declared("rules.no-flag", "“{key}” is true or false, not {given}", kind=RuleProblem)
NO_LIST: Final = declared("rules.no-list", "“{kind}” holds a list of rules, not {given}", kind=RuleProblem)
EXPIRES_ALONE: Final = declared(
    "rules.expires-alone",
    "“expires” stands beside the outermost group",
    remedy="Put the condition into “all”, and “expires” beside that",
    kind=RuleProblem,
)
NO_KIND: Final = declared("rules.no-kind", "no kind of rule is called “{wrong}”", remedy="{remedy}", kind=RuleProblem)
MEANINGLESS: Final = declared("rules.meaningless", "“{key}” means nothing here", remedy="{remedy}", kind=RuleProblem)
NO_NAME: Final = declared("rules.no-name", "a name belongs here, not {given}", kind=RuleProblem)
NO_OPERATOR: Final = declared("rules.no-operator", "an operator is missing", remedy="{remedy}", kind=RuleProblem)
NO_CASE: Final = declared(
    "rules.no-case", "“case” means nothing to {operator}", remedy="It is for text and lists", kind=RuleProblem
)
VALUE_MISSING: Final = declared("rules.value-missing", "{operator} needs a value", kind=RuleProblem)
UNKNOWN_OPERATOR: Final = declared(
    "rules.unknown-operator", "“{key}” is no operator for {called}", remedy="{remedy}", kind=UnknownName
)
NOT_AMONG: Final = declared(
    "rules.not-among", "there is no {kind} called “{found}”", remedy="{remedy}", kind=RuleProblem
)
