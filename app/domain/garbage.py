"""Python's collector of cycles, kept from looking through what is made for everyone."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Many small objects and no cycles: to look for garbage again and again costs a tenth to a third more."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
