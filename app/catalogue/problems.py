"""What can stand in the way of handing out a code."""

from typing import Final

from app.domain.problems import NotFound, declared

NO_OFFER: Final = declared(
    "catalogue.no-offer",
    "There is no offer “{offer}”",
    remedy="`codes list` names the offers that have codes; import a file of codes to add one.",
    kind=NotFound,
)
NO_CODE_LEFT: Final = declared(
    "catalogue.no-code-left",
    "No code of “{offer}” is free any more",
    "{given} are given or used, and {over} cannot be used now",
    remedy="Import further codes for this offer.",
)
