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
PART_OF: Final = declared(
    "fields.part-of", "{label} is part of {into}", remedy="Take it apart first, with `fields apart` or its button in "
    "Fields.",
)  # fmt: skip
NOT_PART: Final = declared(
    "fields.not-part", "No field called “{name}” is part of another", remedy="`fields` lists those that are.",
    kind=NotFound,
)  # fmt: skip
SAME_FIELD: Final = declared("fields.same-field", "{label} cannot be merged into itself", remedy="Name two fields.")
NOT_OLD: Final = declared("fields.not-old", "{label} cannot be merged into another field", "{why}", "{remedy}")
STANDARD_OLD: Final = declared(
    "fields.standard-old", "{label} cannot be merged into another field",
    "It is a standard field, which the program knows the meaning of", "Merge {other} into {label} if that is your own.",
)  # fmt: skip
NOT_INTO: Final = declared("fields.not-into", "Nothing can be merged into {label}", "{why}", "{remedy}")
UNFIT: Final = declared(
    "fields.unfit", "{old} cannot be merged into {into}", "{old} is {was}, which cannot be read as {kind}",
    "Choose a field of the same type.",
)  # fmt: skip
USED_AS: Final = declared(
    "fields.used-as", "{label} is used as {was}, and would be {kind}", "It stands in {uses}",
    "Take it out there first, or choose a field of the same type.",
)  # fmt: skip
NO_LEAD: Final = declared(
    "fields.no-lead", "“{leads}” does not say which field leads", remedy="Say into, old or newest."
)
