"""What some widgets are about, so that nothing of one thing ever stands under the name of another."""

from collections.abc import Callable, Hashable

Still = Callable[[], bool]
"""Says whether what was asked about is still what is shown."""


class Shown:
    """The one thing that some widgets show: a segment, a person, a template as one recipient gets it.

    `turn_to` blanks the widgets in the same breath in which their subject becomes another, so no frame shows the old
    figures under the new name. `still` goes with every question (`Pane.run(about=...)`): its answer counts for
    nothing once the subject is another.
    """

    def __init__(self, *blanks: Callable[[], object]) -> None:
        self._blanks = blanks
        self._turn = 0
        self.subject: Hashable = None

    def turn_to(self, subject: Hashable, *, anew: bool = False) -> bool:
        """Be about this; what is there already stays, unless all is to be asked `anew`. Says whether it turned."""
        if subject == self.subject and not anew:
            return False
        self.subject = subject
        self._turn += 1
        for blank in self._blanks:
            blank()
        return True

    def still(self) -> Still:
        """What tells, whenever it is called, whether the subject is the one of now."""
        turn = self._turn
        return lambda: turn == self._turn
