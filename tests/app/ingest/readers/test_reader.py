"""What each reader has to say of itself."""

import pytest

from app.ingest.readers.formats import readers
from app.ingest.readers.reader import Reader
from app.ingest.readers.table import Layout
from app.ingest.readers.unpacked_file import Source


def test_each_says_what_it_is_called_and_which_endings_are_its_own() -> None:
    endings = [ending for reader in readers() for ending in (*reader.endings, *reader.other_endings)]
    assert len(endings) == len(set(endings)), "no ending is two formats'"
    assert all(ending == ending.lower().lstrip(".") for ending in endings)
    assert len({reader.name for reader in readers()}) == len(readers())
    assert all(reader.titles and reader.__doc__ for reader in readers())


def test_one_that_does_not_say_what_it_takes_takes_nothing_quietly() -> None:
    with pytest.raises(NotImplementedError):
        Reader().takes("csv", b"")
    with pytest.raises(NotImplementedError):
        Reader().read(Source("a.csv", b"", ""), Layout())
