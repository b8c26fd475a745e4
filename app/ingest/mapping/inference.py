"""Guessing what a file is and what its columns mean, from headers and from values."""

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

import pyarrow.compute as pc

from app.cleaning import dates, entities
from app.domain.names import snake
from app.ingest.evidence import values as ev
from app.ingest.evidence.clock_columns import beside
from app.ingest.evidence.columns import Columns
from app.ingest.mapping import (
    consent_columns,
    header_evidence,
    mapped_kind,
    problems,
    short_headers,
    unidentified,
    whose_addresses,
)
from app.ingest.order_tables import refund_files
from app.ingest.readers.table import RawTable
from app.ingest.vocabulary import event_words, file_kind, headers, near_headers, suppression_columns, tool_ids
from app.ingest.vocabulary.map_file import FURTHER, IDENTIFIER, OPT_OUT, STATES, Column, Mapping
from app.ingest.vocabulary.target_types import KEPT, type_of
from app.recipe import Recipe, is_plain

_LIKE: dict[str, Callable[[str], bool]] = {
    "email": lambda value: "@" in value,
    "phone": lambda value: sum(sign.isdigit() for sign in value) >= 6,
}
_REFUSING = {"consent:email": suppression_columns.says_no, "consent:sms": near_headers.refuses_texts}
"""Of each channel, whether a header tells who refused."""
Assigned = dict[str, str]
_NAMES = 1_000
"""So many rows tell whether names are whole."""
_NEEDED = ("order_id", "time")
"""What a row of orders or events is refused without."""


