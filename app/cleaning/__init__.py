"""The cleaning of whole columns: text in, typed Arrow arrays out, null where a cell says nothing."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.cleaning.address_diagnoses import Fault, fault_of
    from app.cleaning.calendar_words import month_leads
    from app.cleaning.emails import match_form
    from app.cleaning.entities import decoded
    from app.cleaning.places import country_code
    from app.cleaning.texts import known_gender, language

HOMES: Final = {
    "address_diagnoses": "Fault fault_of",
    "calendar_words": "month_leads",
    "emails": "match_form",
    "entities": "decoded",
    "places": "country_code",
    "texts": "known_gender language",
}

__all__ = [
    "Fault",
    "cell_bytes",
    "clocks",
    "coordinates",
    "country_code",
    "date_order",
    "dates",
    "decoded",
    "emails",
    "entities",
    "fault_of",
    "known_gender",
    "language",
    "match_form",
    "month_leads",
    "numbers",
    "person_names",
    "places",
    "postcodes",
    "refitted",
    "regions",
    "spelled_dates",
    "texts",
    "typed_value",
    "typed_values",
]


__getattr__ = lazy(__name__, HOMES)
