"""Who a project's emails come from, as its settings keep it."""

from dataclasses import asdict, dataclass, fields

from app.project.project import Project


@dataclass(frozen=True, slots=True)
class Sender:
    """Name and address of the sender, the postal address that the law wants in each email, and the website.

    What was never given is an empty text; None is what a project does not hold at all.
    """

    from_name: str | None = None
    from_address: str | None = None
    postal_address: str | None = None
    website: str | None = None

    def document(self) -> dict[str, str]:
        """What the project holds of it, as its settings keep it."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def sender_of(project: Project) -> Sender:
    """Who the emails come from."""
    kept = project.setting("sender")
    return Sender(**{one.name: kept[one.name] for one in fields(Sender) if one.name in kept})


def change_sender(project: Project, given: Sender) -> Sender:
    """Keep what is given, and leave the rest as it is; who it is then."""
    if given != Sender():
        project.change_settings({"sender": project.setting("sender") | given.document()})
    return sender_of(project)
