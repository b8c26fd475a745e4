"""What can stand in the way of setting a value by hand or a priority of sources."""

from typing import Final

from app.domain.problems import NotFound, declared

NO_FIELD: Final = declared(
    "ingest.master-data.no-field", "There is no field called “{name}”{near}", remedy="`fields` lists them.",
    kind=NotFound,
)  # fmt: skip
FIXED: Final = declared("ingest.master-data.fixed", "{label} cannot be set by hand", "{why}", "{remedy}")
UNREADABLE: Final = declared("ingest.master-data.unreadable", "“{text}” cannot be {label}", remedy="Write {how}.")
NO_SOURCE: Final = declared(
    "ingest.master-data.no-source", "No file came from “{name}”{near}", remedy="`fields` says where each comes from.",
    kind=NotFound,
)  # fmt: skip
NO_ORDER: Final = declared("ingest.master-data.no-order", "{label} has no priority of sources", "{why}")
NOT_BY_HAND: Final = declared("ingest.master-data.not-by-hand", "{label} of this person was not set by hand")
GONE: Final = declared("ingest.master-data.gone", "This person is no longer in the project", kind=NotFound)
