"""What can go wrong with the people of a mailing."""

from typing import Final

from app.domain.problems import NotFound, declared

# Render.

GONE: Final = declared(
    "mailing.gone", "Somebody among them is no longer in the project", remedy="Choose the people again.", kind=NotFound
)
NOBODY: Final = declared("mailing.nobody", "Nobody is called {key}", kind=NotFound)
