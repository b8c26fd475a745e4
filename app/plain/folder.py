"""The folder as it lies on the disk: which files in it are ours, and putting ours in their places.

A file is ours where an export's list names it or where it says itself what it is. Only what the list names and what
still is ours is ever removed; whatever else lies there (a README, `.git`) is not touched.
"""

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from app.domain.problems import Problem
from app.plain import problems
from app.plain.file_names import same_file
from app.plain.layout import ABOUT, LIST, LIST_MARK, MARK, can_be_ours, json_file, mark_of
from app.project import textfiles
from storage.disk.drafts import byte_file


def listed(folder: Path) -> list[str]:
    """The files that exports to the folder wrote, by its list, in the list's order; raises FileProblem."""
    path = folder / LIST
    if not os.path.lexists(path):
        return []
    try:
        found = None if path.is_symlink() else textfiles.as_json(path, "the list of an export")
    except Problem:
        found = None
    if not isinstance(found, dict) or found.get(MARK) != LIST_MARK or not isinstance(found.get("files"), list):
        raise problems.LIST_DAMAGED(name=LIST)
    # A list may come with a stranger's folder: what no export can have written is none of ours, whatever it says.
    return [one for one in found["files"] if can_be_ours(one)]


def in_the_way(folder: Path, wanted: Iterable[str], known: Iterable[str]) -> list[str]:
    """Of the files that are to be written, those in whose place something lies that is not ours."""
    ours = set(known)
    found: dict[str, None] = {}
    for path in wanted:
        parents = [folder / parent for parent in list(PurePosixPath(path).parents)[:-1]]
        for parent in parents:
            if parent.is_symlink() or (parent.exists() and not parent.is_dir()):
                found[parent.relative_to(folder).as_posix()] = None
                break
        else:
            if os.path.lexists(folder / path) and not _is_ours(folder, path, ours):
                found[path] = None
    return list(found)


def _is_ours(folder: Path, path: str, known: set[str]) -> bool:
    file = folder / path
    if file.is_symlink() or not file.is_file():
        return False
    if path in known:
        return True
    # A body says nothing of itself: the file beside it does.
    return says_so(file if file.suffix == ".json" else file.with_name(ABOUT), mark_of(path))


def says_so(file: Path, mark: str) -> bool:
    """Whether a JSON file says of itself that it is of that kind of ours."""
    return isinstance(found := _json_in(file), dict) and found.get(MARK) == mark


def _json_in(file: Path) -> Any:
    try:
        return None if file.is_symlink() else json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def removable(folder: Path, known: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """The files of things that are gone: those of the list that are not wanted any more and are still ours."""
    kept = set(wanted)
    return [path for path in known if path not in kept and _still_ours(folder, path)]


def _still_ours(folder: Path, path: str) -> bool:
    file = folder / path
    parents = [folder / parent for parent in list(PurePosixPath(path).parents)[:-1]]
    if any(parent.is_symlink() for parent in parents) or file.is_symlink() or not file.is_file():
        return False
    about = file if file.suffix == ".json" else file.with_name(ABOUT)
    return says_so(about, mark_of(path)) or (about != file and not os.path.lexists(about))


def differing(folder: Path, wanted: Mapping[str, bytes]) -> list[str]:
    """The files that do not stand there as they are wanted."""
    return [path for path, content in wanted.items() if _content(folder / path) != content]


def _content(file: Path) -> bytes | None:
    return None if file.is_symlink() or not file.is_file() else file.read_bytes()


def respell(folder: Path, gone: Iterable[str], wanted: Iterable[str]) -> None:
    """Give files and folders whose names differ from the wanted ones in case alone the wanted ones.

    Where the disk is blind to case, they would be written under their old names else, and then removed under those.
    """
    new = {same_file(path): path for path in wanted}
    for old in gone:
        target = new.get(same_file(old))
        if target is None:
            continue
        before, after = PurePosixPath(old).parts, PurePosixPath(target).parts
        for depth in range(1, min(len(before), len(after)) + 1):
            here = folder.joinpath(*after[: depth - 1], before[depth - 1])
            there = folder.joinpath(*after[:depth])
            if here.name != there.name and here.exists() and (not there.exists() or here.samefile(there)):
                os.rename(here, there)


def write(folder: Path, files: Mapping[str, bytes], paths: Iterable[str]) -> None:
    """Put these of the files in their places, each wholly or not at all; raises OSError."""
    for path in paths:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with byte_file(target) as file:
            file.write(files[path])


def write_list(folder: Path, paths: Iterable[str]) -> None:
    """Write down which files are ours, unless the list says just that; raises OSError."""
    content = json_file(LIST_MARK, {"files": list(paths)})
    if _content(folder / LIST) != content:
        with byte_file(folder / LIST) as file:
            file.write(content)


def remove(folder: Path, paths: Iterable[str], wanted: Iterable[str]) -> None:
    """Take files away, and the folders that they leave empty; raises OSError."""
    kept = {same_file(path): folder / path for path in wanted}
    for path in paths:
        file, twin = folder / path, kept.get(same_file(path))
        if twin is not None and twin.exists() and file.exists() and twin.samefile(file):
            continue
        file.unlink(missing_ok=True)
        for parent in list(PurePosixPath(path).parents)[:-1]:
            # One that holds anything else stays.
            with contextlib.suppress(OSError):
                (folder / parent).rmdir()
