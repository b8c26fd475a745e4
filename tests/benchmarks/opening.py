"""What it takes to open a project, and what a small command takes over the start of the program alone."""

from pathlib import Path

from measuring import PROGRAM, Taken, alone, child, compared, in_turn, ours


def opening(project: Path) -> None:
    """Opening with the first look at the clock, and two small commands."""
    alone("open a project, its clock told", [ours("open", project)["open"] for _ in range(3)])

    def start(_: int) -> Taken:
        return child([*PROGRAM, "--help"])

    for words in (["imports", project], ["segment", "list", project]):
        name = " ".join(word for word in words if isinstance(word, str))
        compared(f"command: {name}", *in_turn((lambda _, words=words: child([*PROGRAM, *words]), start), 3), "--help")
