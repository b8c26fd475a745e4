"""Where the bundled program begins."""

import multiprocessing
import sys

from app.ingest.readers.child import FLAG
from ui.program import main

if __name__ == "__main__":
    # Must come first: a child that this program starts runs this file again, and has to become that child here.
    multiprocessing.freeze_support()
    if sys.argv[1:] == [FLAG]:
        from app.ingest.readers.child_main import main as child

        child()
    sys.exit(main())
