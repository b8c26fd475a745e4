"""What can go wrong with what comes in by itself."""

from typing import Final

from app.domain.problems import FileProblem, NotFound, declared

NO_FOLDER: Final = declared(
    "watching.no-folder", "There is no folder {path}", remedy="Make it, or name another.", kind=FileProblem
)
WATCHED: Final = declared(
    "watching.watched",
    "{path} is watched already",
    remedy="To have its files read as another kind, remove it and add it again.",
)
NOT_WATCHED: Final = declared(
    "watching.not-watched", "{path} is none of the drop folders", remedy="They are: {known}.", kind=NotFound
)
NOTHING_TO_WATCH: Final = declared(
    "watching.nothing",
    "This project has no drop folder",
    remedy="Add one: quillwork watch {project} --add FOLDER.",
)
