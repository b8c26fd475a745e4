"""What a project's rules may name, gathered from its registries."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, LargeBinary, cast, select

from app.domain import names as registry
from app.domain.merged_fields import ends_of
from app.project import Mirror, Project
from app.rules import KnownSegment, Named, Names, vocabulary
from storage.file import contents, fields
from storage.file.models import event_name, event_property, field, score_run, segment, setting, trait

OWN = "events"
"""The kind of names by which a mirror is known to show tables that are not the project's own."""


def names_of(project: Project, mirror: Mirror) -> Names:
    """All that a rule may name: what `app.domain.names` lists, and what the project has ever held."""
    base = vocabulary.standard(project.timezone)
    with project.read() as connection:
        traits = _all_traits(connection)
        events = base.events | _events(connection)
        properties = {event: dict(held) for event, held in base.properties.items()}
        for held in connection.execute(select(event_property)):
            properties.setdefault(held.event, {}).setdefault(held.name, held.type)
        segments, merged = segments_of(connection), ends(connection)
    if OWN in mirror.types:
        traits = {
            name: Named(name, kind, registry.label_of(name)) for name, kind in mirror.types["traits"].items()
        } | traits
        events = dict.fromkeys(mirror.types[OWN], "") | events
        for event in mirror.types[OWN]:
            events[event] = events[event] or registry.label_of(event)
            properties.setdefault(event, {}).update(mirror.types[f"event {event}"])
    product = base.product | {**mirror.types["product"]}
    return Names(traits, events, properties, product, segments, project.timezone, merged)


def traits_of(project: Project) -> dict[str, Named]:
    """The traits alone, for which no mirror has to be made."""
    with project.read() as connection:
        return _all_traits(connection)


def merged_traits_of(project: Project) -> dict[str, str]:
    """The traits that are part of another, each with the one that it is part of at last."""
    with project.read() as connection:
        return ends(connection)


def ends(connection: Connection) -> dict[str, str]:
    """As `merged_traits_of`, within a transaction."""
    return ends_of({old: said["into"] for old, said in fields.merges(connection).items()})


def _all_traits(connection: Connection) -> dict[str, Named]:
    # The project's own type wins over the standard one: it is that of the values which it keeps.
    gone = set(connection.scalars(select(field.c.name).where(field.c.deleted | field.c.merged.is_not(None))))
    traits = vocabulary.standard().traits | {known.name: known for known in _traits(connection)}
    traits |= {known.name: known for known in _chosen(connection, traits)}
    return {name: known for name, known in traits.items() if name not in gone}


def _traits(connection: Connection) -> Iterable[Named]:
    for row in connection.execute(select(trait.c.name, trait.c.type, trait.c.label)):
        # The name of a computed trait always means what is computed.
        if row.name not in registry.COMPUTED:
            yield Named(row.name, row.type, row.label)
    own = connection.scalar(select(setting.c.value).where(setting.c.name == registry.SCORES_SETTING)) or {}
    kept = [f"score:{name}" for name in own if name not in registry.COMPUTED] if isinstance(own, dict) else []
    # A score that was defined is known before it is worked out for the first time.
    for name in dict.fromkeys((*connection.scalars(select(score_run.c.name).distinct()), *kept)):
        if registry.is_dynamic(name):
            kind = "text" if name.startswith("cluster:") else "number"
            yield Named(name, kind, registry.label_of(name), computed=True)


def _chosen(connection: Connection, traits: dict[str, Named]) -> Iterable[Named]:
    """The traits that somebody called otherwise or hid."""
    for row in connection.execute(select(field.c.name, field.c.label, field.c.hidden)):
        if (known := traits.get(row.name)) is not None:
            yield replace(known, label=row.label or known.label, hidden=row.hidden)


def _events(connection: Connection) -> dict[str, str]:
    found = connection.execute(select(event_name.c.name, event_name.c.label))
    return {row.name: row.label for row in found if row.name not in registry.EVENTS}


def segments_of(connection: Connection) -> dict[int, KnownSegment]:
    """The kept segments by number, in their order.

    Read as bytes: a rule or a name that no program of ours wrote is one segment's damage, and not that of the others.
    """
    name, rule = (cast(column, LargeBinary) for column in (segment.c.name, segment.c.rule))
    rows = connection.execute(
        select(segment.c.id, name.label("name"), rule.label("rule")).order_by(segment.c.position, segment.c.id)
    )
    return {row.id: KnownSegment(row.id, contents.text_of(row.name), contents.document_of(row.rule)) for row in rows}
