"""A folder that is there wholly or not at all."""

import contextlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.project import problems
from app.project.damage import of_file
from storage.disk.drafts import Draft


@contextmanager
def new_folder(target: Path, before: Callable[[], None] = lambda: None) -> Iterator[Path]:
    """A folder to write into, renamed to `target` when all went well and gone otherwise.

    `before` is called when it is whole and not yet there: where that raises, it never is. Raises FileProblem where
    `target` holds something already, or cannot be written.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise problems.TARGET_NOT_EMPTY(target=target)
    with contextlib.ExitStack() as stack:
        try:
            draft = stack.enter_context(Draft(target.absolute().parent)).path
            draft.mkdir(0o700)
        except OSError as error:
            raise of_file(error, f"{target} cannot be made", "Name another folder.") from None
        try:
            yield draft
            before()
            # It was its owner's alone while it was being filled.
            draft.chmod(0o755)
            # It is empty, as was seen above; Windows renames onto no folder that is there.
            if target.exists():
                target.rmdir()
            os.rename(draft, target)
        except OSError as error:
            raise of_file(error, f"{target} cannot be written", "Name another folder.") from None
