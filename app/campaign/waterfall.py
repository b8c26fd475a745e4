"""Who gets a campaign: the audience, less everyone who must not be written to, step by step.

Membership is that of `as_of`; consents and suppressions are all that are recorded, whenever they were.
"""

import enum
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from app import audience
from app.campaign import newcomers, permissions, split
from app.campaign.newcomers import Mailed, Newcomers
from app.campaign.plan import Plan
from app.campaign.suppressed_addresses import suppressed_addresses
from app.cleaning import match_form
from app.domain import csv_injection
from app.domain.clock import Moment
from app.domain.counts import counted
from app.domain.names import fold
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.project import Project
from app.query import Question, answers

Bools = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]


class Why(enum.StrEnum):
    """Why somebody is left out, as a code, wherever the step alone does not say it."""

    BY_STEP = "by_step"
    ANOTHERS = "anothers"
    LIKE_FORMULA = "like_formula"
    """No file can carry the address: a spreadsheet would run it as it stands, and with the apostrophe that stops that
    it is the address of somebody else."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is left out: a word for people, and the code that is decided by."""

    word: str
    code: Why = Why.BY_STEP


_ANOTHERS = Reason("with another person's address", Why.ANOTHERS)
_LIKE_FORMULA = Reason("with an address that begins like a formula", Why.LIKE_FORMULA)
Reasons = Callable[[Rows], list[Reason]]


@as_document("step", "people", "removed", "reason")
@dataclass(frozen=True, slots=True)
class Step:
    """One step of the waterfall: how many people are left after it, how many it removed, and why.

    `reasons` counts the removed by a word for each, as `{"unsubscribed": 4}`; `reason` says it in one line.
    """

    code: str
    step: str
    people: int
    removed: int
    reason: str
    reasons: dict[str, int]


@dataclass
class Assembly:
    """Everyone, in key order, and how each of them fared.

    `fell` is the number of the step at which a person fell out (0: not in the audience), and `len(steps)` for the
    recipients; `why` is the reason for it; `variant` is the number of a recipient's variant, else −1, and `ends` is up
    to which draw each variant goes.
    """

    ids: npt.NDArray[np.int64]
    keys: pa.ChunkedArray
    emails: pa.ChunkedArray
    steps: list[Step] = field(default_factory=list)
    # One byte a person: there are seven steps at most.
    fell: npt.NDArray[np.int8] = field(default_factory=lambda: np.zeros(0, np.int8))
    why: dict[int, Reason] = field(default_factory=dict)
    variant: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    ends: list[int] = field(default_factory=list)

    @property
    def recipients(self) -> Rows:
        """The rows of those who get an email."""
        return np.flatnonzero(self.fell == len(self.steps))

    def fallen_at(self, code: str) -> Rows:
        """The rows of those who fell out at the step with that code."""
        numbers = [number for number, step in enumerate(self.steps) if step.code == code]
        return np.flatnonzero(np.isin(self.fell, numbers)) if numbers else np.zeros(0, np.int64)

    def people_at(self, code: str) -> int:
        """How many were left after the step with that code; none where there is no such step."""
        return next((step.people for step in self.steps if step.code == code), 0)

    @property
    def like_formulas(self) -> Rows:
        """The rows of those who are left out because of how their address begins."""
        rows = self.fallen_at("no_valid_address")
        return rows[[self.why[row].code is Why.LIKE_FORMULA for row in rows.tolist()]] if len(rows) else rows

    @property
    def excluded(self) -> dict[str, int]:
        """How many were excluded, by the code of the step; those held out are not among them."""
        return {step.code: step.removed for step in self.steps[1:] if step.code != "held_out"}


def assemble(
    project: Project,
    plan: Plan,
    name: str,
    as_of: "str | Moment | None" = None,
    progress: Progress = SILENT,
    taken: Mapping[str, str] | None = None,
) -> Assembly:
    """The waterfall of a campaign called `name`, whose holdout and variants are drawn already.

    `taken` are addresses, in matched form, that another triggered campaign mails first today, with its name.
    """
    with audience.asking(project, as_of, progress.part(0, 0.4)) as question:
        progress.step(2, 5, "Finding the audience")
        matched = _members(audience_rule(plan, excluding=False), question)
        kept = _members(audience_rule(plan), question) if plan.exclude else matched
        progress.step(3, 5, "Looking at addresses and consents")
        people = permissions.people(question, plan.topic)
        found = Assembly(people.column("id").to_numpy(), people.column("key"), people.column("email"))
        progress.step(4, 5, "Leaving out who must not be written to")
        sieve = _Sieve(project, plan, found, people, permissions.suppression_reasons(question))
        if plan.trigger is None:
            sieve.run(matched, kept)
        else:
            came = newcomers.entered(project, plan, name, question)
            sieve.run(matched, kept, came)
            sieve.not_again(newcomers.mailed(project, name, question.moment), question.moment, taken or {})
    _draw(found, plan, seed_of(plan, name))
    return found


