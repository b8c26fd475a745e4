"""What can go wrong with a project, and with the files and folders that it is given."""

from typing import Final

from app.domain.problems import CampaignProblem, EngineProblem, FileProblem, ProjectProblem, declared
from storage.file import contents

# Textfiles.

NO_FILE: Final = declared(
    "project.no-file", "{name} is {kind}", remedy="Name a file that holds {what}.", kind=FileProblem
)
FILE_TOO_LARGE: Final = declared(
    "project.file-too-large",
    "{name} is larger than {megabytes} MB",
    remedy="Name a file that holds {what}.",
    kind=FileProblem,
)
NO_TEXT: Final = declared("project.no-text", "{name} is no UTF-8 text", remedy="Save it as UTF-8.", kind=FileProblem)
NESTED_TOO_DEEP: Final = declared(
    "project.nested-too-deep",
    "{name} holds no JSON that can be read",
    "It nests too deep",
    "Write {what}.",
    kind=FileProblem,
)
NO_JSON: Final = declared("project.no-json", "{name} holds no JSON", "{why}", "Write {what}.", kind=FileProblem)

# Atomic folder.

TARGET_NOT_EMPTY: Final = declared(
    "project.target-not-empty",
    "{target} is not empty",
    remedy="Name a folder that does not exist yet.",
    kind=FileProblem,
)

# Backups.

NO_BACKUP: Final = declared("project.no-backup", "{what}", remedy="{remedy}", kind=FileProblem)

# Folder swap.

NO_FOLDER: Final = declared(
    "project.no-folder",
    "The folder {folder} does not exist",
    remedy="Make it first, or choose another.",
    kind=FileProblem,
)
NOT_A_FOLDER: Final = declared(
    "project.not-a-folder", "{name} is not a folder", remedy="Choose another name.", kind=FileProblem
)
NOT_EMPTY: Final = declared(
    "project.not-empty",
    "The folder {name} is not empty",
    remedy="Choose another, or replace it (--replace).",
    kind=FileProblem,
)
NO_EXPORT: Final = declared(
    "project.no-export",
    "The folder {name} holds no export",
    remedy="Choose another, or empty it yourself.",
    kind=FileProblem,
)
FOLDER: Final = declared("project.folder", "{what}", remedy="{remedy}", kind=FileProblem)

# Project.

NO_NAME: Final = declared(
    "project.no-name", "{name} is no name for a project", remedy="Let it end in .quill.", kind=ProjectProblem
)
HELD: Final = declared(
    "project.held",
    "Nothing was erased: {holder}",
    remedy="Close the other program, or wait for it.",
    kind=ProjectProblem,
)
WORLD: Final = declared("project.world", "{what}", remedy="{remedy}", kind=ProjectProblem)

# Kept overrules.

OVERRULES_DAMAGED: Final = declared(
    "project.overrules-damaged",
    "What was overruled in this campaign cannot be read",
    remedy="Restore a backup.",
    kind=CampaignProblem,
)

# Damage.

DISK: Final = declared("project.disk", "{what}", "{why}", "{remedy}", kind=FileProblem)
UNREADABLE: Final = declared("project.unreadable", "{what}", "{why}", "{remedy}", kind=FileProblem)
DAMAGED: Final = declared(
    "project.damaged", "The project file is damaged", "{found}", contents.DAMAGED, kind=ProjectProblem
)

# Engines.

