"""What can be wrong with a database that is to be asked, by the place where it is to be mended."""

from typing import Final

from app.domain.problems import ImportProblem, declared


class AddressProblem(ImportProblem):
    """The address leads nowhere, or to what cannot be asked here."""


class AccessProblem(ImportProblem):
    """User or password are not those that the database lets in."""


class UserProblem(AccessProblem):
    """It is not said who asks."""


class QueryProblem(ImportProblem):
    """The table or the query is not one that the database can answer."""


# Addresses.

BAD_ADDRESS: Final = declared(
    "ingest.databases.bad-address",
    "This is no address of a database",
    "{why}",
    "Write it as postgresql://host/database, mysql://host/database or sqlite:///path/to/file.db.",
    kind=AddressProblem,
)
NO_KIND: Final = declared(
    "ingest.databases.no-kind",
    "No kind of database is called “{name}” here",
    "{why}",
    "Begin the address with {known}, or export the table as CSV, and import that.",
    kind=AddressProblem,
)
NO_DRIVER: Final = declared(
    "ingest.databases.no-driver",
    "Databases of the kind {name} need the package {package}, which is not installed",
    remedy="Install it where Quillwork runs (pip install {package}), or export the table as CSV, and import that.",
    kind=AddressProblem,
)
NO_FILE: Final = declared(
    "ingest.databases.no-file",
    "There is no database file {name}",
    remedy="Look for it in {folder}, and write its whole path behind sqlite:///.",
    kind=AddressProblem,
)
NO_HOST: Final = declared(
    "ingest.databases.no-host",
    "There is no computer called “{host}” to be found",
    remedy="Look for a slip in the address, and whether this computer is in that network.",
    kind=AddressProblem,
)
REFUSED: Final = declared(
    "ingest.databases.refused",
    "{host} takes no connections on port {port}",
    remedy="Check the port in the address, and whether the database runs and may be reached from this computer.",
    kind=AddressProblem,
)
NO_ANSWER: Final = declared(
    "ingest.databases.no-answer",
    "{host} does not answer",
    "It was given {seconds} s",
    "Check the address, and whether this computer is in that network (a VPN, a firewall).",
    kind=AddressProblem,
)
NO_SUCH_DATABASE: Final = declared(
    "ingest.databases.no-such-database",
    "{host} has no database “{name}” for this user",
    remedy="Check what stands behind the last / of the address.",
    kind=AddressProblem,
)
NOT_OPENED: Final = declared(
    "ingest.databases.not-opened",
    "{place} cannot be opened",
    "{why}",
    "Check the address, or export the table as CSV, and import that.",
    kind=AddressProblem,
)

# Access.

WRONG_PASSWORD: Final = declared(
    "ingest.databases.wrong-password",
    "{place} does not accept this user with this password",
    remedy="Check both, and whether this user may connect from this computer.",
    kind=AccessProblem,
)
PASSWORD_WANTED: Final = declared(
    "ingest.databases.password-wanted", "{place} wants a password", remedy="{remedy}", kind=AccessProblem
)
USER_WANTED: Final = declared(
    "ingest.databases.user-wanted",
    "A password was given for {place}, and no user",
    remedy="Say who the password is of: in the field User, or in the address, as postgresql://user@host/database.",
    kind=UserProblem,
)
NOT_LET_IN: Final = declared(
    "ingest.databases.not-let-in",
    "{place} let nobody in",
    "It says: {why}",
    "Check user and password, or ask whoever looks after the database.",
    kind=AccessProblem,
)

# Tables and queries.

NO_TABLES: Final = declared(
    "ingest.databases.no-tables",
    "{place} shows this user no table",
    remedy="Check the database in the address, or ask for the right to read its tables.",
    kind=QueryProblem,
)
NO_SUCH_TABLE: Final = declared(
    "ingest.databases.no-such-table",
    "{place} has no table “{table}”",
    remedy="It has {tables}.",
    kind=QueryProblem,
)
NOT_READ: Final = declared(
    "ingest.databases.not-read",
    "This user may not read that",
    "The database says: {why}",
    "Ask whoever looks after the database for the right to read it.",
    kind=QueryProblem,
)
UNKNOWN_NAME: Final = declared(
    "ingest.databases.unknown-name",
    "The query names what the database has not",
    "It says: {why}",
    "Look for a slip in the name.",
    kind=QueryProblem,
)
SYNTAX: Final = declared(
    "ingest.databases.syntax",
    "The database does not understand the query",
    "It says: {why}",
    "Mend the query there.",
    kind=QueryProblem,
)
FAILED: Final = declared(
    "ingest.databases.failed",
    "The database could not answer the query",
    "It says: {why}",
    "Mend the query, or try it again later.",
    kind=QueryProblem,
)
WRITES: Final = declared(
    "ingest.databases.writes",
    "This would change the database, and Quillwork only reads it",
    remedy="Ask with one SELECT.",
    kind=QueryProblem,
)
NO_QUERY: Final = declared(
    "ingest.databases.no-query",
    "The query is empty",
    remedy="Write one that begins with SELECT or WITH.",
    kind=QueryProblem,
)
NOT_A_QUERY: Final = declared(
    "ingest.databases.not-a-query",
    "A query cannot begin with “{word}”",
    "Quillwork only reads",
    "Begin it with SELECT, WITH, VALUES or TABLE.",
    kind=QueryProblem,
)
SEVERAL: Final = declared(
    "ingest.databases.several",
    "These are several statements",
    remedy="Leave one SELECT, and fetch the others one after another.",
    kind=QueryProblem,
)
NO_COLUMNS: Final = declared(
    "ingest.databases.no-columns",
    "The query's answer has no columns",
    remedy="Write what is wanted behind SELECT.",
    kind=QueryProblem,
)

# On the way.

LOST: Final = declared(
    "ingest.databases.lost",
    "The connection to {place} was lost",
    "{got} had come by then",
    "Nothing of it was kept: fetch it again.",
    kind=ImportProblem,
)
