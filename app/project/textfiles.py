"""Texts and JSON that somebody gives by the name of a file: a template, a plan, a rule, a mapping."""

import json
import sys
from pathlib import Path
from typing import Any

from app.project import problems
from app.project.damage import of_file

MOST = 64 << 20
"""Bytes of a file that is read at once: no template, plan or rule that anybody wrote is so large."""

INPUT = "-"
"""The name of no file, but of what is written to the program's standard input."""


def text(path: Path | str, what: str) -> str:
    """What stands in a file of UTF-8; raises FileProblem. `what` says what is wanted, as “a template”."""
    name = Path(path).name
    try:
        if Path(path).exists() and not Path(path).is_file():
            # Opening a pipe would wait for somebody who writes to it, and a device may never end.
            kind = "a folder" if Path(path).is_dir() else "no file"
            raise problems.NO_FILE(name=name, kind=kind, what=what)
        with Path(path).open("rb") as file:
            # One byte more tells that there are more.
            found = file.read(MOST + 1)
        if len(found) > MOST:
            raise problems.FILE_TOO_LARGE(name=name, megabytes=MOST >> 20, what=what)
        # The mark that editors of Windows put before a text is none of it, and its ends of lines are read as ours.
        return found.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        raise of_file(error, f"{path} cannot be read", f"Name a file that holds {what}.") from None
    except UnicodeDecodeError:
        raise problems.NO_TEXT(name=name) from None


def as_json(path: Path | str, what: str) -> Any:
    """The JSON in a file, or of the standard input where it is called `-`; raises FileProblem."""
    source = sys.stdin.read(MOST) if path == INPUT else text(path, what)
    name = "The input" if path == INPUT else Path(path).name
    try:
        return json.loads(source)
    except RecursionError:
        raise problems.NESTED_TOO_DEEP(name=name, what=what) from None
    except ValueError as error:
        raise problems.NO_JSON(name=name, why=str(error), what=what) from None
