"""What can be wrong with a template in Liquid."""

from typing import Final

from app.domain.problems import TemplateProblem, declared

SYNTAX: Final = declared("template.liquid.syntax", "{what}", remedy="{remedy}", kind=TemplateProblem)
NOT_ALLOWED: Final = declared(
    "template.liquid.not-allowed", "A template cannot use {what}", remedy="{remedy}", kind=TemplateProblem
)
NO_FILTER: Final = declared(
    "template.liquid.no-filter", "There is no filter called “{name}”", remedy="{remedy}", kind=TemplateProblem
)
TAKES: Final = declared("template.liquid.takes", "The filter “{name}” takes {takes}", kind=TemplateProblem)
LITERAL: Final = declared(
    "template.liquid.literal",
    "The filter “{name}” needs {what} that is written in the template",
    remedy="As in {{{{ {example} }}}}.",
    kind=TemplateProblem,
)
CANNOT_WRITE: Final = declared(
    "template.liquid.cannot-write", "Liquid cannot say {what}", remedy="{remedy}", kind=TemplateProblem
)
