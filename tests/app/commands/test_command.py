"""What every command is made of: an argument is spelled as argparse takes it."""

import argparse

from app.commands.command import AS_OF, PROJECT, arg


def test_arguments_are_added_as_they_are_spelled() -> None:
    parser = argparse.ArgumentParser()
    for one in (PROJECT, AS_OF, arg("--k", type=int, default=3), arg("--save", action="store_true")):
        parser.add_argument(*one.names, **one.options)
    found = parser.parse_args(["shop.quill", "--as-of", "2011-12-09", "--save"])
    assert vars(found) == {"project": "shop.quill", "as_of": "2011-12-09", "k": 3, "save": True}
