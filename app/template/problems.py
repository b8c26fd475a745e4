"""What can go wrong with templates, whatever language they are written in."""

from typing import Final

from app.domain.problems import NotFound, TemplateProblem, declared

# Filters.

NO_CALL: Final = declared(
    "template.no-call",
    "There is no {kind} called “{name}”",
    remedy="{remedy}",
    kind=TemplateProblem,
)
TAKES: Final = declared("template.takes", "The {kind} “{name}” takes {takes}", kind=TemplateProblem)

# Construct markers.

TOO_MANY_CONSTRUCTS: Final = declared(
    "template.too-many-constructs",
    "The template has too many merge fields and conditions",
    remedy="Take it apart.",
    kind=TemplateProblem,
)
CAME_APART: Final = declared(
    "template.came-apart",
    "A condition or loop begins and ends in places that do not belong together",
    remedy="Let it stand around whole elements.",
    kind=TemplateProblem,
)

# Values.

TEXT_TOO_LONG: Final = declared(
    "template.text-too-long",
    "An expression makes a text of over 100,000 characters",
    remedy="Shorten it.",
    kind=TemplateProblem,
)
LIST_TOO_LONG: Final = declared(
    "template.list-too-long",
    "An expression makes a list of over 100,000 entries",
    remedy="Shorten it.",
    kind=TemplateProblem,
)

# Plaintext.

NO_TEXT_PART: Final = declared(
    "template.no-text-part",
    "{what}",
    remedy="Or write the text part yourself.",
    kind=TemplateProblem,
)

# Engine.

TOO_DEEP: Final = declared(
    "template.too-deep",
    "The template is nested too deeply",
    remedy="Take it apart.",
    kind=TemplateProblem,
)
EMAIL_TOO_LONG: Final = declared(
    "template.email-too-long",
    "The email is longer than two million characters",
    remedy="Shorten its loops.",
    kind=TemplateProblem,
)
TOO_MUCH_WORK: Final = declared(
    "template.too-much-work",
    "What is worked out here takes more than one email may",
    remedy="Work with a slice, as {slice}, or set it once, outside of the loop.",
    kind=TemplateProblem,
)
TOO_MANY_ROUNDS: Final = declared(
    "template.too-many-rounds",
    "The loops of this template go round too often",
    remedy="Loop over a slice, as {slice}.",
    kind=TemplateProblem,
)
TOO_LARGE_LISTS: Final = declared(
    "template.too-large-lists",
    "The lists of this template hold more than an email can",
    remedy="Shorten them.",
    kind=TemplateProblem,
)

# Bounds.

MJML_TOO_MANY: Final = declared(
    "template.mjml-too-many",
    "The MJML has over {elements}",
    remedy="Take it apart.",
    kind=TemplateProblem,
)
MJML_TOO_LONG: Final = declared(
    "template.mjml-too-long",
    "The MJML becomes over two million characters of HTML",
    remedy="Take it apart.",
    kind=TemplateProblem,
)
ELEMENTS_TOO_DEEP: Final = declared(
    "template.elements-too-deep",
    "{what} is nested deeper than {elements}",
    remedy="Take out the elements around it that nothing needs, or close those that were left open.",
    kind=TemplateProblem,
)

# Mjml.

MJML_UNREADABLE: Final = declared(
    "template.mjml-unreadable",
    "The MJML cannot be read",
    "{why}",
    "Look at its elements.",
    kind=TemplateProblem,
)
MJML_NO_PLACE: Final = declared(
    "template.mjml-no-place",
    "MJML has no place for what stands here",
    remedy="Put it into an mj-text, or around whole elements of the mj-body.",
    kind=TemplateProblem,
)

# Compiler.

NO_ESP: Final = declared(
    "template.no-esp",
    "There is no ESP called “{esp}”",
    remedy="There are {known}.",
    kind=TemplateProblem,
)

# Store.

NAMELESS: Final = declared("template.nameless", "A template needs a name", kind=TemplateProblem)
TAKEN_SINCE: Final = declared(
    "template.taken-since",
    "There is a template called “{name}” again",
    remedy="Rename that one, then undo.",
    kind=TemplateProblem,
)
TAKEN: Final = declared(
    "template.taken",
    "The name “{name}” is taken or empty",
    remedy="Choose another.",
    kind=TemplateProblem,
)
NO_TEMPLATE: Final = declared(
    "template.no-template",
    "There is no template called “{name}”",
    remedy="Templates: {names}.",
    kind=NotFound,
)

#   init  .

NO_LANGUAGE: Final = declared(
    "template.no-language",
    "Templates in {name} cannot be read",
    remedy="Write the template in {titles}.",
    kind=TemplateProblem,
)

# Conversion.

NOT_WRITTEN: Final = declared(
    "template.not-written",
    "No template can be converted into {title}",
    remedy="Choose another language.",
    kind=TemplateProblem,
)
CANNOT_CONVERT: Final = declared(
    "template.cannot-convert",
    "{title} cannot say all that this template says",
    "{lines}",
    "Change those lines, or keep the template as it is.",
    kind=TemplateProblem,
)
NO_ORIGIN: Final = declared(
    "template.no-origin",
    "Tags of “{name}” cannot be read",
    remedy="There are {names}.",
    kind=TemplateProblem,
)
