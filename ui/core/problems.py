"""What can go wrong in the window beside what its rooms below tell."""

from typing import Final

from app.domain.problems import NotFound, ProjectProblem, TemplateProblem, declared

OUR_MISTAKE: Final = declared(
    "ui.our-mistake",
    "Quillwork made a mistake of its own here",
    "Nothing was changed in the project",
    "Try again; if it happens again, send us the report",
)
TOLD_BY_PROJECT: Final = declared("ui.told-by-project", "{said}", kind=ProjectProblem)
NOT_WRITTEN: Final = declared("ui.not-written", "{name} could not be written", "{why}", "Choose another place")
TOO_MANY: Final = declared(
    "ui.too-many",
    "More than {people} are too many for the clipboard",
    remedy="Filter the table, choose some rows, or export a campaign",
)
TOO_MANY_CHOSEN: Final = declared(
    "ui.too-many-chosen",
    "More than {people} are too many to be changed at once",
    remedy="Choose fewer, or filter the table first",
)
TAKEN: Final = declared(
    "ui.taken", "There is a template called “{name}” already", remedy="Choose another name.", kind=TemplateProblem
)
GONE: Final = declared(
    "ui.gone", "This person is no longer in the project", remedy="Choose somebody else.", kind=NotFound
)
NO_PREVIEW: Final = declared("ui.no-preview", "The preview's browser engine does not work here", "{why}")
NO_ICONS: Final = declared("ui.no-icons", "The window's icons cannot be drawn here")
