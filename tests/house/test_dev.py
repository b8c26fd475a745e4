"""The command that sets up, runs and tests."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def dev(checkout: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("quillwork_dev", checkout / "packaging" / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_needs_only_the_standard_library(dev: ModuleType, checkout: Path) -> None:
    lines = (checkout / "packaging" / "dev.py").read_text("utf-8").splitlines()
    words = [line.split() for line in lines if line.strip().startswith(("import ", "from "))]
    modules = {parts[1].split(".")[0] for parts in words}
    assert len(modules) > 5
    assert modules <= sys.stdlib_module_names


def test_what_is_stamped_is_made_again_only_after_a_change(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "VENV", tmp_path)
    lock = tmp_path / "lock.txt"
    lock.write_text("one")
    assert not dev.Stamp("lock", lock).fits()
    dev.Stamp("lock", lock).put()
    assert dev.Stamp("lock", lock).fits()
    assert not dev.Stamp("other", lock).fits()
    lock.write_text("two")
    assert not dev.Stamp("lock", lock).fits()


def test_a_screen_is_where_one_is_named(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not dev.has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert dev.has_screen()


def test_a_step_that_fails_is_said_and_counted(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = dev.test_environment()
    assert dev.check("good", [sys.executable, "-c", ""], environment).startswith("passed  good")
    assert dev.check("bad", [sys.executable, "-c", "raise SystemExit(3)"], environment).startswith("FAILED  bad")


def test_what_a_step_prints_that_runs_aside_comes_at_its_end_and_whole(
    dev: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    words = [sys.executable, "-c", "print('one'); raise SystemExit('two')"]
    assert dev.check("aside", words, dev.test_environment(), aside=True).startswith("FAILED  aside")
    out = capfd.readouterr().out
    assert out.startswith("\n=== aside: ")
    assert {"one", "two"} <= set(out.splitlines())


def test_every_check_is_counted_and_told_of_by_pytest(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    shown = (
        "import os, time\ntold = ''\nwhile 'slow' not in told:\n"
        "    time.sleep(0.05); told = open(os.environ['QUILLWORK_CHECKS']).read()\nprint(told)"
    )
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "BIN", Path(sys.executable).parent)
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    python = Path(sys.executable).name
    monkeypatch.setattr(dev, "CHECKS", [("quick", [python, "-c", ""])])
    monkeypatch.setattr(dev, "BESIDE", ("slow", [python, "-c", "raise SystemExit(3)"]))
    monkeypatch.setattr(dev, "PYTEST", ["-c", shown])
    assert dev.test(long=False) == 1
    out = capfd.readouterr().out
    assert out.count("passed  quick") == out.count("FAILED  slow") == 1


@pytest.mark.skipif(not Path("/usr/bin/dpkg-query").exists(), reason="no Debian")
def test_only_what_is_missing_is_installed(dev: ModuleType) -> None:
    assert dev.missing_packages(["dpkg"]) == []
    assert dev.missing_packages(["no-such-package|dpkg"]) == []
    assert dev.missing_packages(["dpkg", "no-such-package"]) == ["no-such-package"]


def test_the_readme_begins_with_the_two_commands(checkout: Path) -> None:
    readme = (checkout / "README.md").read_text("utf-8")
    commands = [line.split(" #")[0].strip() for line in readme.split("```")[1].strip().splitlines()]
    assert commands == ["python3 packaging/dev.py run", "python3 packaging/dev.py test"]
