"""Sets up, runs and tests Quillwork from a fresh clone, with nothing but Python's standard library.

python3 packaging/dev.py setup          make .venv and install what Qt needs of the system
python3 packaging/dev.py run            set up, then open the demo project
python3 packaging/dev.py test           set up, then every check that a change has to pass
python3 packaging/dev.py test --long    the same, with the tests that take minutes
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import threading
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "packaging" / "requirements.txt"
PROJECT = ROOT / "pyproject.toml"

# What Qt, WebEngine and a virtual screen need of Debian or Ubuntu. Where a name differs between releases, the
# first that the release knows is taken.
LIBRARIES = """
    libasound2|libasound2t64 libdbus-1-3 libdrm2 libegl1 libexpat1 libfontconfig1 libfreetype6 libgbm1 libgl1
    libglib2.0-0|libglib2.0-0t64 libgssapi-krb5-2 libnspr4 libnss3 libopengl0 libudev1 libwayland-client0 libx11-6
    libx11-xcb1 libxcb-cursor0 libxcb-dri3-0 libxcb-glx0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
    libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0
    libxcb-xkb1 libxcb1 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxkbcommon-x11-0 libxkbcommon0 libxkbfile1
    libxrandr2 libxrender1 libxtst6
""".split()
# A bare machine has hardly any fonts: without these, odd scripts and symbols come out as boxes.
FONTS = "fontconfig fonts-inter fonts-noto-cjk fonts-noto-color-emoji fonts-noto-core"
EXTRAS = f"{FONTS} strace xauth xdotool xvfb".split()

CHECKS: list[tuple[str, list[str]]] = [
    ("ruff check", ["ruff", "check", "."]),
    ("ruff format", ["ruff", "format", "--check", "."]),
    ("import-linter", ["lint-imports", "--no-logo"]),
]
BESIDE: tuple[str, list[str]] = ("mypy", ["mypy"])
"""It takes the better part of a minute on one core: the tests begin on the other meanwhile."""
PYTEST = ["-m", "pytest", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder", "-q"]
"""The order of the files is that of `tests/conftest.py`."""
LONG = ["-m", "pytest", "-q", "-m", "long", "-o", "faulthandler_timeout=0"]
"""A test that takes minutes is not to be looked at from another thread meanwhile: Python 3.11 has crashed over it."""


class Stop(Exception):
    """Work that cannot go on; its text says why and what to do."""


def main() -> int:
    """Run one of the three commands; returns the exit status."""
    parser = argparse.ArgumentParser(prog="dev.py", description="Set up, run and test Quillwork from its checkout.")
    parser.add_argument("command", choices=["setup", "run", "test"])
    parser.add_argument("--long", action="store_true", help="test: also the tests that take minutes")
    words = parser.parse_args()
    try:
        set_up()
        if words.command == "run":
            return run()
        return test(long=words.long) if words.command == "test" else 0
    except Stop as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        return 130


def say(text: str) -> None:
    """Print one line at once, so that it stands in its place among what other programs print."""
    print(text, flush=True)


# ------------------------------------------------------------------------------------------------------------- set up


def set_up() -> None:
    """Bring the system's packages, `.venv` and the installed project up to date; instant when they are."""
    if sys.platform == "linux":
        install_system_packages()
    make_venv()
    install_requirements()
    install_project()
    check_qt()