def of_people(
    project: Project, plan: Plan, name: str, question: Question, people: Rows, reasons: dict[int, str]
) -> Assembly:
    """The same of people who are given by the numbers of their profiles, whatever the plan's audience and trigger.

    `reasons` are those of `permissions.suppression_reasons`.
    """
    table = permissions.people(question, plan.topic)
    found = Assembly(table.column("id").to_numpy(), table.column("key"), table.column("email"))
    _Sieve(project, plan, found, table, reasons).run(people, people)
    _draw(found, plan, seed_of(plan, name))
    return found


def _members(rule: dict[str, Any], question: Question) -> Rows:
    return answers.ids(audience.parse(rule, question.names).root, question)


def audience_rule(plan: Plan, *, excluding: bool = True) -> dict[str, Any]:
    """The plan's segments as one rule."""
    wanted: dict[str, Any] = {"any": [{"segment": name} for name in plan.include]}
    if not (excluding and plan.exclude):
        return wanted
    return {"all": [wanted, {"none": [{"segment": name} for name in plan.exclude]}]}


def seed_of(plan: Plan, name: str) -> str:
    """What the holdout and the variants are drawn by: the plan's seed, or else the campaign's name."""
    return plan.holdout_seed or fold(name)


class _Sieve:
    """Lets everyone through the steps in their fixed order."""

    def __init__(
        self, project: Project, plan: Plan, found: Assembly, people: pa.Table, reasons: dict[int, str]
    ) -> None:
        self._project = project
        self._reasons = reasons
        self._plan = plan
        self._found = found
        self._people = people
        self._left: Bools = np.zeros(people.num_rows, np.bool_)

    def run(self, matched: Rows, kept: Rows, came: Newcomers | None = None) -> None:
        """Match, leave out the excluded segments, and those without address, consent, or on the list.

        With `came`, whoever did not enter since is left out first.
        """
        found, plan = self._found, self._plan
        found.fell = np.zeros(len(found.ids), np.int8)
        self._left = np.isin(found.ids, matched)
        self._note("match", f"Match {quoted(plan.include)}", {})
        if came is not None:
            said = Reason("in it before")
            day = came.since.local().date().isoformat()
            good = np.isin(found.ids, came.ids)
            self._keep("entered", f"Entered since {day}", good, lambda rows: [said] * len(rows))
        if plan.exclude:
            named = quoted(plan.exclude)
            inside = Reason(f"in {named}")
            good = np.isin(found.ids, kept)
            self._keep("excluded_segment", f"Not in {named}", good, lambda rows: [inside] * len(rows))
        self._keep("no_valid_address", "Valid address", self._column("mailable") & ~self._formulas(), self._bad_address)
        self._keep("no_consent", self._consent_label(), self._consented(), self._consent)
        self._suppressed()
        self._twice()

    def not_again(self, mails: Mailed, now: Moment, taken: Mapping[str, str]) -> None:
        """Leave out whom a triggered campaign has mailed already, or another one today."""
        assert self._plan.trigger is not None
        days = self._plan.trigger.again_days
        rows = np.flatnonzero(self._left)
        found = [
            mails.reason(one, days, now) or (f"mailed by “{taken[one]}” today" if one in taken else "")
            for one in self._addresses(rows)
        ]
        why = {int(row): Reason(said) for row, said in zip(rows, found, strict=True) if said}
        good = np.ones(len(self._found.ids), np.bool_)
        good[list(why)] = False
        label = "Not mailed by it before" if days is None else f"Not mailed by it in {counted(days, 'day')}"
        self._keep("mailed", label, good, lambda fallen: [why[int(row)] for row in fallen])

    def _column(self, name: str) -> Bools:
        return np.asarray(self._people.column(name).fill_null(False).to_numpy(), np.bool_)

    def _keep(self, code: str, label: str, good: Bools, reasons: Reasons) -> None:
        """Let only the good through; `reasons` says of rows why they fell."""
        rows = np.flatnonzero(self._left & ~good)
        self._found.fell[rows] = len(self._found.steps)
        self._left &= good
        why = reasons(rows)
        self._found.why.update(zip(rows.tolist(), why, strict=True))
        self._note(code, label, dict(Counter(one.word for one in why)))

    def _note(self, code: str, label: str, reasons: dict[str, int]) -> None:
        reasons = dict(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])))
        said = ", ".join(f"{count:,} {word}" for word, count in reasons.items())
        left = int(self._left.sum())
        self._found.steps.append(Step(code, label, left, sum(reasons.values()), said, reasons))
        # Whoever is left stands one step further on; after the last that is what makes a recipient.
        self._found.fell[self._left] = len(self._found.steps)

    def _formulas(self) -> Bools:
        firsts = pc.utf8_slice_codeunits(self._people.column("email"), 0, 1)
        return np.asarray(pc.is_in(firsts, pa.array(list(csv_injection.STARTS))).to_numpy(), np.bool_)

    def _bad_address(self, rows: Rows) -> list[Reason]:
        given = self._people.column("said").take(pa.array(rows)).to_pylist()
        valid = self._column("mailable")[rows].tolist()
        return [_LIKE_FORMULA if ok else _fault(said) for said, ok in zip(given, valid, strict=True)]

    def _consent_label(self) -> str:
        topic = f" about “{self._plan.topic}”" if self._plan.topic else ""
        unknown = "; unknown counts as consent" if self._project.setting("unknown_is_consent") else ""
        return f"Consent for email{topic}{unknown}"

    def _consented(self) -> Bools:
        states = self._people.column("consent").to_numpy(zero_copy_only=False)
        return np.isin(states, ["granted", "unknown"] if self._project.setting("unknown_is_consent") else ["granted"])

    def _consent(self, rows: Rows) -> list[Reason]:
        states = self._people.column("consent").take(pa.array(rows)).to_pylist()
        return [Reason("without a known consent" if state == "unknown" else state) for state in states]

    def _suppressed(self) -> None:
        """By the list itself too, not only by what the mirror says of the person."""
        listed = suppressed_addresses(self._project)
        good = ~self._column("suppressed")
        rows = np.flatnonzero(self._left)
        addresses = self._addresses(rows)
        good[rows] &= np.fromiter((one not in listed for one in addresses), np.bool_, len(rows))

        def reasons(fallen: Rows) -> list[Reason]:
            """Why each of these rows is suppressed, in their order."""
            pairs = zip(fallen.tolist(), self._addresses(fallen), strict=True)
            ids = self._found.ids
            found = [listed.get(address) or self._reasons.get(int(ids[row]), "suppressed") for row, address in pairs]
            return [Reason(reason.replace("_", " ")) for reason in found]

        self._keep("suppressed", "Not suppressed", good, reasons)

    def _addresses(self, rows: Rows) -> list[str]:
        """The addresses of rows in matched form."""
        some = pa.array(rows)
        found = self._people.column("address").take(some).to_pylist()
        given = self._found.emails.take(some).to_pylist()
        return [one or fold((text or "").strip()) for one, text in zip(found, given, strict=True)]

    def _twice(self) -> None:
        seen: set[str] = set()
        good = np.ones(len(self._found.ids), np.bool_)
        rows = np.flatnonzero(self._left)
        for row, address in zip(rows.tolist(), self._addresses(rows), strict=True):
            # The first in key order keeps it.
            good[row] = address not in seen
            seen.add(address)
        self._keep("address_twice", "No address twice", good, lambda fallen: [_ANOTHERS] * len(fallen))


