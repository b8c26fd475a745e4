"""What can stand in the way of a field's name."""

from typing import Final

from app.domain.problems import NotFound, declared

NO_FIELD: Final = declared(
    "fields.no-field", "There is no field called “{name}”{near}", remedy="`fields` lists them.", kind=NotFound
)
NOT_OWN: Final = declared(
    "fields.not-own", "{label} cannot be deleted", "It is no field of your own", "Hide it instead."
)
USED: Final = declared(
    "fields.used", "{label} is used", "It stands in {uses}", "Take it out there, or hide the field instead."
)
NOT_DELETED: Final = declared("fields.not-deleted", "No deleted field is called “{name}”", kind=NotFound)
NO_LABEL: Final = declared("fields.no-label", "A field needs a name", remedy="Type at least one letter.")
TAKEN: Final = declared(
    "fields.taken", "Another field is called “{label}”", remedy="Choose a name that tells the two apart."
)
