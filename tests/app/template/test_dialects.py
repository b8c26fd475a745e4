"""The ESPs that there are: each found by being there, with a profile of its name, the generic one first."""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from app.template.dialects import FIRST_ESP, dialects, esp_names


def test_each_module_is_a_dialect_with_a_profile_of_its_name() -> None:
    names = esp_names()
    assert names[0] == FIRST_ESP
    assert names[1:] == sorted(names[1:])
    assert list(dialects()) == names
    profiles = {path.name.removesuffix(".json") for path in (files("resources") / "esp").iterdir()}
    assert set(names) <= profiles


def test_names_are_known_without_loading_any(checkout: Path) -> None:
    told = "import sys; from app.template.dialects import esp_names; esp_names();"
    told += "print(*(name for name in sys.modules if name.startswith('app.template.dialects.')))"
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=checkout)
    assert found.stdout.strip() == ""
