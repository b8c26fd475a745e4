"""One project: its file and settings, what was done in it, its backups, and what it holds."""

from app.project.project import Change, Json, Project

__all__ = ["Change", "Json", "Project"]
