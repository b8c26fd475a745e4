"""What can be wrong with a cleaning recipe."""

from typing import Final

from app.domain.problems import ImportProblem, declared

NO_STEPS: Final = declared("recipe.no-steps", "A list of steps is wanted here", kind=ImportProblem)
NO_VERSION: Final = declared(
    "recipe.no-version", "Version {version} is not known", remedy="Write version 1.", kind=ImportProblem
)
NO_OBJECT: Final = declared("recipe.no-object", "A step is an object in braces", kind=ImportProblem)
NO_STEP: Final = declared("recipe.no-step", "“{step}” is no step", remedy="Write one of {steps}.", kind=ImportProblem)
NO_HEADERS: Final = declared("recipe.no-headers", "A list of headers is wanted here", kind=ImportProblem)
NO_KEY: Final = declared("recipe.no-key", "This key is not known", remedy="Known are {known}.", kind=ImportProblem)
LACKS: Final = declared(
    "recipe.lacks", "The step “{step}” needs to be told this", remedy="Write {hint}.", kind=ImportProblem
)
NO_TEXT: Final = declared("recipe.no-text", "Text is wanted here", kind=ImportProblem)
NO_FLAG: Final = declared("recipe.no-flag", "True or false is wanted here", kind=ImportProblem)
NO_CHOICE: Final = declared(
    "recipe.no-choice", "“{found}” is not known here", remedy="Write one of {known}.", kind=ImportProblem
)
NO_COUNT: Final = declared("recipe.no-count", "A whole number from 1 on is wanted here", kind=ImportProblem)
NO_WORDS: Final = declared("recipe.no-words", "A list of texts is wanted here", kind=ImportProblem)
NO_VALUES: Final = declared(
    "recipe.no-values",
    "An object of texts is wanted here",
    remedy="Write each value with what it becomes, as {example}.",
    kind=ImportProblem,
)
NO_COUNTRY: Final = declared(
    "recipe.no-country", "“{found}” is no country", remedy="Write its code, as GB or DE.", kind=ImportProblem
)
NO_COUNTRY_SAID: Final = declared(
    "recipe.no-country-said",
    "Nothing says which country’s form is meant",
    remedy="Write `country` with its code, or `country_column` with the header of the column that holds it.",
    kind=ImportProblem,
)
NOT_KNOWN_THERE: Final = declared(
    "recipe.not-known-there",
    "The form of {country} is not known",
    remedy="Known are {known}.",
    kind=ImportProblem,
)
NO_PATTERN: Final = declared(
    "recipe.no-pattern", "“{pattern}” is no pattern that can be used: {why}", "", "{remedy}", kind=ImportProblem
)
NO_DATE_FORMAT: Final = declared(
    "recipe.no-date-format",
    "“{style}” is no format of dates",
    "{why}",
    "Write day first, month first, or a format as %d/%m/%Y.",
    kind=ImportProblem,
)
ONE_COLUMN: Final = declared(
    "recipe.one-column", "This step takes one column, by its header", remedy="Write one header.", kind=ImportProblem
)
SPLIT_WHERE: Final = declared(
    "recipe.split-where",
    "Either `separator` or `at` says where a cell is split",
    remedy="Write one of both.",
    kind=ImportProblem,
)
TOO_FEW_PARTS: Final = declared(
    "recipe.too-few-parts",
    "A column is split into two columns or more, each of another name",
    remedy="Write their headers.",
    kind=ImportProblem,
)
MISFIT: Final = declared(
    "recipe.misfit",
    "A cleaning step needs a column “{header}”, which this file does not have ({sentence})",
    "Nothing was cleaned and nothing was imported: a recipe is run wholly or not at all.",
    "Write the header that the column has now (the file has {headers}), or take the step out.",
    kind=ImportProblem,
)
MADE_TWICE: Final = declared(
    "recipe.made-twice",
    "A cleaning step makes a column “{header}”, which there is already ({sentence})",
    "Nothing was cleaned and nothing was imported: a recipe is run wholly or not at all.",
    "Give the new column another name, or take the step out.",
    kind=ImportProblem,
)
