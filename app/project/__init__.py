"""One project: its file and settings, what was done in it, its backups, and what it holds."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy
from app.project.commit import KINDS, Change, Json
from app.project.engines.embedded import ENGINE as EMBEDDED
from app.project.project import Project

if TYPE_CHECKING:
    from app.project.at_a_glance import ImportLine, Month, Overview, months, overview
    from app.project.atomic_folder import new_folder
    from app.project.backups import tidy
    from app.project.damage import TOLD, explained, of_file
    from app.project.engine import Engine, Fillable, Mirror, Mirrors
    from app.project.engines import engine_at, known_engines
    from app.project.folder_swap import Place, check_target, sweep, world_faults
    from app.project.kept_overrules import KEPT_AS, Edit, Entry, add, change_kept, kept_in, place
    from app.project.kept_settings import put_settings
    from app.project.own_tables import with_own_tables
    from app.project.person_hash import match_key
    from app.project.pushing import Pushed, push
    from app.project.sender import Sender, change_sender, sender_of

HOMES: Final = {
    "at_a_glance": "ImportLine Month Overview months overview",
    "atomic_folder": "new_folder",
    "backups": "tidy",
    "damage": "TOLD explained of_file",
    "engine": "Engine Fillable Mirror Mirrors",
    "engines": "engine_at known_engines",
    "folder_swap": "Place check_target sweep world_faults",
    "kept_overrules": "Edit Entry KEPT_AS add change_kept kept_in place",
    "kept_settings": "put_settings",
    "own_tables": "with_own_tables",
    "person_hash": "match_key",
    "pushing": "Pushed push",
    "sender": "Sender change_sender sender_of",
}


__all__ = [
    "EMBEDDED",
    "KEPT_AS",
    "KINDS",
    "TOLD",
    "Change",
    "Edit",
    "Engine",
    "Entry",
    "Fillable",
    "ImportLine",
    "Json",
    "Mirror",
    "Mirrors",
    "Month",
    "Overview",
    "Place",
    "Project",
    "Pushed",
    "Sender",
    "add",
    "assets",
    "audit_log",
    "backups",
    "change_kept",
    "change_sender",
    "check_target",
    "damage",
    "engine_at",
    "erasure",
    "explained",
    "export_recovery",
    "kept_in",
    "known_engines",
    "match_key",
    "months",
    "new_folder",
    "of_file",
    "overview",
    "person_hash",
    "place",
    "push",
    "put_settings",
    "sender_of",
    "sweep",
    "textfiles",
    "tidy",
    "with_own_tables",
    "world_faults",
]


__getattr__ = lazy(__name__, HOMES)
