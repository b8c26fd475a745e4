"""Measures the finding of encodings against charset-normalizer and chardet, on contact lists of ten people.

Run by hand, with the two installed beside the project's own packages, in an environment of its own:

    python tests/benchmarks/encodings.py

A reading is right if it gives the very text; the lists stand in tests/app/ingest/lists.py.
"""

import importlib
import importlib.metadata
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/app/ingest")]

from lists import WRITTEN, written  # noqa: E402 - beside the tests

Find = Callable[[bytes], str | None]


def ours(data: bytes) -> str | None:
    """What Quillwork finds."""
    from app.ingest.readers.encodings import find

    return find(data)[0]


def normalizer(data: bytes) -> str | None:
    """What charset-normalizer finds."""
    best = importlib.import_module("charset_normalizer").from_bytes(data).best()
    return best.encoding if best else None


def chardet(data: bytes) -> str | None:
    """What chardet finds."""
    found: str | None = importlib.import_module("chardet").detect(data)["encoding"]
    return found


def is_right(find: Find, text: str, data: bytes) -> bool:
    """Whether the text comes out as it was written."""
    try:
        read = data.decode(find(data) or "ascii")
    except (UnicodeDecodeError, LookupError):
        return False
    return unicodedata.normalize("NFC", read).lstrip("\ufeff") == unicodedata.normalize("NFC", text)


def main() -> None:
    """Print how many of all texts each one reads, and which it does not."""
    texts = [(language, encoding) for language, encodings in WRITTEN.items() for encoding in encodings]
    texts += [(language, "utf_8") for language in WRITTEN]
    finders: dict[str, Find] = {"Quillwork": ours}
    for name, find in (("charset-normalizer", normalizer), ("chardet", chardet)):
        try:
            finders[f"{name} {importlib.metadata.version(name)}"] = find
        except importlib.metadata.PackageNotFoundError:
            print(f"{name} is not installed")
    print(f"{len(texts)} texts in {len({encoding for _, encoding in texts})} encodings")
    for name, find in finders.items():
        began = time.perf_counter()
        wrong = [
            f"{language} {encoding}" for language, encoding in texts if not is_right(find, *written(language, encoding))
        ]
        each = (time.perf_counter() - began) / len(texts) * 1000
        print(f"{name}: {len(texts) - len(wrong)} right, {each:.0f} ms each; not {', '.join(wrong) or 'one wrong'}")


if __name__ == "__main__":
    main()
