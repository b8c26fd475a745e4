"""What is kept beside a segment's rule, and what its rule says of how it is kept: by hand, and for how long."""

from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from app.audience import problems
from app.conditions import ListedTest
from app.project import Json
from app.rules import GROUPS, expiry

Timer = Literal["never", "hourly", "daily", "weekly", "new-data"]
TIMERS: Final[tuple[Timer, ...]] = get_args(Timer)
"""When a segment is refreshed by itself; `new-data` is after each import."""
NEW_DATA: Final[Timer] = "new-data"
"""The timer of a new segment."""
BESIDE: Final = ("note", "content", "strategy", "owner", "folder", "timer")


@dataclass(frozen=True, slots=True)
class Beside:
    """What is kept beside a segment's rule; None leaves what is there, and is the default of a new one.

    `content` says that `{{ segment }}` may be it, `strategy` what to do with its people, `folder` where it stands in
    the library, and `timer` when it is refreshed by itself.
    """

    note: str | None = None
    content: bool | None = None
    strategy: str | None = None
    owner: str | None = None
    folder: str | None = None
    timer: Timer | None = None

    def values(self) -> dict[str, Any]:
        """The columns that are said; raises Problem for a timer that there is none of."""
        if self.timer is not None and self.timer not in TIMERS:
            raise problems.NO_TIMER(timer=self.timer, timers=", ".join(TIMERS))
        found = {name: value for name in BESIDE if (value := getattr(self, name)) is not None}
        for name in ("owner", "folder"):
            # One that is written with another blank would be another folder.
            if name in found:
                found[name] = " ".join(found[name].split())
        return found


def is_static(rule: Json) -> bool:
    """Whether a rule is that of a static segment: to be on its list."""
    return isinstance(rule, dict) and ListedTest.key in rule


def expires_of(rule: Json) -> dict[str, int] | None:
    """The length of time after which a rule lets go of who did nothing relevant; None for one that does not."""
    return rule.get(expiry.KEY) if isinstance(rule, dict) else None


def expiring(rule: Json, length: dict[str, int] | None) -> Json:
    """The rule with that expiry in the place of its own; without one for None."""
    lasting = {key: value for key, value in rule.items() if key != expiry.KEY}
    if length is None:
        return lasting
    return ({"all": [lasting]} if not any(kind in lasting for kind in GROUPS) else lasting) | {expiry.KEY: length}
