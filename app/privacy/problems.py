"""What can go wrong with what a person may ask for."""

from typing import Final

from app.domain.problems import NotFound, declared

NO_ADDRESS: Final = declared(
    "privacy.no-address",
    "Nothing is known that this person could be written to",
    remedy="There is nothing to suppress.",
)
LISTED: Final = declared(
    "privacy.listed", "This person is suppressed already", remedy="Nobody writes to them: nothing is to be done."
)
NOT_BY_HAND: Final = declared(
    "privacy.not-by-hand",
    "Nothing was suppressed by hand for this person",
    "What a file or their own refusal says stays",
    remedy="If it was wrong, take the import back that said it, or import their new consent.",
)
MONTHS: Final = declared("privacy.months", "Months are a number from 1 to {most}", remedy="Give another number.")
NO_WAY: Final = declared(
    "privacy.no-way", "There is no way “{way}” to let people go", remedy="Choose {known}.", kind=NotFound
)
NOBODY_IDLE: Final = declared(
    "privacy.nobody-idle", "Nobody was without activity for {months}", remedy="There is nothing to do."
)
