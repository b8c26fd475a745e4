"""Reading the mirror: a rule compiled to one expression, traits at a moment, and the answers."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.query.answers import OWN_COLUMNS
    from app.query.compile import predicate
    from app.query.id_sets import Ids, negated, two_valued
    from app.query.keys import named, resolve_key, resolve_keys, whom
    from app.query.latest_events import latest, whose_latest
    from app.query.profile_batches import ProfileBatch
    from app.query.project_names import merged_traits_of, names_of, segments_of, traits_of
    from app.query.question import Question

HOMES: Final = {
    "answers": "OWN_COLUMNS",
    "compile": "predicate",
    "id_sets": "Ids negated two_valued",
    "keys": "named resolve_key resolve_keys whom",
    "latest_events": "latest whose_latest",
    "profile_batches": "ProfileBatch",
    "project_names": "merged_traits_of names_of segments_of traits_of",
    "question": "Question",
}

__all__ = [
    "OWN_COLUMNS",
    "Ids",
    "ProfileBatch",
    "Question",
    "answers",
    "compile",
    "latest",
    "merged_traits_of",
    "named",
    "names_of",
    "negated",
    "predicate",
    "resolve_key",
    "resolve_keys",
    "segments_of",
    "shown_columns",
    "suggestions",
    "trait_families",
    "trait_history",
    "traits",
    "traits_of",
    "two_valued",
    "whom",
    "whose_latest",
]


__getattr__ = lazy(__name__, HOMES)
