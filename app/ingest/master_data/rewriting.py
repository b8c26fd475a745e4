"""People brought to what was decided about their fields."""

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, update

from app.domain.progress import SILENT, Progress
from app.ingest.identity import profiles
from app.ingest.identity.link_store import among
from app.ingest.identity.merged_traits import fold
from app.ingest.identity.profile_changes import unchanged
from storage.file.models import profile


def rewrite(connection: Connection, people: NDArray[np.int64], progress: Progress = SILENT) -> int:
    """Fold the traits of these people anew (their numbers, ascending); returns of how many anything shows otherwise."""
    if not len(people):
        return 0
    folded = fold(connection, unchanged(), people, None, progress)
    profiles.write(connection, folded)
    # Who shows what they did may have shown it otherwise before: the mirror has to look at the course of their values.
    with among(connection, people) as chosen:
        connection.execute(update(profile).where(chosen(profile.c.id)).values(mailable=profile.c.mailable))
    return folded.updated
