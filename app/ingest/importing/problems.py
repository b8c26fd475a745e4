"""What can stand in the way of an import, and of what is asked about imports."""

from typing import Final

from app.domain.problems import ImportProblem, NotFound, declared

# History.

NO_IMPORT: Final = declared(
    "ingest.importing.no-import",
    "There is no import number {number}",
    remedy="The import history lists them.",
    kind=NotFound,
)

# Undo.

TAKEN_BACK: Final = declared("ingest.importing.taken-back", "Import {number} was taken back already")

# Rereading.

READ_OTHERWISE: Final = declared("ingest.importing.read-otherwise", "{what}", "{why}", "{remedy}", kind=ImportProblem)

# File import.

OTHER_KIND: Final = declared(
    "ingest.importing.other-kind",
    "The mapping is for {of}, not {kind}",
    remedy="Infer one anew, or change its kind.",
    kind=ImportProblem,
)

# File groups.

TRIED: Final = declared("ingest.importing.tried", "{problem}", kind=ImportProblem)

# Joining and taking apart.

ONE_ALONE: Final = declared(
    "ingest.importing.one-alone", "That is one person already", remedy="Name two people or more to be joined."
)
NO_SUCH_PERSON: Final = declared(
    "ingest.importing.no-such-person", "One of these people is no longer in the project", kind=NotFound
)
NO_PERSON: Final = declared(
    "ingest.importing.no-person",
    "Nobody goes by {identifier}",
    remedy="Name a customer number, an address, a phone number or another number of the person.",
    kind=NotFound,
)
ONLY_ONE: Final = declared(
    "ingest.importing.only-one",
    "{identifier} is all that this person goes by",
    remedy="There is nothing to take apart.",
)
NOT_JOINED: Final = declared(
    "ingest.importing.not-joined",
    "Nobody joined {identifier} to others by hand",
    "Files say that it is one person",
    "Name what is another person's: {others}.",
)
ONE_ROW: Final = declared(
    "ingest.importing.one-row",
    "{identifier} cannot be taken from {other}",
    "Line {number} of {file} names both in one row",
    "Take that import back, mend the row and import the file again.",
)
CANNOT_PART: Final = declared(
    "ingest.importing.cannot-part",
    "{identifier} cannot be taken from the rest of this person",
    "Rows that name both say that it is theirs",
    "Take those imports back, mend them and import them again.",
)

# Settings of identifiers.

NO_KIND: Final = declared(
    "ingest.importing.no-kind", "No identifier is called “{kind}”", remedy="There are {known}.", kind=NotFound
)
NO_VALUE: Final = declared("ingest.importing.no-value", "Nothing was named to be blocked", remedy="Write the value.")
NOT_BLOCKED: Final = declared(
    "ingest.importing.not-blocked", "{value} is not blocked", remedy="The list of kinds shows what is.", kind=NotFound
)
LIMIT: Final = declared(
    "ingest.importing.limit", "A limit of values lies from 1 to {most}", remedy="Leave it out for no limit."
)

# Orders that stand out.

NO_SUCH_ORDER: Final = declared(
    "ingest.importing.no-such-order",
    "One of these orders is not there any more",
    remedy="Look at the orders that stand out again.",
    kind=NotFound,
)
NO_ORDER_DECISION: Final = declared(
    "ingest.importing.no-order-decision",
    "No decision {number} about an order stands",
    remedy="quality PROJECT --decisions lists those that do.",
    kind=NotFound,
)
WOULD_RENEW: Final = declared(
    "ingest.importing.would-renew",
    "{name} says yes at a later time for {who} who had withdrawn, or said no",
    "They could be written to again, so nothing is brought in before somebody has agreed",
    "Bring it in yourself: the import says it again and can be taken back.",
    kind=ImportProblem,
)
UNFIT_RECIPE: Final = declared(
    "ingest.importing.unfit-recipe",
    "{what}",
    "Nothing was imported.",
    "State the recipe with --recipe (or a mapping with --map): with the headers of now, or [] for none.",
    kind=ImportProblem,
)
