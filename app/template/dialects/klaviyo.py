"""Klaviyo: Django's templates, whose properties are read from the person; see the ESP reference, section 1.2."""

import re

from app.template.families.django import Django

# Of a property that somebody lacks Django looks for a method of the dictionary: `person.items` would print one.
_RESERVED = frozenset(dir(dict)) | {"email", "first_name", "last_name", "phone_number", "location", "organization"}


class Klaviyo(Django):
    """Klaviyo's templates."""

    name = "klaviyo"
    unrolls = True
    links = {
        "unsubscribe_url": "{% unsubscribe_link %}",
        "preferences_url": "{% manage_preferences_link %}",
        "view_in_browser_url": "{% web_view_link %}",
    }
    sender_tags = {
        "name": "{{ organization.name }}",
        "from_name": "{{ organization.name }}",
        "address": "{{ organization.full_address }}",
        "postal_address": "{{ organization.full_address }}",
    }

    def computed_header(self, wish: str) -> tuple[str, str]:
        """A custom property, read from the person: by a point where its name allows it."""
        plain = re.fullmatch(r"[a-z][a-z0-9_]*", wish) and wish not in _RESERVED
        return wish, f"person.{wish}" if plain else f"person|lookup:'{wish}'"


DIALECT = Klaviyo()
