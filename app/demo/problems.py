"""What can stand in the way of the demo."""

from typing import Final

from app.domain.problems import FileProblem, declared

# Building.

NOT_EMPTY: Final = declared(
    "demo.not-empty",
    "The folder {folder} is not empty",
    remedy="Choose another, or empty it yourself",
    kind=FileProblem,
)
