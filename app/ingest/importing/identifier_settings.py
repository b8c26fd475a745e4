"""Settings of the kinds of identifier: looked at, tried out, and kept with all people derived anew."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, select

from app.cleaning import emails
from app.domain.background import RepeatingProgress
from app.domain.identifier_rules import SETTING, IdentifierRules, parsed, whole_order
from app.domain.names import IDENTIFIERS, fold
from app.domain.progress import SILENT, Progress
from app.ingest.identity import link_store
from app.ingest.identity.file_tags import BY_HAND
from app.ingest.identity.profile_changes import none
from app.ingest.importing import identifier_effects, problems, rederiving
from app.ingest.importing.identifier_effects import Effect
from app.ingest.importing.identifier_suggestions import IdentifierLook, look
from app.project import Change, Project
from app.rules import rewritten
from storage import bulk
from storage.file.models import identifier, link, profile, setting, tag

_CHANGED = {
    Change.SETTINGS, Change.PROFILES, Change.EVENTS, Change.CONSENTS, Change.TAGS, Change.SCORES, Change.SUPPRESSIONS,
}  # fmt: skip
_MOST = 1_000_000
_SCANNED = 200_000


class IdentifierSettings:
    """The settings of a project's kinds of identifier. What is asked for gives rules, which `change` keeps."""

    def __init__(self, project: Project) -> None:
        self._project = project

    @property
    def rules(self) -> IdentifierRules:
        """The rules that stand."""
        return parsed(self._project.setting(SETTING))

    def look(self) -> IdentifierLook:
        """Every kind with its numbers, and values that many people share."""
        with self._project.read() as connection:
            return look(link_store.read(connection, whole=True).links, self.rules)

    def effect(self, rules: IdentifierRules) -> Effect:
        """What these rules would make of the people; nothing is changed."""
        with self._project.read() as connection:
            return identifier_effects.of(connection, rules)

    def change(self, rules: IdentifierRules, progress: Progress = SILENT) -> IdentifierRules:
        """Keep rules, and derive all people anew by them; returns those that stood. To keep these takes it back.

        Tags by hand of who goes by nothing any more are kept for when they do again.
        """
        progress = RepeatingProgress(progress)
        before = self.rules
        if replace(rules, tags={}) == replace(before, tags={}):
            return before
        with self._project.write(_said(before, rules), _CHANGED) as connection:
            tagged = _tagged(connection)
            _keep(connection, replace(rules, tags=before.tags))
            with bulk.watched(connection, progress.beat):
                rederiving.derive(connection, None, none(), set, progress)
            tags = _given_back(connection, before.tags, tagged)
            if tags != before.tags:
                _keep(connection, replace(rules, tags=tags))
        return before

    # What is asked for

    def blocked(self, kind: str, value: str, *, pattern: bool = False) -> IdentifierRules:
        """Rules by which a value of a kind is nobody's, or each that a pattern matches. Raises Problem."""
        self._known(kind)
        if not value.strip():
            raise problems.NO_VALUE()
        if pattern:
            # Raises PatternProblem; of the subset that rules of segments allow.
            rewritten(value, case=False)
            return _with(self.rules, "patterns", kind, {*self.rules.patterns.get(kind, ()), value})
        return _with(self.rules, "blocked", kind, {*self.rules.blocked.get(kind, ()), self._matched(kind, value)})

    def unblocked(self, kind: str, value: str) -> IdentifierRules:
        """Rules without that value or pattern. Raises NotFound where it is not blocked."""
        rules = self.rules
        for name, wanted in (("blocked", self._matched(kind, value)), ("blocked", value), ("patterns", value)):
            there = set(getattr(rules, name).get(kind, ()))
            if wanted in there:
                return _with(rules, name, kind, there - {wanted})
        raise problems.NOT_BLOCKED(value=f"{kind}:{value}")

    def limited(self, kind: str, most: int | None) -> IdentifierRules:
        """Rules by which what stands with more values of a kind joins nobody; None for no limit. Raises Problem."""
        self._known(kind)
        if most is not None and not 1 <= most <= _MOST:
            raise problems.LIMIT(most=f"{_MOST:,}")
        limits = {one: number for one, number in self.rules.limits.items() if one != kind}
        return replace(self.rules, limits=limits if most is None else limits | {kind: most})

    def prioritised(self, first: Sequence[str]) -> IdentifierRules:
        """Rules by which these kinds come first, in this order; the others follow as they are. Raises NotFound."""
        for kind in first:
            self._known(kind)
        return replace(self.rules, order=whole_order(first, self.rules))

    def standard_order(self) -> IdentifierRules:
        """Rules with the order of kinds as the program comes."""
        return replace(self.rules, order=())

    def _known(self, kind: str) -> None:
        known = self._kinds()
        if kind not in known:
            raise problems.NO_KIND(kind=kind, known=", ".join(sorted(known, key=self.rules.rank)))

    def _kinds(self) -> set[str]:
        rules = self.rules
        said = {*IDENTIFIERS, *rules.order, *rules.blocked, *rules.patterns, *rules.limits}
        with self._project.read() as connection:
            said |= set(connection.scalars(select(identifier.c.kind).distinct()))
            if not said - set(IDENTIFIERS):
                # A kind all of whose values join nobody stands in rows alone.
                rows = connection.scalars(select(link.c.identifiers).limit(_SCANNED))
                said |= {pair[0] for row in rows for pair in row}
        return said

    def _matched(self, kind: str, value: str) -> str:
        """A value in the form in which rows are compared; one of the project may be given as a file wrote it."""
        text = value.strip()
        if kind == "email":
            return emails.match_form(text) or fold(text)
        with self._project.read() as connection:
            mine = identifier.c.kind == kind
            asked = select(identifier.c.value).where(mine, identifier.c.original == text).limit(1)
            return str(connection.scalar(asked) or text)


