"""Reading the mirror: a rule compiled to one expression, traits at a moment, and the answers."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.query.answers import OWN_COLUMNS
    from app.query.compile import EARTH_KM, sample_limit
    from app.query.compile_events import NUMBER_SCALE, by_instant, mean_within, measure_check, scale_of
    from app.query.consents import SEVERITY, latest
    from app.query.keys import resolve_key
    from app.query.profile_batches import Few
    from app.query.project_names import names_of, segments_of
    from app.query.question import Question

HOMES: Final = {
    "answers": "OWN_COLUMNS",
    "compile": "EARTH_KM sample_limit",
    "compile_events": "NUMBER_SCALE by_instant mean_within measure_check scale_of",
    "consents": "SEVERITY latest",
    "keys": "resolve_key",
    "profile_batches": "Few",
    "project_names": "names_of segments_of",
    "question": "Question",
}

__all__ = [
    "EARTH_KM",
    "NUMBER_SCALE",
    "OWN_COLUMNS",
    "SEVERITY",
    "Few",
    "Question",
    "answers",
    "by_instant",
    "compile",
    "consents",
    "latest",
    "mean_within",
    "measure_check",
    "names_of",
    "resolve_key",
    "sample_limit",
    "scale_of",
    "segments_of",
    "suggestions",
    "trait_families",
    "trait_history",
    "traits",
]


__getattr__ = lazy(__name__, HOMES)
