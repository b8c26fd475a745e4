"""The columnar mirror of a project: derived, immutable files that any number of processes read."""
