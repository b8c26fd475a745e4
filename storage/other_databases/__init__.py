"""Databases of other programs, reached by SQLAlchemy's addresses and only ever read."""
