"""What was worked out once and is asked for again by many threads: one place that owns it, under one lock."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

T = TypeVar("T")


class Known:
    """Answers by what was asked, the latest so many of them; they go with whoever keeps this."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._guard = threading.Lock()
        self._found: OrderedDict[Hashable, object] = OrderedDict()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gave the first time; every thread is given the very same.

        Nobody waits for another's work: two who ask for the first time at once may both do it, and one of the two
        answers stays.
        """
        with self._guard:
            if key in self._found:
                self._found.move_to_end(key)
                return cast("T", self._found[key])
        made = make()
        with self._guard:
            kept = self._found.setdefault(key, made)
            while len(self._found) > self._most:
                self._found.popitem(last=False)
            return cast("T", kept)

    def __len__(self) -> int:
        with self._guard:
            return len(self._found)
