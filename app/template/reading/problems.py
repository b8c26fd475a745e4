"""What can be wrong with a source in any language that we read by ourselves."""

from typing import Final

from app.domain.problems import TemplateProblem, declared

SOURCE_TOO_LONG: Final = declared(
    "template.reading.source-too-long",
    "The template is longer than a million characters",
    remedy="Shorten it.",
    kind=TemplateProblem,
)
HIDDEN_CHARACTER: Final = declared(
    "template.reading.hidden-character",
    "The template holds a {kind} character",
    remedy="Delete it.",
    kind=TemplateProblem,
)
TOO_MANY: Final = declared(
    "template.reading.too-many",
    "The template has over 10,000 fields and conditions",
    remedy="Take it apart.",
    kind=TemplateProblem,
)
TOO_DEEP: Final = declared(
    "template.reading.too-deep",
    "Conditions, loops or values are nested too deeply",
    remedy="Take them apart.",
    kind=TemplateProblem,
)
UNDERSCORE: Final = declared(
    "template.reading.underscore",
    "“{name}” begins with an underscore",
    remedy="No merge field does.",
    kind=TemplateProblem,
)
NUMBER_TOO_LARGE: Final = declared(
    "template.reading.number-too-large", "A number is too large", remedy="Shorten it.", kind=TemplateProblem
)
