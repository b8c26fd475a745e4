"""What can go wrong with plain files."""

from typing import Final

from app.domain.problems import FileProblem, Problem, ProjectProblem, declared


class PlainProblem(Problem):
    """Files that cannot be brought in as they are."""


# Writing.

NOT_OURS: Final = declared(
    "plain.not-ours",
    "Nothing was written: what lies in the way in {folder} was not written by Quillwork",
    "{files}",
    "Move it, or name another folder.",
    kind=FileProblem,
)
CANNOT_BE_WRITTEN: Final = declared(
    "plain.cannot-be-written",
    "Nothing was written: the {kind} “{name}” is damaged",
    "{why}",
    "Mend or delete it first.",
    kind=ProjectProblem,
)
LIST_DAMAGED: Final = declared(
    "plain.list-damaged",
    "{name} is not the list of files that an export wrote",
    "It tells which files may be removed",
    "Mend it, or delete it: the next export writes it anew and removes nothing.",
    kind=FileProblem,
)

# Reading.

NO_FOLDER: Final = declared(
    "plain.no-folder", "{folder} is no folder", remedy="Name one that export-plain wrote.", kind=FileProblem
)
NOTHING: Final = declared(
    "plain.nothing",
    "{folder} holds no segments, templates or campaigns",
    remedy="Name a folder that export-plain wrote.",
    kind=FileProblem,
)
WRONG: Final = declared(
    "plain.wrong", "Nothing was brought in: {things} must be mended first\n{each}", kind=PlainProblem
)
CHANGED: Final = declared(
    "plain.changed",
    "Nothing was brought in: somebody changed the project meanwhile",
    remedy="Try again.",
    kind=ProjectProblem,
)
LINK: Final = declared(
    "plain.link", "is a link, and not a file", remedy="Put the file itself there.", kind=PlainProblem
)
WRONG_MARK: Final = declared(
    "plain.wrong-mark", "says “{given}” where {kind}s lie", remedy="Write “{kind}”, or move it.", kind=PlainProblem
)
NEWER: Final = declared(
    "plain.newer",
    "must be {version}",
    remedy="A newer version of the program may have written it: bring it in with that one.",
    kind=PlainProblem,
)
NO_KEY: Final = declared("plain.no-key", "is not a key that a {kind} has", remedy="Known: {known}.", kind=PlainProblem)
LACKS: Final = declared("plain.lacks", "is missing", remedy="Write {wanted}.", kind=PlainProblem)
WRONG_TYPE: Final = declared("plain.wrong-type", "must be {wanted}", kind=PlainProblem)
NAMELESS: Final = declared("plain.nameless", "is empty", remedy="Give the {kind} a name.", kind=PlainProblem)
HALF: Final = declared(
    "plain.half", "holds half of a character (\\ud800 to \\udfff)", remedy="Write the whole one.", kind=PlainProblem
)
TWICE: Final = declared(
    "plain.twice", "“{name}” is there twice: in {other} too", remedy="Rename or remove one of them.", kind=PlainProblem
)
CONFLICT: Final = declared(
    "plain.conflict",
    "holds two versions of which none was chosen",
    "Git left its marks in it",
    "Choose one and take the marks out.",
    kind=PlainProblem,
)
NO_BODY: Final = declared(
    "plain.no-body", "There is no file {name} beside it", remedy="Put it there, or name another.", kind=PlainProblem
)
NO_LANGUAGE: Final = declared(
    "plain.no-language",
    "There is no language of templates called “{name}”",
    remedy="Known: {known}.",
    kind=PlainProblem,
)
BY_NUMBER: Final = declared(
    "plain.by-number",
    "names a segment by its number ({number}), which another project counts otherwise",
    remedy="Write the segment's name.",
    kind=PlainProblem,
)
DRAFT: Final = declared(
    "plain.draft",
    "{problem}",
    remedy='Mend it, or keep it as a draft: write "draft": true into {about}.',
    kind=PlainProblem,
)
PEOPLE: Final = declared(
    "plain.people",
    "“people” are the keys of those on a list, and no other segment has them",
    'A static segment has the rule {{"listed": its own name}} and people; any other has neither',
    kind=PlainProblem,
)
