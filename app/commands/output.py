"""Where a command's answer goes, and its progress."""

import json
import signal
from collections.abc import Sequence
from typing import TextIO

from app.domain.progress import Progress
from app.domain.serialising import to_json


class Output:
    """Where a command's answer goes: one JSON document, or tables and sentences; progress goes to standard error."""

    def __init__(self, as_json: bool, out: TextIO, err: TextIO) -> None:
        self.as_json = as_json
        self._out = out
        self._err = err
        self._stop: signal.Signals | None = None
        self._bar = False
        self._lines = False
        self.stopped = "everything is as it was before"
        """What is told of a command that was stopped."""

    def say(self, sentence: str) -> None:
        """A sentence of the answer; nothing under --json, where the document says it."""
        if not self.as_json:
            print(sentence, file=self._out)

    def note(self, sentence: str) -> None:
        """A message beside the answer, on standard error."""
        self._clear_bar()
        print(sentence, file=self._err)

    def warn(self, level: str, sentence: str) -> None:
        """A sentence that must be seen: `red` or `yellow`, in that colour on a terminal; nothing under --json."""
        word, colour = {"red": ("ATTENTION", 31)}.get(level, ("Note", 33))
        shown = f"{word}: {sentence}"
        self.say(f"\x1b[{colour}m{shown}\x1b[0m" if self._out.isatty() else shown)

    def table(self, headers: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """A readable table of the answer, figures at the right."""
        if self.as_json:
            return
        cells = [list(headers), *[[_cell(value) for value in row] for row in rows]]
        widths = [max(len(row[column]) for row in cells) for column in range(len(headers))]
        right = [bool(rows) and all(_is_figure(row[column]) for row in rows) for column in range(len(headers))]
        for row in cells:
            padded = [
                text.rjust(width) if at_right else text.ljust(width)
                for text, width, at_right in zip(row, widths, right, strict=True)
            ]
            print("  ".join(padded).rstrip(), file=self._out)

    def line(self, answer: object, sentence: str) -> None:
        """A part of an answer that goes on: at once, as a sentence or as a line of JSON; there is no document then."""
        self._clear_bar()
        self._lines = True
        shown = json.dumps(to_json(answer), ensure_ascii=False) if self.as_json else sentence
        print(shown, file=self._out, flush=True)

    def document(self, answer: object) -> None:
        """Print the answer as the JSON document, where it was asked for."""
        self._clear_bar()
        if self.as_json and not self._lines:
            json.dump(to_json(answer), self._out, ensure_ascii=False, indent=2)
            print(file=self._out)

    def interrupt(self, number: int, _frame: object) -> None:
        """What a signal calls: the work stops at its next report."""
        # Only noted: a signal comes in the middle of anything, and only the work knows where it can stop.
        self._stop = signal.Signals(number)

    @property
    def stopped_by(self) -> signal.Signals | None:
        """The signal that asked the work to stop."""
        return self._stop

    @property
    def progress(self) -> Progress:
        """Reports as a bar on a terminal and nothing in a pipe; stops when the command is interrupted."""
        return Progress(self._draw if self._err.isatty() else None, lambda: self._stop is not None)

    def _draw(self, share: float, phrase: str) -> None:
        filled = round(share * 24)
        self._bar = True
        # Back to the beginning of the line, and clear to its end.
        print(f"\r\x1b[K{'━' * filled}{'─' * (24 - filled)} {share:4.0%}  {phrase}", end="", file=self._err, flush=True)

    def _clear_bar(self) -> None:
        if self._bar:
            print("\r\x1b[K", end="", file=self._err, flush=True)
            self._bar = False


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _is_figure(value: object) -> bool:
    return value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))
