"""What can be wrong with a template in Jinja2."""

from typing import Final

from app.domain.problems import TemplateProblem, declared

# Parser.

TOO_DEEP_OR_LONG: Final = declared(
    "template.jinja.too-deep-or-long",
    "The template is nested too deeply or holds a number that is too long",
    remedy="Take it apart.",
    kind=TemplateProblem,
)
TOO_MANY_WORDS: Final = declared(
    "template.jinja.too-many-words",
    "The template's tags and fields have over 200,000 words and signs",
    remedy="Take it apart.",
    kind=TemplateProblem,
)
SOURCE_TOO_LONG: Final = declared(
    "template.jinja.source-too-long",
    "The template is longer than a million characters",
    remedy="Shorten it.",
    kind=TemplateProblem,
)
HIDDEN_CHARACTER: Final = declared(
    "template.jinja.hidden-character",
    "The template holds a {kind} character",
    remedy="Delete it.",
    kind=TemplateProblem,
)
NESTED_TOO_DEEP: Final = declared(
    "template.jinja.nested-too-deep", "Conditions and loops are nested too deeply", kind=TemplateProblem
)
RECURSIVE_LOOP: Final = declared(
    "template.jinja.recursive-loop", "A recursive loop is not allowed", remedy="Use a plain loop.", kind=TemplateProblem
)
ONE_NAME: Final = declared("template.jinja.one-name", "Only one name can be given a value here", kind=TemplateProblem)
LOOP_TAKEN: Final = declared(
    "template.jinja.loop-taken", "The name “loop” is taken", remedy="Choose another.", kind=TemplateProblem
)
TOO_MANY: Final = declared(
    "template.jinja.too-many",
    "The template has over 10,000 fields and conditions",
    remedy="Take it apart.",
    kind=TemplateProblem,
)
EXPRESSION_TOO_DEEP: Final = declared(
    "template.jinja.expression-too-deep",
    "The expression is nested too deeply",
    remedy="Split it with set.",
    kind=TemplateProblem,
)
NO_STEP: Final = declared("template.jinja.no-step", "A slice with a step is not allowed", kind=TemplateProblem)
NO_LOOP_PART: Final = declared(
    "template.jinja.no-loop-part", "A loop has no “{part}”", remedy="It has {parts}.", kind=TemplateProblem
)
TOO_MANY_JOINED: Final = declared(
    "template.jinja.too-many-joined",
    "Too many texts are joined by ~",
    remedy="Write them one by one.",
    kind=TemplateProblem,
)
NUMBER_TOO_LARGE: Final = declared(
    "template.jinja.number-too-large", "A number is too large", remedy="Shorten it.", kind=TemplateProblem
)
UNDERSCORE: Final = declared(
    "template.jinja.underscore",
    "“{name}” begins with an underscore",
    remedy="No merge field does.",
    kind=TemplateProblem,
)
SPREAD: Final = declared("template.jinja.spread", "* and ** are not allowed in a template", kind=TemplateProblem)
NOT_ALLOWED: Final = declared(
    "template.jinja.not-allowed", "A template cannot use {what}", remedy="{remedy}.", kind=TemplateProblem
)

# Syntax.

SYNTAX: Final = declared(
    "template.jinja.syntax", "The template cannot be read", "{why}", "{remedy}", kind=TemplateProblem
)

# Conversion.

CANNOT_WRITE: Final = declared(
    "template.jinja.cannot-write", "Jinja2 cannot say {what}", remedy="Choose another name.", kind=TemplateProblem
)
