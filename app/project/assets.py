"""Pictures that the project keeps itself, so that a preview needs no network to show them."""

from urllib.parse import unquote, urlsplit

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.counts import counted
from app.project.commit import Change
from app.project.project import Project
from storage.file.models import asset


def find(project: Project, address: str) -> tuple[str, bytes] | None:
    """The type and the bytes of the picture at an address: kept under the whole address, its path or its last part."""
    path = unquote(urlsplit(address).path).lstrip("/")
    wanted = [address, path, path.rsplit("/", 1)[-1]]
    with project.read() as connection:
        rows = connection.execute(select(asset).where(asset.c.name.in_(wanted))).all()
    found = {row.name: (str(row.type), bytes(row.data)) for row in rows}
    return next((found[name] for name in wanted if name in found), None)


def keep(project: Project, pictures: dict[str, tuple[str, bytes]]) -> None:
    """Keep pictures by name (an address or a file's name), each with its type as `image/png`."""
    rows = [{"name": name, "type": kind, "data": data} for name, (kind, data) in pictures.items()]
    if not rows:
        return
    statement = upsert(asset)
    with project.write(f"Kept {counted(len(rows), 'picture')}", {Change.TEMPLATES}) as connection:
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["name"], set_={"type": statement.excluded.type, "data": statement.excluded.data}
            ),
            rows,
        )
