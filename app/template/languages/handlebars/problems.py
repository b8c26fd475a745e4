"""What can be wrong with a template in Handlebars."""

from typing import Final

from app.domain.problems import TemplateProblem, declared

SYNTAX: Final = declared("template.handlebars.syntax", "{what}", remedy="{remedy}", kind=TemplateProblem)
NOT_ALLOWED: Final = declared(
    "template.handlebars.not-allowed", "A template cannot use {what}", remedy="{remedy}", kind=TemplateProblem
)
NO_HELPER: Final = declared(
    "template.handlebars.no-helper", "There is no helper called “{name}”", remedy="{remedy}", kind=TemplateProblem
)
CANNOT_WRITE: Final = declared(
    "template.handlebars.cannot-write", "Handlebars cannot say {what}", remedy="{remedy}", kind=TemplateProblem
)