class Guesser(Columns):
    """Finds what one file's columns mean."""

    # What the columns mean.

    def assign(self, kind: str, given: Assigned, free: list[str]) -> Assigned:
        """A target for each of the free headers that means one, none of them twice and none of those given."""
        taken = set(given.values())
        found = self._tools_own(kind, taken, free)
        of = mapped_kind.of(kind)
        found |= of.by_structure(self, taken, [name for name in free if name not in found])
        taken = taken | set(found.values())
        told = self._by_words(kind, taken, [name for name in free if name not in found])
        told = self._of_refusals(kind, told, [name for name in free if name not in found])
        found |= self._of_buyers(kind, told, [name for name in free if name not in found])
        used = taken | set(found.values())
        if "email" in of.targets and not self._has_addresses(found, used):
            self._find_addresses(kind, found, free)
        found |= self._further(kind, taken, found, free)
        found |= of.by_words(self, used | set(found.values()), [one for one in free if one not in found])
        # Answers after events, for a word such as `unsubscribed` can be either.
        found |= of.answers(self, used | set(found.values()), [one for one in free if one not in found])
        found |= of.at_last(self, given | found, used | set(found.values()), free)
        found |= self._short(kind, used | set(found.values()), [one for one in free if one not in found])
        found |= self._half_names(given | found, free)
        found = whose_addresses.without_senders(self, kind, found)
        # The clock after the day, which any of the steps before may have found.
        found |= beside(self, kind, given | found, free)
        used |= set(found.values())
        for channel in ("email", "sms"):
            if f"consent:{channel}" not in used:
                # A date or a source of what no column says is the file's own.
                found = {name: to for name, to in found.items() if not to.startswith(f"consent:{channel}:")}
        return found

    def _tools_own(self, kind: str, taken: set[str], free: list[str]) -> Assigned:
        """The columns that hold the numbers of a tool's records, which are no customer ids."""
        if "customer_id" not in file_kind.of(kind).targets:
            return {}
        kinds = tool_ids.kinds_of(free, lambda header: self.evidence(header).said)
        return {header: own for header, own in kinds.items() if own not in taken}

    def _further(self, kind: str, taken: set[str], found: Assigned, free: list[str]) -> Assigned:
        """More columns of addresses or numbers: of several the first that is filled is the row's."""
        more: Assigned = {}
        for base in FURTHER if file_kind.of(kind).several_addresses else ():
            used = taken | set(found.values()) | set(more.values())
            for header in free:
                if header in found or header in more or headers.numbered(header) != base:
                    continue
                said = self.evidence(header).said
                # A header with a number is believed only where the cells look like it, too.
                if not said or not all(_LIKE[base](value) for value in said[:50]):
                    continue
                place = 1 if base not in used else next(n for n in range(2, 1_000) if f"{base}:{n}" not in used)
                more[header] = base if place == 1 else f"{base}:{place}"
                used.add(more[header])
        if not file_kind.of(kind).has_recipients:
            return more
        return more | self._of_other_shapes(taken, found | more, free)

    def _of_other_shapes(self, taken: set[str], found: Assigned, free: list[str]) -> Assigned:
        """The recipients of records of further shapes: each where those before are blank."""
        first = next((header for header, target in found.items() if target == "email"), None)
        more: Assigned = {}
        if first is None or not any(map(whose_addresses.is_recipients, free)):
            return more
        filled = pc.not_equal(self.raw.text(first), "")
        for header in free:
            if (
                header in found
                or not whose_addresses.is_recipients(header)
                or not self.evidence(header).are_addresses()
            ):
                continue
            # A record has one shape: where both columns are filled, the second is somebody else's.
            mine = pc.not_equal(self.raw.text(header), "")
            if not pc.any(pc.and_(filled, mine)).as_py():
                used = taken | {*found.values(), *more.values()}
                more[header] = next(f"email:{n}" for n in range(2, 1_000) if f"email:{n}" not in used)
                filled = pc.or_(filled, mine)
        return more

    def _by_words(self, kind: str, taken: set[str], free: list[str]) -> Assigned:
        offers = []
        for position, header in enumerate(free):
            # What rows are about outweighs what stands beside each of them.
            beside = not headers.of_element(header, kind)
            for rank, (target, place) in enumerate(headers.meanings(header, kind).items()):
                if mapped_kind.of(kind).is_for_later(target):
                    continue
                # What no row can do without is rather said by a column that says it of each.
                filled = self.evidence(header).filled
                needed = target in _NEEDED or (target == "event" and not beside)
                sparse = filled < self.raw.rows * dates.NEARLY_ALL if needed else target == "sku" and not filled
                other = headers.plain(header) != headers.plain(target)
                if target in mapped_kind.of(kind).needs:
                    # Of a catalogue's numbers the one that says so by its name: `Product Code/SKU`, no `Product ID`.
                    other = target not in snake(header).split("_")
                # In the order in which they outweigh one another: what the word means first, filled columns, the very
                # name, and last where it stands.
                offers.append((beside, rank, sparse, other, place, position, header, target))
        found: dict[str, str] = {}
        used = set(taken)
        for *_, header, target in sorted(offers):
            if header not in found and target not in used and self._fits(header, target, kind):
                found[header] = target
                used.add(target)
        return found

    def _of_refusals(self, kind: str, told: Assigned, free: list[str]) -> Assigned:
        """The same with the column of those who refused texts in place of that of those who agreed to them."""
        agreed = next((header for header, target in told.items() if target == "consent:sms"), None)
        if agreed is None or near_headers.refuses_texts(agreed):
            return told
        others = (one for one in free if one not in told and near_headers.refuses_texts(one))
        refused = next((one for one in others if self._fits(one, "consent:sms", kind)), None)
        return (
            told
            if refused is None
            else {one: to for one, to in told.items() if one != agreed} | {refused: "consent:sms"}
        )

    def _of_buyers(self, kind: str, told: Assigned, free: list[str]) -> Assigned:
        """The same with the buyers' addresses where those found are one alone in many rows: the shop's own."""
        header = next((header for header, target in told.items() if target == "email"), None)
        if not file_kind.of(kind).of_sales or header is None or self.raw.rows < 2 or self.distinct(header) > 1:
            return told
        others = (one for one in free if one not in told and self.evidence(one).are_addresses())
        buyers = next((one for one in others if self.distinct(one) > 1), None)
        if buyers is None and not whose_addresses.is_sellers(self, header, kind):
            return told
        rest = {one: target for one, target in told.items() if one != header}
        return rest | ({buyers: "email"} if buyers else {})

    def _short(self, kind: str, used: set[str], free: list[str]) -> Assigned:
        """What headers of a letter or two mean beside others of their kind."""
        if not file_kind.of(kind).of_people:
            return {}
        return short_headers.meanings(free, self.raw.headers, used, lambda one, target: self._fits(one, target, kind))

    def _half_names(self, known: Assigned, free: list[str]) -> Assigned:
        """A column of names as one half of them, where the other halves stand beside it and not in it."""
        by_target = {target: header for header, target in known.items()}
        name, halves = by_target.get("full_name"), by_target.keys() & {"first_name", "last_name"}
        if name is None or name not in free or len(halves) != 1:
            return {}
        half = halves.pop()
        cells = zip(*(self.raw.text(one).slice(0, _NAMES).to_pylist() for one in (name, by_target[half])), strict=True)
        pairs = [(whole.strip().casefold(), own.strip().casefold()) for whole, own in cells]
        told = [(whole, own) for whole, own in pairs if whole and own]
        within = sum(own in whole for whole, own in told)
        if half == "first_name":
            return {name: "last_name"} if told and not within else {}
        # A family may be called as somebody's first name begins: 이 and 이슬.
        return {name: "first_name"} if told and within * 2 < len(told) else {}

    def _has_addresses(self, found: Assigned, used: set[str]) -> bool:
        """Whether a column of addresses is known, or was given."""
        header = next((header for header, target in found.items() if target == "email"), None)
        if header is None:
            return "email" in used
        said = self.evidence(header).said
        return not said or any("@" in value for value in said)

    def _find_addresses(self, kind: str, found: Assigned, free: list[str]) -> None:
        every = [
            one
            for one in free
            if self.evidence(one).are_addresses() and not whose_addresses.is_sellers(self, one, kind)
        ]
        # The sender of a mail is nobody whom it went to, and a recipient is said to be one.
        theirs = [header for header in every if not whose_addresses.is_senders(header)] or every
        theirs.sort(key=lambda header: not whose_addresses.is_recipients(header))
        # Rather a column that means nothing yet than one that a header has explained.
        holding = [header for header in theirs if header not in found] or theirs
        if holding:
            for header in [header for header, target in found.items() if target == "email"]:
                del found[header]
            found[holding[0]] = "email"

    def _fits(self, header: str, target: str, kind: str) -> bool:
        """Whether a column's values do not speak against its header."""
        evidence = self.evidence(header)
        said = evidence.said
        if not headers.asks(header, target, kind):
            return False
        if not said:
            return True
        if target in file_kind.of(kind).never_filled:
            return False
        kind_of_value = type_of(target, kind)
        if target in header_evidence.CHECKS:
            return header_evidence.CHECKS[target](header, said)
        if kind_of_value == "datetime" or target == "birth_date":
            return (
                evidence.time_format(ev.HALF, yearless=target == "birth_date")[0] or dates.find_count(said) is not None
            )
        if kind_of_value in ("number", "amount"):
            return sum(any(sign.isdigit() for sign in value) for value in said) * 2 >= len(said)
        if target.startswith("consent:") and target.count(":") == 1:
            if target == "consent:sms" and near_headers.refuses_texts(header):
                return header_evidence.tells_leaving(evidence)
            return suppression_columns.says_no(header) or header_evidence.says_consent(header, evidence)
        own = mapped_kind.of(kind).fits(self, header, target)
        return own if own is not None else target in ("phone",) or not evidence.are_addresses()

    def column(self, header: str, target: str, kind: str, given: Column | None = None) -> Column:
        """The whole description of a column that means `target`; what was given stands."""
        stated, given = given, given or Column(to=target)
        standard = type_of(target, kind)
        if standard is None and given.type is None:
            found = ev.own_column(header, target, self.evidence(header), self.hints)
        else:
            found = ev.shape_of(self.evidence(header), given.type or standard or "text", self.hints)
        if _REFUSING.get(target, lambda _: False)(header):
            found = Column(format=OPT_OUT)
        elif consent_columns.holds_states(header, target, kind, stated):
            found = Column(format=STATES)
        values = given.values or self._words_of(header, target)
        own = IDENTIFIER if target in tool_ids.KINDS else None
        return Column(
            target,
            given.type or own or found.type,
            given.format or found.format,
            given.separator or found.separator,
            values=values,
            label=given.label,
        )

    def _words_of(self, header: str, target: str) -> dict[str, str] | None:
        """What words of a column mean here that mean something else elsewhere."""
        if target == "consent:email":
            return header_evidence.coded(header, self.evidence(header))
        return event_words.own_clicks(self.evidence(header).said) if target == "event" else None

    def own_name(self, header: str, used: set[str], kind: str) -> str:
        """The header as a name that no other column has, and nothing that is worked out or made elsewhere."""
        base = name = snake(header) or "column"
        of = mapped_kind.of(kind)
        if base in of.reserved:
            base = name = KEPT + base
        base = name = of.own_target(self, header, of.renamed.get(base, base))
        if base in used or base in headers.WHO:
            name = next(found for found in (f"{base}_{number}" for number in range(2, 10_000)) if found not in used)
        return name


