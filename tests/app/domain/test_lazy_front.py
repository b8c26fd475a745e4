"""Fronts whose names are imported when they are asked for."""

import subprocess
import sys

import pytest

from app.domain.lazy_front import lazy


def test_a_name_comes_from_its_home() -> None:
    look_up = lazy("app.domain", {"counts": "people counted", "problems": "Problem"})
    assert look_up("people")(1) == "1 person"  # type: ignore[operator]
    with pytest.raises(AttributeError, match=r"'app\.domain' has no attribute 'sheep'"):
        look_up("sheep")


def test_nothing_is_imported_before() -> None:
    code = (
        "import sys, app.template as t; assert 'jinja2' not in sys.modules; t.Template; assert 'jinja2' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
