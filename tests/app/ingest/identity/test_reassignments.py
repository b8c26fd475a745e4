"""Whether a file makes an identifier that somebody has another's: the same files give the same people in any order."""

import itertools
from collections.abc import Callable

from app import ingest
from app.project import Project
from tests.app.ingest.conftest import Dump, Write

FILES = [
    "Customer ID,Email\n2,a@x.de\n",
    "Customer ID,Email\n1,a@x.de\n1,b@x.de\n",
    "Email,Phone,Country\na@x.de,+442079460958,GB\n",
]


def test_files_in_any_order_give_the_same_people(new_project: Callable[[], Project], write: Write, dump: Dump) -> None:
    paths = [write(f"{at}.csv", text) for at, text in enumerate(FILES)]
    worlds = []
    for order in itertools.permutations(paths):
        project = new_project()
        for path in order:
            ingest.run_import(project, path, "profiles")
        told = dump(project)
        # Which of their addresses somebody is written to depends on the newest.
        worlds.append((told["identifiers"], [one[0] for one in told["people"]]))
    assert all(world == worlds[0] for world in worlds)
    assert worlds[0][1] == ["customer_id:1", "customer_id:2"]