def _fault(said: str | None) -> Reason:
    """What is wrong with the address that a file gave for somebody who cannot be mailed."""
    if not said:
        return Reason("without an address")
    # One that is well formed was taken away from them when it was found to be somebody's already.
    return Reason("malformed") if match_form(said) is None else _ANOTHERS


def _draw(found: Assembly, plan: Plan, seed: str) -> None:
    """Hold some out, and give the rest their variants."""
    rows = found.recipients
    if plan.holdout_share > 0:
        out = split.held_out(seed, _texts(found.keys, rows), plan.holdout_share)
        held = int(out.sum())
        word = f"held out, seed “{seed}”"
        number = len(found.steps)
        found.fell[rows[out]] = number
        found.fell[rows[~out]] = number + 1
        found.why.update(dict.fromkeys(rows[out].tolist(), Reason(word)))
        reasons = {word: held} if held else {}
        said = f"{held:,} {word}" if held else ""
        found.steps.append(Step("held_out", "Not held out", len(rows) - held, held, said, reasons))
    rows = found.recipients
    found.variant = np.full(len(found.ids), -1, np.int64)
    drawn = split.draws(split.variant_seed(seed), _texts(found.keys, rows))
    found.variant[rows] = split.variants(drawn, [one.share for one in plan.variants])
    found.ends = split.ends(drawn, found.variant[rows], len(plan.variants))


def _texts(keys: pa.ChunkedArray, rows: Rows) -> list[str]:
    found: list[str] = keys.take(pa.array(rows)).to_pylist()
    return found


def quoted(names: Sequence[str]) -> str:
    """Names in quotation marks, with an or between them."""
    marked = [f"“{name}”" for name in names]
    return " or ".join([", ".join(marked[:-1]), marked[-1]] if len(marked) > 1 else marked)