def infer(raw: RawTable, kind: str, zone: ZoneInfo, file_name: str, given: Mapping | None = None) -> Mapping:
    """A whole mapping: what was given stands, the rest is guessed. Raises ImportProblem."""
    of = mapped_kind.of(kind)
    given = given or Mapping(kind)
    _check_headers(raw, given)
    columns = _columns(raw, kind, Guesser(raw, zone), given)
    layout = raw.layout
    return replace(
        given,
        columns=columns,
        encoding=layout.encoding,
        delimiter=layout.delimiter,
        header_row=layout.header_row,
        sheet=layout.sheet,
        timezone=given.timezone or zone.key,
        event=dict(given.event) if given.event else of.event_of(columns, file_name) or None,
        recipe=with_entities(raw, given.recipe),
        about=_about(of.about(file_name), given, columns),
    )


def _about(guessed: Assigned, given: Mapping, columns: dict[str, Column]) -> Assigned | None:
    """What holds for the whole file: as it was given, else guessed where no column says it."""
    said = {column.to for column in columns.values() if not column.skip}
    found = {name: text for name, text in guessed.items() if name not in said} | dict(given.about or {})
    return found or None


_OF_MENDED = ("line", "reason")
"""The first headers of a file of rows that were not taken, as it is written to be mended."""


