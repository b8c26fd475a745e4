"""What can go wrong with what is done to people."""

from typing import Final

from app.domain.problems import NotFound, declared

NO_TAG: Final = declared("people.no-tag", "A tag needs a name", remedy="Write a word or two.")
GONE: Final = declared("people.gone", "Somebody among them is no longer in the project", kind=NotFound)
