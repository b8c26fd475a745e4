"""What can go wrong in asking the mirror."""

from typing import Final

from app.domain.problems import NotFound, declared

# Keys.

NOBODY: Final = declared(
    "query.nobody",
    "Nobody is known as {key}",
    remedy="Give an email address, or a kind and a value as customer_id:17850",
    kind=NotFound,
)
