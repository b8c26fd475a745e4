"""What was done to the campaign that is open, to be taken back and done again step by step."""

from collections.abc import Callable
from dataclasses import dataclass

Deed = Callable[[], None]


@dataclass(frozen=True)
class _Step:
    words: str
    back: Deed
    again: Deed


class Steps:
    """The steps of one open campaign; each knows how it is taken back and how it is done again."""

    def __init__(self) -> None:
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    def clear(self) -> None:
        """Another campaign is open."""
        self._done.clear()
        self._undone.clear()

    def add(self, words: str, back: Deed, again: Deed) -> None:
        """Something was done; what was taken back before can no longer be done again."""
        self._done.append(_Step(words, back, again))
        self._undone.clear()

    def undo(self) -> str:
        """Take the last step back; its words, or nothing where there is none."""
        return self._move(self._done, self._undone, "back")

    def redo(self) -> str:
        """Do again what was taken back last; its words, or nothing where there is none."""
        return self._move(self._undone, self._done, "again")

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._undone)

    @staticmethod
    def _move(source: list[_Step], target: list[_Step], way: str) -> str:
        if not source:
            return ""
        step = source.pop()
        target.append(step)
        (step.back if way == "back" else step.again)()
        return step.words