def _with(rules: IdentifierRules, name: str, kind: str, values: Iterable[str]) -> IdentifierRules:
    told = {one: those for one, those in getattr(rules, name).items() if one != kind}
    kept = tuple(sorted(values))
    told = told | {kind: kept} if kept else told
    return replace(rules, blocked=told) if name == "blocked" else replace(rules, patterns=told)


def _said(before: IdentifierRules, after: IdentifierRules) -> str:
    """What changed, for the log: kinds and no values, which may be somebody's."""
    parts = []
    if before.order != after.order:
        parts.append("the order of identifiers")
    for kind in sorted({*before.limits, *after.limits}):
        if before.limits.get(kind) != after.limits.get(kind):
            parts.append(f"the limit of {kind}")
    for name in ("blocked", "patterns"):
        one, other = getattr(before, name), getattr(after, name)
        changed = sorted(kind for kind in {*one, *other} if one.get(kind, ()) != other.get(kind, ()))
        parts += [f"what is blocked of {kind}" for kind in changed]
    return "Changed " + " and ".join(dict.fromkeys(parts))


def _keep(connection: Connection, rules: IdentifierRules) -> None:
    connection.execute(delete(setting).where(setting.c.name == SETTING))
    if document := rules.document():
        connection.execute(insert(setting).values(name=SETTING, value=document))


# Tags by hand.


def _tagged(connection: Connection) -> dict[str, tuple[int, tuple[str, ...]]]:
    """The people who have tags by hand: the number and the tags of each key."""
    asked = select(profile.c.key, profile.c.id, tag.c.tag).join(tag, tag.c.profile_id == profile.c.id)
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    for key, number, name in connection.execute(asked.where(tag.c.batch_id == BY_HAND).order_by(tag.c.tag)):
        found[key] = (number, (*found.get(key, (0, ()))[1], name))
    return found


def _given_back(
    connection: Connection, kept: Mapping[str, Sequence[str]], tagged: Mapping[str, tuple[int, tuple[str, ...]]]
) -> dict[str, tuple[str, ...]]:
    """Give kept tags to who goes by their key again; returns those to be kept: of who goes by nothing any more."""
    left: dict[str, tuple[str, ...]] = {}
    for key, names in kept.items():
        owner = _owner(connection, key)
        if owner is None:
            left[key] = tuple(names)
            continue
        asked = select(tag.c.tag).where(tag.c.profile_id == owner, tag.c.batch_id == BY_HAND)
        fresh = set(names) - set(connection.scalars(asked))
        if fresh:
            rows = [{"profile_id": owner, "tag": name, "batch_id": BY_HAND} for name in sorted(fresh)]
            connection.execute(insert(tag), rows)
    for key, (number, names) in tagged.items():
        gone = connection.scalar(select(profile.c.id).where(profile.c.id == number)) is None
        if gone and _owner(connection, key) is None:
            left[key] = names
    return left


def _owner(connection: Connection, key: str) -> int | None:
    kind, _, value = key.partition(":")
    asked = select(identifier.c.profile_id).where(identifier.c.kind == kind, identifier.c.value == value)
    return connection.scalar(asked)
