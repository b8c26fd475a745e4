"""How good a project's data are: what is missing, what cannot be right, and how that changed since the last import."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.quality.findings import Finding, Report, concerned, keep, report

HOMES: Final = {"findings": "Finding Report concerned keep report"}

__all__ = ["Finding", "Report", "concerned", "keep", "report"]


__getattr__ = lazy(__name__, HOMES)
