"""Taking away what mirrors hold of a project: they are derived, and a database keeps the bytes of what it deleted."""

from pathlib import Path

from storage.disk.own_files import Made, cache_home


def forget(uid: str) -> list[Path]:
    """Take away every mirror of a project and of its copies, wherever they lay; returns what is in use and stays.

    One of which nobody noted whose it is goes too: it is made again when it is asked.
    """
    left = []
    for folder in (cache_home() / "mirrors").glob("*/"):
        made = Made(folder)
        for name, line in made.told().items():
            if line.get("uid", uid) == uid:
                made.remove(folder / name)
                left += [folder / name] if (folder / name).exists() else []
    return left