def install_system_packages() -> None:
    """Install on Debian and Ubuntu what is missing where that is allowed, or say which command does."""
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return
    missing = missing_packages([*LIBRARIES, *EXTRAS, *venv_package()])
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    prefix = privilege()
    if prefix is None:
        say(f"Quillwork needs packages of the system. Install them with:\n  sudo {shlex.join(install)}")
        return
    say(f"Installing {len(missing)} packages of the system: {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], [*install, "-q"]):
        if subprocess.run([*prefix, *command], env=environment, stdout=subprocess.DEVNULL).returncode:
            say(f"That did not work; going on without. By hand: {shlex.join([*prefix, *install])}")
            return


def venv_package() -> list[str]:
    """The package that lets Debian's own Python make a virtual environment, if this Python cannot."""
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        return ["python3-venv"]
    return []


def missing_packages(wanted: list[str]) -> list[str]:
    """Those of `wanted` that are not installed, each by the name that this release uses."""
    names = [name for entry in wanted for name in entry.split("|")]
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names]
    lines = subprocess.run(query, capture_output=True, text=True).stdout.splitlines()
    installed = {line.split()[0] for line in lines if line.endswith(" installed")}
    entries = [entry for entry in wanted if not installed.intersection(entry.split("|"))]
    return [known_name(entry.split("|")) for entry in entries]


def known_name(alternatives: list[str]) -> str:
    """The first of the names that this release has a package for; the last if it cannot be told."""
    for name in alternatives[:-1]:
        policy = subprocess.run(["apt-cache", "policy", name], capture_output=True, text=True).stdout
        if "Candidate: (none)" not in policy and "Candidate:" in policy:
            return name
    return alternatives[-1]


