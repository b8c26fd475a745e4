"""A folder that is there wholly or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.problems import FileProblem


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to write into, renamed to `target` when all went well and gone otherwise.

    Raises FileProblem where `target` holds something already, or cannot be written.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FileProblem(f"{target} is not empty", "", "Name a folder that does not exist yet.")
    try:
        draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.absolute().parent))
    except OSError as error:
        raise FileProblem(f"{target} cannot be made", error.strerror or "", "Name another folder.") from None
    try:
        yield draft
        draft.chmod(0o755)
        if target.exists():
            target.rmdir()
        os.rename(draft, target)
    except OSError as error:
        raise FileProblem(f"{target} cannot be written", error.strerror or "", "Free some space there.") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
