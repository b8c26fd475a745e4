"""What can be wrong with a mapping."""

from typing import Final

from app.domain.problems import ImportProblem, NotFound, declared

# Map file.

NO_VERSION: Final = declared(
    "ingest.vocabulary.no-version", "Version {version} is not known", remedy="Write version 1.", kind=ImportProblem
)
NO_DELIMITER: Final = declared("ingest.vocabulary.no-delimiter", "A delimiter is one character", kind=ImportProblem)
NO_QUOTE: Final = declared(
    "ingest.vocabulary.no-quote",
    "The sign around cells is one character that is not the delimiter, or blank for none",
    kind=ImportProblem,
)
NO_ESCAPE: Final = declared(
    "ingest.vocabulary.no-escape", "The escape sign is a backslash, or blank for none", kind=ImportProblem
)
ENDS_BEFORE: Final = declared(
    "ingest.vocabulary.ends-before", "The last row stands before the first, on line {first}", kind=ImportProblem
)
NO_OBJECT: Final = declared("ingest.vocabulary.no-object", "An object in braces is wanted here", kind=ImportProblem)
NO_KEY: Final = declared(
    "ingest.vocabulary.no-key", "This key is not known", remedy="Known are {known}.", kind=ImportProblem
)
NO_SKIP: Final = declared("ingest.vocabulary.no-skip", "`skip` is true or false", kind=ImportProblem)
NO_TYPE: Final = declared(
    "ingest.vocabulary.no-type", "“{kind}” is no type", remedy="Write one of {types}.", kind=ImportProblem
)
NO_NAME: Final = declared(
    "ingest.vocabulary.no-name", "“{name}” is no name", remedy="Names are like {like}.", kind=ImportProblem
)
NO_DATE_FORMAT: Final = declared(
    "ingest.vocabulary.no-date-format", "“{style}” is no format of dates", "{why}", "{remedy}", kind=ImportProblem
)
NO_WORD: Final = declared(
    "ingest.vocabulary.no-word", "A word is wanted here", remedy="As granted, denied or pending.", kind=ImportProblem
)
READ_TWICE: Final = declared(
    "ingest.vocabulary.read-twice", "“{other}” is read as {to} too", remedy="Skip one of them.", kind=ImportProblem
)
NO_TEXT: Final = declared("ingest.vocabulary.no-text", "Text or null is wanted here", kind=ImportProblem)
NO_ROW: Final = declared(
    "ingest.vocabulary.no-row", "The number of a line is wanted here, or 0 for none", kind=ImportProblem
)
NO_ZONE: Final = declared("ingest.vocabulary.no-zone", "{what}", remedy="{remedy}", kind=ImportProblem)
NO_TIME: Final = declared("ingest.vocabulary.no-time", "{what}", remedy="{remedy}", kind=ImportProblem)
NO_EVENT: Final = declared(
    "ingest.vocabulary.no-event", "Either `name` or `name_from` is wanted here", kind=ImportProblem
)
NO_CONFLICT: Final = declared(
    "ingest.vocabulary.no-conflict", "“{found}” is not known", remedy="Write one of {known}.", kind=ImportProblem
)
NO_HEADERS: Final = declared("ingest.vocabulary.no-headers", "A list of headers is wanted here", kind=ImportProblem)

# File kind.

NO_KIND: Final = declared(
    "ingest.vocabulary.no-kind", "“{name}” is no kind of file", remedy="{verb} one of {kinds}.", kind=ImportProblem
)

# Ready-made mappings.

NO_COUNT: Final = declared(
    "ingest.vocabulary.no-count",
    "`enough` is a whole number from 0 to {most}, the number of headers in `may`",
    kind=ImportProblem,
)
TOO_FEW_HEADERS: Final = declared(
    "ingest.vocabulary.too-few-headers",
    "One header alone tells no tool",
    remedy="Name {least} headers at least in `must`, or in `may` with `enough`.",
    kind=ImportProblem,
)
IN_READY_MADE: Final = declared("ingest.vocabulary.in-ready-made", "{what}", remedy="{remedy}", kind=ImportProblem)
SAYS_PERMISSION: Final = declared(
    "ingest.vocabulary.says-permission",
    "A ready-made mapping says nothing of who may be mailed",
    "That is read from what stands in the column, each time",
    remedy="Leave this column out.",
    kind=ImportProblem,
)
ENDS_MAILING: Final = declared(
    "ingest.vocabulary.ends-mailing",
    "“{word}” ends mailing to somebody, and no ready-made mapping says otherwise",
    remedy="Leave this word out.",
    kind=ImportProblem,
)
KEPT_ALREADY: Final = declared(
    "ingest.vocabulary.kept-already",
    "There is a ready-made mapping “{name}” of yours already",
    remedy="Remove it first (`mappings remove {name}`), or choose another name.",
    kind=ImportProblem,
)
NO_READY_MADE: Final = declared(
    "ingest.vocabulary.no-ready-made",
    "There is no ready-made mapping “{name}”",
    remedy="`mappings list` names them; those that come with Quillwork cannot be removed.",
    kind=NotFound,
)