NOT_PUSHED: Final = declared(
    "project.not-pushed",
    "{place} has no tables of this project",
    remedy="Put them there first: quillwork push {project} --engine URL.",
    kind=EngineProblem,
)
PUSHED_EARLIER: Final = declared(
    "project.pushed-earlier",
    "{place} shows this project as it was before its last change",
    remedy="Put it there anew: quillwork push {project} --engine URL.",
    kind=EngineProblem,
)
ENGINE_ADDRESS: Final = declared(
    "project.engine-address",
    "The address of the engine cannot be read",
    remedy="Write it as postgresql://user@host/database; signs such as @ / : ? in a name as %40 %2F %3A %3F.",
    kind=EngineProblem,
)
ENGINE_NO_ANSWER: Final = declared(
    "project.engine-no-answer",
    "{place} does not answer",
    "{why}",
    "See that the database runs and can be reached from here.",
    kind=EngineProblem,
)
ENGINE_PASSWORD: Final = declared(
    "project.engine-password",
    "{place} takes this user only with the right password",
    remedy="Give it in $QUILLWORK_DATABASE_PASSWORD, or in the address.",
    kind=EngineProblem,
)
ENGINE_NOT_LET_IN: Final = declared(
    "project.engine-not-let-in",
    "{place} does not allow it",
    "{why}",
    "Ask who runs the database for the right to make schemas there, or to read this one.",
    kind=EngineProblem,
)
ENGINE_GONE: Final = declared(
    "project.engine-gone", "The connection to {place} was lost", remedy="Try again.", kind=EngineProblem
)
ENGINE_ENCODING: Final = declared(
    "project.engine-encoding",
    "{place} does not keep its texts as UTF-8",
    remedy="Use a database that was made with the encoding UTF8.",
    kind=EngineProblem,
)
ENGINE_FAILED: Final = declared(
    "project.engine-failed",
    "{place} could not do it",
    "{why}",
    "Try again, or leave --engine out.",
    kind=EngineProblem,
)
TABLES_WRONG: Final = declared(
    "project.tables-wrong", "In the mapping of tables {at} {wrong}", "{wanted}", kind=EngineProblem
)
TABLE_MISSING: Final = declared(
    "project.table-missing",
    "{place} has no table “{table}”, which the mapping names at {at}",
    remedy="Correct the name, with its schema as in shop.customers, or ask for the right to read it.",
    kind=EngineProblem,
)
COLUMN_MISSING: Final = declared(
    "project.column-missing",
    "The table “{table}” has no column “{column}”, which the mapping names at {at}",
    remedy="It has {known}.",
    kind=EngineProblem,
)
COLUMN_TYPE: Final = declared(
    "project.column-type",
    "The column “{column}” is of the type {found}, which gives no {wanted} at {at}",
    remedy="Name another column, or make a view that turns it into one.",
    kind=EngineProblem,
)
KEY_TWICE: Final = declared(
    "project.key-twice",
    "The table “{table}” has several rows of one “{column}”, or rows without one",
    remedy="Name a column that is different in each row, or a view with one row a person.",
    kind=EngineProblem,
)
NO_OWN_TABLES: Final = declared(
    "project.no-own-tables",
    "{name} cannot be asked for tables that are there already",
    remedy="Leave --tables out, or give --engine postgresql://user@host/database with it.",
    kind=EngineProblem,
)
SPARK_ADDRESS: Final = declared(
    "project.spark-address",
    "The address of Spark cannot be read",
    remedy="Write it as spark://host:7077/folder, or spark://local/folder for Spark on this machine; settings as "
    "?spark.executor.memory=2g behind it.",
    kind=EngineProblem,
)
NO_SPARK: Final = declared(
    "project.no-spark",
    "Spark is not installed with this program",
    remedy="Install the extra for it: pip install quillwork[spark].",
    kind=EngineProblem,
)
NO_JAVA: Final = declared(
    "project.no-java",
    "Spark needs Java 17 or newer, and does not find it",
    remedy="Install it, and let $JAVA_HOME name its folder.",
    kind=EngineProblem,
)
SPARK_NO_ANSWER: Final = declared(
    "project.spark-no-answer",
    "{place} does not answer",
    "{why}",
    "See that Spark’s master runs and can be reached from here.",
    kind=EngineProblem,
)
SPARK_NO_WORKERS: Final = declared(
    "project.spark-no-workers",
    "{place} has nobody to do the work",
    remedy="See that its workers run and have 1 GB of memory to spare, or ask for less with "
    "?spark.executor.memory=512m behind the address.",
    kind=EngineProblem,
)
SPARK_FOLDER: Final = declared(
    "project.spark-folder",
    "The folder of {place} cannot be used",
    "{why}",
    "Name one that this machine and all of Spark’s workers read under the same name.",
    kind=EngineProblem,
)
SPARK_STOPPED: Final = declared(
    "project.spark-stopped", "{place} was told to stop", remedy="Ask again.", kind=EngineProblem
)
NOT_FILLED: Final = declared(
    "project.not-filled",
    "Nothing is put into {name}: it reads the project itself",
    remedy="Give the address of another engine, such as postgresql://user@host/database.",
    kind=EngineProblem,
)
