"""The traits of a profile as they are kept: where its first row says just that, they are not written a second time."""

from typing import Any

from sqlalchemy import JSON, ColumnElement, Text, func, select, type_coerce

from storage.file.models import profile, profile_row


def of_profile() -> ColumnElement[Any]:
    """What is known of a profile, as its JSON is read, in a question about profiles."""
    first = select(type_coerce(profile_row.c.traits, Text)).where(profile_row.c.profile_id == profile.c.id)
    of_row = first.order_by(profile_row.c.id).limit(1).correlate(profile).scalar_subquery()
    return type_coerce(func.coalesce(type_coerce(profile.c.traits, Text), of_row, "{}"), JSON)