def privilege() -> list[str] | None:
    """The words to put before a command so that it runs as root; None where that would ask for a password."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def make_venv() -> None:
    """Make `.venv`, or make it anew when its Python is gone or is another version than this one."""
    script = "import sys; print(sys.version_info[:2] == tuple(map(int, sys.argv[1:])))"
    version = [str(part) for part in sys.version_info[:2]]
    if PYTHON.exists():
        asked = subprocess.run([str(PYTHON), "-c", script, *version], capture_output=True, text=True)
        if asked.stdout.strip() == "True":
            return
    say(f"Making .venv with Python {'.'.join(version)}")
    try:
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(VENV)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Stop(
            f"Python could not make a virtual environment ({error}). On Debian: apt-get install python3-venv"
        ) from error


def install_requirements() -> None:
    """Install the locked packages, each checked against its hash; nothing when the lock has not changed."""
    stamp = Stamp("requirements-compiled", LOCK)
    if stamp.fits():
        return
    say("Installing the locked packages (the first time takes a few minutes)")
    wanted = ["install", "--require-hashes", "-r", str(LOCK)]
    # Compiled once, here: libraries of this size cost every start some seconds of compiling otherwise.
    if not with_uv([*wanted, "--compile-bytecode"]):
        call(PYTHON, "-m", "pip", "--disable-pip-version-check", *wanted, "--compile", "-q")
    stamp.put()


def with_uv(words: list[str]) -> bool:
    """Whether uv is here and did it; pip does it otherwise, only slower."""
    uv = shutil.which("uv")
    if uv is None or subprocess.run([uv, "--version"], capture_output=True).returncode:
        return False
    return subprocess.run([uv, "pip", *words, "--python", str(PYTHON), "-q"], cwd=ROOT).returncode == 0


def install_project() -> None:
    """Install the project itself in place, for its `quillwork` command and its version."""
    stamp = Stamp("project", PROJECT, LOCK)
    if not stamp.fits():
        words = ["install", "--no-deps", "--no-build-isolation", "-q", "-e", str(ROOT)]
        call(PYTHON, "-m", "pip", "--disable-pip-version-check", *words)
        stamp.put()


class Stamp:
    """A note in `.venv` of the files that something was made from, to know whether it must be made again."""

    def __init__(self, name: str, *files: Path) -> None:
        self._file = VENV / f"quillwork-{name}.sha256"
        self._sum = hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()

    def fits(self) -> bool:
        """Whether it was made from these very files."""
        return self._file.exists() and self._file.read_text() == self._sum

    def put(self) -> None:
        """Note that it now is."""
        self._file.write_text(self._sum)


def check_qt() -> None:
    """Stop if Qt cannot be loaded: without its libraries nothing of the window or its tests works."""
    stamp = Stamp("qt", LOCK)
    if stamp.fits():
        return
    script = "import PySide6.QtWidgets, PySide6.QtWebEngineWidgets"
    asked = subprocess.run([str(PYTHON), "-c", script], capture_output=True, text=True)
    if asked.returncode:
        reason = asked.stderr.strip().splitlines()[-1:] or ["it crashed"]
        raise Stop(f"Qt cannot be loaded: {reason[0]}\nInstall the packages of the system that are named above.")
    stamp.put()


def call(*command: object, **more: str) -> None:
    """Run a command in the checkout; raises Stop when it fails."""
    words = [str(word) for word in command]
    if subprocess.run(words, cwd=ROOT, env={**os.environ, **more}).returncode:
        raise Stop(f"This failed: {shlex.join(words)}")


# ----------------------------------------------------------------------------------------------------------------- run


def run() -> int:
    """Open the demo project in a window; without a screen, build it and say where its export lies."""
    command = [str(BIN / "quillwork"), "demo"]
    if not has_screen():
        say("This machine has no screen: building the demo project without opening it.")
        command.append("--no-window")
    return subprocess.run(command, cwd=ROOT).returncode


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# ---------------------------------------------------------------------------------------------------------------- test


def test(*, long: bool) -> int:
    """Run every check, all of them even when one fails; 0 if all passed.

    pytest comes last and shows how the others went above its closing line, which is the last that is printed.
    """
    environment = test_environment()
    told = VENV / "checks.txt"
    told.unlink(missing_ok=True)
    environment["QUILLWORK_CHECKS"] = str(told)
    results: list[str] = []

    def run_one(name: str, words: list[str], *, aside: bool = False) -> None:
        results.append(check(name, [str(BIN / words[0]), *words[1:]], environment, aside=aside))
        told.write_text("\n".join(results), "utf-8")

    slow = threading.Thread(target=run_one, args=BESIDE, kwargs={"aside": True})
    slow.start()
    for name, words in CHECKS:
        run_one(name, words)
    run_one("pytest", [PYTHON.name, *PYTEST])
    slow.join()
    if long:
        run_one("pytest, long", [PYTHON.name, *LONG])
    return int(any("FAILED" in result for result in results))


def check(name: str, command: list[str], environment: dict[str, str], *, aside: bool = False) -> str:
    """Run one step under its name; returns the line of the summary that tells of it.

    What one that runs `aside` of others prints comes when it has ended.
    """
    title = f"\n=== {name}: {shlex.join([Path(command[0]).name, *command[1:]])}"
    if not aside:
        say(title)
    start = time.perf_counter()
    kept, errors = (subprocess.PIPE, subprocess.STDOUT) if aside else (None, None)
    ended = subprocess.run(command, cwd=ROOT, env=environment, stdout=kept, stderr=errors, text=True)
    failed = ended.returncode
    if aside:
        say(f"{title}\n{ended.stdout.rstrip()}")
    if failed < 0:
        # Whoever was ended from outside had no chance to say so.
        say(f"{name} was ended by signal {-failed}")
    return f"{'FAILED' if failed else 'passed'}  {name} ({time.perf_counter() - start:.0f} s)"


def test_environment() -> dict[str, str]:
    """The environment of the tests: no screen needed, and Chromium's sandbox off for root, who cannot have it."""
    environment = {**os.environ}
    # The tests start the program many times: let Python keep what it has compiled of it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    # As `ui` sets it: pytest's plugin for Qt comes before it.
    environment.setdefault("PYSIDE6_OPTION_LAZY", "0")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    return environment


def newer_python() -> str | None:
    """The path of a Python that is new enough, if this one is not and there is one."""
    for minor in (13, 12, 11):
        path = shutil.which(f"python3.{minor}")
        if path and subprocess.run([path, "-c", ""], capture_output=True).returncode == 0:
            return path
    return None


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        other = newer_python()
        if other is None:
            sys.exit("Quillwork needs Python 3.11 or later.")
        sys.exit(subprocess.run([other, *sys.argv]).returncode)
    sys.exit(main())
