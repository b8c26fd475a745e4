"""Moving many rows in and out of a project file, and what is too large for memory meanwhile."""

from storage.bulk.rows import SMALL, Staged, copy_in, fetch, lent, watched

__all__ = ["SMALL", "Staged", "copy_in", "fetch", "lent", "watched"]
