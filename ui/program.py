"""The program: the window without a command or with a project's name alone, else a command."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app import command_line


class WindowFront:
    """The window as commands reach it; what it is made of loads when one does."""

    @property
    def program(self) -> list[str]:
        """The words that start this program anew: the bundle's own file, or Python with the modules that it has now."""
        if getattr(sys, "frozen", False):
            return [sys.executable]
        start = f"import sys; sys.path[:] = {sys.path!r}; from ui.program import main; sys.exit(main())"
        return [sys.executable, "-c", start]

    def open(self, project: str) -> int:
        """Show the window on that project until it is closed; the exit status."""
        return window([project])

    def probe(self) -> str:
        """Show an email in this process, which has no window yet; the browser engine's version. Raises Problem."""
        from ui.preview.probe import probe

        return probe()


def window(arguments: Sequence[str] | None = None) -> int:
    """Open the window, on a project where one is named."""
    from ui.main import main as show

    given = list(sys.argv[1:] if arguments is None else arguments)
    return show([sys.argv[0], *given], Path(given[0]) if given else None)


def _names_a_project(arguments: Sequence[str]) -> bool:
    return len(arguments) == 1 and arguments[0].endswith(".quill")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for, by default this process's own; the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or _names_a_project(given):
        return window(given)
    try:
        return command_line.run(given, window=WindowFront())
    except BrokenPipeError:
        # Whoever reads the answer has seen enough of it; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
