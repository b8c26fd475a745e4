"""What can be wrong with the words of a command."""

from typing import Final

from app.domain.problems import Problem, TemplateProblem, declared


class WrongWords(Problem):
    """The call's words are off in a way that only the command can tell: exit status 2."""


# Opening.

NO_ENGINE: Final = declared(
    "commands.no-engine",
    "There is no engine “{asked}” here to ask",
    remedy="Leave --engine out, or give {known}",
    kind=WrongWords,
)

# Doctor.

DOES_NOT_WORK: Final = declared("commands.does-not-work", "This installation does not work: {failed}")

# Ingest.

WHICH_TABLE: Final = declared(
    "commands.which-table",
    "It is not said which table of {place} is meant",
    remedy="Give --query, or --table and one of these: {tables}",
    kind=WrongWords,
)
TABLE_OR_QUERY: Final = declared(
    "commands.table-or-query",
    "Both a table and a query are given",
    remedy="Give --table or --query",
    kind=WrongWords,
)
NO_DATABASE: Final = declared(
    "commands.no-database",
    "--table and --query are asked of a database, and “{file}” is a file",
    remedy="Leave them out, or give an address such as postgresql://host/database",
    kind=WrongWords,
)

# Audience.

WHICH_SEGMENT: Final = declared(
    "commands.which-segment",
    "{what} which segment is meant",
    remedy="Give a segment's name, or --rule and a file",
    kind=WrongWords,
)
WHO: Final = declared(
    "commands.who",
    "It is not said who is meant",
    remedy="Give a segment or --rule, then an email or a kind:value",
    kind=WrongWords,
)
FLOW_WITHOUT_START: Final = declared(
    "commands.flow-without-start",
    "The stages of two moments are compared only by themselves",
    remedy="Give --from, and --to if it is not now; keep other stages with --stages first",
    kind=WrongWords,
)

# Template.

NO_FOLDER: Final = declared(
    "commands.no-folder", "Rendering a whole segment needs a folder", remedy="Add --out DIR.", kind=TemplateProblem
)
RULE_OR_PEOPLE: Final = declared(
    "commands.rule-or-people",
    "A segment is kept from a rule or from a file of people",
    remedy="Give one of --rule and --people",
    kind=WrongWords,
)
NO_PEOPLE: Final = declared(
    "commands.no-people", "It is not said who is meant", remedy="Give keys, or --people with a file", kind=WrongWords
)
STATIC_EXPIRES: Final = declared(
    "commands.static-expires",
    "“{name}” is static: its people stay until they are taken off",
    remedy="Leave --expires out",
)