def _columns(raw: RawTable, kind: str, guesser: "Guesser", given: Mapping) -> dict[str, Column]:
    stated = {name: column.to for name, column in given.columns.items() if column.to and not column.skip}
    hidden = file_kind.of(kind).reserved
    stated = {name: KEPT + target if target in hidden else target for name, target in stated.items()}
    event_from = (given.event or {}).get("name_from")
    if event_from is not None:
        stated.setdefault(event_from, "event")
    skipped = {name for name, column in given.columns.items() if column.skip}
    # Rows that were not taken come back with what was wrong with them, which says nothing of anybody.
    apart = _OF_MENDED if tuple(raw.headers[:2]) == _OF_MENDED else ()
    free = [name for name in raw.headers if name not in stated and name not in skipped and name not in apart]
    targets = stated | guesser.assign(kind, stated, free)
    used = set(targets.values())
    columns: dict[str, Column] = {}
    for header in raw.headers:
        if header in skipped:
            columns[header] = given.columns[header]
            continue
        if header in apart and header not in stated:
            columns[header] = Column(skip=True)
            continue
        if header not in targets:
            targets[header] = guesser.own_name(header, used, kind)
            used.add(targets[header])
        columns[header] = guesser.column(header, targets[header], kind, given.columns.get(header))
    return columns


def with_entities(raw: RawTable, recipe: Recipe) -> Recipe:
    """The steps given, and one for the columns that hold HTML entities, unless that one was given.

    Steps that look for something find it in what entities mean, so it stands before them.
    """
    if any(step["step"] == "decode_entities" for step in recipe):
        return recipe
    holding = [name for name in raw.headers if raw.says_words(name) and entities.count(raw.text(name))]
    if not holding:
        return recipe
    at = next((place for place, step in enumerate(recipe) if not is_plain([step])), len(recipe))
    return (*recipe[:at], {"step": "decode_entities", "columns": holding}, *recipe[at:])


def _check_headers(raw: RawTable, given: Mapping) -> None:
    wanted = [*given.columns, given.changed_at, (given.event or {}).get("name_from")]
    for name in wanted:
        if name is not None and name not in raw.headers:
            raise problems.NO_COLUMN(name=name, headers=", ".join(raw.headers))


def check_needed(mapping: Mapping, raw: RawTable) -> None:
    """Raise ImportProblem where no column says what a file of this kind cannot do without."""
    has = {*mapping.targets(), *(mapping.about or {})}
    own = any(column.type == IDENTIFIER for column in mapping.columns.values())
    named = own or has & set(headers.WHO) or refund_files.name_orders_only(raw, mapping)
    if mapping.of.names_people and not named:
        why, remedy = unidentified.why(mapping, raw)
        raise problems.NAMES_NOBODY(why=why, remedy=remedy)
    if lacking := mapping.of.lacks(has):
        what, remedy = lacking
        raise problems.LACKING(what=what, remedy=remedy)
