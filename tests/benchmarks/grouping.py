"""Finding groups, against scikit-learn alone."""

from pathlib import Path

from measuring import alone, compared, taken


def clusters(project_path: Path) -> None:
    """Finding four groups, against scikit-learn alone on the same scaled matrix."""
    from sklearn.cluster import KMeans

    from app import discover
    from app.discover.answers import Choice
    from app.project import Project

    with Project.open(project_path) as project:
        choice = Choice(("orders", "revenue", "days_since_last_order"), frozenset({"orders", "revenue"}))
        reading = taken(lambda: discover.prepare(project, choice))
        study = reading.answer
        alone("k-means: reading the features", [reading], f"{len(study.ids):,} people")
        ours = taken(lambda: study.grouping(4))
        plain = taken(lambda: KMeans(4, n_init=10, random_state=42).fit(study.matrix).labels_)
        same = "same labels" if (plain.answer == ours.answer.labels).all() else "LABELS DIFFER"
        compared("k-means: k = 4, portraits included", [ours], [plain], "plain scikit-learn", same)
