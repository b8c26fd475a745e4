"""How good a project's data are: what is missing, what cannot be right, and how that changed since the last import."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.quality.findings import Finding, Report, concerned, keep, report
    from app.quality.order_lines import lines_of, numbered
    from app.quality.outliers import Outlier, Outliers, standing_out
    from app.quality.suspected import SUSPECTED, keep_suspected

HOMES: Final = {
    "findings": "Finding Report concerned keep report",
    "order_lines": "lines_of numbered",
    "outliers": "Outlier Outliers standing_out",
    "suspected": "SUSPECTED keep_suspected",
}

__all__ = [
    "SUSPECTED",
    "Finding",
    "Outlier",
    "Outliers",
    "Report",
    "concerned",
    "keep",
    "keep_suspected",
    "lines_of",
    "numbered",
    "report",
    "standing_out",
]


__getattr__ = lazy(__name__, HOMES)
